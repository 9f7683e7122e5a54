using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Retention;
using Acsr.Review;
using Acsr.Store;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Signals;

public sealed class TimelineOnSqlite : TimelineTests<SqliteStore>;

public sealed class TimelineOnPostgres : TimelineTests<PostgresStore>;

/// <summary>What a customer's other cases and the passing of time say of a case, however late it becomes known.</summary>
public abstract class TimelineTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private const int Rounds = 12;

    private static readonly DateTime Start = new(2026, 5, 4, 9, 0, 0, DateTimeKind.Utc);

    private readonly TestClock _clock = new();

    protected override void Configure(IServiceCollection services) => services.AddSingleton<DemoRemoval>().Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));

    [Fact]
    public async Task A_case_is_confirmed_when_its_window_closes_and_nobody_came_back()
    {
        await FoldAtAsync(1, Case("first", 0));

        var open = await CaseAsync("first");
        Assert.Equal((Resolution.Assumed, null, null, null), (open.Resolution, open.FirstContactResolved, open.DurablyResolved, open.Recontacted));
        Assert.Equal(Day(7).AddHours(1), open.SettlesAt);
        await AssertDerivedAnewAsync();

        await FoldAtAsync(8);

        var settled = await CaseAsync("first");
        Assert.Equal((Resolution.Confirmed, true, true, false), (settled.Resolution, settled.FirstContactResolved, settled.DurablyResolved, settled.Recontacted));
        Assert.Null(settled.SettlesAt);
        Assert.Equal(0, await Store.WithAsync(db => db.CaseTimers.CountAsync()));
        await AssertDerivedAnewAsync();
    }

    [Fact]
    public async Task Nothing_is_judged_before_its_window_closes()
    {
        await FoldAtAsync(1, Case("first", 0));
        _clock.Now = Day(7).AddHours(1).AddTicks(-10);

        Assert.Equal(0, await Folder.FoldDueAsync(default));

        _clock.Now = Day(7).AddHours(1);
        Assert.Equal(1, await Folder.FoldDueAsync(default));
    }

    [Fact]
    public async Task A_customer_who_comes_back_is_known_at_once_and_counts_when_the_window_closes()
    {
        await FoldAtAsync(1, Case("first", 0));
        await FoldAtAsync(4, Case("second", 3));

        var (first, second) = (await CaseAsync("first"), await CaseAsync("second"));
        Assert.Equal(("first", "second", null), (second.ReengagesCase, first.FollowedBy, first.Recontacted));
        Assert.Equal("second", (await SignalAsync("first", SignalKind.Recontact))!.OtherCase);
        Assert.Equal("first", (await SignalAsync("second", SignalKind.Reengagement))!.OtherCase);

        await FoldAtAsync(20);

        (first, second) = (await CaseAsync("first"), await CaseAsync("second"));
        Assert.Equal((true, false, false, Resolution.Assumed), (first.Recontacted, first.FirstContactResolved, first.DurablyResolved, first.Resolution));
        Assert.Equal((false, null, true, Resolution.Confirmed), (second.Recontacted, second.FirstContactResolved, second.DurablyResolved, second.Resolution));
        await AssertDerivedAnewAsync();
    }

    [Fact]
    public async Task News_of_a_return_that_comes_months_later_flips_what_was_settled()
    {
        await FoldAtAsync(90, Case("first", 0));
        Assert.Equal(Resolution.Confirmed, (await CaseAsync("first")).Resolution);

        await FoldAtAsync(91, Case("second", 3));

        var first = await CaseAsync("first");
        Assert.Equal((Resolution.Assumed, false, true), (first.Resolution, first.FirstContactResolved, first.Recontacted));
        await AssertDerivedAnewAsync();
    }

    [Theory]
    [InlineData("another", "refund", 3)]
    [InlineData("cust-1", "return", 3)]
    [InlineData("cust-1", "refund", 7.5)]
    public async Task Another_customer_another_issue_or_a_later_day_is_no_return(string customer, string intent, double day)
    {
        await FoldAtAsync(30, Case("first", 0), Case("second", day, customer, intent));

        Assert.True((await CaseAsync("first")).FirstContactResolved);
        Assert.Null((await CaseAsync("second")).ReengagesCase);
    }

    [Fact]
    public async Task A_case_between_two_others_takes_its_place_and_gives_it_back_when_it_turns_out_to_be_somebody_elses()
    {
        await FoldAtAsync(30, Case("a", 0), Case("c", 4));
        Assert.Equal(("c", "a"), ((await CaseAsync("a")).FollowedBy, (await CaseAsync("c")).ReengagesCase));

        await FoldAtAsync(31, Case("b", 2));
        Assert.Equal(("b", "a", "c", "b"), ((await CaseAsync("a")).FollowedBy, (await CaseAsync("b")).ReengagesCase, (await CaseAsync("b")).FollowedBy, (await CaseAsync("c")).ReengagesCase));
        await AssertDerivedAnewAsync();

        await FoldAtAsync(32, [new CaseOpenedEvent { Id = "b-customer", Case = "b", Time = Day(2.5), Customer = "another" }]);
        Assert.Equal(("c", "a", null), ((await CaseAsync("a")).FollowedBy, (await CaseAsync("c")).ReengagesCase, (await CaseAsync("b")).ReengagesCase));
        await AssertDerivedAnewAsync();
    }

    [Fact]
    public async Task A_neighbour_that_holds_what_is_so_is_left_alone()
    {
        await FoldAtAsync(30, Case("first", 0));
        await FoldAtAsync(31, Case("second", 3));
        var sequence = (await CaseAsync("first")).Sequence;

        await FoldAtAsync(32, [new MessageEvent { Id = "thanks", Case = "second", Time = Day(3.02), Role = "customer", Text = "Thank you." }]);

        Assert.Equal(sequence, (await CaseAsync("first")).Sequence);
    }

    [Fact]
    public async Task Cases_that_stood_beside_the_demo_desks_are_judged_anew_when_it_is_taken_away()
    {
        await FoldAtAsync(30, Case("mine", 0), Case("made-up", 2), Case("also-mine", 4));
        await FoldAtAsync(30, [new CaseOpenedEvent { Id = "demo", Case = "made-up", Time = Day(2), Demo = true }]);
        Assert.Equal("made-up", (await CaseAsync("mine")).FollowedBy);

        await Get<DemoRemoval>().RemoveAsync("ada", default);
        await FoldAsync();

        Assert.Equal(("also-mine", "mine"), ((await CaseAsync("mine")).FollowedBy, (await CaseAsync("also-mine")).ReengagesCase));
        await AssertDerivedAnewAsync();
    }

    [Fact]
    public async Task A_case_that_goes_takes_its_timer_with_it()
    {
        await FoldAtAsync(1, Case("made-up", 0));
        await FoldAtAsync(1, [new CaseOpenedEvent { Id = "demo", Case = "made-up", Time = Day(0), Demo = true }]);
        Assert.Equal(1, await Store.WithAsync(db => db.CaseTimers.CountAsync()));

        await Get<DemoRemoval>().RemoveAsync("ada", default);

        Assert.Equal(0, await Store.WithAsync(db => db.CaseTimers.CountAsync()));
    }

    [Fact]
    public async Task Any_order_repetition_and_gap_and_any_course_of_the_clock_end_the_same() => await Arrival.SampleAsync(async arrival =>
    {
        await EmptyAsync();
        await FoldAtAsync(60, [.. arrival.SelectMany(step => step.Items).Distinct().Order().Select(i => Events[i])]);
        var expected = await DerivedAsync();
        await AssertDerivedAnewAsync();

        await EmptyAsync();
        double day = 0;
        foreach (var (items, fold, days) in arrival)
        {
            day = Math.Min(60, day + days);
            _clock.Now = Day(day);
            await SendAsync(items.Select(i => Events[i]));
            if (fold)
            {
                await FoldAsync();
                await AssertDerivedAnewAsync();
            }
        }

        await FoldAtAsync(60);
        Assert.Equal(expected, await DerivedAsync());
        await AssertDerivedAnewAsync();
    }, iter: Rounds, threads: 1);

    [Fact]
    public async Task Two_nodes_that_fold_the_cases_of_one_customer_at_once_see_each_other()
    {
        _clock.Now = Day(60);
        for (var round = 0; round < 5; round++)
        {
            await EmptyAsync();
            foreach (var id in Enumerable.Range(0, 24)) { await SendAsync(Case($"case-{id:00}", id * 0.5)); }
            await Store.WithAsync(db => db.CaseWork.ExecuteUpdateAsync(w => w.SetProperty(x => x.DueAt, DateTime.UnixEpoch)));

            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Node().FoldAllDueAsync(default))));

            await FoldAsync();
            Assert.Equal(23, await Store.WithAsync(db => db.Cases.CountAsync(c => c.ReengagesCase != null)));
            await AssertDerivedAnewAsync();
        }
    }

    /// <summary>Cases of two customers with two intents, near each other and apart, solved, reopened, left open, corrected later.</summary>
    private static CaseEvent[] Events { get; } =
    [
        .. Case("a", 0), .. Case("b", 3), .. Case("c", 5, outcome: "unresolved"), .. Case("d", 9), .. Case("e", 18), .. Case("f", 4, intent: "return"),
        .. Case("g", 6, "cust-2"), .. Case("h", 8, "cust-2"),
        // The same moment as another case of the same customer: which of them comes first must not depend on who looks.
        .. Case("i", 3),
        new ReopenedEvent { Id = "d-reopened", Case = "d", Time = Day(11), By = "customer" },
        new SurveyEvent { Id = "e-survey", Case = "e", Time = Day(19), Resolved = false },
        new OutcomeEvent { Id = "g-check", Case = "g", Time = Day(7), Solved = true, By = "shop" },
        // A case that lasts longer than the first told, one that moves, and one that changes hands.
        new CaseClosedEvent { Id = "a-closed-again", Case = "a", Time = Day(2.5), Outcome = "resolved" },
        new CaseOpenedEvent { Id = "h-earlier", Case = "h", Time = Day(5.5) },
        new CaseOpenedEvent { Id = "b-other", Case = "b", Time = Day(3.01), Customer = "cust-2" },
        new CaseOpenedEvent { Id = "f-other", Case = "f", Time = Day(4.01), Intent = "refund" },
    ];

    /// <summary>Some of it left out and some of it twice, shuffled, cut into requests, with folds and days between them. How a case was opened is never left out: without a time of its own a case stands where it was received.</summary>
    private static Gen<(int[] Items, bool Fold, double Days)[]> Arrival =>
        from left in Gen.Int[0, Events.Length - 1].Where(i => Events[i] is not CaseOpenedEvent).Array[0, 4]
        from again in Gen.Int[0, Events.Length - 1].Array[0, 6]
        from order in Gen.Shuffle((int[])[.. Enumerable.Range(0, Events.Length).Except(left), .. again.Except(left)])
        from sizes in Gen.Int[1, 8].Array[order.Length]
        from folds in Gen.Bool.Array[order.Length]
        from days in Gen.Double[0, 8].Array[order.Length]
        select Cut(order, sizes).Zip(folds, days).ToArray();

    private static IEnumerable<int[]> Cut(int[] order, int[] sizes)
    {
        for (var (at, i) = (0, 0); at < order.Length; at += sizes[i++]) { yield return order[at..Math.Min(order.Length, at + sizes[i])]; }
    }

    private CaseFolder Node() => ActivatorUtilities.CreateInstance<CaseFolder>(Store.Services);

    private Task FoldAtAsync(double day, params IEnumerable<CaseEvent>[] cases) => FoldAtAsync(day, [.. cases.SelectMany(events => events)]);

    private async Task FoldAtAsync(double day, CaseEvent[] events)
    {
        _clock.Now = Day(day);
        await SendAsync(events);
        await FoldAsync();
    }

    private Task<Case> CaseAsync(string id) => Store.WithAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.Id == id));

    private Task<Signal?> SignalAsync(string id, SignalKind kind) => Store.WithAsync(db => db.Signals.AsNoTracking().SingleOrDefaultAsync(s => s.CaseId == id && s.Kind == kind));

    private static CaseEvent[] Case(string id, double day, string customer = "cust-1", string intent = "refund", string outcome = "resolved") =>
    [
        new CaseOpenedEvent { Id = id + "-opened", Case = id, Time = Day(day), Customer = customer, Intent = intent, Handler = "agent" },
        new MessageEvent { Id = id + "-asked", Case = id, Time = Day(day), Seq = 1, Role = "customer", Text = "Where is my refund?" },
        new CaseClosedEvent { Id = id + "-closed", Case = id, Time = Day(day).AddHours(1), Outcome = outcome },
    ];

    private static DateTime Day(double day) => Start.AddDays(day);
}
