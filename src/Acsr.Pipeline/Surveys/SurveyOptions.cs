using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Surveys;

/// <summary>How the hosted survey looks and what it asks, as an administrator sets it.</summary>
public sealed class SurveyOptions(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private const int OnlyRow = 1;

    /// <summary>As set, or as it comes.</summary>
    public async Task<SurveySettings> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SurveySettings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == OnlyRow, cancellationToken) ?? new SurveySettings { Id = OnlyRow, ChangedBy = "" };
    }

    /// <summary>Keeps the settings, with their audit entry.</summary>
    /// <returns>What is wrong with them; null when they are kept.</returns>
    public async Task<string?> SaveAsync(SurveySettings settings, string by, CancellationToken cancellationToken)
    {
        if (settings.Asks.Count == 0) { return "Ask at least one question."; }
        if (settings.Brand.Length > 80) { return "The name has at most 80 characters."; }
        if (settings.ValidDays is < 1 or > 365) { return "A link is good for 1 to 365 days."; }
        var now = clock.GetUtcNow().UtcDateTime;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var before = await db.SurveySettings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == OnlyRow, cancellationToken);
        (settings.Id, settings.ChangedAt, settings.ChangedBy) = (OnlyRow, now, by);
        db.Entry(settings).State = before is null ? EntityState.Added : EntityState.Modified;
        await AuditLog.AppendAsync(db, by, "survey.changed", "hosted survey", before is null ? null : InWords(before), InWords(settings), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static string InWords(SurveySettings s) => $"{(s.Brand.Length == 0 ? "no name" : s.Brand)}, asks {string.Join(", ", s.Asks)}, valid {s.ValidDays} days";
}
