using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Transcripts;

namespace Acsr.Signals.DeadEnds;

/// <summary>What the detectors reach on real support conversations: the same file in gives the same counts out (formats F.3).</summary>
public sealed class DeadEndCalibrationTests
{
    private static readonly Lazy<IReadOnlyList<(bool Failed, IReadOnlyList<Step> Steps)>> Real = new(Load);

    public static TheoryData<string, Func<IReadOnlyList<Step>, bool>, int, int> Plain => new()
    {
        { "same action twice", steps => Repeats(steps, _ => true) >= 2, 9, 8 },
        { "one tool error", steps => Errors(steps) >= 1, 16, 12 },
        { "two tool errors", steps => Errors(steps) >= 2, 7, 6 },
        { "three tool errors", steps => Errors(ByCallId(steps)) >= 3, 3, 3 },
        { "same action fails twice", steps => Repeats(steps, step => step.Error is not null) >= 2, 4, 4 },
        { "same action fails three times", steps => Repeats(steps, step => step.Error is not null) >= 3, 2, 2 },
        { "same action and answer twice", steps => Repeats(ByCallId(steps), _ => true, answers: true) >= 2, 8, 7 },
        { "streak of two", steps => HasStreak(ByCallId(steps), 2), 4, 4 },
        { "streak of three", steps => HasStreak(ByCallId(steps), 3), 2, 2 },
        { "30 steps", steps => Hits("L16", steps, new() { StepBudget = 30 }), 13, 12 },
        { "six customer turns with nothing new", steps => Hits("L6", ByCallId(steps), new()), 17, 12 },
        { "change while the customer's last message holds no yes", steps => Hits("L15", steps, new()), 15, 14 },
        { "agent repeats itself", steps => Hits("L9", steps, new()), 3, 2 },
        { "hand-off to a human", steps => steps.Any(step => step.Kind == StepKind.Handoff), 22, 7 },
        { "40 steps", steps => Hits("L16", steps, new() { StepBudget = 40 }), 5, 5 },
    };

    /// <summary>The same rules where each answer goes to the call right before it, as it does in the file.</summary>
    public static TheoryData<string, Func<IReadOnlyList<Step>, bool>, int, int> InOrder => new()
    {
        { "three tool errors", steps => Errors(steps) >= 3, 4, 4 },
        { "same action and answer twice", steps => Repeats(steps, _ => true, answers: true) >= 2, 9, 8 },
        { "the same as the detector pairs them", steps => RepeatedPair.Pairs(steps, new()).Any(pair => pair.Count >= 2), 9, 8 },
        { "six customer turns with nothing new", steps => Hits("L6", steps, new()), 18, 13 },
        { "streak of two", steps => HasStreak(steps, 2), 5, 5 },
        { "streak of three", steps => HasStreak(steps, 3), 3, 3 },
    };

    [Theory]
    [MemberData(nameof(InOrder), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Plain), DisableDiscoveryEnumeration = true)]
    public void A_simple_rule_fires_as_often_as_published(string rule, Func<IReadOnlyList<Step>, bool> fires, int cases, int failed)
    {
        var hit = Real.Value.Where(one => fires(one.Steps)).ToList();

        Assert.True(hit.Count == cases && hit.Count(one => one.Failed) == failed,
            $"{rule}: {hit.Count} cases, {hit.Count(one => one.Failed)} of them failed; expected {cases} and {failed}.");
    }

    /// <summary>
    /// With the defaults. L1 forgives one of the nine repeats: there a change lay in between. It is the one that L2 adds, as the answer was
    /// the same all the same.
    /// </summary>
    [Theory]
    [InlineData("L1", 8, 7)]
    [InlineData("L2", 1, 1)]
    [InlineData("L3", 0, 0)]
    [InlineData("L4", 4, 4)]
    [InlineData("L5", 6, 6)]
    [InlineData("L6", 18, 13)]
    [InlineData("L8", 0, 0)]
    [InlineData("L9", 3, 2)]
    [InlineData("L10", 1, 1)]
    [InlineData("L11", 1, 1)]
    [InlineData("L12", 1, 0)]
    [InlineData("L13", 1, 0)]
    [InlineData("L14", 0, 0)]
    [InlineData("L15", 15, 14)]
    [InlineData("L16", 13, 12)]
    public void A_detector_fires_on_real_cases_that_mostly_failed(string rule, int cases, int failed)
    {
        var hit = Real.Value.Where(one => Hits(rule, one.Steps, new())).ToList();

        Assert.Equal((cases, failed), (hit.Count, hit.Count(one => one.Failed)));
    }

    /// <summary>The table of the docs, row by row, as it is computed from the conversations.</summary>
    [Fact]
    public void The_table_in_the_docs_is_what_the_detectors_reach()
    {
        var written = Rows(File.ReadAllLines(Path.Combine(Root(), "docs", "dead-ends.md"))).ToDictionary(row => row[0]);

        foreach (var rule in DeadEndRules.All.Where(rule => written[rule.Id][^1].Length > 0))
        {
            Assert.Equal([rule.Id, rule.Name, .. Figures(Real.Value.Where(one => Hits(rule.Id, one.Steps, new())).ToList())], written[rule.Id].Where((_, column) => column is 0 or 1 or > 4));
        }

        var dead = Real.Value.Where(one => DeadEndVerdict.Of(DeadEndRules.Find(one.Steps, new())).IsDeadEnd).ToList();
        Assert.Equal(Figures(dead), written[""].TakeLast(5).Select(cell => cell.Trim('*')));
    }

    /// <summary>Cases found, failed ones among them, precision, recall, lift.</summary>
    private static string[] Figures(List<(bool Failed, IReadOnlyList<Step> Steps)> found)
    {
        var failed = found.Count(one => one.Failed);
        var allFailed = Real.Value.Count(one => one.Failed);
        var precision = (double)failed / found.Count;
        return found.Count == 0 ? ["0", "–", "–", "0", "–"]
            : [Text(found.Count), Text(failed), Text(precision), Text((double)failed / allFailed), Text(precision / ((double)allFailed / Real.Value.Count))];
    }

    private static string Text(double number) => number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string[] lines) => lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
        .Where(cells => cells.Length == 10 && (cells[0].StartsWith('L') || cells[1] == "**Verdict**"));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Acsr.Console.sln"))) { folder = folder.Parent!; }
        return folder.FullName;
    }

    [Fact]
    public void Real_steps_are_counted_as_published()
    {
        var steps = Real.Value.Select(one => one.Steps.Count(StepBudget.Counts)).Order().ToList();
        var turns = Real.Value.Select(one => one.Steps.Count(step => step.Role == Role.Customer)).Order().ToList();
        var calls = Real.Value.Select(one => one.Steps.Count(step => step.IsToolCall)).Order().ToList();

        Assert.Equal([19, 31, 38, 51], Quantiles(steps));
        Assert.Equal([7, 11, 13, 26], Quantiles(turns));
        Assert.Equal([5, 11, 14, 27], Quantiles(calls));
    }

    [Fact]
    public void Dead_ends_fail_more_often_than_the_base_rate()
    {
        var dead = Real.Value.Where(one => DeadEndVerdict.Of(DeadEndRules.Find(one.Steps, new())).IsDeadEnd).ToList();

        Assert.Equal(57, Real.Value.Count(one => one.Failed));
        Assert.Equal((18, 18), (dead.Count, dead.Count(one => one.Failed)));
    }

    /// <summary>All 22 were handed off, 15 of them rightly: what makes one a dead end is never the hand-off.</summary>
    [Fact]
    public void No_hand_off_that_was_right_is_a_dead_end()
    {
        var right = Real.Value.Where(one => !one.Failed && one.Steps.Any(step => step.Kind == StepKind.Handoff)).ToList();

        Assert.Equal(15, right.Count);
        Assert.DoesNotContain(right, one => DeadEndVerdict.Of(DeadEndRules.Find(one.Steps, new())).IsDeadEnd);
    }

    /// <summary>Why the hint is off: it fires no more often in cases that failed (57 %) than in others.</summary>
    [Fact]
    public void Four_turns_with_nothing_new_tell_nothing_about_failure()
    {
        var hit = Real.Value.Where(one => Hits("L6", one.Steps, new() { NoProgressHintTurns = 4 })).ToList();

        Assert.Equal((42, 22), (hit.Count, hit.Count(one => one.Failed)));
    }

    /// <summary>One repeat is one piece of evidence; told by two detectors it would make a dead end of a case that succeeded.</summary>
    [Fact]
    public void A_repeat_told_twice_would_make_dead_ends_of_cases_that_succeeded()
    {
        var told = Real.Value.Where(one => RepeatedPair.Pairs(one.Steps, new()).Any(pair => pair.Count >= 2) && Hits("L1", one.Steps, new())).ToList();

        Assert.Contains(told, one => !one.Failed);
    }

    private static IReadOnlyList<(bool, IReadOnlyList<Step>)> Load()
    {
        using var file = File.OpenRead(SharedData.Path("tau-bench/gpt-4o-airline.trials-0-1.json.gz"));
        return
        [
            .. TranscriptFile.Read(file, new TranscriptOptions { Source = "tau" }).Select(one =>
                (one.Events.OfType<OutcomeEvent>().Single().Solved == false, TranscriptSteps.Of(one.Events))),
        ];
    }

    private static bool Hits(string rule, IReadOnlyList<Step> steps, DeadEndOptions options) =>
        DeadEndRules.Find(steps, options).Any(hit => hit.Rule == rule);

    private static int Errors(IReadOnlyList<Step> steps) => steps.Count(step => step.IsToolCall && step.Error is not null);

    private static bool HasStreak(IReadOnlyList<Step> steps, int length) =>
        Hits("L5", steps, new() { ErrorsInCase = int.MaxValue, ErrorStreak = length });

    private static int Repeats(IReadOnlyList<Step> steps, Func<Step, bool> which, bool answers = false) =>
        steps.Where(step => step.IsToolCall && which(step)).CountBy(step => (CanonicalAction.Of(step), answers ? step.Output : null))
            .Select(action => action.Value).DefaultIfEmpty().Max();

    /// <summary>
    /// Answers joined to calls as the published figures did it: by call id, the last answer winning. In 24 of the conversations ids come
    /// twice, so some calls get the answer of a later one; that is why four of the published figures are one lower than what happened.
    /// </summary>
    private static List<Step> ByCallId(IReadOnlyList<Step> steps)
    {
        var last = steps.Where(step => step.CallId is not null).GroupBy(step => step.CallId!).ToDictionary(group => group.Key, group => group.Last());
        return [.. steps.Select(step => step.CallId is { } id ? step with { Output = last[id].Output, Error = last[id].Error } : step)];
    }

    private static int[] Quantiles(List<int> sorted) =>
        [sorted[sorted.Count / 2], sorted[(sorted.Count - 1) * 9 / 10], sorted[(sorted.Count - 1) * 95 / 100], sorted[^1]];
}
