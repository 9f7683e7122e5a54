using Acsr.Ingest;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Cases;

public sealed class CaseFolderOnSqlite : CaseFolderTests<SqliteStore>;

public sealed class CaseFolderOnPostgres : CaseFolderTests<PostgresStore>;

public abstract class CaseFolderTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task Every_due_case_is_folded_and_no_longer_due()
    {
        string[] ids = [.. Enumerable.Range(0, 30).Select(i => $"case-{i}")];
        await SendAsync(ids);

        await Folder().FoldAllDueAsync(default);

        Assert.Equal(ids.Order(), (await _store.WithAsync(db => db.Cases.Select(c => c.Id).ToListAsync())).Order());
        Assert.Equal(0, await _store.WithAsync(db => db.CaseWork.CountAsync()));
    }

    [Fact]
    public async Task A_case_that_is_told_of_again_is_folded_again()
    {
        await SendAsync("case");
        await Folder().FoldAllDueAsync(default);

        await SendAsync("case", "other");
        await Folder().FoldAllDueAsync(default);

        Assert.Equal([("case", 2L), ("other", 3L)], await _store.WithAsync(async db => (await db.Cases.ToListAsync()).OrderBy(c => c.Id).Select(c => (c.Id, c.Sequence)).ToList()));
    }

    [Fact]
    public async Task Work_that_was_touched_since_it_was_leased_stays()
    {
        await _store.AddAsync(Work("held", 5), Work("touched", 8), Work("another's", 1));

        var taken = await _store.WithAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var held = await CaseFolder.TakeAsync(db, [Work("touched", 7), Work("held", 5), Work("gone", 1)], default);
            await transaction.CommitAsync();
            return held;
        });

        Assert.Equal(["held"], taken);
        Assert.Equal(["another's", "touched"], (await _store.WithAsync(db => db.CaseWork.Select(w => w.CaseId).ToListAsync())).Order());
    }

    private CaseFolder Folder() => new(_store.Contexts, _store.Gate, new SegmentFiler(_store.Contexts, _store.Gate, Options.Create(new IngestOptions { FoldDelaySeconds = 0 }), TimeProvider.System), [], new FoldBook(), Options.Create(new CaseOptions { Batch = 20 }), TimeProvider.System);

    private async Task SendAsync(params string[] cases)
    {
        var lines = string.Join('\n', cases.Select(id => $$"""{"id":"{{Guid.NewGuid()}}","type":"message","case":"{{id}}","role":"customer","text":"Where is it?"}"""));
        var batch = IngestBatch.Of("test", SegmentFormat.Events, cases.Length, System.Text.Encoding.UTF8.GetBytes(lines));
        await _store.WithAsync(db => SegmentWriter.WriteAsync(db, [batch], DateTime.UtcNow, default));
    }

    private static CaseWork Work(string id, long token) => new() { CaseId = id, Token = token, DueAt = DateTime.UtcNow };
}
