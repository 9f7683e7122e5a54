using Acsr.Cases;
using Acsr.Signals;

namespace Acsr.Review;

public sealed class ReviewOpenerTests
{
    private static readonly DateTime Now = new(2026, 5, 4, 9, 0, 0, DateTimeKind.Utc);
    private static readonly ReviewOptions Options = new();

    [Fact]
    public void An_override_without_its_whole_triad_enters_for_two_reasons_and_says_what_is_missing()
    {
        var item = OpenedFor(Folded([Signal("o", SignalKind.Override)], overrides: [Override("o", 0.92, "clause")]));

        Assert.Equal([ReviewReason.Override, ReviewReason.IncompleteTriad], item.Reasons);
        Assert.Equal("A human overrode the agent, who was 92 % sure; clause missing.", item.Why);
        Assert.Equal((0.6, 0.375), (Math.Round(item.Risk, 9), Math.Round(item.Priority, 9)));
        Assert.Equal(("o", Now, "c", null), (item.SignalIds.Single(), item.OpenedAt, item.CaseId, item.DoneAt));
    }

    [Fact]
    public void A_complete_override_of_an_agent_of_unknown_confidence_enters_too()
    {
        var item = OpenedFor(Folded([Signal("o", SignalKind.Override)], overrides: [Override("o", null)]));

        Assert.Equal([ReviewReason.Override], item.Reasons);
        Assert.Equal("A human overrode the agent.", item.Why);
    }

    [Fact]
    public void Signals_together_weigh_more_and_the_weightiest_reason_comes_first()
    {
        var item = OpenedFor(Folded(
            [
                Signal("csat", SignalKind.Csat, value: 0.25), Signal("L16", SignalKind.DeadEnd, Severity.Low, "Long."),
                Signal("L1", SignalKind.DeadEnd, Severity.High, "refund_order called 3 times with the same arguments."), Signal("o", SignalKind.Override, Severity.Medium),
            ],
            Severity.High, overrides: [Override("o", 0.5)]));

        Assert.Equal([ReviewReason.Override, ReviewReason.DeadEnd, ReviewReason.LowCsat], item.Reasons);
        Assert.Equal(["o", "L1", "csat"], item.SignalIds);
        Assert.Equal("A human overrode the agent, who was 50 % sure. refund_order called 3 times with the same arguments. The customer's satisfaction is 25 % of what the survey allows.", item.Why);
        Assert.Equal(1 - (0.4 * 0.4 * 0.85), item.Risk, 9);
    }

    [Fact]
    public void What_is_no_reason_to_look_opens_nothing()
    {
        var harmless = Folded(
            [
                Signal("csat", SignalKind.Csat, value: 0.26), Signal("thumb", SignalKind.Thumb, value: 1), Signal("handoff", SignalKind.Handoff, Severity.High),
                Signal("reopen", SignalKind.Reopen, Severity.High), Signal("unknown", SignalKind.Csat),
            ]);
        var noVerdict = Folded([Signal("L1", SignalKind.DeadEnd, Severity.Medium)], Severity.None);

        Assert.Equal(ReviewPlan.Nothing, ReviewOpener.Plan(harmless, [], Now, Options));
        Assert.Equal(ReviewPlan.Nothing, ReviewOpener.Plan(noVerdict, [], Now, Options));
    }

    [Fact]
    public void A_reopened_case_and_a_thumbs_down_enter()
    {
        var item = OpenedFor(Folded([Signal("thumb", SignalKind.Thumb, value: -1), Signal("reopen", SignalKind.Reopen, Severity.Medium)], reopened: true));

        Assert.Equal([ReviewReason.Reopened, ReviewReason.ThumbsDown], item.Reasons);
        Assert.Equal("Reopened after it was closed as resolved. The customer gave a thumbs down.", item.Why);
    }

    [Fact]
    public void A_new_signal_extends_the_open_item_and_leaves_its_time()
    {
        var folded = Folded([Signal("o", SignalKind.Override)]);
        var existing = Stored(OpenedFor(folded));

        var plan = ReviewOpener.Plan(folded with { Signals = [.. folded.Signals, Signal("t", SignalKind.Thumb, value: -1)] }, [existing], Now.AddDays(1), Options);

        var rewritten = Assert.Single(plan.Rewrite);
        Assert.Equal((existing.Id, Now), (rewritten.Id, rewritten.OpenedAt));
        Assert.Equal(["o", "t"], rewritten.SignalIds);
        Assert.Empty(plan.Open);
    }

    [Fact]
    public void The_same_fold_again_changes_nothing()
    {
        var folded = Folded([Signal("o", SignalKind.Override)]);

        Assert.Equal(ReviewPlan.Nothing, ReviewOpener.Plan(folded, [Stored(OpenedFor(folded))], Now, Options));
    }

    [Fact]
    public void A_settled_item_keeps_what_it_covers_and_news_opens_another()
    {
        var folded = Folded([Signal("o", SignalKind.Override)]);
        var settled = Stored(OpenedFor(folded));
        settled.DoneAt = Now;

        Assert.Equal(ReviewPlan.Nothing, ReviewOpener.Plan(folded, [settled], Now, Options));
        var plan = ReviewOpener.Plan(folded with { Signals = [.. folded.Signals, Signal("o2", SignalKind.Override)] }, [settled], Now, Options);
        Assert.Equal(["o2"], Assert.Single(plan.Open).SignalIds);
    }

    [Fact]
    public void An_item_whose_reason_went_away_is_withdrawn_unless_somebody_had_it_in_hand()
    {
        var item = Stored(OpenedFor(Folded([Signal("o", SignalKind.Override)])));

        Assert.Equal([item], ReviewOpener.Plan(Folded([]), [item], Now, Options).Withdraw);
        item.Token = 1;
        Assert.Equal(ReviewPlan.Nothing, ReviewOpener.Plan(Folded([]), [item], Now, Options));
    }

    [Fact]
    public void A_case_that_vanished_takes_its_open_item_along_and_no_settled_one()
    {
        var open = Stored(OpenedFor(Folded([Signal("o", SignalKind.Override)])));
        open.Token = 3;
        var settled = new ReviewItem { Id = 8, CaseId = "c", Why = "", DoneAt = Now };

        Assert.Equal([open], ReviewOpener.Plan(null, [settled, open], Now, Options).Withdraw);
        Assert.Equal(ReviewPlan.Nothing, ReviewOpener.Plan(null, [settled], Now, Options));
    }

    [Fact]
    public void Whatever_the_order_of_folds_and_reviews_each_signal_is_covered_exactly_once()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            List<Signal> all =
            [
                Signal("o1", SignalKind.Override), Signal("o2", SignalKind.Override, Severity.Critical), Signal("t", SignalKind.Thumb, value: -1),
                Signal("csat", SignalKind.Csat, value: 0), Signal("r", SignalKind.Reopen, Severity.Medium), Signal("L1", SignalKind.DeadEnd, Severity.High),
            ];
            List<Signal> arrived = [];
            List<ReviewItem> items = [];
            while (arrived.Count < all.Count || random.Next(3) > 0)
            {
                if (random.Next(2) == 0) { arrived = [.. arrived.Union(random.GetItems(all.ToArray(), 2))]; }
                if (items.Find(i => i.DoneAt is null) is { } inHand && random.Next(4) == 0) { inHand.DoneAt = Now; }
                Carry(ReviewOpener.Plan(Folded([.. arrived.OrderBy(_ => random.Next())], Severity.High, reopened: true), items, Now, Options), items);

                Assert.Equal(arrived.Select(s => s.Id).Order(), items.SelectMany(i => i.SignalIds).Order());
                Assert.True(items.Count(i => i.DoneAt is null) <= 1);
            }
        }
    }

    private static void Carry(ReviewPlan plan, List<ReviewItem> items)
    {
        Assert.Empty(plan.Withdraw);
        foreach (var rewritten in plan.Rewrite) { items[items.FindIndex(i => i.Id == rewritten.Id)] = rewritten; }
        items.AddRange(plan.Open.Select(opened => Stored(opened, items.Count + 1)));
    }

    private static ReviewItem OpenedFor(JudgedCase folded) => Assert.Single(ReviewOpener.Plan(folded, [], Now, Options).Open);

    private static ReviewItem Stored(ReviewItem item, long id = 7)
    {
        item.Id = id;
        return item;
    }

    internal static JudgedCase Folded(IReadOnlyList<Signal> signals, Severity deadEnd = Severity.None, bool reopened = false, IReadOnlyList<OverrideFacts>? overrides = null) =>
        new(new Case { Id = "c", DeadEnd = deadEnd, Reopened = reopened }, signals, overrides ?? []);

    internal static Signal Signal(string id, SignalKind kind, Severity severity = Severity.None, string text = "", double? value = null) =>
        new() { CaseId = "c", Id = id, Kind = kind, Name = id, Severity = severity, Text = text, Value = value };

    private static OverrideFacts Override(string id, double? confidence, params string[] missing) =>
        new(id, Now, "refund", null, confidence, "deny", null, "Because.", "a/b@1", null, null, missing);
}
