using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>The list of intents as it is now: reads a label as it was given through every change since. Pure.</summary>
/// <param name="changes">In any order.</param>
/// <param name="labels">What people said of cases of split intents.</param>
public sealed class IntentTaxonomy(IEnumerable<IntentChange> changes, IEnumerable<IntentLabel> labels)
{
    private readonly List<IntentChange> _changes = [.. changes.OrderBy(c => c.Id)];
    private readonly Dictionary<(long Change, string Case), string> _labels = labels.ToDictionary(l => (l.ChangeId, l.CaseId), l => l.Intent);

    /// <summary>How often the list changed.</summary>
    public int Version => _changes.Count;

    /// <summary>What a label means now; null where its intent was split since and nobody has said yet which part it is.</summary>
    /// <param name="intent">As it was given; null stays null.</param>
    /// <param name="at">When it was given.</param>
    /// <param name="caseId">Of which case; null where that is not known.</param>
    public string? Of(string? intent, DateTime at, string? caseId)
    {
        foreach (var change in _changes)
        {
            if (intent is null || change.From != intent) { continue; }
            intent = change.Kind != IntentChangeKind.Split ? change.To[0]
                : caseId is not null && _labels.TryGetValue((change.Id, caseId), out var said) ? said
                : change.At <= at && change.To.Contains(intent) ? intent : null;
        }

        return intent;
    }

    /// <summary>The list as the store has it.</summary>
    public static async Task<IntentTaxonomy> ReadAsync(ConsoleDbContext db, CancellationToken cancellationToken) =>
        new(await db.IntentChanges.AsNoTracking().ToListAsync(cancellationToken), await db.IntentLabels.AsNoTracking().ToListAsync(cancellationToken));
}
