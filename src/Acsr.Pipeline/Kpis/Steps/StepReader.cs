using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis.Steps;

/// <summary>Reads step figures from the hours.</summary>
internal sealed class StepReader(IDbContextFactory<ConsoleDbContext> contexts) : IStepMetrics
{
    public async Task<IReadOnlyList<StepFigures>> FiguresAsync(StepQuery query, StepGrouping grouping, CancellationToken cancellationToken)
    {
        var cells = await SumAsync(query, h => (h.Kind, grouping >= StepGrouping.Name ? h.Name : null, grouping == StepGrouping.Version ? h.AgentVersion : null), cancellationToken);
        return [.. cells.Select(c => Figures(Word(c.Key.Kind), c.Key.Item2, c.Key.Item3, c.Value)).OrderByDescending(f => f.Steps).ThenBy(f => f.Kind, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal)];
    }

    public async Task<DateTime?> LastHourAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.StepHours.MaxAsync(h => (DateTime?)h.Hour, cancellationToken);
    }

    public async Task<IReadOnlyList<StepPoint>> TrendAsync(StepQuery query, TimeSpan bucket, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bucket.Ticks % TimeSpan.TicksPerHour, 0, nameof(bucket));
        ArgumentOutOfRangeException.ThrowIfLessThan(bucket, TimeSpan.FromHours(1));
        var hours = await SumAsync(query, h => h.Hour, cancellationToken);
        if (hours.Count == 0) { return []; }
        var first = query.From is { } from ? from.Date.AddHours(from.Hour) : hours.Keys.Min().Date;
        var end = query.To ?? hours.Keys.Max().AddHours(1);
        var points = new List<StepPoint>();
        for (var at = first; at < end; at += bucket)
        {
            var cells = hours.Where(h => h.Key >= at && h.Key < at + bucket).ToList();
            if (cells.Count == 0) { points.Add(new(at, null)); continue; }
            var sum = new StepCell();
            foreach (var (_, cell) in cells) { Merge(sum, cell); }
            points.Add(new(at, Figures(query.Kind ?? "all", query.Name, query.AgentVersion, sum)));
        }

        return points;
    }

    private async Task<Dictionary<TKey, StepCell>> SumAsync<TKey>(StepQuery query, Func<StepHour, TKey> keyOf, CancellationToken cancellationToken) where TKey : notnull
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hours = db.StepHours.AsNoTracking();
        if (query.From is { } from) { var first = from.Date.AddHours(from.Hour); hours = hours.Where(h => h.Hour >= first); }
        if (query.To is { } to) { hours = hours.Where(h => h.Hour < to); }
        if (query.Kind is { } word)
        {
            if (!Enum.GetValues<StepKind>().Any(k => Word(k) == word)) { return []; }
            var kind = Enum.GetValues<StepKind>().First(k => Word(k) == word);
            hours = hours.Where(h => h.Kind == kind);
        }

        if (query.Name is { } name) { hours = hours.Where(h => h.Name == name); }
        if (query.AgentVersion is { } version) { hours = hours.Where(h => h.AgentVersion == version); }
        var cells = new Dictionary<TKey, StepCell>();
        await foreach (var hour in hours.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var key = keyOf(hour);
            if (!cells.TryGetValue(key, out var cell)) { cells[key] = cell = new StepCell(); }
            cell.Add(hour);
        }

        return cells;
    }

    private static void Merge(StepCell sum, StepCell cell)
    {
        sum.Steps += cell.Steps;
        sum.Errors += cell.Errors;
        sum.InputTokens += cell.InputTokens;
        sum.OutputTokens += cell.OutputTokens;
        sum.Metered += cell.Metered;
        sum.Costed += cell.Costed;
        sum.CostUsd += cell.CostUsd;
        sum.Powered += cell.Powered;
        sum.EnergyLowWh += cell.EnergyLowWh;
        sum.EnergyHighWh += cell.EnergyHighWh;
        sum.Latency.Add(cell.Latency);
    }

    private static StepFigures Figures(string kind, string? name, string? version, StepCell cell) => new(
        kind, string.IsNullOrEmpty(name) ? null : name, string.IsNullOrEmpty(version) ? null : version, cell.Steps, cell.Errors, cell.Latency.Count,
        cell.Latency.Quantile(.5), cell.Latency.Quantile(.95), cell.Latency.Quantile(.99),
        cell.Metered == 0 ? null : cell.InputTokens, cell.Metered == 0 ? null : cell.OutputTokens, cell.Costed == 0 ? null : cell.CostUsd, cell.Costed)
    {
        EnergyLowWh = cell.Powered == 0 ? null : cell.EnergyLowWh,
        EnergyHighWh = cell.Powered == 0 ? null : cell.EnergyHighWh,
        Powered = cell.Powered,
    };

    private static string Word(StepKind kind) => kind.ToString().ToLowerInvariant();
}
