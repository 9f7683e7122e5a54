using System.Collections.Frozen;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Standards;

/// <summary>
/// Reads the standards, and remembers them for some minutes: new ones come into force an hour after they were written at the earliest, so
/// nobody judges by a set that lacks one of its day.
/// </summary>
public sealed class DetectorStandards(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private (StandardSet Set, DateTime At)? _known;

    /// <summary>All standards, of all days.</summary>
    public async Task<StandardSet> ReadAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (_known is { } known && now - known.At < Fresh && now >= known.At) { return known.Set; }
        var set = new StandardSet(await db.DetectorStandards.AsNoTracking().ToListAsync(cancellationToken));
        _known = (set, now);
        return set;
    }

    /// <summary>Reads them anew next time.</summary>
    public void Forget() => _known = null;
}

/// <summary>Standards of all days. Immutable.</summary>
public sealed class StandardSet
{
    private readonly FrozenDictionary<(StandardKind Kind, string Key), (int[] Days, double?[] Values)> _rows;
    private readonly string[] _sources;

    public StandardSet(IEnumerable<DetectorStandard> standards)
    {
        _rows = standards.GroupBy(s => (s.Kind, s.Key)).ToFrozenDictionary(g => g.Key, g =>
        {
            var days = g.OrderBy(s => s.FromDay).ToList();
            return (days.Select(s => s.FromDay).ToArray(), days.Select(s => s.Value).ToArray());
        });
        _sources = [.. _rows.Keys.Where(k => k.Kind == StandardKind.SearchScore).Select(k => k.Key)];
    }

    /// <summary>Those in force when a case began.</summary>
    public CaseStandards Of(Case facts)
    {
        if (_rows.Count == 0) { return CaseStandards.None; }
        var day = DateOnly.FromDateTime(facts.At).DayNumber;
        var type = CaseTypeOf(facts.Release, facts.AgentVersion, facts.Intent);
        var budgets = Budgets.Select(kind => (Kind: kind, Value: type is null ? null : Find(kind, type, day))).Where(b => b.Value is not null).ToFrozenDictionary(b => b.Kind, b => b.Value!.Value);
        var scores = _sources.Select(source => (Source: source, Value: Find(StandardKind.SearchScore, source, day))).Where(s => s.Value is not null).ToFrozenDictionary(s => s.Source, s => s.Value!.Value);
        return budgets.Count + scores.Count == 0 ? CaseStandards.None : new CaseStandards(scores, budgets);
    }

    /// <summary>What a case may take too much of.</summary>
    public static IReadOnlyList<StandardKind> Budgets { get; } = [StandardKind.Steps, StandardKind.ToolCalls, StandardKind.Tokens, StandardKind.CostUsd, StandardKind.Seconds];

    /// <summary>Release (or else the agent's version) and intent: cases of the same two are alike. Null where one of them is unknown.</summary>
    public static string? CaseTypeOf(string? release, string? version, string? intent) => (release ?? version) is { } worker && intent is not null ? $"{worker}\n{intent}" : null;

    /// <summary>The value of a kind and key on a day; null where there is none.</summary>
    public double? Find(StandardKind kind, string key, int day)
    {
        if (!_rows.TryGetValue((kind, key), out var row)) { return null; }
        var at = Array.BinarySearch(row.Days, day);
        at = at >= 0 ? at : ~at - 1;
        return at < 0 ? null : row.Values[at];
    }
}
