using Acsr.Cases;

namespace Acsr.Review;

/// <summary>What enters which queue, drawn by lot where a share is asked for, and what looking at it is worth.</summary>
public sealed class QueueRulesTests
{
    private static readonly Dictionary<string, int> NoneToday = [];

    private static ReviewItem Item(ReviewReason reason = ReviewReason.DeadEnd, string caseId = "c") => new() { CaseId = caseId, Reasons = [reason], Why = "" };

    private static Case Facts(string? intent = null, string? language = null) => new() { Id = "c", Intent = intent, Language = language, ClosedAt = DateTime.UnixEpoch };

    private static ReviewQueueSettings Refunds => new() { Id = "refunds", Name = "Refunds", Intents = ["refund"], Reasons = [ReviewReason.DeadEnd] };

    [Fact]
    public void A_queue_takes_what_its_filter_matches_and_the_general_one_the_rest()
    {
        ReviewQueueSettings[] queues = [Refunds, ReviewQueues.Default];

        Assert.Equal("refunds", QueueRouter.Route(Item(), Facts("Refund"), false, queues, NoneToday)!.Id);
        Assert.Equal("general", QueueRouter.Route(Item(), Facts("exchange"), false, queues, NoneToday)!.Id);
        Assert.Equal("general", QueueRouter.Route(Item(ReviewReason.LowCsat), Facts("refund"), false, queues, NoneToday)!.Id);
        Assert.Equal("general", QueueRouter.Route(Item(), null, false, queues, NoneToday)!.Id);
    }

    [Fact]
    public void A_full_queue_takes_no_more_that_day_and_a_human_correction_enters_all_the_same()
    {
        var closed = ReviewQueues.Default;
        closed.CapPerDay = 2;
        var full = new Dictionary<string, int> { ["general"] = 2 };

        Assert.Null(QueueRouter.Route(Item(), Facts(), false, [closed], full));
        Assert.NotNull(QueueRouter.Route(Item(), Facts(), false, [closed], NoneToday));
        Assert.NotNull(QueueRouter.Route(Item(ReviewReason.Override), Facts(), false, [closed], full));
        Assert.NotNull(QueueRouter.Route(Item(), Facts(), asked: true, [closed], full));
    }

    [Fact]
    public void A_share_lets_in_that_share_and_the_same_cases_every_time()
    {
        var queue = ReviewQueues.Default;
        queue.Share = 0.2;

        var taken = Enumerable.Range(0, 5000).Where(i => QueueRouter.IsDrawn(queue, $"case-{i}")).ToList();

        // Five standard deviations of a binomial count around its mean of 1,000.
        Assert.InRange(taken.Count, 858, 1142);
        Assert.Equal(taken, Enumerable.Range(0, 5000).Where(i => QueueRouter.IsDrawn(queue, $"case-{i}")));
    }

    [Fact]
    public void The_random_stratum_holds_the_share_of_ended_cases_that_its_rate_says_and_remembers_the_rate()
    {
        ReviewSamplingRate[] rates = [new() { From = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), Rate = 0.5 }, new() { From = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc), Rate = 0.1 }];
        List<double?> DrawnOn(int month, bool closed = true) => [.. Enumerable.Range(0, 2000).Select(i => Draw.RandomSample(
            new Case { Id = $"c{i}", At = new(2026, month, 5, 0, 0, 0, DateTimeKind.Utc), ClosedAt = closed ? DateTime.UnixEpoch : null }, rates)).Where(p => p is not null)];

        Assert.InRange(DrawnOn(1).Count, 888, 1112);
        Assert.InRange(DrawnOn(2).Count, 132, 268);
        Assert.All(DrawnOn(2), p => Assert.Equal(0.1, p));
        Assert.Empty(DrawnOn(1, closed: false));
        Assert.Null(Draw.RandomSample(new Case { Id = "c", At = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), ClosedAt = DateTime.UnixEpoch }, rates));
        Assert.Null(Draw.RandomSample(new Case { Id = "c", At = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), ClosedAt = DateTime.UnixEpoch, Baseline = true }, [new() { From = DateTime.UnixEpoch, Rate = 1 }]));
    }

    [Theory]
    [InlineData(0.15, 170, 1000, 0.03)]
    [InlineData(0.15, 0, 1000, 0.001)]
    [InlineData(0.5, 900, 100, 1)]
    [InlineData(0, 170, 1000, 0)]
    public void The_rate_makes_the_draw_its_share_of_the_work(double share, int work, int cases, double rate) => Assert.Equal(rate, ReviewWorker.RateOf(share, work, cases)!.Value, 6);

    [Fact]
    public void Without_cases_there_is_no_rate() => Assert.Null(ReviewWorker.RateOf(0.15, 10, 0));

    [Fact]
    public void Worth_grows_with_volume_and_with_a_sure_agent_and_shrinks_with_what_was_reviewed()
    {
        var (alone, nothing) = ItemValue.Of(0.35, null, 0, 0);
        var (many, words) = ItemValue.Of(0.35, 0.92, 17, 0);
        var (known, _) = ItemValue.Of(0.35, 0.92, 17, 3);
        var (unsure, _) = ItemValue.Of(0.35, 0.2, 17, 0);

        Assert.Equal((0.2593, ""), (Math.Round(alone, 4), nothing));
        Assert.Equal("10 or more like this in a week, the agent was 92 % sure", words);
        Assert.True(many > unsure && unsure > alone);
        Assert.True(known < many);
        // x ÷ (1 + x), x = 0.35 × (1 + ln 11) × 1.42
        Assert.Equal(0.6281, many, 4);
        // What is worth much is still told apart, and not all of it 100 %.
        double[] best = [ItemValue.Of(0.6, 0.9, 100, 0).Priority, ItemValue.Of(0.85, 0.9, 100, 0).Priority, ItemValue.Of(0.97, 0.9, 1000, 0).Priority, ItemValue.Of(0.97, 0.99, 10000, 0).Priority];
        Assert.All(best.Zip(best.Skip(1)), pair => Assert.True(pair.Second - pair.First > 0.015));
        Assert.InRange(best[^1], 0.9, 0.95);
    }

    [Fact]
    public void What_a_queue_asks_for_holds_for_its_reasons_and_not_for_who_cannot_tell()
    {
        var required = ReviewForm.RequiredFor(["DeadEnd:RootCause", "*:Impact", "Override:Clause", "*:Nonsense"], [ReviewReason.DeadEnd]);
        Assert.Equal(["RootCause", "Impact"], required);

        var form = new ReviewForm { Verdict = Verdict.Corrected, OriginalAction = "a", FinalAction = "b", Rationale = "c", DataPoint = "d" };
        Assert.Equal(["RootCause", "Impact"], form.Missing(required).Select(part => part.Field));
        Assert.Empty((form with { Verdict = Verdict.AgentWasRight }).Missing(required));
        Assert.Empty((form with { Verdict = Verdict.CannotTell }).Missing(required));
        Assert.Empty((form with { RootCause = "goal-deviation", Impact = Severity.Low }).Missing(required));
    }
}
