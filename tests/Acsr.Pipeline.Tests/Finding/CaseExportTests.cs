using System.Text;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Kpis;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Finding;

public sealed class CaseExportOnSqlite : CaseExportTests<SqliteStore>;

public sealed class CaseExportOnPostgres : CaseExportTests<PostgresStore>;

/// <summary>Exports and saved filters.</summary>
public abstract class CaseExportTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly ListOwner Lena = new("u-1", "lena");
    private static readonly ListOwner Ken = new("u-2", "ken");
    private static readonly DateTime Begin = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TStore _store = new();
    private readonly TestClock _clock = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync(services => services
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<TimeProvider>(_clock).AddOptions<CaseOptions>().Services.AddKpis().AddFinding());

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private CaseExports Exports => _store.Services.GetRequiredService<CaseExports>();

    private ExportWorker Worker => _store.Services.GetRequiredService<ExportWorker>();

    [Fact]
    public async Task An_export_holds_exactly_what_the_list_shows_in_its_order_and_columns()
    {
        await GivenAsync(2_345);
        var query = CaseQuery.Parse("intent=refund&sort=dearest");
        Assert.Null(await Exports.RequestAsync(query, ["intent", "cost_usd", "opened"], ExportFormat.NdJson, Lena, default));

        while (await Worker.RunOnceAsync(default)) { }

        var export = Assert.Single(await Exports.ListAsync(Lena, default));
        Assert.Equal((ExportState.Done, null), (export.State, export.Problem));
        var lines = Encoding.UTF8.GetString(await ReadAsync(export.Id)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var rows = (await _store.Services.GetRequiredService<CaseFinder>().PageAsync(query, null, 10_000, default)).Rows;
        Assert.Equal(rows.Select(c => c.Id), lines.Select(line => line.GetProperty("case").GetString()));
        Assert.Equal(rows.Select(c => c.CostUsd), lines.Select(line => line.GetProperty("cost_usd").GetDouble()).Cast<double?>());
        Assert.Equal(["case", "title", "intent", "cost_usd", "opened"], lines[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(rows.Count, export.Rows);
    }

    [Fact]
    public async Task A_csv_is_quoted_and_no_cell_is_a_formula()
    {
        await _store.AddAsync(new Case { Id = "c1", Title = "=cmd(\"x\"), \"quoted\"\nnext", At = Begin, Sequence = 1 });
        await Exports.RequestAsync(new CaseQuery(), ["intent", "opened"], ExportFormat.Csv, Lena, default);
        while (await Worker.RunOnceAsync(default)) { }

        var text = Encoding.UTF8.GetString(await ReadAsync((await Exports.ListAsync(Lena, default)).Single().Id));

        Assert.Equal("\uFEFFcase,title,intent,opened\r\nc1,\"'=cmd(\"\"x\"\"), \"\"quoted\"\"\nnext\",,2026-03-01T00:00:00Z\r\n", text);
    }

    [Fact]
    public async Task A_download_goes_on_anywhere_and_is_its_owners_until_it_expires()
    {
        await GivenAsync(2_100);
        await Exports.RequestAsync(new CaseQuery(), [], ExportFormat.Csv, Lena, default);
        while (await Worker.RunOnceAsync(default)) { }
        var id = (await Exports.ListAsync(Lena, default)).Single().Id;
        var whole = await ReadAsync(id);

        var file = (await Exports.OpenAsync(id, Lena.Id, default))!;
        foreach (var from in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
        {
            file.Content.Position = from;
            using var rest = new MemoryStream();
            await file.Content.CopyToAsync(rest);
            Assert.Equal(whole[from..], rest.ToArray());
        }

        Assert.Equal(whole.Length, file.Export.Bytes);
        Assert.Null(await Exports.OpenAsync(id, Ken.Id, default));
        _clock.Now += CaseExports.Kept;
        Assert.Null(await Exports.OpenAsync(id, Lena.Id, default));
        await Worker.RunOnceAsync(default);
        Assert.Equal((0, 0), (await _store.WithAsync(db => db.CaseExports.CountAsync()), await _store.WithAsync(db => db.CaseExportParts.CountAsync())));
    }

    [Fact]
    public async Task What_a_node_that_died_had_written_is_gone_on_with()
    {
        await GivenAsync(2_500);
        await Exports.RequestAsync(new CaseQuery(), [], ExportFormat.NdJson, Lena, default);
        while (await Worker.RunOnceAsync(default)) { }
        var id = (await Exports.ListAsync(Lena, default)).Single().Id;
        var whole = await ReadAsync(id);

        // As it was after the first piece, with the lease of somebody who is gone.
        var first = await _store.WithAsync(db => db.CaseExportParts.AsNoTracking().SingleAsync(p => p.Position == 0));
        var last = JsonDocument.Parse(Encoding.UTF8.GetString(first.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement.GetProperty("case").GetString()!;
        var row = await _store.WithAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.Id == last));
        await _store.WithAsync(db => db.CaseExportParts.Where(p => p.Position > 0).ExecuteDeleteAsync());
        await _store.WithAsync(db => db.CaseExports.ExecuteUpdateAsync(e => e.SetProperty(x => x.State, ExportState.Running).SetProperty(x => x.Rows, 1_000).SetProperty(x => x.Bytes, first.Length)
            .SetProperty(x => x.Cursor, CasePosition.Of(row, CaseSort.Newest).ToString()).SetProperty(x => x.LeasedUntil, _clock.Now.AddSeconds(30))));
        Assert.False(await Worker.RunOnceAsync(default));

        _clock.Now += TimeSpan.FromMinutes(1);
        while (await Worker.RunOnceAsync(default)) { }

        Assert.Equal(whole, await ReadAsync(id));
    }

    [Fact]
    public async Task Only_so_many_exports_of_one_person_wait_at_once()
    {
        for (var n = 0; n < CaseExports.AtOnce; n++) { Assert.Null(await Exports.RequestAsync(new CaseQuery(), [], ExportFormat.Csv, Lena, default)); }

        Assert.Contains("still being written", await Exports.RequestAsync(new CaseQuery(), [], ExportFormat.Csv, Lena, default), StringComparison.Ordinal);
        Assert.Null(await Exports.RequestAsync(new CaseQuery(), [], ExportFormat.Csv, Ken, default));
    }

    [Fact]
    public async Task A_saved_filter_is_its_owners_unless_it_is_shared_and_leaves_a_trail()
    {
        var filters = _store.Services.GetRequiredService<SavedFilters>();
        Assert.Contains("Nothing is filtered", await filters.SaveAsync("all", new CaseQuery(), false, Lena, default), StringComparison.Ordinal);
        Assert.Null(await filters.SaveAsync("mine", CaseQuery.Parse("q=lost parcel&in=customer"), false, Lena, default));
        Assert.Null(await filters.SaveAsync("ours", CaseQuery.Parse("rung=escalated"), true, Lena, default));
        Assert.Null(await filters.SaveAsync("ours", CaseQuery.Parse("rung=reopened"), true, Lena, default));

        Assert.Equal(["mine", "ours"], (await filters.ListAsync(Lena, default)).Select(f => f.Name));
        var shared = Assert.Single(await filters.ListAsync(Ken, default));
        Assert.Equal(("ours", "rung=reopened"), (shared.Name, shared.Query));
        Assert.False(await filters.RemoveAsync(shared.Id, Ken, default));
        Assert.True(await filters.RemoveAsync(shared.Id, Lena, default));
        Assert.Equal(["filter.saved", "filter.shared", "filter.shared", "filter.removed"], await _store.WithAsync(db => db.AuditEntries.OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));

        Assert.Equal(CaseColumns.Default, (await filters.ColumnsAsync(Lena, default)).Select(c => c.Id));
        await filters.ChooseColumnsAsync(["csat", "nothing", "intent"], Lena, default);
        Assert.Equal(["csat", "intent"], (await filters.ColumnsAsync(Lena, default)).Select(c => c.Id));
        Assert.Equal(CaseColumns.Default, (await filters.ColumnsAsync(Ken, default)).Select(c => c.Id));
    }

    private async Task<byte[]> ReadAsync(long id)
    {
        await using var content = (await Exports.OpenAsync(id, Lena.Id, default))!.Content;
        using var read = new MemoryStream();
        await content.CopyToAsync(read);
        return read.ToArray();
    }

    private async Task GivenAsync(int count)
    {
        await using var db = await _store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var sequence = await db.ReserveSequenceAsync(count, default);
        for (var n = 0; n < count; n++)
        {
            db.Cases.Add(new Case { Id = $"c{n:0000}", Title = "Größe, \"rot\"", At = Begin.AddMinutes(n % 97), Intent = n % 3 == 0 ? "refund" : "return", CostUsd = n % 5 == 0 ? null : n % 11 / 3.0, Sequence = sequence + n });
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
