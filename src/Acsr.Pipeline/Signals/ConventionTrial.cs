using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Otlp.Dialects;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Sentiment;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Signals;

/// <summary>A tool that agents called.</summary>
/// <param name="Name">As called.</param>
/// <param name="Kind">What its steps are now.</param>
/// <param name="Calls">How often.</param>
/// <param name="Cases">In how many cases.</param>
/// <param name="Failed">Calls that failed.</param>
/// <param name="Arguments">What its calls gave, as a suggestion.</param>
public sealed record SeenTool(string Name, StepKind Kind, int Calls, int Cases, int Failed, IReadOnlyList<ToolArgument> Arguments);

/// <summary>A name of spans that are of no known kind.</summary>
public sealed record SeenSpan(string Name, int Spans, int Cases);

/// <summary>What was seen in the newest cases.</summary>
/// <param name="Cases">How many were looked at.</param>
/// <param name="Tools">By number of calls.</param>
/// <param name="Spans">By number of spans.</param>
public sealed record SeenNames(int Cases, IReadOnlyList<SeenTool> Tools, IReadOnlyList<SeenSpan> Spans);

/// <summary>A case that a change would make another.</summary>
public sealed record TrialCase(string Id, string Title, DateTime At, IReadOnlyList<string> Changes);

/// <summary>What a change would do to the newest cases.</summary>
/// <param name="Cases">How many were looked at.</param>
/// <param name="Steps">Steps that would be of another kind.</param>
/// <param name="Changed">Cases with such steps.</param>
/// <param name="Shown">The first of them whose facts change, else whose steps do.</param>
public sealed record TrialReport(int Cases, int Steps, int Changed, IReadOnlyList<TrialCase> Shown)
{
    /// <summary>Cases that would count as handed off and do not now, and the other way round.</summary>
    public (int More, int Fewer) Handoffs { get; init; }

    /// <summary>Cases that would be dead ends and are none now, and the other way round.</summary>
    public (int More, int Fewer) DeadEnds { get; init; }
}

/// <summary>Folds the newest cases without storing them: what names there are, and what another catalogue would make of them.</summary>
public sealed class ConventionTrial(IDbContextFactory<ConsoleDbContext> contexts, FoldBook book, IOptions<CaseOptions> options, IOptions<DeadEndOptions> deadEnds, SentimentScorer scorer)
{
    /// <summary>Cases looked at.</summary>
    public const int Sample = 300;

    private const int Chunk = 50;
    private const int MostNames = 100;
    private const int MostShown = 20;

    /// <summary>Tools and nameless spans of the newest cases.</summary>
    public async Task<SeenNames> SeenAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, (StepKind Kind, int Calls, int Cases, int Failed)> tools = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, ArgumentLearner> arguments = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, (int Spans, int Cases)> spans = new(StringComparer.Ordinal);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await book.CurrentAsync(db, cancellationToken);
        var cases = await EachAsync(db, input =>
        {
            if (CaseFold.Fold(input, options.Value, settings) is not { } folded) { return; }
            foreach (var calls in folded.Steps.Where(step => step.IsToolCall).GroupBy(step => step.Name, StringComparer.OrdinalIgnoreCase))
            {
                var seen = tools.GetValueOrDefault(calls.Key);
                tools[calls.Key] = (calls.First().Kind, seen.Calls + calls.Count(), seen.Cases + 1, seen.Failed + calls.Count(step => step.Error is not null));
                if (!arguments.TryGetValue(calls.Key, out var learner)) { arguments[calls.Key] = learner = new(); }
                foreach (var step in calls) { learner.Add(step.Input); }
            }

            // Only what came as a span stands under a trace.
            foreach (var same in folded.Steps.Where(step => step.Kind == StepKind.Other && step.Id.Contains('/', StringComparison.Ordinal) && !GenAiDialect.NamesWrapper(step.Name)).GroupBy(step => step.Name))
            {
                var seen = spans.GetValueOrDefault(same.Key);
                spans[same.Key] = (seen.Spans + same.Count(), seen.Cases + 1);
            }
        }, cancellationToken);
        return new(cases,
            [.. tools.Select(tool => new SeenTool(tool.Key, tool.Value.Kind, tool.Value.Calls, tool.Value.Cases, tool.Value.Failed, arguments[tool.Key].Learned())).OrderByDescending(tool => tool.Calls).ThenBy(tool => tool.Name, StringComparer.Ordinal).Take(MostNames)],
            [.. spans.Select(span => new SeenSpan(span.Key, span.Value.Spans, span.Value.Cases)).OrderByDescending(span => span.Spans).ThenBy(span => span.Name, StringComparer.Ordinal).Take(MostNames)]);
    }

    /// <summary>The newest cases as they are and as they would be.</summary>
    public async Task<TrialReport> TryAsync(Conventions proposed, CancellationToken cancellationToken)
    {
        var (steps, changed, moreHandoffs, fewerHandoffs, moreEnds, fewerEnds) = (0, 0, 0, 0, 0, 0);
        List<TrialCase> weighty = [], slight = [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await book.CurrentAsync(db, cancellationToken);
        var other = settings with { Conventions = proposed };
        var cases = await EachAsync(db, input =>
        {
            if (CaseFold.Fold(input, options.Value, settings) is not { } now || CaseFold.Fold(input, options.Value, other) is not { } then) { return; }
            var kinds = now.Steps.ToLookup(step => step.Id, step => (step.Kind, step.MayRepeat));
            var moved = then.Steps.Where(step => kinds[step.Id].Any() && !kinds[step.Id].Contains((step.Kind, step.MayRepeat))).ToList();
            if (moved.Count == 0) { return; }
            steps += moved.Count;
            changed++;
            var (wasEnd, isEnd) = (IsDeadEnd(now), IsDeadEnd(then));
            if (then.Facts.HandedOff && !now.Facts.HandedOff) { moreHandoffs++; }
            if (!then.Facts.HandedOff && now.Facts.HandedOff) { fewerHandoffs++; }
            if (isEnd && !wasEnd) { moreEnds++; }
            if (!isEnd && wasEnd) { fewerEnds++; }
            List<string> facts = [];
            if (then.Facts.HandedOff != now.Facts.HandedOff) { facts.Add(then.Facts.HandedOff ? "counts as handed off" : "no longer counts as handed off"); }
            if (isEnd != wasEnd) { facts.Add(isEnd ? "becomes a dead end" : "is no dead end any more"); }
            var kind = moved.GroupBy(step => (step.Name, step.Kind)).Select(same => $"{same.Key.Name}: {same.Count()} × {same.Key.Kind}");
            var shown = new TrialCase(now.Facts.Id, now.Facts.Title, now.Facts.At, [.. facts, .. kind]);
            if ((facts.Count > 0 ? weighty : slight) is { Count: < MostShown } list) { list.Add(shown); }
        }, cancellationToken);
        return new TrialReport(cases, steps, changed, [.. weighty.Concat(slight).Take(MostShown)]) { Handoffs = (moreHandoffs, fewerHandoffs), DeadEnds = (moreEnds, fewerEnds) };
    }

    private bool IsDeadEnd(FoldedCase folded) => CaseSignals.Of(folded, deadEnds.Value, scorer, options.Value).DeadEnd != Severity.None;

    private static async Task<int> EachAsync(ConsoleDbContext db, Action<CaseInput> take, CancellationToken cancellationToken)
    {
        var ids = await db.Cases.AsNoTracking().Where(c => !c.Baseline).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Sample).Select(c => c.Id).ToListAsync(cancellationToken);
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var inputs = await CaseSegments.LoadAsync(db, chunk, cancellationToken);
            foreach (var id in chunk)
            {
                cancellationToken.ThrowIfCancellationRequested();
                take(inputs[id]);
            }
        }

        return ids.Count;
    }
}
