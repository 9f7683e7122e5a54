using System.Text;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Transcripts;
using Acsr.Policies;
using Acsr.Review.Labels;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

/// <summary>Labelled failures of real runs come in as reviews, and go out again with where they came from.</summary>
public sealed class LabelImportTests : IAsyncLifetime
{
    private readonly SqliteStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync(services => services
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddIngest().AddCases().AddPolicies().AddSignals().AddReview().AddSingleton<Releases.ReviewExport>());

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private Task<LabelReport> ImportAsync(Stream labels) => _store.Services.GetRequiredService<LabelImport>().RunAsync(labels, "magentic", "lea", default);

    private async Task<TranscriptReport> RunsAsync(Stream archive)
    {
        var report = await _store.Services.GetRequiredService<TranscriptImport>().RunAsync(RunArchive.Read(archive, "magentic"), "magentic", null, default);
        await _store.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        return report;
    }

    [Fact]
    public async Task The_labels_of_real_runs_become_reviews_joined_to_their_messages()
    {
        await using var archive = File.OpenRead(SharedData.Path("agentrx-magentic/magentic_dataset.tar.gz"));
        var runs = await RunsAsync(archive);
        Assert.Empty(runs.Refused);
        await using var labels = File.OpenRead(SharedData.Path("agentrx-magentic/magentic_one_ground_truth.json"));

        var report = await ImportAsync(labels);

        Assert.Empty(report.Refused);
        Assert.Equal((44, 295, 0), (report.Reviews, report.Labels, report.Duplicates));
        var reviews = await _store.WithAsync(db => db.Reviews.AsNoTracking().ToListAsync());
        var all = await _store.WithAsync(db => db.ReviewLabels.AsNoTracking().ToListAsync());
        // One spelling an agent and category, each with a root cause of ours; one decisive failure a run.
        Assert.Equal(["Assistant", "FileSurfer", "Orchestrator", "WebSurfer"], all.Select(l => l.Agent!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(197, all.Count(l => l.Category == "Instruction/Plan Adherence Failure"));
        Assert.All(all, l => Assert.NotNull(RootCauses.Find(l.RootCause)));
        Assert.Equal(44, all.Count(l => l.Decisive));
        Assert.All(reviews, r => Assert.Equal(all.Single(l => l.ReviewId == r.Id && l.Decisive).StepId, r.StepId));
        // A label tells what went wrong and not what would have been right: it never trains.
        Assert.All(reviews, r => Assert.False(r.IsTriadComplete));
        var folded = await _store.Services.GetRequiredService<CaseReader>().ReadAsync(reviews[0].CaseId, default);
        Assert.Equal(Role.Agent, folded!.Steps.Single(s => s.Id == reviews[0].StepId).Role);

        labels.Position = 0;
        Assert.Equal((0, 0, 44), (await ImportAsync(labels)) is var again ? (again.Reviews, again.Labels, again.Duplicates) : default);
        Assert.Equal(0, (await _store.Services.GetRequiredService<ReviewQuality>().TeamAsync(28, default)).Done);

        var lines = new List<string>();
        await foreach (var line in _store.Services.GetRequiredService<Releases.ReviewExport>().LinesAsync(0, default)) { lines.Add(line); }
        Assert.Equal(44, lines.Count);
        Assert.Equal(295, lines.Sum(line => System.Text.Json.Nodes.JsonNode.Parse(line)!["labels"]!.AsArray().Count));
        Assert.All(lines, line => Assert.Equal("magentic", (string?)System.Text.Json.Nodes.JsonNode.Parse(line)!["lineage"]!["import"]));
    }

    [Fact]
    public async Task A_label_without_its_run_or_message_is_refused_and_the_others_are_taken()
    {
        await _store.Services.GetRequiredService<TranscriptImport>().RunAsync([Run("good", 3)], "magentic", null, default);
        await _store.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        const string labels = """
            [{"trajectory_id":"gone","failures":[{"failure_id":1,"step_number":1,"failure_category":"System failure","failed_agent":"A","step_reason":"r"}]},
             {"trajectory_id":"good","failures":[{"failure_id":1,"step_number":2,"failure_category":"intent plan misalignment","failed_agent":"websurfer","step_reason":"r"},{"failure_id":2,"step_number":3,"failure_category":"Odd","failed_agent":"WebSurfer","step_reason":"s"}],"root_cause":{"failure_id":"2","reason_for_root_cause":"because"}},
             {"trajectory_id":"good","failures":[{"failure_id":1,"step_number":9,"failure_category":"x","failed_agent":"A","step_reason":"r"}]}, {"failures":[]}]
            """;

        var report = await ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(labels)));

        Assert.Equal((1, 2, 3), (report.Reviews, report.Labels, report.Refused.Count));
        Assert.Contains(report.Refused, text => text.Contains("no case 'magentic/gone'", StringComparison.Ordinal));
        Assert.Contains(report.Refused, text => text.Contains("no message 9", StringComparison.Ordinal));
        var all = await _store.WithAsync(db => db.ReviewLabels.AsNoTracking().OrderBy(l => l.Position).ToListAsync());
        Assert.Equal([("Intent-Plan Misalignment", "incorrect-problem-identification", false), ("Odd", null, true)], all.Select(l => (l.Category, l.RootCause, l.Decisive)));
        Assert.Equal("because", (await _store.WithAsync(db => db.Reviews.AsNoTracking().SingleAsync())).Rationale);
    }

    private async Task<IReadOnlyList<LabelLine>> PreviewAsync(string file) => await _store.Services.GetRequiredService<LabelImport>().PreviewAsync(Encoding.UTF8.GetBytes(file), "magentic", default);

    [Fact]
    public async Task Reviews_come_in_as_lines_and_what_is_wrong_is_told_by_its_line_and_costs_no_other()
    {
        await _store.Services.GetRequiredService<TranscriptImport>().RunAsync([Run("good", 3), Run("right", 3), Run("labelled", 3)], "magentic", null, default);
        await _store.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        const string file = """
            {"case":"good","reviewer":"eva","verdict":"corrected","step":"magentic/good#1","original":{"action":"refund","arguments":{"order":"A1"},"confidence":0.9},"final":{"action":"deny","arguments":{"order":"A1"}},"rationale":"Too late.","dataPoint":"days = 40","fault":"policy","impact":"high","steps":["magentic/good#1=wrong"]}

            {"case":"magentic/right","verdict":"agent_was_right","original":{"action":"refund"},"rationale":"In time.","dataPoint":"days = 4"}
            {"case":"labelled","verdict":"corrected","rationale":"It made it up.","labels":[{"step":"magentic/labelled#2","category":"invention of new information","agent":"Bot","reason":"No such flight.","decisive":true}]}
            {"case":"good","verdict":"maybe"}
            {"case":"good","verdict":"corrected","rationale":"Too late."}
            {"case":"good","verdict":"cannot_tell","rationale":"Why?","step":"magentic/good#9"}
            {"case":"gone","verdict":"cannot_tell","rationale":"Why?"}
            not json
            {"other":1}
            {"case":"good","verdict":"cannot_tell","rationale":"Again."}
            """;

        var preview = await PreviewAsync(file);

        Assert.Equal([(1, LabelState.New), (3, LabelState.New), (4, LabelState.New), (5, LabelState.Refused), (6, LabelState.Refused), (7, LabelState.Refused), (8, LabelState.Refused), (9, LabelState.Refused), (10, LabelState.Refused), (11, LabelState.Known)],
            preview.Select(l => (l.Line, l.State)));
        string[] why = ["verdict: it must be corrected", "good: originalAction: Name what the agent decided", "has no step magentic/good#9", "there is no case 'gone'", "It is no JSON", "neither a trajectory_id"];
        Assert.All(why.Zip(preview.Where(l => l.State == LabelState.Refused)), pair => Assert.Contains(pair.First, pair.Second.Text, StringComparison.Ordinal));
        Assert.Equal(0, await _store.WithAsync(db => db.Reviews.CountAsync()));

        var report = await ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)));

        Assert.Equal((3, 1, 1, 6), (report.Reviews, report.Labels, report.Duplicates, report.Refused.Count));
        Assert.StartsWith("Line 5: verdict", report.Refused[0], StringComparison.Ordinal);
        var reviews = await _store.WithAsync(db => db.Reviews.AsNoTracking().OrderBy(r => r.Id).ToListAsync());
        Assert.Equal([(true, "eva (magentic, imported)"), (true, "magentic (imported)"), (false, "magentic (imported)")], reviews.Select(r => (r.IsTriadComplete, r.ReviewerName)));
        Assert.Equal(("deny", """{"order":"A1"}""", FaultAuthor.Policy, Severity.High, "magentic/good#1=wrong"), (reviews[0].FinalAction, reviews[0].FinalArguments, reviews[0].Fault, reviews[0].Impact, Assert.Single(reviews[0].StepVerdicts)));
        Assert.Equal("refund", reviews[1].FinalAction);
        var (source, label) = Assert.Single(await _store.Services.GetRequiredService<ReviewLists>().LabelsAsync("magentic/labelled", default));
        Assert.Equal(("magentic", "Invention of New Information", "language-only-hallucination", "magentic/labelled#2", true), (source, label.Category, label.RootCause, label.StepId, label.Decisive));
        Assert.Equal([("magentic", 3, 1)], (await _store.Services.GetRequiredService<LabelImport>().SourcesAsync(default)).Select(s => (s.Source, s.Reviews, s.Labels)));
        Assert.All((await PreviewAsync(file)).Take(3), line => Assert.Equal(LabelState.Known, line.State));
    }

    [Fact]
    public async Task What_goes_out_comes_in_elsewhere_with_the_same_in_it()
    {
        await _store.Services.GetRequiredService<TranscriptImport>().RunAsync([Run("good", 3)], "magentic", null, default);
        await _store.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        await ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes("""{"case":"good","verdict":"corrected","original":{"action":"refund","arguments":{"n":2}},"final":{"action":"deny","arguments":{"n":3},"answer":"No.","intent":"refund"},"rationale":"Too late.","dataPoint":"days = 40","rootCause":"goal-deviation"}""")));
        var before = await _store.WithAsync(db => db.Reviews.AsNoTracking().SingleAsync());
        var lines = new List<string>();
        await foreach (var line in _store.Services.GetRequiredService<Releases.ReviewExport>().LinesAsync(0, default)) { lines.Add(line); }
        await _store.WithAsync(db => db.Reviews.ExecuteDeleteAsync());

        var report = await ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

        Assert.Equal((1, 0), (report.Reviews, report.Refused.Count));
        var after = await _store.WithAsync(db => db.Reviews.AsNoTracking().SingleAsync());
        Assert.Equal(ReviewForm.Of(before) with { Steps = null }, ReviewForm.Of(after) with { Steps = null });
    }

    [Fact]
    public async Task A_broken_list_tells_the_line_and_keeps_what_stands_before_it()
    {
        await _store.Services.GetRequiredService<TranscriptImport>().RunAsync([Run("good", 3)], "magentic", null, default);
        await _store.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);

        var preview = await PreviewAsync("""
            [
              {"trajectory_id":"good","failures":[{"failure_id":1,"step_number":2,"failure_category":"System failure","failed_agent":"A","step_reason":"r"}]},
              {"trajectory_id":oops}
            ]
            """);

        Assert.Equal([(2, LabelState.New), (3, LabelState.Refused)], preview.Select(l => (l.Line, l.State)));
        Assert.Equal([(1, LabelState.Refused)], (await PreviewAsync(" \n")).Select(l => (l.Line, l.State)));
        Assert.NotNull(LabelImport.SourceFault(" "));
        Assert.NotNull(LabelImport.SourceFault("a/b"));
    }

    private static TranscriptCase Run(string id, int messages) => new()
    {
        CaseId = $"magentic/{id}",
        Events = [.. Enumerable.Range(0, messages).Select(i => new MessageEvent { Id = $"magentic/{id}#{i}", Case = $"magentic/{id}", Seq = i, Role = i == 0 ? "customer" : "agent", Text = $"Message {i}" })],
    };
}
