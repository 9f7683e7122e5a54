using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Acsr.Cases;
using Acsr.Ingest.Langfuse;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// What the conversations of <see cref="RealFixtureTests"/> hold nothing of, from dialogues between people (L3, L7, L12, L14, L19), a run of several
/// agents (L8) and traces of frameworks (L18). No real data here holds a monologue towards a customer, nor two messages of an agent in a row; none
/// has an answer that was cut off; and none tells an agent's confidence (L17).
/// </summary>
public sealed class RealDialogueFixtureTests
{
    [Theory]
    [InlineData("L3", 1664)]
    [InlineData("L3", 5236)]
    [InlineData("L7", 112)]
    [InlineData("L7", 1606)]
    [InlineData("L12", 1032)]
    [InlineData("L14", 3230)]
    [InlineData("L14", 3844)]
    public void Positive(string rule, int dialogue) => Assert.True(Finds(rule, dialogue, new()));

    [Theory]
    [InlineData("L3")]
    [InlineData("L7")]
    [InlineData("L8")]
    [InlineData("L12")]
    [InlineData("L14")]
    public void Negative(string rule) => Assert.False(Finds(rule, 1002, new()));

    public static TheoryData<string, int, DeadEndOptions> NearMisses => new()
    {
        { "L3: the same call and answer twice, and no round", 4876, new() { AlternationRounds = 1 } },
        { "L7: one search finds nothing", 1358, new() { EmptyRetrievals = 1 } },
        { "L7: two searches find the same", 1026, new() { SameDocumentsQueries = 2 } },
        { "L12: asked for the same twice", 1760, new() { Clarifications = 2 } },
    };

    [Theory]
    [MemberData(nameof(NearMisses), DisableDiscoveryEnumeration = true)]
    public void Near_miss_that_a_little_less_strict_threshold_would_find(string what, int dialogue, DeadEndOptions eased)
    {
        Assert.False(Finds(what.Split(':')[0], dialogue, new()));
        Assert.True(Finds(what.Split(':')[0], dialogue, eased));
    }

    [Fact]
    public void Near_miss_of_L14_it_is_said_to_be_booked_and_was()
    {
        var steps = StarDialogues.All[1100].Steps;

        Assert.Contains("has been successfully booked", steps.Last(AgentSteps.IsAgent).Text, StringComparison.Ordinal);
        Assert.False(Finds("L14", 1100, new()));
        Assert.True(new PromiseWithoutAction().Find([.. steps.Where(step => step.Kind != StepKind.Action)], new()).Any());
    }

    /// <summary>The customer of 1760 went while the agent asked when the trip begins; the one of 3214 had only been asked whether there is anything else; 1664 was said goodbye to.</summary>
    [Theory]
    [InlineData(1760, 25, true)]
    [InlineData(1760, 23, false)]
    [InlineData(3214, 25, false)]
    [InlineData(1664, 25, false)]
    public void L19_waits_for_a_day_and_does_not_take_the_offer_of_further_help_for_a_question(int dialogue, int hours, bool hits)
    {
        var folded = new FoldedCase(new Case { Id = "real" }, StarDialogues.All[dialogue].Steps, [], []);
        var now = folded.Steps[^1].StartedAt!.Value.AddHours(hours);

        var found = new Abandoned().Find(folded with { LeftUnanswered = UnansweredQuestion.LeftAt(folded, new()) <= now }, new(), Standards.CaseStandards.None);

        Assert.Equal(hits ? [folded.Steps[^1].Id] : [], found.SelectMany(hit => hit.StepIds));
    }

    /// <summary>An orchestrator that speaks to itself for one message after the other, before it asks another agent.</summary>
    [Fact]
    public void L8_positive_of_several_agents()
    {
        var run = Run("08cae58d-4084-4616-b6dd-dd6534e4825b").Take(5).ToList();

        Assert.Equal(3, new Monologue().Find(run, new()).Single().Count);
        Assert.Empty(new Monologue().Find(run, new() { MonologueMessages = 4 }));
    }

    [Fact]
    public void L18_near_miss_an_answer_that_ends_in_a_call_is_not_cut_off()
    {
        var steps = FrameworkTraceTests.Steps("koog-2025-08-26");

        Assert.Contains(steps, step => step.FinishReason is "tool_calls");
        Assert.Empty(new Truncation().Find(steps, new()));
        Assert.Single(new Truncation().Find(steps, new() { TruncatedFinishReasons = ["tool_calls"] }));
    }

    private static bool Finds(string rule, int dialogue, DeadEndOptions options) => DeadEndRules.Find(StarDialogues.All[dialogue].Steps, options).Any(hit => hit.Rule == rule);

    /// <summary>What the orchestrator writes is a message of the agent; what another agent does for it is a call.</summary>
    private static IEnumerable<Step> Run(string id)
    {
        using var archive = new TarReader(new GZipStream(File.OpenRead(SharedData.Path("agentrx-magentic/magentic_dataset.tar.gz")), CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
        {
            if (!entry.Name.EndsWith($"{id}.json", StringComparison.Ordinal)) { continue; }
            return [.. JsonNode.Parse(entry.DataStream!)!.AsArray().Select((message, n) => Of((string)message!["role"]!, (string)message["content"]!, $"s{n}"))];
        }

        throw new InvalidDataException($"The run {id} is not in the archive.");
    }

    private static Step Of(string role, string text, string id) => role == "human" ? new() { Id = id, Kind = StepKind.Message, Role = Role.Customer, Text = text }
        : role.StartsWith("Orchestrator", StringComparison.Ordinal) ? new() { Id = id, Kind = StepKind.Message, Role = Role.Agent, Text = text }
        : new() { Id = id, Kind = StepKind.Tool, Name = role, Output = text };
}
