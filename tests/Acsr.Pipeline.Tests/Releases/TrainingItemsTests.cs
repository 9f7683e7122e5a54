using Acsr.Cases;
using Acsr.Review;
using CsCheck;

namespace Acsr.Releases;

public sealed class TrainingItemsTests
{
    private static readonly string[] Seen =
    [
        "system: You may refund at most $20.",
        "user: My parcel – “no. 7” – never came.",
        """assistant: [call_1 get_order {"id": 7, "with": ["items"]}]""",
        """tool: {"total": 50}""",
        "assistant: I am sorry. One moment.",
    ];

    [Theory]
    [InlineData("s5", "s5")]
    [InlineData("s4", "s4")]
    [InlineData(null, "s5")]
    [InlineData("", "s5")]
    [InlineData("s7", "s5")]
    public void The_prompt_is_what_the_agent_saw_before_its_decision(string? named, string decisive)
    {
        var item = Given.Item(Given.Case("c1"), Given.Review(step: named));

        Assert.Equal(decisive, item.StepId);
        Assert.Equal(Seen, Given.Lines(item.Prompt));
        Assert.Equal(["""assistant: [call_2 refund {"amount": 20}]"""], Given.Lines([item.Completion]));
    }

    [Fact]
    public void Nothing_from_the_decisive_step_on_and_nothing_human_is_ever_in_a_prompt() =>
        Gen.Select(StepGen, Gen.Int).Array[1, 15].Where(s => s.DistinctBy(x => x.Item1.Id).Count() == s.Length).SelectMany(s => Gen.Int[0, s.Length - 1].Select(at => (s, at)))
            .Sample(drawn =>
            {
                var steps = drawn.s.Select((s, i) => Marked(s.Item1, i)).ToList();
                var review = Given.Review(step: steps[drawn.at].Id);
                if (TrainingItems.Build(Given.Case("c1", steps), review) is not Construction.Built { Item: var item }) { return; }

                var decisive = steps.FindIndex(s => s.Id == item.StepId);
                Assert.True(decisive <= drawn.at);
                var allowed = steps.Take(decisive).Where(s => s.Kind != StepKind.Override && s.Role != Role.Human).Select(s => s.Id).ToHashSet();
                var prompt = string.Join('\n', Given.Lines(item.Prompt));
                Assert.All(steps.Where(s => !allowed.Contains(s.Id)), s => Assert.DoesNotContain($"<{s.Id}>", prompt, StringComparison.Ordinal));
                Assert.DoesNotContain("SECRET", prompt, StringComparison.Ordinal);
            });

    [Fact]
    public void An_incomplete_triad_never_trains() =>
        Gen.Select(Gen.Enum<Verdict>(), Gen.Bool.Array[6]).Sample((verdict, has) =>
        {
            var review = Given.Review();
            review.Verdict = verdict;
            review.OriginalAction = has[0] ? "refund" : null;
            review.FinalAction = has[1] ? "refund" : " ";
            review.FinalAnswer = has[2] ? "No." : "";
            review.Rationale = has[3] ? "Because." : "\t";
            review.Clause = has[4] ? "a/b-1@1" : null;
            review.DataPoint = has[5] ? "total" : null;
            var complete = verdict != Verdict.CannotTell && has[0] && (has[1] || has[2]) && has[3] && (has[4] || has[5]);

            var built = ReleaseBuilder.Build("r", "1.0.0", [TrainingItems.Build(Given.Case("c1"), review)]);

            Assert.Equal(complete ? 1 : 0, built.Rows.Count);
            Assert.Equal(complete ? [] : [ExclusionReason.IncompleteTriad], built.Excluded.Select(e => e.Reason));
        });

    [Fact]
    public void Where_the_agent_was_right_its_own_step_is_the_completion()
    {
        Assert.Equal(["""assistant: [call_2 refund {"amount": 50}]"""], CompletionAt("s5"));
        Assert.Equal(["""assistant: [call_2 refund {"amount": 50}]"""], CompletionAt("s4"));
        Assert.Equal(["assistant: I am sorry. One moment."], CompletionAt("s3"));

        static IEnumerable<string> CompletionAt(string step)
        {
            var review = Given.Review(step: step);
            review.Verdict = Verdict.AgentWasRight;
            return Given.Lines([Given.Item(Given.Case("c1"), review).Completion]);
        }
    }

    [Fact]
    public void A_correction_may_be_an_answer_alone_or_beside_a_call()
    {
        var review = Given.Review();
        review.FinalAnswer = "I can give you $20.";
        Assert.Equal(["""assistant: I can give you $20.[call_2 refund {"amount": 20}]"""], Given.Lines([Given.Item(Given.Case("c1"), review).Completion]));

        review.FinalAction = null;
        Assert.Equal(["assistant: I can give you $20."], Given.Lines([Given.Item(Given.Case("c1"), review).Completion]));
    }

    [Fact]
    public void What_cannot_be_built_says_why()
    {
        Assert.Equal(ExclusionReason.CaseMissing, Given.Reason(null, Given.Review()));
        Assert.Equal(ExclusionReason.StepMissing, Given.Reason(Given.Case("c1"), Given.Review(step: "gone")));
        Assert.Equal(ExclusionReason.StepMissing, Given.Reason(Given.Case("c1", Given.Said("s1", Role.Customer, "Hello?")), Given.Review(step: null)));
        Assert.Equal(ExclusionReason.NotTheAgents, Given.Reason(Given.Case("c1"), Given.Review(step: "s1")));
        Assert.Equal(ExclusionReason.NotTheAgents, Given.Reason(Given.Case("c1"), Given.Review(step: "s6")));
        Assert.Equal(ExclusionReason.NoPrompt, Given.Reason(Given.Case("c1", Given.Called("s5", "refund")), Given.Review()));
        var badArguments = Given.Review();
        badArguments.FinalArguments = "[20]";
        Assert.Equal(ExclusionReason.BadArguments, Given.Reason(Given.Case("c1"), badArguments));
        var silent = Given.Review(step: "m");
        silent.Verdict = Verdict.AgentWasRight;
        Assert.Equal(ExclusionReason.NothingToLearn,
            Given.Reason(Given.Case("c1", Given.Said("s1", Role.Customer, "Hi"), new Step { Id = "m", Kind = StepKind.Model, Name = "gpt" }), silent));
    }

    [Fact]
    public void Calls_of_one_message_stand_in_one_message()
    {
        var item = Given.Item(Given.Case("c1",
            Given.Said("u", Role.Customer, "Hi"), Given.Said("m", Role.Agent, "I look."),
            Given.Called("m#a", "one") with { CallId = "a" }, Given.Called("m#b", "two") with { CallId = "b" },
            Given.Called("other", "three"), Given.Called("s5", "refund", kind: StepKind.Action)), Given.Review());

        Assert.Equal(
            ["user: Hi", "assistant: I look.[call_1 one {}][call_2 two {}]", "tool: ok", "tool: ok", "assistant: [call_3 three {}]", "tool: ok"],
            Given.Lines(item.Prompt));
    }

    [Fact]
    public void Results_of_calls_made_together_with_the_decisive_one_were_not_seen_yet()
    {
        var item = Given.Item(Given.Case("c1",
            Given.Said("u", Role.Customer, "Hi"), Given.Said("m", Role.Agent, "I look."),
            Given.Called("m#a", "one") with { CallId = "a" }, Given.Called("m#b", "refund") with { CallId = "b" }), Given.Review(step: "m#b"));

        Assert.Equal(["user: Hi"], Given.Lines(item.Prompt));
    }

    [Fact]
    public void A_call_that_still_ran_when_the_agent_decided_had_no_result_to_see()
    {
        var noon = new DateTime(2026, 1, 5, 12, 0, 0, DateTimeKind.Utc);
        var item = Given.Item(Given.Case("c1",
            Given.Said("u", Role.Customer, "Hi"),
            Given.Called("early", "one") with { StartedAt = noon, EndedAt = noon.AddSeconds(1) },
            Given.Called("slow", "two") with { StartedAt = noon, EndedAt = noon.AddSeconds(9) },
            Given.Called("s5", "refund") with { StartedAt = noon.AddSeconds(1), EndedAt = noon.AddSeconds(2) }), Given.Review());

        Assert.Equal(["user: Hi", "assistant: [call_1 one {}]", "tool: ok"], Given.Lines(item.Prompt));
    }

    [Theory]
    [InlineData(null, null, "{}", "")]
    [InlineData("free text", "Refused", """{"input":"free text"}""", "Refused")]
    [InlineData("[1,2]", "", """{"input":[1,2]}""", "Error: broken")]
    [InlineData("{}", "null", "{}", "Error: broken")]
    public void Arguments_are_objects_and_a_failed_call_shows_its_error(string? input, string? output, string arguments, string result)
    {
        var call = Given.Called("t", "look", input, output) with { Error = result.StartsWith("Error", StringComparison.Ordinal) ? "broken" : null };
        var item = Given.Item(Given.Case("c1", Given.Said("u", Role.Customer, "Hi"), call, Given.Called("s5", "refund")), Given.Review());

        Assert.Equal(["user: Hi", $"assistant: [call_1 look {arguments}]", $"tool: {result}"], Given.Lines(item.Prompt));
    }

    [Fact]
    public void Odd_text_gives_a_row_or_a_reason_but_no_crash()
    {
        // Half a surrogate pair, escaped and as it is, a number that no double holds, and a NUL; not as attributes, which cannot hold them.
        foreach (var odd in new[] { """{"a":"\ud800"}""", "{\"a\":\"\ud800\"}", "\ud800", """{"a":1e400,"\u0000":-0.0}""", new string('[', 1000) })
        {
            var steps = new[] { Given.Said("u", Role.Customer, "Hi \udc00 " + odd), Given.Called("t", "look", odd, odd), Given.Called("s5", "refund") };
            var (corrected, original) = (Given.Review(1), Given.Review(2));
            (corrected.FinalArguments, original.OriginalArguments) = (odd, odd);

            var built = ReleaseBuilder.Build("r", "1.0.0", [TrainingItems.Build(Given.Case("c1", steps), corrected), TrainingItems.Build(Given.Case("c1", steps), original)]);

            Assert.Equal(2, built.Rows.Count + built.Excluded.Count);
        }
    }

    [Fact]
    public void An_items_id_depends_on_case_step_and_review_alone()
    {
        var id = Given.Item(Given.Case("c1"), Given.Review()).Id;
        var reworded = Given.Review();
        reworded.Rationale = "Another.";

        Assert.Equal(id, Given.Item(Given.Case("c1"), reworded).Id);
        Assert.Equal(4, new[]
        {
            id, Given.Item(Given.Case("c1"), Given.Review(id: 2)).Id, Given.Item(Given.Case("c1"), Given.Review(step: "s4")).Id,
            Given.Item(Given.Case("c1"), Given.Review(caseId: "c2")).Id,
        }.Distinct().Count());
    }

    private static readonly Gen<Step> StepGen = Gen.Select(
        Gen.Int[0, 1000], Gen.Enum<StepKind>(), Gen.Enum<Role>(), Gen.Int[0, 2].Select(i => new[] { "", "refund", "look" }[i]),
        (id, kind, role, name) => new Step { Id = $"s{id}", Kind = kind, Role = role, Name = name });

    private static Step Marked(Step step, int seq) => step with
    {
        Seq = seq,
        Text = step.Role == Role.Human || step.Kind == StepKind.Override ? $"SECRET <{step.Id}>" : $"<{step.Id}>",
        Input = $$"""{"mark": "<{{step.Id}}>"}""",
        Output = $"<{step.Id}>",
    };
}
