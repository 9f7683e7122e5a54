using Acsr.Cases;

namespace Acsr.Review;

public sealed class ReviewFormTests
{
    private static readonly ReviewForm Complete = ReviewFixture<Store.SqliteStore>.CompleteForm();

    [Fact]
    public void A_complete_form_lacks_nothing() => Assert.Empty(Complete.Missing());

    [Fact]
    public void An_empty_form_lacks_each_part_of_the_triad() =>
        Assert.Equal(["Verdict", "Rationale", "OriginalAction", "FinalAction", "Clause"], new ReviewForm().Missing().Select(m => m.Field));

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{\"a\": [1, 2]}", true)]
    [InlineData("  ", true)]
    [InlineData("[1]", false)]
    [InlineData("\"text\"", false)]
    [InlineData("null", false)]
    [InlineData("{a: 1}", false)]
    [InlineData("order A1", false)]
    public void Final_arguments_are_a_json_object_or_nothing(string arguments, bool good) =>
        Assert.Equal(good ? [] : ["FinalArguments"], (Complete with { FinalArguments = arguments }).Missing().Select(m => m.Field));

    [Theory]
    [InlineData("airline/refund-2@1", true)]
    [InlineData("airline/refund-2", false)]
    [InlineData("refund-2@1", false)]
    [InlineData("airline/refund-2@v1", false)]
    [InlineData("airline/refund-2@99999999999", false)]
    [InlineData("the refund rule", false)]
    public void A_clause_is_cited_with_policy_and_version(string clause, bool good) =>
        Assert.Equal(good ? [] : ["Clause"], (Complete with { Clause = clause }).Missing().Select(m => m.Field));

    [Fact]
    public void Confidence_lies_from_0_to_1()
    {
        Assert.Empty((Complete with { OriginalConfidence = null }).Missing());
        Assert.Equal("OriginalConfidence", Assert.Single((Complete with { OriginalConfidence = 92 }).Missing()).Field);
        Assert.Equal("OriginalConfidence", Assert.Single((Complete with { OriginalConfidence = double.NaN }).Missing()).Field);
    }

    [Fact]
    public void An_answer_may_stand_in_for_an_action() =>
        Assert.Empty((Complete with { FinalAction = null, FinalArguments = null, FinalAnswer = "No refund, because …" }).Missing());

    [Fact]
    public void Who_cannot_tell_owes_only_the_reason()
    {
        Assert.Empty(new ReviewForm { Verdict = Verdict.CannotTell, Rationale = "The call was cut." }.Missing());
        Assert.Equal("Rationale", Assert.Single(new ReviewForm { Verdict = Verdict.CannotTell, Rationale = " " }.Missing()).Field);
    }

    [Fact]
    public void Who_finds_the_agent_right_need_not_repeat_its_decision()
    {
        var form = Complete with { Verdict = Verdict.AgentWasRight, FinalAction = null, FinalArguments = null };

        Assert.Empty(form.Missing());
        Assert.Equal(("refund_order", """{"order":"A1"}"""), (form.Settled().FinalAction, form.Settled().FinalArguments));
    }

    [Fact]
    public void Arguments_that_the_agent_wrote_badly_are_kept_as_a_string() =>
        Assert.Equal("\"order=A1\"", (Complete with { OriginalArguments = " order=A1" }).Settled().OriginalArguments);

    [Fact]
    public void A_draft_comes_back_as_it_was()
    {
        var unfinished = Complete with { Verdict = null, Rationale = "Because \"so\"\nand ünfinished" };

        Assert.Equal(unfinished, ReviewForm.FromJson(unfinished.ToJson()));
        Assert.Equal(new ReviewForm(), ReviewForm.FromJson("{}"));
    }

    [Fact]
    public void Prefill_takes_the_override_log_and_finds_the_step_that_was_overruled()
    {
        var folded = Folded(
            [
                Step("1", StepKind.Decision, "refund_order", """{"order":"A1"}""", 0.92), Step("2", StepKind.Action, "refund_order"),
                Step("3", StepKind.Decision, "say_sorry"), Step("o", StepKind.Override, "deny_refund"), Step("4", StepKind.Decision, "refund_order"),
            ],
            new OverrideFacts("o", null, "refund_order", null, null, "deny_refund", """{"order":"A1"}""", "Flown.", null, "flown = true", "h1", ["clause"]));

        Assert.Equal(
            new ReviewForm
            {
                Verdict = Verdict.Corrected,
                StepId = "1",
                OriginalAction = "refund_order",
                OriginalArguments = """{"order":"A1"}""",
                OriginalConfidence = 0.92,
                FinalAction = "deny_refund",
                FinalArguments = """{"order":"A1"}""",
                Rationale = "Flown.",
                DataPoint = "flown = true",
            },
            ReviewForm.Prefill(folded));
    }

    [Fact]
    public void Prefill_takes_the_last_of_several_overrides()
    {
        var early = new OverrideFacts("b", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), "x", null, 0.1, "early", null, null, null, null, null, []);
        var late = early with { Id = "a", At = early.At!.Value.AddHours(1), FinalAction = "late" };

        Assert.Equal("late", ReviewForm.Prefill(Folded([], late, early)).FinalAction);
    }

    [Fact]
    public void Prefill_does_not_put_another_steps_confidence_beside_the_logged_action() =>
        Assert.Equal((null, null, "refund_order"), Parts(ReviewForm.Prefill(Folded(
            [Step("1", StepKind.Decision, "say_sorry", confidence: 0.4)],
            new OverrideFacts("o", null, "refund_order", null, null, null, null, null, null, null, null, ["final"])))));

    [Fact]
    public void Without_a_log_prefill_takes_the_last_decision_else_action_else_call_before_the_hand_off()
    {
        List<Step> steps = [Step("1", StepKind.Tool, "get_order"), Step("2", StepKind.Handoff, "transfer"), Step("3", StepKind.Decision, "too_late")];

        Assert.Equal(("1", null, "get_order"), Parts(ReviewForm.Prefill(Folded(steps))));
        steps.Insert(0, Step("0", StepKind.Action, "cancel"));
        Assert.Equal(("0", null, "cancel"), Parts(ReviewForm.Prefill(Folded(steps))));
        steps.Insert(0, Step("d", StepKind.Decision, "decide", confidence: 0.7));
        Assert.Equal(("d", 0.7, "decide"), Parts(ReviewForm.Prefill(Folded(steps))));
        Assert.Null(ReviewForm.Prefill(Folded(steps)).Verdict);
    }

    [Fact]
    public void A_form_that_lacks_nothing_makes_a_complete_triad_or_trains_nothing()
    {
        string?[] texts = [null, " ", "x"];
        var tried = 0;
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            foreach (var pick in Enumerable.Range(0, 3 * 3 * 3 * 3 * 3))
            {
                string? Text(int digit) => texts[pick / (int)Math.Pow(3, digit) % 3];
                var form = new ReviewForm { Verdict = verdict, OriginalAction = Text(0), FinalAction = Text(1), FinalAnswer = Text(2), Rationale = Text(3), DataPoint = Text(4) };
                var settled = form.Settled();
                var review = new CaseReview
                {
                    CaseId = "c",
                    ReviewerId = "r",
                    ReviewerName = "r",
                    Verdict = verdict,
                    OriginalAction = settled.OriginalAction,
                    FinalAction = settled.FinalAction,
                    FinalAnswer = settled.FinalAnswer,
                    Rationale = settled.Rationale ?? "",
                    DataPoint = settled.DataPoint,
                };
                Assert.Equal(verdict == Verdict.CannotTell ? settled.Rationale is not null : review.IsTriadComplete, form.Missing().Count == 0);
                tried++;
            }
        }

        Assert.Equal(729, tried);
    }

    private static (string?, double?, string?) Parts(ReviewForm form) => (form.StepId, form.OriginalConfidence, form.OriginalAction);

    private static FoldedCase Folded(IReadOnlyList<Step> steps, params OverrideFacts[] overrides) => new(new Case { Id = "c" }, steps, overrides, []);

    private static Step Step(string id, StepKind kind, string name, string? input = null, double? confidence = null) =>
        new() { Id = id, Kind = kind, Name = name, Input = input, Confidence = confidence };
}
