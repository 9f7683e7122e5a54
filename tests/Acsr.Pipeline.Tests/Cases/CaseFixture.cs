using System.Text.Json;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp;
using Acsr.Kpis;
using Acsr.Policies;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Cases;

/// <summary>Everything from the intake to the judges on a store of its own; folding happens when the test says so.</summary>
public abstract class CaseFixture<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    protected TestStore Store { get; } = new TStore();

    protected CaseFolder Folder => Get<CaseFolder>();

    protected T Get<T>() where T : notnull => Store.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await Store.OpenAsync(services => Configure(services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddIngest().AddCases().AddPolicies().AddSignals().AddKpis().AddReview()));
        await Get<IngestWriter>().StartAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        if (Store.IsOpen) { await Get<IngestWriter>().StopAsync(default); }
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a test wants otherwise than it is.</summary>
    protected virtual void Configure(IServiceCollection services) { }

    protected Task SendAsync(IEnumerable<CaseEvent> events, string source = "test")
    {
        byte[] body = [.. events.SelectMany(e => EventJson.Line(e).Append((byte)'\n'))];
        return SendAsync(body, async () => (await Get<EventIntake>().AcceptAsync(body, lines: true, source)).Outcome);
    }

    protected Task SendAsync(IEnumerable<OtlpSpan> spans, string source = "test")
    {
        var body = SpanJson.Of(spans);
        return SendAsync(body, async () => (await Get<TraceIntake>().AcceptAsync(body, OtlpEncoding.Json, source)).Outcome);
    }

    protected Task SendAsync(IEnumerable<OtlpLogRecord> records, string source = "test")
    {
        var body = LogRecords.Json(records);
        return SendAsync(body, async () => (await Get<LogIntake>().AcceptAsync(body, OtlpEncoding.Json, source)).Outcome);
    }

    /// <summary>Folds what is due, and all that comes of it, without waiting for the delay.</summary>
    protected async Task FoldAsync()
    {
        await Get<SegmentFiler>().FileAllAsync(default);
        await Store.WithAsync(db => db.CaseWork.ExecuteUpdateAsync(w => w.SetProperty(x => x.DueAt, DateTime.UnixEpoch)));
        await Folder.FoldAllDueAsync(default);
        Assert.Empty(await Store.WithAsync(db => db.CaseWork.Select(w => w.CaseId + ": " + w.LastError).ToListAsync()));
    }

    /// <summary>Cases and signals as text, without what depends on when they came.</summary>
    protected async Task<string> DerivedAsync()
    {
        var cases = await Store.WithAsync(db => db.Cases.AsNoTracking().ToListAsync());
        foreach (var one in cases) { one.Sequence = 0; }
        var signals = await Store.WithAsync(db => db.Signals.AsNoTracking().ToListAsync());
        foreach (var one in signals) { one.ReceivedAt = null; }
        return string.Join('\n', cases.OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => JsonSerializer.Serialize(c))
            .Concat(signals.OrderBy(s => s.CaseId, StringComparer.Ordinal).ThenBy(s => s.Id, StringComparer.Ordinal).Select(s => JsonSerializer.Serialize(s))));
    }

    protected async Task AssertDerivedAnewAsync()
    {
        var report = await Get<DerivedCheck>().RunAsync(null, default);
        Assert.Equal(0, report.Waiting);
        Assert.Empty(report.Differences);
    }

    /// <summary>Takes everything away, for the next of many rounds.</summary>
    protected Task EmptyAsync() => Store.WithAsync(async db =>
    {
        await db.Segments.ExecuteDeleteAsync();
        await db.SegmentCases.ExecuteDeleteAsync();
        await db.TraceCases.ExecuteDeleteAsync();
        await db.ReviewItems.ExecuteDeleteAsync();
        await db.Signals.ExecuteDeleteAsync();
        await db.CitedClauses.ExecuteDeleteAsync();
        await db.PolicyAudits.ExecuteDeleteAsync();
        await db.DeadEndFindings.ExecuteDeleteAsync();
        await db.Retrievals.ExecuteDeleteAsync();
        await db.CaseTimers.ExecuteDeleteAsync();
        return await db.Cases.ExecuteDeleteAsync();
    });

    private static async Task SendAsync(byte[] body, Func<Task<IngestOutcome>> send)
    {
        if (body.Length > 0) { Assert.True(await send() is IngestOutcome.Stored or IngestOutcome.Duplicate); }
    }
}
