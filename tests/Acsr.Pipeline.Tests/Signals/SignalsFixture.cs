using System.Globalization;
using System.Text;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Review;
using Acsr.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Signals;

/// <summary>Cases, signals and review on an empty store: events go in, and folds say what became of them.</summary>
public abstract class SignalsFixture<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    internal static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    internal TStore Store { get; } = new();

    internal TestClock Clock { get; } = new() { Now = Noon };

    public async ValueTask InitializeAsync() => await Store.OpenAsync(services => services
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Ingest:FoldDelaySeconds", "0")]).AddInMemoryCollection(Settings).Build())
        .AddIngest().AddCases().AddPolicies().AddSignals().AddReview().Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Store.DisposeAsync();
    }

    /// <summary>Settings of this test.</summary>
    internal virtual Dictionary<string, string?> Settings => [];

    internal T Get<T>() where T : notnull => Store.Services.GetRequiredService<T>();

    /// <summary>Stores lines as one request and folds what they touch.</summary>
    internal async Task TellAsync(params IEnumerable<string> lines)
    {
        await AppendAsync(lines);
        await Get<CaseFolder>().FoldAllDueAsync(default);
    }

    internal async Task AppendAsync(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        var batch = IngestBatch.Of("test", SegmentFormat.Events, all.Count, Encoding.UTF8.GetBytes(string.Join('\n', all)));
        await Store.WithAsync(db => SegmentWriter.WriteAsync(db, [batch], Clock.Now, default));
    }

    /// <summary>A case in which a tool fails twice with the same arguments: L4 and L5 find it.</summary>
    internal static IEnumerable<string> Stuck(string id, DateTime at, string intent = "refund", string tool = "refund_order", string version = "1.0", string? outcome = "unresolved") =>
        Case(id, at, intent, version, outcome, [.. Enumerable.Range(0, 2).Select(i => (object)new { type = "step", kind = "tool", name = tool, input = new { order = 1 }, error = $"timeout {i}" })]);

    /// <summary>A case that goes well.</summary>
    internal static IEnumerable<string> Well(string id, DateTime at, string version = "1.0") =>
        Case(id, at, "refund", version, "resolved", new { type = "step", kind = "tool", name = "get_order", input = new { order = 1 }, output = "here" });

    /// <summary>A case with a search for each question.</summary>
    internal static IEnumerable<string> Searched(string id, DateTime at, string? outcome, params (string Question, object Output)[] searches) => Case(
        id, at, "question", "1.0", outcome, [.. searches.Select(s => (object)new { type = "step", kind = "retrieval", name = "Help_Center", input = new { query = s.Question }, output = s.Output })]);

    internal static IEnumerable<string> Case(string id, DateTime at, string intent, string version, string? outcome, params object[] happened)
    {
        var all = new List<object> { new { type = "case.opened", intent, agent = "atlas", agentVersion = version }, new { type = "message", role = "customer", text = "Please help me with my order." } };
        all.AddRange(happened);
        if (outcome is not null) { all.Add(new { type = "case.closed", outcome }); }
        return all.Select((what, n) =>
        {
            var line = JsonSerializer.SerializeToNode(what)!.AsObject();
            (line["id"], line["case"]) = ($"{id}-{n}", id);
            line["time"] = at.AddSeconds(n).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return line.ToJsonString();
        });
    }
}
