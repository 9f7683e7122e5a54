using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Standards;

public sealed class DetectorStandardOnSqlite : DetectorStandardTests<SqliteStore>;

public sealed class DetectorStandardOnPostgres : DetectorStandardTests<PostgresStore>;

/// <summary>What detectors learn from the cases of the weeks before (formats F.4, L7 and L16).</summary>
public abstract class DetectorStandardTests<TStore> : SignalsFixture<TStore> where TStore : TestStore, new()
{
    internal override Dictionary<string, string?> Settings => new() { ["Gaps:ThresholdCases"] = "5", ["Standards:BudgetCases"] = "20" };

    [Fact]
    public async Task A_long_case_is_over_its_budget_only_where_19_of_20_like_it_are_shorter()
    {
        await TellAsync(Enumerable.Range(0, 20).SelectMany(i => Long($"before {i:00}", Noon, 20 + i)));
        Assert.Equal("before 10", (await FindingsAsync("L16"))[0].CaseId);
        await LearnAsync();
        var later = Noon.AddDays(2);
        Clock.Now = later;

        // The 95th percentile of 20, 21, … 39 messages is 38.
        await TellAsync([.. Long("usual", later, 38), .. Long("too long", later, 39), .. Long("other intent", later, 31, "exchange")]);

        var found = await FindingsAsync("L16", later);
        Assert.Equal(["other intent", "too long"], found.Select(s => s.CaseId));
        Assert.Equal("The case took 39 steps. Of 100 cases like it 95 take at most 38 steps, 39 s.", found[1].Text);
        Assert.Equal("The case took 31 steps; 30 or more are too many.", found[0].Text);
    }

    [Fact]
    public async Task What_was_judged_stays_judged_whatever_is_learnt_later()
    {
        await TellAsync(Enumerable.Range(0, 20).SelectMany(i => Long($"before {i:00}", Noon, 20 + i)));
        var before = await FindingsAsync("L16");
        await LearnAsync();

        await Store.WithAsync(db => db.CaseWork.ExecuteDeleteAsync());
        await TellAsync(Enumerable.Range(0, 20).SelectMany(i => Long($"before {i:00}", Noon, 20 + i)));

        Assert.Equal(before.Select(s => (s.CaseId, s.Text)), (await FindingsAsync("L16")).Select(s => (s.CaseId, s.Text)));
        Assert.Empty((await Get<DerivedCheck>().RunAsync(null, default)).Differences);
    }

    [Fact]
    public async Task Searches_that_score_lower_than_those_of_solved_cases_find_nothing()
    {
        await TellAsync(Enumerable.Range(0, 10).SelectMany(i => Searched($"solved {i}", Noon, "resolved", ($"question {(char)('a' + i)}", Scored(.5 + (i / 100.0))))));
        await LearnAsync();
        var later = Noon.AddDays(2);
        Clock.Now = later;

        // The 10th percentile of .50, .51, … .59 is .50.
        await TellAsync([
            .. Searched("low", later, null, ("gift wrapping", Scored(.49)), ("wrapping paper", Scored(.2))),
            .. Searched("fine", later, null, ("gift wrapping", Scored(.5)), ("wrapping paper", Scored(.2)))]);

        var found = Assert.Single(await FindingsAsync("L7", later));
        Assert.Equal(("low", "2 searches in a row found no document that scores as those of solved cases do."), (found.CaseId, found.Text));
        Assert.Equal(2, found.StepIds.Count);
        Assert.Empty((await Get<DerivedCheck>().RunAsync(null, default)).Differences);
    }

    [Fact]
    public async Task A_standard_is_written_once_for_its_day_and_ends_when_there_are_too_few_cases()
    {
        await TellAsync(Enumerable.Range(0, 20).SelectMany(i => Long($"before {i:00}", Noon, 20 + i)));
        await LearnAsync();
        await LearnAsync();
        var written = await Store.WithAsync(db => db.DetectorStandards.OrderBy(s => s.Kind).Select(s => new { s.Kind, s.Key, s.FromDay, s.Value, s.Cases }).ToListAsync());
        var tomorrow = DateOnly.FromDateTime(Noon).DayNumber + 1;
        Assert.All(written, s => Assert.Equal(("1.0\nrefund", tomorrow, 20), (s.Key, s.FromDay, s.Cases)));
        Assert.Equal([(StandardKind.Steps, 38), (StandardKind.ToolCalls, 0)], written.Where(s => s.Kind is StandardKind.Steps or StandardKind.ToolCalls).Select(s => (s.Kind, s.Value!.Value)));

        Clock.Now = Noon.AddDays(60);
        await LearnAsync();

        var ended = await Store.WithAsync(db => db.DetectorStandards.Where(s => s.FromDay > tomorrow).ToListAsync());
        Assert.Equal(written.Count, ended.Count);
        Assert.All(ended, s => Assert.Equal((DateOnly.FromDateTime(Noon).DayNumber + 61, null, 0), (s.FromDay, s.Value, s.Cases)));
    }

    private static object Scored(double score) => new { results = new[] { new { title = $"Returns {score}", score } } };

    /// <summary>A case of so many messages of customer and agent, all of them different.</summary>
    private static IEnumerable<string> Long(string id, DateTime at, int messages, string intent = "refund") => Case(
        id, at, intent, "1.0", "resolved", [.. Enumerable.Range(1, messages - 1).Select(i => (object)new { type = "message", role = i % 2 == 0 ? "customer" : "agent", text = $"message {i} of {id}" })]);

    private Task<List<Signal>> FindingsAsync(string detector, DateTime? since = null) => Store.WithAsync(db => db.Signals.AsNoTracking()
        .Where(s => s.Kind == SignalKind.DeadEnd && s.Name == detector && db.Cases.Any(c => c.Id == s.CaseId && c.At >= (since ?? Noon))).OrderBy(s => s.CaseId).ToListAsync());

    private async Task LearnAsync()
    {
        Clock.Now = Clock.Now.AddHours(1);
        Assert.False(await Get<StandardWorker>().RunOnceAsync(default));
    }
}
