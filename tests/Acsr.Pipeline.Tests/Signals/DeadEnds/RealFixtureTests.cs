using Acsr.Cases;
using Acsr.Ingest.Transcripts;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// For each detector a real conversation that it finds, one that it passes over, and one that it only just passes over; named by file and
/// key, and read from the folder of real data. What these conversations hold nothing of is in <see cref="RealDialogueFixtureTests"/>.
/// </summary>
public sealed class RealFixtureTests
{
    private const string Tau = "tau-bench/gpt-4o-airline.trials-0-1.json.gz";
    private const string Tau2 = "tau2-enhanced-gemini/airline_gemini2_5_flash_10tasks_2t.json.gz";
    private const string Tau2Context = "tau2-enhanced-gemini/airline_gemini2_5_flash_10tasks_2t_context_agent.json.gz";

    private static readonly Dictionary<string, Dictionary<string, IReadOnlyList<Step>>> Read = [];

    [Theory]
    [InlineData("L1", Tau, "13-0")]
    [InlineData("L1", Tau2, "9-0")]
    [InlineData("L2", Tau, "33-0")]
    [InlineData("L4", Tau, "13-0")]
    [InlineData("L4", Tau2Context, "9-0")]
    [InlineData("L5", Tau, "3-0")]
    [InlineData("L6", Tau, "1-0")]
    [InlineData("L9", Tau, "13-0")]
    [InlineData("L10", Tau, "23-0")]
    [InlineData("L11", Tau, "23-0")]
    [InlineData("L12", Tau2, "9-0")]
    [InlineData("L13", Tau, "37-1")]
    [InlineData("L15", Tau, "10-0")]
    [InlineData("L16", Tau, "3-0")]
    public void Positive(string rule, string file, string conversation) => Assert.True(Finds(rule, Steps(file, conversation), new()));

    [Fact]
    public void Negative() => Assert.Empty(DeadEndRules.Find(Steps(Tau, "35-0"), new()));

    public static TheoryData<string, string, string, DeadEndOptions> NearMisses => new()
    {
        { "L4: it fails once", Tau, "0-0", new() { SameActionErrors = 1 } },
        { "L5: one error", Tau, "11-0", new() { ErrorStreak = 1 } },
        { "L6: five messages", Tau, "17-1", new() { NoProgressTurns = 5 } },
        { "L9: most words, and not nearly all", Tau, "0-0", new() { AgentRepeatSimilarity = .7 } },
        { "L10: some of the same words", Tau, "26-0", new() { RephraseSimilarity = .4, RephraseTrigrams = .7 } },
        { "L11: sorry twice, and the customer says nearly the same", Tau2Context, "8-1", new() { Apologies = 2, RephraseSimilarity = .4, NoProgressTurns = 5, RephraseTrigrams = .7 } },
        { "L12: nearly the same question twice", Tau, "3-0", new() { Clarifications = 2, ClarificationSimilarity = .5 } },
        { "L16: three steps fewer", Tau, "31-0", new() { StepBudget = 27 } },
    };

    [Theory]
    [MemberData(nameof(NearMisses), DisableDiscoveryEnumeration = true)]
    public void Near_miss_that_a_little_less_strict_threshold_would_find(string what, string file, string conversation, DeadEndOptions eased)
    {
        var (rule, steps) = (what.Split(':')[0], Steps(file, conversation));

        Assert.False(Finds(rule, steps, new()));
        Assert.True(Finds(rule, steps, eased));
    }

    public static TheoryData<string, string, Func<IReadOnlyList<Step>, bool>> Forgiven => new()
    {
        { "L1: the same call again, and a change in between", "33-0", steps => Calls(steps).GroupBy(step => CanonicalAction.Of(step)).Any(same => same.Count() > 1) },
        { "L2: the same answer again, as nothing was changed in between", "13-0", steps => RepeatedPair.Pairs(steps, new()).Any(pair => pair.Count >= 2) && Finds("L1", steps, new()) },
        { "L13: a hand-off after a look", "4-0", steps => steps.Any(step => step.Kind == StepKind.Handoff) },
        { "L14: it was said to be done, and was", "0-0", steps => steps.Last(AgentSteps.IsAgent).Text!.Contains("has been", StringComparison.Ordinal) },
        { "L15: a change after a yes", "0-0", steps => steps.Any(step => step is { Kind: StepKind.Action, Error: null }) },
    };

    [Theory]
    [MemberData(nameof(Forgiven), DisableDiscoveryEnumeration = true)]
    public void Near_miss_that_the_rule_forgives(string what, string conversation, Func<IReadOnlyList<Step>, bool> near)
    {
        var steps = Steps(Tau, conversation);

        Assert.True(near(steps));
        Assert.False(Finds(what.Split(':')[0], steps, new()));
    }

    private static IEnumerable<Step> Calls(IReadOnlyList<Step> steps) => steps.Where(step => step.IsToolCall);

    private static bool Finds(string rule, IReadOnlyList<Step> steps, DeadEndOptions options) => DeadEndRules.Find(steps, options).Any(hit => hit.Rule == rule);

    private static IReadOnlyList<Step> Steps(string file, string conversation)
    {
        lock (Read)
        {
            if (!Read.TryGetValue(file, out var conversations))
            {
                using var stream = File.OpenRead(SharedData.Path(file));
                Read[file] = conversations = TranscriptFile.Read(stream, new TranscriptOptions { Source = "real" }).ToDictionary(one => one.CaseId, one => TranscriptSteps.Of(one.Events));
            }

            return conversations[$"real/{conversation}"];
        }
    }
}
