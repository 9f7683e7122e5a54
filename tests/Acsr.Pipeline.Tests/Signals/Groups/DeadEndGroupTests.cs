using Acsr.Access;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Retention;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Groups;

public sealed class DeadEndGroupOnSqlite : DeadEndGroupTests<SqliteStore>;

public sealed class DeadEndGroupOnPostgres : DeadEndGroupTests<PostgresStore>;

public abstract class DeadEndGroupTests<TStore> : SignalsFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DeadEndRange Ever = new();

    [Fact]
    public async Task Dead_ends_of_the_same_detector_intent_and_tool_are_one_group_and_others_are_not()
    {
        await TellAsync([.. Stuck("a", Noon), .. Stuck("b", Noon.AddDays(2), outcome: "resolved"), .. Stuck("other intent", Noon, intent: "cancel"), .. Stuck("other tool", Noon, tool: "Get_Order"), .. Well("well", Noon)]);

        var list = await Reader.ListAsync(Ever, [], 50, default);

        Assert.Equal(5, list.AgentCases);
        Assert.Equal([("refund", "refund_order", 2), ("cancel", "refund_order", 1), ("refund", "get_order", 1)],
            list.Groups.Where(g => g.Group.Detector == "L4").OrderByDescending(g => g.Found.Cases).ThenBy(g => g.Group.Intent, StringComparer.Ordinal).Select(g => (g.Group.Intent, g.Group.Tool, g.Found.Cases)));
        var group = list.Groups.First(g => g.Group.Detector == "L4" && g.Found.Cases == 2);
        Assert.Equal((Noon, Noon.AddDays(2), Severity.High, new SolvedShare(1, 2), GroupStanding.Open), (group.FirstSeen, group.LastSeen, group.Worst, group.Solved, group.Standing));
        Assert.Equal(.4, group.Found.Share);
    }

    [Fact]
    public async Task A_group_shows_its_trend_its_cases_with_the_steps_and_how_the_others_ended()
    {
        Clock.Now = Noon.AddDays(3);
        await TellAsync([.. Stuck("a", Noon), .. Stuck("b", Noon.AddDays(2)), .. Stuck("c", Noon.AddDays(2)), .. Well("well", Noon), .. Well("fine", Noon)]);
        var key = await KeyAsync();

        var detail = (await Reader.FindAsync(key, Ever, default))!;
        var cases = await Reader.CasesAsync(key, Ever, 2, default);

        Assert.Equal([1, 0, 2, 0], detail.Row!.Trend!.Cases);
        Assert.Equal((new SolvedShare(0, 3), new SolvedShare(2, 2)), (detail.Row.Solved, detail.Others));
        Assert.Equal(["c", "b"], cases.Select(c => c.CaseId));
        Assert.Equal(["c-2", "c-3"], Assert.Single(cases[0].Hits).StepIds);
        Assert.Null(await Reader.FindAsync("l4-0000000000000000", Ever, default));
    }

    [Fact]
    public async Task Of_many_groups_the_first_are_read_and_all_are_counted_by_how_they_stand()
    {
        await TellAsync(Enumerable.Range(0, 12).SelectMany(i => Enumerable.Range(0, i % 3 + 1).SelectMany(n => Stuck($"case {i} {n}", Noon, intent: $"intent {i:00}"))));
        var all = (await Reader.ListAsync(Ever, [], 500, default)).Groups;
        string KeyOf(string intent) => all.Single(g => g.Group.Intent == intent && g.Group.Detector == "L4").Group.Key;
        await Desk.ChangeAsync(KeyOf("intent 00"), new(GroupState.Resolved, "Mended."), "lena", default);
        await Desk.ChangeAsync(KeyOf("intent 01"), new(GroupState.Resolved, "Mended."), "lena", default);
        await Desk.ChangeAsync(KeyOf("intent 02"), new(GroupState.Ignored, "A test."), "lena", default);
        Clock.Now = Noon.AddDays(1);
        await TellAsync(Enumerable.Range(0, 3).SelectMany(n => Stuck($"again {n}", Clock.Now, intent: "intent 00")));

        var list = await Reader.ListAsync(Ever, [], 2, default);
        var resolved = await Reader.ListAsync(Ever, [GroupStanding.Resolved], 50, default);
        var active = await Reader.ListAsync(Ever, [GroupStanding.Reopened, GroupStanding.Open, GroupStanding.InWork], 50, default);

        Assert.Equal((2, all.Count, all.Count), (list.Groups.Count, list.Matching, list.InAny.Values.Sum()));
        Assert.Equal((KeyOf("intent 00"), GroupStanding.Reopened, 4), (list.Groups[0].Group.Key, list.Groups[0].Standing, list.Groups[0].Found.Cases));
        Assert.Equal(4, list.Groups[1].Found.Cases);
        Assert.Equal((1, 1, 1), (list.InAny[GroupStanding.Reopened], list.InAny[GroupStanding.Resolved], list.InAny[GroupStanding.Ignored]));
        Assert.Equal((KeyOf("intent 01"), 1), (Assert.Single(resolved.Groups).Group.Key, resolved.Matching));
        Assert.Equal(all.Count - 2, active.Matching);
        Assert.Equal(active.Groups.OrderByDescending(g => g.Standing == GroupStanding.Reopened).ThenByDescending(g => g.Found.Cases).Select(g => g.Found.Cases), active.Groups.Select(g => g.Found.Cases));
    }

    [Fact]
    public async Task A_range_counts_only_its_own_days_and_keeps_the_groups_state()
    {
        await TellAsync([.. Stuck("a", Noon), .. Stuck("b", Noon.AddDays(9))]);

        var list = await Reader.ListAsync(new DeadEndRange(Noon.Date.AddDays(1), Noon.Date.AddDays(10)), [], 50, default);
        var detail = (await Reader.FindAsync(await KeyAsync(), new DeadEndRange(Noon.AddDays(100)), default))!;

        Assert.Equal(["b"], (await Reader.CasesAsync(await KeyAsync(), new DeadEndRange(Noon.AddDays(1)), 9, default)).Select(c => c.CaseId));
        Assert.Equal(new DeadEndShare(1, 1), list.Groups.Single(g => g.Group.Detector == "L4").Found);
        Assert.Null(detail.Row);
    }

    [Fact]
    public async Task A_resolved_group_is_reopened_by_the_third_case_since_and_not_by_stragglers_or_older_news()
    {
        await TellAsync(Stuck("a", Noon));
        var key = await KeyAsync();
        Clock.Now = Noon.AddDays(1);
        Assert.Equal(GroupOutcome.Done, await Desk.ChangeAsync(key, new(GroupState.Resolved, " We mended the payment service. "), "lena", default));

        await TellAsync([.. Stuck("older", Noon.AddHours(3)), .. Stuck("older 2", Noon.AddHours(4)), .. Stuck("older 3", Noon.AddHours(4)), .. Stuck("new 1", Clock.Now), .. Stuck("new 2", Noon.AddDays(2))]);
        Assert.Equal((GroupStanding.Resolved, 2), await StandingAsync(key));

        await TellAsync(Stuck("new 3", Noon.AddDays(3)));
        Assert.Equal((GroupStanding.Reopened, 3), await StandingAsync(key));
        Assert.Equal(key, (await Reader.ListAsync(Ever, [GroupStanding.Reopened], 50, default)).Groups.Single().Group.Key);

        await Desk.ChangeAsync(key, new(GroupState.InWork), "lena", default);
        Assert.Equal((GroupStanding.InWork, 0), await StandingAsync(key));
        Clock.Now = Noon.AddDays(4);
        await Desk.ChangeAsync(key, new(GroupState.Resolved, "Once more."), "lena", default);
        Assert.Equal((GroupStanding.Resolved, 0), await StandingAsync(key));
    }

    [Fact]
    public async Task A_group_that_a_release_resolved_is_not_reopened_by_the_versions_that_had_the_fault()
    {
        await TellAsync([.. Stuck("a", Noon), .. Stuck("b", Noon.AddHours(1), version: "1.1"), .. Well("first of 2.0", Noon.AddHours(2), version: "2.0")]);
        var key = await KeyAsync();
        Clock.Now = Noon.AddDays(1);
        Assert.Equal(GroupOutcome.UnknownRelease, await Desk.ChangeAsync(key, new(GroupState.Resolved, null, "9.9"), "lena", default));
        Assert.Equal(GroupOutcome.Done, await Desk.ChangeAsync(key, new(GroupState.Resolved, null, "2.0"), "lena", default));
        Assert.Equal(["2.0", "1.1", "1.0"], await Reader.VersionsAsync(default));

        await TellAsync([.. Enumerable.Range(0, 5).SelectMany(i => Stuck($"canary {i}", Noon.AddHours(3), version: i % 2 == 0 ? "1.0" : "1.1"))]);
        Assert.Equal((GroupStanding.Resolved, 0), await StandingAsync(key));

        await TellAsync([.. Stuck("back", Noon.AddHours(3), version: "2.0"), .. Stuck("back 2", Noon.AddHours(3), version: "2.0"), .. Stuck("back 3", Noon.AddDays(7), version: "2.1")]);
        Assert.Equal((GroupStanding.Reopened, 3), await StandingAsync(key));
    }

    [Fact]
    public async Task What_takes_a_group_out_of_sight_needs_a_reason_and_every_change_is_audited()
    {
        await TellAsync(Stuck("a", Noon));
        var key = await KeyAsync();

        Assert.Equal(GroupOutcome.ReasonMissing, await Desk.ChangeAsync(key, new(GroupState.Ignored, "  "), "lena", default));
        Assert.Equal(GroupOutcome.ReasonMissing, await Desk.ChangeAsync(key, new(GroupState.Resolved), "lena", default));
        Assert.Equal(GroupOutcome.NotFound, await Desk.ChangeAsync("l4-0", new(GroupState.InWork), "lena", default));
        Assert.Equal(GroupOutcome.Done, await Desk.ChangeAsync(key, new(GroupState.Ignored, "A test order."), "lena", default));

        var entry = Assert.Single(await Store.WithAsync(db => db.AuditEntries.ToListAsync()));
        Assert.Equal(("lena", "dead-end-group.changed", "open", "ignored: A test order."), (entry.Actor, entry.Action, entry.Before, entry.After));
        Assert.Null(await Store.WithAsync(db => AuditLog.VerifyAsync(db, default)));
    }

    [Fact]
    public async Task A_case_folded_again_is_in_the_groups_that_it_shows_now()
    {
        await TellAsync(Stuck("a", Noon, outcome: null));
        await TellAsync("""{"id":"late","type":"case.opened","case":"a","time":"2026-03-02T12:00:09Z","intent":"cancel"}""");

        var groups = (await Reader.ListAsync(Ever, [], 50, default)).Groups;

        Assert.Equal(["cancel"], groups.Select(g => g.Group.Intent).Distinct());
        Assert.Empty((await Get<DerivedCheck>().RunAsync(null, default)).Differences);
    }

    [Fact]
    public async Task Cases_that_only_people_worked_are_in_no_group()
    {
        await TellAsync(Stuck("a", Noon));
        var (facts, signals) = await Store.WithAsync(async db => (await db.Cases.SingleAsync(), await db.Signals.ToListAsync()));

        Assert.NotEmpty(DeadEndFindings.Of(facts, signals));
        facts.Handler = Handler.Human;
        Assert.Empty(DeadEndFindings.Of(facts, signals));
    }

    [Fact]
    public async Task Groups_that_only_the_demo_desk_had_go_with_it()
    {
        await TellAsync([.. Stuck("real", Noon), .. Stuck("demo", Noon, intent: "demo").Skip(1), """{"id":"demo-0","type":"case.opened","case":"demo","time":"2026-03-02T12:00:00Z","intent":"demo","demo":true}"""]);

        await new DemoRemoval(Store.Contexts, Store.Gate, Get<SegmentFiler>(), Clock).RemoveAsync("lena", default);

        Assert.Equal(["refund"], await Store.WithAsync(db => db.DeadEndGroups.Select(g => g.Intent).Distinct().ToListAsync()));
        Assert.Equal(["real"], await Store.WithAsync(db => db.DeadEndFindings.Select(f => f.CaseId).Distinct().ToListAsync()));
    }

    private DeadEndGroupReader Reader => Get<DeadEndGroupReader>();

    private DeadEndGroupDesk Desk => Get<DeadEndGroupDesk>();

    private async Task<string> KeyAsync() => (await Reader.ListAsync(Ever, [], 50, default)).Groups.First(g => g.Group is { Detector: "L4", Intent: "refund" }).Group.Key;

    private async Task<(GroupStanding, int)> StandingAsync(string key)
    {
        var detail = (await Reader.FindAsync(key, Ever, default))!;
        return (detail.Standing, detail.Recurrences);
    }
}
