using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Gaps;

public sealed class KnowledgeGapOnSqlite : KnowledgeGapTests<SqliteStore>;

public sealed class KnowledgeGapOnPostgres : KnowledgeGapTests<PostgresStore>;

public abstract class KnowledgeGapTests<TStore> : SignalsFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DeadEndRange Ever = new();
    private static readonly object Nothing = new { results = Array.Empty<object>() };

    internal override Dictionary<string, string?> Settings => new() { ["Gaps:ThresholdCases"] = "5" };

    [Fact]
    public async Task Questions_alike_that_found_nothing_are_one_gap_with_its_cases_and_hand_offs()
    {
        await TellAsync([
            .. Searched("a", Noon, "escalated", ("How do I return a gift?", Nothing), ("return gift without receipt", Nothing)),
            .. Searched("b", Noon.AddDays(1), "resolved", ("Can I return gifts", Nothing)),
            .. Searched("c", Noon, null, ("Do you ship to Norway?", Nothing)),
            .. Searched("fine", Noon, null, ("Do you ship to Norway?", new { results = new[] { new { title = "Shipping" } } }))]);
        Clock.Now = Noon.AddDays(2);
        await AssignAsync();

        var list = await Reader.ListAsync(Ever, 50, default);

        Assert.Equal((2, 4, 0), (list.Total, list.Searches, list.Waiting));
        var gift = list.Gaps[0];
        Assert.Equal((3, 2, 1, 3, 0, 0), (gift.Searches, gift.Cases, gift.HandedOff, gift.Empty, gift.LowScore, gift.SameDocuments));
        Assert.Equal([2, 1, 0], gift.Trend!.Cases);
        var detail = (await Reader.FindAsync(gift.Gap.Key, Ever, default))!;
        Assert.Equal(3, detail.Questions.Count);
        Assert.Equal(["b", "a"], detail.Cases.Select(c => c.CaseId));
        Assert.Equal([("help_center", 3, null)], detail.Sources.Select(s => (s.Source, s.Searches, s.Threshold)));
        Assert.Null(await Reader.FindAsync("nobody knows it", Ever, default));
    }

    [Fact]
    public async Task A_score_below_what_the_sources_resolved_cases_reach_is_a_miss_and_none_as_long_as_there_are_too_few()
    {
        await TellAsync([.. Enumerable.Range(0, 4).SelectMany(i => Searched($"r{i}", Noon, "resolved", ($"question {(char)('a' + i)}x", Found(.5 + (i / 10.0))))), .. Searched("low", Noon, "unresolved", ("gift wrapping", Found(.2)))]);
        await AssignAsync();
        Assert.Empty((await Reader.ListAsync(Ever, 50, default)).Gaps);

        await TellAsync(Searched("r4", Noon, "resolved", ("a further thing", Found(.9))));
        await AssignAsync();

        var gap = Assert.Single((await Reader.ListAsync(Ever, 50, default)).Gaps);
        Assert.Equal(("gift wrapping", 1), (gap.Gap.Question, gap.LowScore));
        var detail = (await Reader.FindAsync(gap.Gap.Key, Ever, default))!;
        Assert.Equal((.5, 5), (detail.Sources[0].Threshold!.Threshold, detail.Sources[0].Threshold!.ResolvedCases));
        Assert.Equal([new GapCount("Returns", 1)], detail.Returned);

        // What a fold brings later is judged at once by the threshold that is known.
        await TellAsync(Searched("low too", Noon, "unresolved", ("gift wrapping", Found(.3))));
        Assert.Equal(2, (await Reader.ListAsync(Ever, 50, default)).Gaps.Single().Searches);
    }

    [Fact]
    public async Task A_threshold_that_falls_takes_its_misses_back()
    {
        await TellAsync([.. Enumerable.Range(0, 5).SelectMany(i => Searched($"r{i}", Noon, "resolved", ("opening hours", Found(.8)))), .. Searched("low", Noon, "unresolved", ("gift wrapping", Found(.2)))]);
        await AssignAsync();
        Assert.Single((await Reader.ListAsync(Ever, 50, default)).Gaps);

        await TellAsync([.. Enumerable.Range(5, 4).SelectMany(i => Searched($"r{i}", Noon, "resolved", ("opening hours", Found(.1))))]);
        await AssignAsync();

        Assert.Empty((await Reader.ListAsync(Ever, 50, default)).Gaps);
    }

    [Fact]
    public async Task The_same_documents_for_different_questions_are_misses_of_each()
    {
        var same = new { results = new[] { new { id = "d1", title = "Welcome" } } };
        await TellAsync(Searched("a", Noon, null, ("warranty kettle", same), ("invoice copy", same), ("loyalty points", same)));
        await AssignAsync();

        var list = await Reader.ListAsync(Ever, 50, default);

        Assert.Equal((3, 3), (list.Total, list.Gaps.Sum(g => g.SameDocuments)));
    }

    [Fact]
    public async Task A_question_keeps_its_gap_when_its_case_is_folded_again_and_however_many_come_after()
    {
        await TellAsync(Searched("a", Noon, null, ("return gift", Nothing)));
        await AssignAsync();
        var gap = (await Reader.ListAsync(Ever, 50, default)).Gaps.Single().Gap.Key;

        await TellAsync(Searched("a", Noon, "escalated", ("return gift", Nothing)).TakeLast(1));

        var row = (await Reader.ListAsync(Ever, 50, default)).Gaps.Single();
        Assert.Equal((gap, 1, 1), (row.Gap.Key, row.Searches, row.HandedOff));
        await TellAsync([.. Enumerable.Range(0, 30).SelectMany(i => Searched($"b{i}", Noon, null, ($"gift return {(char)('a' + (i % 20))}{i}", Nothing)))]);
        await AssignAsync();
        Assert.Contains("a", (await Reader.FindAsync(gap, Ever, default))!.Cases.Select(c => c.CaseId).Concat(await CasesOf(gap)));
    }

    [Fact]
    public async Task Questions_that_wait_together_fall_into_the_same_gaps_whichever_came_first()
    {
        string[] questions = ["return gift", "return gift receipt", "gift receipt lost", "ship norway", "ship norway cost", "cost of shipping to norway oslo", "receipt lost", "warranty"];
        List<string> found = [];
        foreach (var order in new[] { questions, [.. questions.Reverse()] })
        {
            await Store.WithAsync(async db => await db.Retrievals.ExecuteDeleteAsync() + await db.GapBands.ExecuteDeleteAsync() + await db.GapForms.ExecuteDeleteAsync() + await db.KnowledgeGaps.ExecuteDeleteAsync());
            foreach (var question in order) { await TellAsync(Searched($"{found.Count} {question}", Noon, null, (question, Nothing))); }
            await AssignAsync();
            found.Add(string.Join('\n', await Store.WithAsync(db => db.Retrievals.OrderBy(r => r.Question).Select(r => r.Question + ": " + r.Gap).ToListAsync())));
        }

        Assert.Equal(found[0], found[1]);
    }

    private GapReader Reader => Get<GapReader>();

    private static object Found(double score) => new { results = new[] { new { title = "Returns", score }, new { title = "Returns", score = score / 2 } } };

    private Task<List<string>> CasesOf(string gap) => Store.WithAsync(db => db.Retrievals.Where(r => r.Gap == gap).Select(r => r.CaseId).ToListAsync());

    private async Task AssignAsync()
    {
        Clock.Now = Clock.Now.AddHours(1);
        var worker = Get<GapWorker>();
        while (await worker.RunOnceAsync(default)) { }
    }
}
