namespace Acsr.Ingest.Transcripts;

/// <summary>Files that others recorded, against the figures that were computed from them independently.</summary>
public sealed class RealTranscriptTests
{
    private const string TauBench = "tau-bench/gpt-4o-airline.trials-0-1.json.gz";
    private const string Tau2 = "tau2-enhanced-gemini/airline_gemini2_5_flash_10tasks_2t.json.gz";
    private const string Tau2Context = "tau2-enhanced-gemini/airline_gemini2_5_flash_10tasks_2t_context_agent.json.gz";

    [Fact]
    public void Tau_bench_comes_in_whole()
    {
        var cases = Read(TauBench);

        Assert.All(cases, one => Assert.Null(one.Refused));
        Assert.Equal(100, cases.Select(one => one.CaseId).Distinct().Count());
        Assert.Equal("real/0-0", cases[0].CaseId);
        Assert.Equal(572, cases.Sum(one => one.ToolCalls));
        Assert.Equal(33, cases.Sum(one => one.ToolErrors));
        Assert.Equal(22, cases.Count(one => one.HandedOff));
    }

    [Fact]
    public void Tau_bench_tells_success_and_hand_off_as_separate_facts()
    {
        var cases = Read(TauBench);

        Assert.Equal(43, cases.Count(IsSolved));
        Assert.Equal((21, 22), (cases.Count(one => IsSolved(one) && one.CaseId.EndsWith("-0", StringComparison.Ordinal)), cases.Count(one => IsSolved(one) && one.CaseId.EndsWith("-1", StringComparison.Ordinal))));
        Assert.Equal(15, cases.Count(one => IsSolved(one) && one.HandedOff));
        Assert.Equal(28, cases.Count(one => IsSolved(one) && !one.HandedOff));
        Assert.Equal(50, cases.Count(one => !IsSolved(one) && !one.HandedOff));
    }

    [Fact]
    public void Tau_bench_leaves_cost_tokens_and_times_unknown()
    {
        var events = Read(TauBench).SelectMany(one => one.Events).ToList();

        Assert.All(events, e => Assert.Null(e.Time));
        Assert.DoesNotContain(events.OfType<StepEvent>(), step => step.Kind == "model");
        Assert.All(events.OfType<MessageEvent>(), message => Assert.Null(message.CostUsd ?? message.InputTokens ?? message.OutputTokens));
        Assert.All(events.OfType<CaseClosedEvent>(), closed => Assert.Null(closed.CostUsd ?? closed.HandlingSeconds));
    }

    [Theory]
    [InlineData(Tau2, 13, 0.206528, 0.017211, 25.960, 21.907, 760_602, 33_504)]
    [InlineData(Tau2Context, 10, 0.217053, 0.018088, 27.626, 25.673, 777_321, 37_310)]
    public void Tau2_comes_in_with_cost_tokens_and_times(string file, int handedOff, double cost, double perResolution, double mean, double median, long input, long output)
    {
        var cases = Read(file);
        var events = cases.SelectMany(one => one.Events).ToList();
        var messages = events.OfType<MessageEvent>().ToList();
        var models = events.OfType<StepEvent>().Where(step => step.Kind == "model").ToList();
        var seconds = events.OfType<CaseClosedEvent>().Select(closed => closed.HandlingSeconds!.Value).Order().ToArray();
        var spent = messages.Sum(message => message.CostUsd ?? 0) + models.Sum(step => step.CostUsd ?? 0);

        Assert.Equal(20, cases.Count(one => one.Refused is null));
        Assert.Equal(12, cases.Count(IsSolved));
        Assert.Equal(handedOff, cases.Count(one => one.HandedOff));
        Assert.Equal(4, cases.Count(one => IsSolved(one) && !one.HandedOff));
        Assert.Equal(cost, spent, 5e-7);
        Assert.Equal(perResolution, spent / 12, 5e-7);
        Assert.All(events.OfType<CaseClosedEvent>(), closed => Assert.Null(closed.CostUsd));
        Assert.Equal(mean, seconds.Average(), 5e-4);
        Assert.Equal(median, Statistics.Quantile.Of(seconds, .5)!.Value, 5e-4);
        Assert.Equal(input, messages.Sum(message => message.InputTokens ?? 0) + models.Sum(step => step.InputTokens ?? 0));
        Assert.Equal(output, messages.Sum(message => message.OutputTokens ?? 0) + models.Sum(step => step.OutputTokens ?? 0));
    }

    [Fact]
    public void Tau2_has_every_event_in_order_of_time_read_as_utc()
    {
        var first = Read(Tau2)[0];

        Assert.Equal("real/0-0", first.CaseId);
        Assert.Equal(new DateTime(2025, 9, 29, 1, 38, 13, DateTimeKind.Utc).AddTicks(6_617_550), first.Events[0].Time);
        Assert.All(first.Events, e => Assert.Equal(DateTimeKind.Utc, e.Time!.Value.Kind));
        Assert.Equal(first.Events.Select(e => e.Id), first.Events.OrderBy(e => e.Time).ThenBy(e => e.Seq).Select(e => e.Id));
        Assert.Equal("llm_agent", Assert.IsType<CaseOpenedEvent>(first.Events[0]).Agent);
    }

    [Theory]
    [InlineData(TauBench)]
    [InlineData(Tau2)]
    public void Reading_again_makes_the_same_good_events_with_unique_ids(string file)
    {
        var once = Read(file).SelectMany(one => one.Events).ToList();
        var twice = Read(file).SelectMany(one => one.Events).ToList();

        Assert.Equal(once.Select(e => (e.Id, e.Case, e.Seq, e.Time)), twice.Select(e => (e.Id, e.Case, e.Seq, e.Time)));
        Assert.Equal(once.Count, once.Select(e => e.Id).Distinct().Count());
        Assert.All(once, e => Assert.Null(e.Fault()));
    }

    [Fact]
    public void Star_comes_in_by_a_map()
    {
        var (map, _) = TranscriptMap.Parse("""
            {"id": "DialogueID", "messages": "Events", "outcome": "CompletionLevel", "solved": ["Complete"],
             "role": "Agent", "roles": {"User": "customer", "Wizard": "human", "KnowledgeBase": "tool", "UserGuide": "skip"},
             "skip": {"Action": ["request_suggestions"]}, "text": "Text", "time": "UnixTime",
             "toolCalls": {"name": "APIName", "arguments": "Constraints", "result": "Item"}}
            """);

        var cases = Read("star/dialogues-even.jsonl.gz", map);

        // The refused ones are those that broke off before anybody had said a word.
        var taken = cases.Where(one => one.Refused is null).ToList();
        Assert.Equal((3_326, 3119, 191), (cases.Count, taken.Count, taken.Count(one => !IsSolved(one))));
        Assert.All(cases.Except(taken), one => Assert.Matches("it has no messages|none of its messages holds a text", one.Refused));
        Assert.Equal(10_991, cases.Sum(one => one.ToolCalls));
        Assert.Equal(27_253, cases.Sum(one => one.Events.OfType<MessageEvent>().Count(message => message.Role == "customer")));
        Assert.Equal(10_470, cases.Sum(one => one.Events.OfType<StepEvent>().Count(step => step.Output is not null)));
    }

    private static List<TranscriptCase> Read(string file, TranscriptMap? map = null)
    {
        using var stream = File.OpenRead(SharedData.Path(file));
        return [.. TranscriptFile.Read(stream, new TranscriptOptions { Source = "real", Map = map })];
    }

    private static bool IsSolved(TranscriptCase one) => one.Events.OfType<OutcomeEvent>().Single().Solved == true;
}
