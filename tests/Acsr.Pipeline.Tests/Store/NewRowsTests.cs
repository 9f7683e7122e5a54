using Acsr.Cases;
using Acsr.Review;
using Acsr.Signals;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Store;

public sealed class NewRowsOnSqlite : NewRowsTests<SqliteStore>;

public sealed class NewRowsOnPostgres : NewRowsTests<PostgresStore>;

public abstract class NewRowsTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly DateTime At = new DateTime(2026, 3, 29, 1, 59, 59, DateTimeKind.Utc).AddMicroseconds(123_400);

    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task A_row_is_written_as_the_change_tracker_writes_it()
    {
        await _store.AddAsync(Full("tracked"), Empty("tracked, empty"), Told("tracked"));
        await WriteAsync(db => { db.Rows.Put([Full("new"), Empty("new, empty")]); db.Rows.Add([Told("new")]); });

        Assert.Equal(await ValuesAsync("Cases", "Id", "tracked"), await ValuesAsync("Cases", "Id", "new"));
        Assert.Equal(await ValuesAsync("Cases", "Id", "tracked, empty"), await ValuesAsync("Cases", "Id", "new, empty"));
        Assert.Equal(await ValuesAsync("Signals", "CaseId", "tracked"), await ValuesAsync("Signals", "CaseId", "new"));
    }

    [Fact]
    public async Task A_row_that_is_put_takes_the_place_of_the_one_with_its_key()
    {
        await _store.AddAsync(Full("a"), Full("b"));

        await WriteAsync(db => db.Rows.Put([Empty("a"), Full("c")]));

        var stored = await _store.WithAsync(db => db.Cases.AsNoTracking().OrderBy(c => c.Id).Select(c => new { c.Id, c.Agent, c.ClosedAt }).ToListAsync());
        Assert.Equal([("a", null, null), ("b", "bot", At), ("c", "bot", At)], stored.Select(c => (c.Id, c.Agent, c.ClosedAt)));
    }

    [Fact]
    public async Task A_number_that_the_database_gives_is_its_own()
    {
        await WriteAsync(db => db.Rows.Add(Enumerable.Range(0, 100).Select(i => new ReviewItem { CaseId = $"c{i}", Why = "why", OpenedAt = At, Reasons = [ReviewReason.DeadEnd], SignalIds = ["é \"quoted\""] })));

        var items = await _store.WithAsync(db => db.ReviewItems.AsNoTracking().ToListAsync());
        Assert.Equal((100, 100), (items.Select(i => i.Id).Distinct().Count(), items.Select(i => i.CaseId).Distinct().Count()));
        Assert.All(items, item => Assert.Equal(["é \"quoted\""], item.SignalIds));
    }

    [Fact]
    public async Task What_was_added_is_found_until_it_is_written()
    {
        var (before, after) = await _store.WithAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Rows.Add([Told("a")]);
            var added = db.Rows.Of<Signal>().Select(s => s.CaseId).ToList();
            await db.Rows.WriteAsync(default);
            return (added, db.Rows.Of<Signal>().Count());
        });

        Assert.Equal(["a"], before);
        Assert.Equal(0, after);
        Assert.Equal(0, await _store.WithAsync(db => db.Signals.CountAsync()));
    }

    private static Case Full(string id) => new()
    {
        Id = id,
        Agent = "bot",
        Tags = ["a=1", "b=\"2\""],
        Handler = Handler.Hybrid,
        OpenedAt = At.AddSeconds(-1),
        ClosedAt = At,
        At = At,
        Solved = true,
        HandoffKind = HandoffKind.Policy,
        HandlingSeconds = 1.5,
        InputTokens = 7,
        Sentiment = -0.25,
        Risk = 0.1,
        Sequence = 3,
    };

    private static Case Empty(string id) => new() { Id = id, At = At };

    private static Signal Told(string caseId) => new() { CaseId = caseId, Id = "s", Kind = SignalKind.DeadEnd, Name = "L1", Severity = Severity.High, Value = 2, HigherIsBetter = false, StepIds = ["x", "y"], OccurredAt = At };

    private async Task WriteAsync(Action<ConsoleDbContext> add) => await _store.WithAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        add(db);
        await db.Rows.WriteAsync(default);
        await transaction.CommitAsync();
        return 0;
    });

    /// <summary>The row's values as the database keeps them, without its key.</summary>
    private Task<List<string>> ValuesAsync(string table, string key, string value) => _store.WithAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\" WHERE \"{key}\" = '{value}'";
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) != key).Select(i => $"{reader.GetName(i)} {reader.GetFieldType(i).Name} {(reader.IsDBNull(i) ? "null" : reader.GetValue(i) is DateTime time ? time.ToString("O") : reader.GetValue(i))}").ToList();
    });
}
