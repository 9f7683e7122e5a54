using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Effects;

/// <summary>Reads cases for comparing arms, and what arms there are.</summary>
public sealed class ArmReader(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>The arms of the handler.</summary>
    public const string Agent = "agent", Human = "human";

    /// <summary>What cases in a range can be parted by, the most frequent first.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(ArmBy by, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        if (by == ArmBy.Handler) { return [Agent, Human]; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cases = InRange(db, from, to);
        var values = by == ArmBy.Version ? cases.Select(c => c.AgentVersion) : cases.Select(c => c.Strategy);
        return await values.Where(v => v != null).GroupBy(v => v!).OrderByDescending(g => g.Count()).Select(g => g.Key).Take(50).ToListAsync(cancellationToken);
    }

    /// <summary>Compares two arms over a range.</summary>
    public async Task<ArmReport> CompareAsync(ArmQuestion question, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cases = InRange(db, question.From, question.To).Where(c => c.Intent != null);
        cases = question.By switch
        {
            ArmBy.Handler => cases.Where(c => c.Handler != Handler.Unknown),
            ArmBy.Version => cases.Where(c => c.AgentVersion == question.First || c.AgentVersion == question.Second),
            ArmBy.Strategy => cases.Where(c => c.Strategy == question.First || c.Strategy == question.Second),
        };
        var read = await cases.Select(c => new { c.Handler, c.AgentVersion, c.Strategy, c.Intent, c.Channel, c.Language, c.Solved, c.HandlingSeconds, c.CostUsd, c.Csat }).ToListAsync(cancellationToken);
        return Arms.Compare(
            read.ConvertAll(c => new ArmCase(
                question.By switch { ArmBy.Version => c.AgentVersion!, ArmBy.Strategy => c.Strategy!, ArmBy.Handler => c.Handler == Handler.Human ? Human : Agent },
                c.Intent!, c.Channel ?? "", c.Language, c.Solved, c.HandlingSeconds, c.CostUsd, c.Csat)),
            question);
    }

    private static IQueryable<Case> InRange(ConsoleDbContext db, DateTime from, DateTime to) => db.Cases.AsNoTracking().Where(c => c.At >= from && c.At < to && !c.Baseline);
}
