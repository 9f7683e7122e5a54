using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Outcomes;

public sealed class OutcomeChecksOnSqlite : OutcomeCheckTests<SqliteStore>;

public sealed class OutcomeChecksOnPostgres : OutcomeCheckTests<PostgresStore>;

/// <summary>From a call of the agent to what the system of record says of it, on loopback, which the settings name as own.</summary>
public abstract class OutcomeCheckTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly TStore _store = new();
    private readonly RecordSystem _erp = new();
    private readonly TestClock _clock = new() { Now = Noon };

    public async ValueTask InitializeAsync()
    {
        await _store.OpenAsync(services => services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Ingest:FoldDelaySeconds", "0"), new("Delivery:AllowedNetworks:0", "127.0.0.0/8")]).Build())
            .AddIngest().AddCases().AddPolicies().AddSignals().AddReview().AddDelivery().AddOutcomes().Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));
        await Get<IngestWriter>().StartAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store.IsOpen) { await Get<IngestWriter>().StopAsync(default); }
        await _erp.DisposeAsync();
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_call_is_checked_after_the_delay_and_what_is_found_stands_with_the_case()
    {
        await AddAsync(check => { check.HeaderName = "x-api-key"; }, "s3cret");
        await TellAsync("c1", """{"order":"A 1/7","amount":30}""");
        await RunAsync();
        Assert.Empty(_erp.Asked);

        _clock.Now += TimeSpan.FromSeconds(61);
        _erp.Answer = (200, """{"status":"Refunded","amount":30.00}""");
        await RunAsync();
        await RunAsync();

        Assert.Equal(("GET", "/orders/A%201%2F7", "", "s3cret"), Assert.Single(_erp.Asked));
        var (facts, signal) = await CaseAsync("c1");
        Assert.Equal((Verification.Confirmed, Resolution.Verified), (facts.Verification, facts.Resolution));
        Assert.Equal("check: refund is booked: status is Refunded; amount is 30.00", signal!.Text);
        Assert.DoesNotContain("s3cret", (await _store.WithAsync(db => db.OutcomeChecks.SingleAsync())).HeaderSecret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_confirmed_is_asked_again_with_longer_pauses_and_the_last_answer_counts()
    {
        await AddAsync(check => check.Attempts = 3);
        await TellAsync("c1", """{"order":"7","amount":30}""");
        _clock.Now += TimeSpan.FromSeconds(61);
        _erp.Answer = (404, "");
        await RunAsync();
        Assert.Equal(Verification.None, (await CaseAsync("c1")).Facts.Verification);

        _clock.Now += TimeSpan.FromSeconds(61);
        _erp.Answer = (200, """{"status":"open","amount":30}""");
        await RunAsync();
        _clock.Now += TimeSpan.FromSeconds(61);
        await RunAsync();
        Assert.Equal(2, _erp.Asked.Count);

        _clock.Now += TimeSpan.FromSeconds(60);
        _erp.Answer = (500, "");
        await RunAsync();

        Assert.Equal(3, _erp.Asked.Count);
        var (facts, signal) = await CaseAsync("c1");
        Assert.Equal((Verification.Contradicted, false), (facts.Verification, facts.Solved));
        Assert.Contains("expected refunded", signal!.Text, StringComparison.Ordinal);
        var run = await _store.WithAsync(db => db.OutcomeRuns.SingleAsync());
        Assert.Equal((OutcomeRunState.Done, 3), (run.State, run.Attempts));
        Assert.Contains(ReviewReason.Contradicted, (await _store.WithAsync(db => db.ReviewItems.SingleAsync())).Reasons);
    }

    [Theory]
    [InlineData(404, "", Verification.NotFound, "There is no such record (answered 404)")]
    [InlineData(200, "[]", Verification.NotFound, "The answer is empty")]
    [InlineData(200, """{"refund":null}""", Verification.NotFound, "The answer has no refund.id")]
    [InlineData(200, """{"refund":{"id":1},"status":"refunded","amount":29.99}""", Verification.Contradicted, "amount is 29.99, expected at least 30")]
    [InlineData(200, """{"refund":{"id":1},"amount":31}""", Verification.Contradicted, "status is missing")]
    [InlineData(200, """{"refund":{"id":1},"status":"REFUNDED","amount":"30"}""", Verification.Confirmed, "status is REFUNDED; amount is 30")]
    [InlineData(200, "<html>", Verification.TimedOut, "The answer is not JSON")]
    [InlineData(302, "", Verification.TimedOut, "Answered 302, a redirect, which is not followed; enter the final address")]
    [InlineData(401, "", Verification.TimedOut, "Answered 401")]
    public async Task Every_answer_has_its_result(int status, string body, Verification result, string seen)
    {
        var check = await AddAsync(c => (c.Attempts, c.FoundPath) = (1, "refund.id"));
        await TellAsync("c1", """{"order":"7","amount":30}""");
        _erp.Answer = (status, body);

        var trial = await Get<OutcomeDesk>().TryAsync(check, null, "c1", default);
        Assert.Equal((null, result, seen), (trial.Problem, trial.Attempt!.Finding.Result, trial.Attempt.Finding.Seen));
        Assert.Equal(Verification.None, (await CaseAsync("c1")).Facts.Verification);

        _clock.Now += TimeSpan.FromSeconds(61);
        await RunAsync();
        Assert.Equal(result, (await CaseAsync("c1")).Facts.Verification);
    }

    [Fact]
    public async Task A_post_fills_its_body_with_values_of_their_own_type()
    {
        await AddAsync(c => (c.Method, c.Url, c.Body) = ("POST", _erp.Url + "/search", """{"order":"{{args.order}}","amount":"{{args.amount}}","note":"case {{case.id}}"}"""));
        await TellAsync("c1", """{"order":"a\"b","amount":30}""");
        _clock.Now += TimeSpan.FromSeconds(61);
        await RunAsync();

        var asked = Assert.Single(_erp.Asked);
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse("""{"order":"a\"b","amount":30,"note":"case c1"}"""), System.Text.Json.Nodes.JsonNode.Parse(asked.Body)));
    }

    [Fact]
    public async Task A_call_that_lacks_what_the_request_needs_is_skipped_and_nobody_is_asked()
    {
        await AddAsync();
        await TellAsync("c1", """{"amount":30}""");
        _clock.Now += TimeSpan.FromSeconds(61);
        await RunAsync();

        Assert.Empty(_erp.Asked);
        var run = await _store.WithAsync(db => db.OutcomeRuns.SingleAsync());
        Assert.Equal((OutcomeRunState.Skipped, "The call holds no args.order"), (run.State, run.Seen));
        Assert.Equal(Verification.None, (await CaseAsync("c1")).Facts.Verification);
    }

    [Fact]
    public async Task A_node_that_dies_in_between_has_its_work_done_by_another_and_counted_once()
    {
        await AddAsync();
        await TellAsync("c1", """{"order":"7","amount":30}""");
        _clock.Now += TimeSpan.FromSeconds(61);
        _erp.Answer = (200, """{"status":"refunded","amount":30}""");

        // The first node hangs until the second has taken its work over and ended it.
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var dying = new CancellationTokenSource();
        _erp.Before = async () => { reached.TrySetResult(); await go.Task; };
        var first = Get<OutcomeWorker>().RunOnceAsync(dying.Token);
        await reached.Task;
        await dying.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _erp.Before = () => Task.CompletedTask;
        go.SetResult();
        await RunAsync();
        Assert.Equal(Verification.None, (await CaseAsync("c1")).Facts.Verification);

        _clock.Now += TimeSpan.FromMinutes(4);
        await RunAsync();

        Assert.Equal(2, _erp.Asked.Count);
        Assert.Equal(Verification.Confirmed, (await CaseAsync("c1")).Facts.Verification);
        Assert.Single(await _store.WithAsync(db => db.Signals.Where(s => s.Kind == SignalKind.Verification).ToListAsync()));
        Assert.Equal((OutcomeRunState.Done, 2L), await _store.WithAsync(async db => { var run = await db.OutcomeRuns.SingleAsync(); return (run.State, run.Token); }));
    }

    [Fact]
    public async Task A_crash_between_the_event_and_the_note_that_it_is_done_counts_once()
    {
        await AddAsync();
        await TellAsync("c1", """{"order":"7","amount":30}""");
        _clock.Now += TimeSpan.FromSeconds(61);
        _erp.Answer = (200, """{"status":"refunded","amount":30}""");
        await RunAsync();
        await _store.WithAsync(db => db.OutcomeRuns.ExecuteUpdateAsync(r => r.SetProperty(x => x.State, OutcomeRunState.Waiting).SetProperty(x => x.DueAt, Noon)));

        await RunAsync();

        Assert.Equal(2, _erp.Asked.Count);
        Assert.Single(await _store.WithAsync(db => db.Signals.Where(s => s.Kind == SignalKind.Verification).ToListAsync()));
    }

    [Fact]
    public async Task Only_successful_calls_of_the_agent_since_it_is_on_are_checked_each_once()
    {
        var check = await AddAsync();
        await TellAsync("before", """{"order":"1"}""", Noon.AddMinutes(-1));
        await TellAsync("demo", """{"order":"2"}""", Noon.AddMinutes(1), """{"id":"demo-d","type":"case.opened","case":"demo","time":"2026-03-02T12:00:00Z","demo":true}""");
        await TellAsync("failed", """{"order":"3"}""", Noon.AddMinutes(1), """{"id":"failed-s","type":"step","case":"failed","time":"2026-03-02T12:01:00Z","name":"refund_order","input":{"order":"3"},"error":"no"}""");
        await TellAsync("human", """{"order":"4"}""", Noon.AddMinutes(1), """{"id":"human-h","type":"handoff","case":"human","time":"2026-03-02T12:00:30Z"}""");
        await TellAsync("twice", """{"order":"5"}""", Noon.AddMinutes(1));
        await TellAsync("twice", """{"order":"5"}""", Noon.AddMinutes(1), """{"id":"m","type":"message","case":"twice","time":"2026-03-02T12:02:00Z","role":"customer","text":"Thanks"}""");

        var run = await _store.WithAsync(db => db.OutcomeRuns.SingleAsync());

        Assert.Equal("twice", run.CaseId);
        Assert.Null(await Get<OutcomeDesk>().SwitchAsync(check.Id, on: false, "ada", default));
        _clock.Now += TimeSpan.FromHours(1);
        await RunAsync();
        Assert.Empty(_erp.Asked);
        Assert.Null(await Get<OutcomeDesk>().SwitchAsync(check.Id, on: true, "ada", default));
        await RunAsync();
        Assert.Single(_erp.Asked);
        Assert.Equal(["check.added", "check.switched-on", "check.switched-off", "check.switched-on"], await _store.WithAsync(db => db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "Delivery:AllowedNetworks")]
    [InlineData("https://{{args.host}}/orders", "behind the host only")]
    [InlineData("https://erp{{args.host}}.example.com/orders", "behind the host only")]
    [InlineData("https://erp.example.com/{{customer}}", "{{customer}} is not known")]
    [InlineData("https://erp.example.com/{{args.order", "not closed")]
    [InlineData("ftp://erp.example.com/", "begins with https://")]
    [InlineData("https://ada:pw@erp.example.com/", "Leave out name and password")]
    public async Task An_address_that_must_not_be_asked_is_refused(string url, string why)
    {
        var problem = await Get<OutcomeDesk>().SaveAsync(Check(c => c.Url = url), null, "ada", default);
        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.Empty(await Get<OutcomeDesk>().ListAsync(default));
    }

    private T Get<T>() where T : notnull => _store.Services.GetRequiredService<T>();

    private OutcomeCheck Check(Action<OutcomeCheck>? change = null)
    {
        var check = new OutcomeCheck
        {
            Name = "refund is booked",
            Tool = "refund_order",
            Url = _erp.Url + "/orders/{{args.order}}",
            Expectations = [new("status", OutcomeComparison.Equal, "refunded"), new("amount", OutcomeComparison.AtLeast, "{{args.amount}}")],
            ChangedBy = "ada",
        };
        change?.Invoke(check);
        return check;
    }

    private async Task<OutcomeCheck> AddAsync(Action<OutcomeCheck>? change = null, string? secret = null)
    {
        var check = Check(change);
        Assert.Null(await Get<OutcomeDesk>().SaveAsync(check, secret, "ada", default));
        Assert.Null(await Get<OutcomeDesk>().SwitchAsync(check.Id, on: true, "ada", default));
        return check;
    }

    private async Task TellAsync(string caseId, string arguments, DateTime? at = null, params string[] more)
    {
        var time = (at ?? Noon).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        string[] lines = more.Any(line => line.Contains("\"error\"", StringComparison.Ordinal)) ? more :
        [
            $$$"""{"id":"{{{caseId}}}-s","type":"step","case":"{{{caseId}}}","time":"{{{time}}}","kind":"action","name":"refund_order","input":{{{arguments}}},"output":{"ok":true}}""",
            $$"""{"id":"{{caseId}}-x","type":"case.closed","case":"{{caseId}}","time":"{{time}}","seq":9,"outcome":"resolved"}""", .. more,
        ];
        await Get<EventIntake>().AcceptAsync(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)), lines: true, "test");
        await FoldAsync();
    }

    private async Task RunAsync()
    {
        while (await Get<OutcomeWorker>().RunOnceAsync(default)) { }
        await FoldAsync();
    }

    private Task FoldAsync() => Get<CaseFolder>().FoldAllDueAsync(default);

    private async Task<(Case Facts, Signal? Signal)> CaseAsync(string id) =>
        (await _store.WithAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.Id == id)), await _store.WithAsync(db => db.Signals.AsNoTracking().SingleOrDefaultAsync(s => s.CaseId == id && s.Kind == SignalKind.Verification)));
}
