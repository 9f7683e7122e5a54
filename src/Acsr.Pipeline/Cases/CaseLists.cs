using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases;

/// <summary>A case as a list shows it.</summary>
public sealed record CaseListRow(
    string Id, string Title, DateTime At, string? Agent, string? AgentVersion, string? Channel, string? Intent, bool? Solved, bool HandedOff, bool Reopened, bool Closed,
    double? HandlingSeconds, double? CostUsd, int Overrides, Severity DeadEnd);

/// <summary>Reads what lists of cases show.</summary>
public sealed class CaseLists(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>The rows of <paramref name="ids"/>, in that order; a case that is gone by now is left out.</summary>
    public async Task<IReadOnlyList<CaseListRow>> RowsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new CaseListRow(
            c.Id, c.Title, c.At, c.Agent, c.AgentVersion, c.Channel, c.Intent, c.Solved, c.HandedOff, c.Reopened, c.ClosedAt != null,
            c.HandlingSeconds, c.CostUsd, c.Overrides, c.DeadEnd)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return [.. ids.Select(id => rows.GetValueOrDefault(id)).OfType<CaseListRow>()];
    }
}
