using Acsr.Signals.Gaps;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Acsr.Signals.Standards;

/// <summary>Every threshold of what is learnt (L7, L16) matters: moved by one step, other standards are learnt from cases that stand at the border.</summary>
public sealed class StandardThresholdTests : SignalsFixture<SqliteStore>
{
    internal override Dictionary<string, string?> Settings => new() { ["Gaps:ThresholdCases"] = "20", ["Standards:BudgetCases"] = "20" };

    [Fact]
    public async Task A_threshold_that_is_moved_by_one_step_changes_what_is_learnt()
    {
        Clock.Now = Noon.AddDays(40);
        var today = Clock.Now.Date;
        await TellAsync([
            .. Some(19, today.AddDays(-1), "twenty"), .. Some(19, today.AddDays(-1), "nineteen"), .. Some(1, today.AddDays(-28), "twenty", 90), .. Some(1, today.AddDays(-29), "twenty", 95),
            .. Searches(20, today.AddDays(-1), "Help"), .. Searches(19, today.AddDays(-1), "Shop")]);
        var (standards, gaps) = (Get<IOptions<StandardOptions>>().Value, Get<IOptions<GapOptions>>().Value);
        var learnt = await LearntAsync();
        Assert.Equal(2, learnt.Select(line => line.Split('|')[0]).Distinct().Count());

        Action<int>[] moves =
        [
            by => standards.Days += by, by => standards.BudgetCases += by,
            by => standards.BudgetPercentile = Math.Round(standards.BudgetPercentile + (.05 * by), 2),
            by => gaps.ThresholdCases += by,
            by => gaps.ThresholdPercentile = Math.Round(gaps.ThresholdPercentile + (.05 * by), 2),
        ];
        foreach (var (place, move) in moves.Index())
        {
            foreach (var by in new[] { 1, -1 })
            {
                move(by);
                Assert.True(!learnt.SequenceEqual(await LearntAsync()), $"Moving threshold {place} by {by} changes nothing.");
                move(-by);
            }
        }

        Assert.Equal(learnt, await LearntAsync());
    }

    /// <summary>As the worker of another node learns it, on the same day.</summary>
    private async Task<List<string>> LearntAsync()
    {
        await Store.WithAsync(db => db.DetectorStandards.ExecuteDeleteAsync());
        await ActivatorUtilities.CreateInstance<StandardWorker>(Store.Services).RunOnceAsync(default);
        return (await Store.WithAsync(db => db.DetectorStandards.ToListAsync()))
            .Select(s => $"{(s.Kind == StandardKind.SearchScore ? "score" : "budget")}|{s.Kind}|{s.Key}|{s.Value:0.000}|{s.Cases}").Order(StringComparer.Ordinal).ToList();
    }

    private static IEnumerable<string> Some(int cases, DateTime at, string intent, int longer = 0) => Enumerable.Range(0, cases).SelectMany(i => Case(
        $"{intent} {longer} {i}", at.AddMinutes(i), intent, "1.0", "resolved", [.. Enumerable.Range(0, longer + i + 1).Select(n => (object)new { type = "message", role = "agent", text = $"{n}" })]));

    private static IEnumerable<string> Searches(int cases, DateTime at, string source) => Enumerable.Range(0, cases).SelectMany(i => Case(
        $"{source} {i}", at.AddMinutes(i), source, $"{i}", "resolved", new { type = "step", kind = "retrieval", name = source, input = new { query = $"{i}" }, output = new { results = new[] { new { title = "a", score = i / 100.0 } } } }));
}
