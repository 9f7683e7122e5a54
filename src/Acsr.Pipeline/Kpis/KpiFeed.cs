using Acsr.Cases;
using Acsr.Kpis.Columns;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

/// <summary>Keeps the columns up to date with the table of cases by the sequence of changes.</summary>
internal sealed class KpiFeed(IDbContextFactory<ConsoleDbContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile KpiSnapshot _snapshot = KpiSnapshot.Empty;

    /// <summary>All cases as of now.</summary>
    public async Task<KpiSnapshot> FreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            await RefreshAsync(cancellationToken);
            return _snapshot;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.ChangeCounters.Where(c => c.Id == 1).Select(c => c.Value).SingleAsync(cancellationToken);
        var snapshot = _snapshot;
        // Who takes a case away reserves a number too; so this one small read is all that a figure costs while nothing happens.
        if (last == snapshot.Sequence) { return; }

        if (snapshot.Sequence < 0) { snapshot = await ChunkStore.LoadAsync(db, cancellationToken); }
        var count = await db.Cases.CountAsync(cancellationToken);
        snapshot = await WithNewsAsync(db, snapshot, last, cancellationToken);
        // Fewer than there were before the news was read: some were passed over, and nothing says which.
        if (snapshot.Count < count) { snapshot = await WithNewsAsync(db, KpiSnapshot.Empty, last, cancellationToken); }
        // Where cases were taken away no row is left that says so.
        else if (snapshot.Count > count) { snapshot = await WithoutGoneAsync(db, snapshot, cancellationToken); }
        _snapshot = snapshot;
    }

    // Only days of which fewer are stored than known are looked at: erasing one customer must not have a million cases read again.
    private static async Task<KpiSnapshot> WithoutGoneAsync(ConsoleDbContext db, KpiSnapshot snapshot, CancellationToken cancellationToken)
    {
        var stored = (await db.Cases.GroupBy(c => c.At.Date).Select(g => new { Day = g.Key, Count = g.Count() }).ToListAsync(cancellationToken)).ToDictionary(d => d.Day.Ticks, d => d.Count);
        var left = new Dictionary<DateTime, HashSet<string>>();
        foreach (var day in snapshot.Chunks.GroupBy(c => c.Day, c => c.Count))
        {
            var (count, next) = (stored.GetValueOrDefault(day.Key.Ticks), day.Key.AddDays(1));
            if (count >= day.Sum()) { continue; }
            left[day.Key] = count == 0 ? [] : await db.Cases.Where(c => c.At >= day.Key && c.At < next).Select(c => c.Id).ToHashSetAsync(cancellationToken);
        }

        return snapshot.Keeping(left);
    }

    private static async Task<KpiSnapshot> WithNewsAsync(ConsoleDbContext db, KpiSnapshot snapshot, long last, CancellationToken cancellationToken)
    {
        var (came, batch, upTo) = (new List<KpiChunk>(), new List<Case>(), last);
        await foreach (var one in Changed(db, snapshot.Sequence).WithCancellation(cancellationToken))
        {
            upTo = Math.Max(upTo, one.Sequence);
            batch.Add(one);
            if (batch.Count == KpiChunk.MostCases) { Take(); }
        }

        Take();
        return snapshot.With(came, upTo);

        void Take()
        {
            if (batch.Count > 0) { came.Add(ChunkBuilder.Of(batch)); }
            batch.Clear();
        }
    }

    // The columns that the engine holds, and no other: the row of a case has many more.
    private static IAsyncEnumerable<Case> Changed(ConsoleDbContext db, long after) =>
        db.Cases.AsNoTracking().Where(c => c.Sequence > after).Select(c => new Case
        {
            Id = c.Id,
            At = c.At,
            Agent = c.Agent,
            AgentVersion = c.AgentVersion,
            Strategy = c.Strategy,
            Channel = c.Channel,
            Intent = c.Intent,
            Language = c.Language,
            CustomerTier = c.CustomerTier,
            Release = c.Release,
            Source = c.Source,
            Tags = c.Tags,
            Baseline = c.Baseline,
            Handler = c.Handler,
            OpenedAt = c.OpenedAt,
            ClosedAt = c.ClosedAt,
            Solved = c.Solved,
            HandedOff = c.HandedOff,
            HandoffKind = c.HandoffKind,
            Abandoned = c.Abandoned,
            Reopened = c.Reopened,
            ReopenedInDurableWindow = c.ReopenedInDurableWindow,
            Resolution = c.Resolution,
            ReengagesCase = c.ReengagesCase,
            Recontacted = c.Recontacted,
            FirstContactResolved = c.FirstContactResolved,
            DurablyResolved = c.DurablyResolved,
            SettlesAt = c.SettlesAt,
            HandlingSeconds = c.HandlingSeconds,
            FirstResponseSeconds = c.FirstResponseSeconds,
            HumanSeconds = c.HumanSeconds,
            CostUsd = c.CostUsd,
            ModelCostUsd = c.ModelCostUsd,
            ToolCostUsd = c.ToolCostUsd,
            HumanCostUsd = c.HumanCostUsd,
            EnergyLowWh = c.EnergyLowWh,
            EnergyHighWh = c.EnergyHighWh,
            InputTokens = c.InputTokens,
            OutputTokens = c.OutputTokens,
            CachedTokens = c.CachedTokens,
            ReasoningTokens = c.ReasoningTokens,
            Sentiment = c.Sentiment,
            SentimentShift = c.SentimentShift,
            Csat = c.Csat,
            SurveyInvited = c.SurveyInvited,
            Ces = c.Ces,
            Thumbs = c.Thumbs,
            ThumbsUp = c.ThumbsUp,
            Suggestions = c.Suggestions,
            RapidDismissals = c.RapidDismissals,
            DwellSeconds = c.DwellSeconds,
            ScrollDepth = c.ScrollDepth,
            Flows = c.Flows,
            FlowsFinished = c.FlowsFinished,
            SurveyResolved = c.SurveyResolved,
            Backtracks = c.Backtracks,
            Turns = c.Turns,
            Steps = c.Steps,
            ToolCalls = c.ToolCalls,
            ToolErrors = c.ToolErrors,
            ParseFailures = c.ParseFailures,
            Fallbacks = c.Fallbacks,
            Verification = c.Verification,
            ShadowAgreed = c.ShadowAgreed,
            Overrides = c.Overrides,
            CompleteTriads = c.CompleteTriads,
            DeadEnd = c.DeadEnd,
            PolicyChecks = c.PolicyChecks,
            PolicyViolations = c.PolicyViolations,
            PolicyUnknowns = c.PolicyUnknowns,
            Sequence = c.Sequence,
        }).AsAsyncEnumerable();
}
