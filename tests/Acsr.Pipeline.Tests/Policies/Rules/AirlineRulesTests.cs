using Acsr.Cases;
using Acsr.Ingest.Transcripts;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies.Rules;

/// <summary>The worked rules over a hundred real runs of an airline's agent, all the way from the file to the audits.</summary>
public sealed class AirlineRulesTests : CaseFixture<SqliteStore>
{
    /// <summary>The table of docs/policy-rules.md. 57 of the 100 runs failed, by the data's own reward.</summary>
    private static readonly Found[] Known =
    [
        new("GEN-CONF", 118, 30, 0, 14, 13, 14, 13),
        new("AIR-CXL-2", 35, 0, 20, 0, 0, 15, 11),
        new("AIR-MOD-1", 56, 9, 0, 3, 3, 3, 3),
        new("AIR-CMP-1", 3, 1, 0, 1, 1, 1, 1),
        new("AIR-CMP-2", 3, 1, 0, 1, 1, 1, 1),
        new("AIR-PAY-1", 20, 4, 0, 2, 2, 2, 2),
        new("AIR-BAG-1", 25, 7, 2, 5, 4, 7, 6),
        new("READ-FIRST", 35, 0, 0, 0, 0, 0, 0),
    ];

    [Fact]
    public async Task The_worked_rules_find_what_the_docs_say_and_reading_again_changes_nothing()
    {
        Assert.Equal(Known, await JudgedAsync());
        await AssertDerivedAnewAsync();

        // Whether the airline had cancelled the flight is in no transcript: that is what makes these unknown, and nothing else.
        var cancellations = await Store.WithAsync(db => db.PolicyAudits.AsNoTracking().Where(a => a.ClauseId == "cancel-flight-2" && a.Outcome == RuleOutcome.Unknown).ToListAsync());
        Assert.All(cancellations, a => Assert.Contains("case.airline_cancelled", a.Missing));
    }

    private sealed record Found(string Rule, int Decisions, int Violated, int Unknown, int CasesViolated, int FailedViolated, int CasesFlagged, int FailedFlagged);

    private async Task<List<Found>> JudgedAsync()
    {
        var wiki = await File.ReadAllTextAsync(SharedData.Path("tau-bench/airline_wiki.md"));
        Assert.IsType<PolicyImportOutcome.Imported>(await Get<PolicyImport>().ImportAsync("airline", wiki, DateTime.UnixEpoch, "test", demo: false));
        await using var stream = File.OpenRead(SharedData.Path("tau-bench/gpt-4o-airline.trials-0-1.json.gz"));
        await Get<TranscriptImport>().RunAsync(TranscriptFile.Read(stream, new TranscriptOptions { Source = "tau" }), "tau", null, default);
        await FoldAsync();
        var ids = new Dictionary<long, string>();
        foreach (var rule in WorkedRules.Airline)
        {
            var outcome = await Get<RuleDesk>().SaveAsync(rule.Draft("airline"), "test");
            Assert.Empty((outcome as RuleChangeOutcome.Refused)?.Reasons ?? []);
            var saved = Assert.IsType<RuleChangeOutcome.Done>(outcome);
            Assert.IsType<RuleChangeOutcome.Done>(await Get<RuleDesk>().SwitchOnAsync(saved.RuleId, saved.Version, "test"));
            ids[saved.RuleId] = rule.Id;
        }

        while (await Get<RejudgeQueue>().QueueBatchAsync(default)) { }
        await FoldAsync();

        var audits = await Store.WithAsync(db => db.PolicyAudits.AsNoTracking().ToListAsync());
        var failed = (await Store.WithAsync(db => db.Cases.Where(c => c.Solved == false).Select(c => c.Id).ToListAsync())).ToHashSet();
        return [.. ids.Select(rule =>
        {
            var own = audits.Where(a => a.RuleId == rule.Key).ToList();
            var violated = own.Where(a => a.Outcome == RuleOutcome.Violation).Select(a => a.CaseId).ToHashSet();
            var flagged = own.Where(a => a.Outcome != RuleOutcome.Pass).Select(a => a.CaseId).ToHashSet();
            return new Found(rule.Value, own.Count, own.Count(a => a.Outcome == RuleOutcome.Violation), own.Count(a => a.Outcome == RuleOutcome.Unknown), violated.Count, violated.Count(failed.Contains), flagged.Count, flagged.Count(failed.Contains));
        })];
    }
}
