using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Access;

public sealed class AccessStoreOnSqlite : AccessStoreTests<SqliteStore>;

public sealed class AccessStoreOnPostgres : AccessStoreTests<PostgresStore>;

public abstract class AccessStoreTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();
    private readonly StoppedClock _clock = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task A_key_is_recognised_and_only_its_hash_is_kept()
    {
        var keys = Keys();
        var (row, key) = await keys.CreateAsync("robot", KeyScope.Ingest, "ada", demo: false, default);

        Assert.Matches("^acsr_i_[A-Za-z0-9_-]{43}$", key);
        Assert.Equal(row.Id, (await keys.FindAsync(key, default))?.Id);
        Assert.Null(await keys.FindAsync(key + "x", default));
        Assert.DoesNotContain(key, await _store.WithAsync(db => db.ApiKeys.Select(k => k.Hash + k.Prefix + k.Name).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_another_node_revoked_dies_within_ten_seconds()
    {
        var (here, there) = (Keys(), Keys());
        var (row, key) = await here.CreateAsync("robot", KeyScope.Read, "ada", demo: false, default);
        Assert.NotNull(await here.FindAsync(key, default));

        Assert.True(await there.RevokeAsync(row.Id, "ada", default));
        Assert.False(await there.RevokeAsync(row.Id, "ada", default));

        Assert.Null(await there.FindAsync(key, default));
        _clock.Pass(TimeSpan.FromSeconds(10));
        Assert.Null(await here.FindAsync(key, default));
    }

    [Fact]
    public async Task A_key_made_elsewhere_works_at_once()
    {
        var here = Keys();
        Assert.Null(await here.FindAsync("acsr_i_unknown", default));

        var (_, key) = await Keys().CreateAsync("robot", KeyScope.Ingest, "ada", demo: false, default);

        Assert.NotNull(await here.FindAsync(key, default));
    }

    [Theory]
    [InlineData("""UPDATE "AuditEntries" SET "Actor" = 'mallory' WHERE "Action" = 'two'""", "two")]
    [InlineData("""DELETE FROM "AuditEntries" WHERE "Action" = 'two'""", "three")]
    public async Task An_audit_log_that_was_tampered_with_shows_where(string tampering, string broken)
    {
        foreach (var action in new[] { "one", "two", "three" }) { await AppendAsync(action); }
        Assert.Null(await VerifyAsync());

        await _store.WithAsync(db => db.Database.ExecuteSqlRawAsync(tampering));

        var at = await VerifyAsync();
        Assert.Equal(broken, await _store.WithAsync(db => db.AuditEntries.Where(e => e.Id == at).Select(e => e.Action).SingleAsync()));
    }

    [Fact]
    public async Task Entries_written_at_once_form_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => AppendAsync($"a{i}")));

        Assert.Equal(12, await _store.WithAsync(db => db.AuditEntries.CountAsync()));
        Assert.Null(await VerifyAsync());
    }

    [Fact]
    public async Task An_entry_outside_a_transaction_is_refused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.WithAsync(async db =>
        {
            await AuditLog.AppendAsync(db, "ada", "one", "x", null, null, DateTime.UnixEpoch, default);
            return true;
        }));

    private ApiKeys Keys() => new(_store.Contexts, _store.Gate, _clock);

    private Task<long?> VerifyAsync() => _store.WithAsync(db => AuditLog.VerifyAsync(db, default));

    private async Task AppendAsync(string action)
    {
        using var pass = await _store.Gate.EnterAsync(default);
        await _store.WithAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            // Seven digits of a second: one more than PostgreSQL keeps.
            await AuditLog.AppendAsync(db, "ada", action, "x", null, "é", new DateTime(638_000_000_123_456_789, DateTimeKind.Utc), default);
            await transaction.CommitAsync();
            return true;
        });
    }

    private sealed class StoppedClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
