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

    private static TranscriptCase Run(string id, int messages) => new()
    {
        CaseId = $"magentic/{id}",
        Events = [.. Enumerable.Range(0, messages).Select(i => new MessageEvent { Id = $"magentic/{id}#{i}", Case = $"magentic/{id}", Seq = i, Role = i == 0 ? "customer" : "agent", Text = $"Message {i}" })],
    };
}
