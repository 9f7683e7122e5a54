using Acsr.Access;
using Acsr.Ingest;
using Acsr.Ingest.Health;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using static Acsr.Ingest.Otlp.Spans;

namespace Acsr.Cases.Health;

public sealed class SourceHealthOnSqlite : SourceHealthTests<SqliteStore>;

public sealed class SourceHealthOnPostgres : SourceHealthTests<PostgresStore>;

public abstract class SourceHealthTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    [Fact]
    public async Task A_source_says_what_its_cases_carry_and_what_is_missing_with_the_line_to_add()
    {
        var now = DateTime.UtcNow;
        await SendAsync(
        [
            new CaseOpenedEvent { Id = "a1", Case = "a", Time = now.AddMinutes(-2), Intent = "refund", Customer = "p" },
            new DecisionEvent { Id = "a2", Case = "a", Time = now.AddMinutes(-2), Action = "refund", Confidence = .9 },
            new OverrideEvent { Id = "a3", Case = "a", Time = now.AddMinutes(-1) },
            new CaseClosedEvent { Id = "a4", Case = "a", Time = now.AddMinutes(-1), Outcome = "resolved" },
            new MessageEvent { Id = "b1", Case = "b", Time = now.AddMinutes(-2), Role = "customer", Text = "Hi" },
        ], "shop");
        await SendAsync([Span(1, 1, "chat m", 0, 1, null, ("gen_ai.provider.name", "x"), ("acsr.case.id", "t"))], "agent");
        await FoldAsync();
        await Store.AddAsync(
            new ApiKey { Name = "unused", Scope = KeyScope.Ingest, Prefix = "x", Hash = "h", CreatedBy = "t" },
            new ApiKey { Name = "reader", Scope = KeyScope.Read, Prefix = "x", Hash = "i", CreatedBy = "t" });

        var report = await Get<SourceHealthReader>().ReadAsync(24, new(), default);
        var shop = Assert.Single(report.Sources, source => source.Name == "shop");

        Assert.Equal((2, 5L, 0L), (shop.Cases, shop.Events, shop.Spans));
        Assert.Equal([1, 1, 1, 0, 0, 1, 1, 0], shop.Shares.Select(share => share.Cases));
        Assert.Equal((1, (double?)0), (shop.Shares[^1].Of, shop.Shares[^1].Share));
        Assert.Equal("Native events", Assert.Single(shop.Dialects).Name);
        Assert.Contains(shop.Gaps, gap => gap is { Fact: SourceFact.CompleteOverride, Missing: 1, Language: "JSON event" } && gap.Line.Contains("rationale", StringComparison.Ordinal));
        Assert.Equal(24, shop.Buckets.Count);
        Assert.Equal((5, 2), (shop.Buckets.Sum(bucket => bucket.Events), shop.Buckets.Sum(bucket => bucket.Cases)));
        Assert.Equal(1, Assert.Single(report.Sources, source => source.Name == "agent").Spans);
        Assert.Equal(["unused"], report.Silent);
    }

    [Fact]
    public async Task Hundreds_of_sources_are_read_page_by_page_the_busiest_first_and_found_by_name()
    {
        var now = DateTime.UtcNow;
        for (var n = 0; n < 120; n++)
        {
            var cases = n == 77 ? 2 : 1;
            await SendAsync([.. Enumerable.Range(0, cases).Select(i => new MessageEvent { Id = $"m{n}-{i}", Case = $"c{n}-{i}", Time = now, Role = "customer", Text = "Hi" })], $"Shop {n:000}");
        }

        await FoldAsync();
        await Store.AddAsync(new ApiKey { Name = "unused shop", Scope = KeyScope.Ingest, Prefix = "x", Hash = "h", CreatedBy = "t" }, new ApiKey { Name = "unused", Scope = KeyScope.Ingest, Prefix = "x", Hash = "i", CreatedBy = "t" });
        var reader = Get<SourceHealthReader>();

        var first = await reader.ReadAsync(24, new(), default);
        var last = await reader.ReadAsync(24, new(Skip: 100, Take: SourcePage.Most), default);
        var found = await reader.ReadAsync(24, new(" shop 11"), default);

        Assert.Equal((120, SourcePage.Usual, "Shop 077", "Shop 000"), (first.Matching, first.Sources.Count, first.Sources[0].Name, first.Sources[1].Name));
        Assert.Equal(Enumerable.Range(100, 20).Select(n => $"Shop {n:000}"), last.Sources.Select(source => source.Name));
        Assert.Equal(Enumerable.Range(110, 10).Select(n => $"Shop {n:000}"), found.Sources.Select(source => source.Name));
        Assert.All(found.Sources, source => Assert.Equal((1, 1L, 1), (source.Cases, source.Buckets.Sum(bucket => bucket.Events), source.Buckets.Sum(bucket => bucket.Cases))));
        Assert.Equal((10, 2, 0), (found.Matching, first.Silent.Count, found.Silent.Count));
        Assert.Equal(["unused shop"], (await reader.ReadAsync(24, new("SHOP"), default)).Silent);
    }

    [Fact]
    public async Task Days_are_shown_where_many_hours_are_asked_for()
    {
        await SendAsync([new MessageEvent { Id = "b1", Case = "b", Time = DateTime.UtcNow.AddDays(-3), Role = "customer", Text = "Hi" }], "shop");
        await FoldAsync();

        var report = await Get<SourceHealthReader>().ReadAsync(24 * 7, new(), default);

        Assert.Equal(24, report.BucketHours);
        Assert.Equal((1, 1L), (Assert.Single(report.Sources).Buckets.Sum(bucket => bucket.Cases), report.Sources[0].Buckets.Sum(bucket => bucket.Events)));
    }

    [Fact]
    public async Task An_import_of_history_is_no_source_to_be_mended()
    {
        await SendAsync([new CaseOpenedEvent { Id = "o", Case = "past/1", Time = DateTime.UtcNow.AddYears(-1), Baseline = true }], "past");
        await Store.AddAsync(new BaselineImport { Source = "past", FileName = "past.csv", StartedBy = "ada" });
        await FoldAsync();

        Assert.Empty((await Get<SourceHealthReader>().ReadAsync(24, new(), default)).Sources);
    }

    [Fact]
    public async Task What_is_filed_is_counted_once_however_often_it_is_sent()
    {
        CaseEvent[] events = [new MessageEvent { Id = "b1", Case = "b", Time = DateTime.UtcNow, Role = "customer", Text = "Hi" }];
        await SendAsync(events, "shop");
        await SendAsync(events, "shop");
        await FoldAsync();
        await FoldAsync();

        Assert.Equal(1, await Store.WithAsync(db => db.SourceHours.SumAsync(hour => hour.Events)));
    }

    [Fact]
    public async Task Refusals_are_kept_with_their_reasons_and_no_more_than_so_many()
    {
        var log = Get<RefusalLog>();
        for (var i = 0; i < RefusalLog.Kept + 20; i++) { log.Add("shop", "/api/v1/events", 1, $"reason {i}", $"e{i}"); }
        log.Add("other", "/v1/traces", 7, "bad\0 " + new string('x', 900));
        using var worker = new RefusalWorker(log, Store.Contexts, Store.Gate, TimeProvider.System, NullLogger<RefusalWorker>.Instance);
        await worker.RunOnceAsync(default);

        Assert.Equal(RefusalLog.Kept, await Store.WithAsync(db => db.IngestRefusals.CountAsync(r => r.Source == "shop")));
        var report = await Get<SourceHealthReader>().ReadAsync(24, new(), default);
        Assert.Equal(("reason 119", "e119"), report.Sources.Single(s => s.Name == "shop").Refusals.Select(r => (r.Reason, r.Item)).First());
        Assert.Equal((RefusalLog.Kept + 20, 7), (report.Sources.Single(s => s.Name == "shop").Refused, report.Sources.Single(s => s.Name == "other").Refused));
    }
}
