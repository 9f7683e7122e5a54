using System.Text;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Ingest.Baseline;

/// <summary>How rows of history are read.</summary>
public sealed class BaselineRowTests
{
    private static readonly string[] Header = ["Ticket ID", "Created at", "Solved at", "Handle time (minutes)", "Status", "Category", "Via", "Requester ID", "Satisfaction score", "Reopens"];

    [Fact]
    public void Columns_are_guessed_from_names_that_mean_the_same()
    {
        var map = BaselineMap.Guess(Header);

        Assert.Equal(
            [(BaselineField.Id, "Ticket ID"), (BaselineField.OpenedAt, "Created at"), (BaselineField.ClosedAt, "Solved at"), (BaselineField.HandlingTime, "Handle time (minutes)"), (BaselineField.Outcome, "Status"),
             (BaselineField.Intent, "Category"), (BaselineField.Channel, "Via"), (BaselineField.Customer, "Requester ID"), (BaselineField.Csat, "Satisfaction score"), (BaselineField.Reopened, "Reopens")],
            map.Columns.OrderBy(column => column.Key).Select(column => (column.Key, column.Value)));
        Assert.Equal(TimeUnit.Minutes, map.Times);
        Assert.Null(map.FaultFor(Header));
        Assert.Contains("own id", BaselineMap.Guess(["Created"]).FaultFor(["Created"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_becomes_a_humans_case_from_before_the_agent()
    {
        var row = Read("7,2025-03-01T10:00:00Z,2025-03-01 12:00,4.5,Solved,refund,email,p-1,4,2");
        var facts = CaseFold.Fold(new CaseInput("old/7", [.. row.Events("old", BaselineMap.Guess(Header))], [], default, "old"), new CaseOptions())!.Facts;

        Assert.Equal(("old/7", true, Handler.Human, "refund", "email", "p-1"), (facts.Id, facts.Baseline, facts.Handler, facts.Intent, facts.Channel, facts.Customer));
        Assert.Equal((270.0, 270.0, .75, true), (facts.HandlingSeconds, facts.HumanSeconds, facts.Csat, facts.Reopened));
        Assert.Equal(new DateTime(2025, 3, 1, 12, 0, 0, DateTimeKind.Utc), facts.ClosedAt);
    }

    [Theory]
    [InlineData(",2025-03-01", "no id")]
    [InlineData("7,", "no time of opening")]
    [InlineData("7,soon", "'soon' is no time of opening")]
    [InlineData("7,2025-03-02,2025-03-01", "before it was opened")]
    [InlineData("7,2025-03-01,,long", "'long' is no handling time")]
    [InlineData("7,2025-03-01,,,maybe", "'maybe' is no outcome")]
    [InlineData("7,2025-03-01,,,,,,,9", "outside of 1 to 5")]
    [InlineData("7,2025-03-01,,,,,,,,perhaps", "whether it was reopened")]
    public void A_row_that_cannot_be_read_says_why(string row, string words) => Assert.Contains(words, Read(row).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("2025-03-04 10:00", DateOrder.Iso, 0, "2025-03-04T10:00")]
    [InlineData("2025-03-04T10:00:00+02:00", DateOrder.Iso, 300, "2025-03-04T08:00")]
    [InlineData("2025-03-04 10:00", DateOrder.Iso, 60, "2025-03-04T09:00")]
    [InlineData("4/3/2025 10:00", DateOrder.DayFirst, 0, "2025-03-04T10:00")]
    [InlineData("04.03.2025 10:00", DateOrder.DayFirst, 0, "2025-03-04T10:00")]
    [InlineData("3/4/2025 10:00", DateOrder.MonthFirst, 0, "2025-03-04T10:00")]
    [InlineData("3/4/2025 10:00 PM", DateOrder.MonthFirst, 0, "2025-03-04T22:00")]
    [InlineData("1741082400", DateOrder.Iso, 0, "2025-03-04T10:00")]
    [InlineData("31/3/2025", DateOrder.MonthFirst, 0, null)]
    [InlineData("0001-01-01", DateOrder.Iso, 0, null)]
    public void Times_are_read_as_they_are_set_to_be_written(string text, DateOrder order, int offset, string? utc) =>
        Assert.Equal(utc, BaselineRow.Time(text, new BaselineMap { Dates = order, UtcOffsetMinutes = offset })?.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("90", 90.0 * 60)]
    [InlineData("1:30", 5400.0)]
    [InlineData("0:01:30", 90.0)]
    [InlineData("1d 02:00:00", 93_600.0)]
    public void Lengths_of_time_are_numbers_or_clocks(string text, double seconds) => Assert.Equal(seconds, Read($"7,2025-03-01,,{text}").HandlingSeconds);

    [Theory]
    [InlineData("31/3/2025", DateOrder.DayFirst)]
    [InlineData("3/31/2025", DateOrder.MonthFirst)]
    [InlineData("4.3.2025", DateOrder.DayFirst)]
    [InlineData("2025-03-04", DateOrder.Iso)]
    public void The_order_of_dates_is_guessed_from_the_rows(string text, DateOrder order) => Assert.Equal(order, BaselineMap.GuessDates([text, text]));

    [Fact]
    public void A_map_is_kept_as_json_and_an_unknown_name_in_it_is_an_error()
    {
        var map = BaselineMap.Guess(Header) with { Dates = DateOrder.DayFirst, UtcOffsetMinutes = 60 };

        Assert.Equal(map.ToJson(), BaselineMap.Parse(map.ToJson()).Map!.ToJson());
        Assert.Contains("cannot be read", BaselineMap.Parse("""{"colums":{}}""").Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_read_with_any_separator_and_with_quotes()
    {
        var rows = await RowsAsync("\uFEFFid;created;subject\r\n1;2025-01-01;\"a;\"\"b\"\"\nc\"\r\n\r\n2;2025-01-02;x;too much\r\n3;2025-01-03;z");

        Assert.Equal([("1", "a;\"b\"\nc", null), ("3", "z", null)], rows.Where(row => row.Fault is null).Select(row => (row.Id, row.Intent, row.Fault)));
        Assert.Contains("4 values", Assert.Single(rows, row => row.Fault is not null).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,a\n1,2", "Two columns")]
    public async Task A_file_without_names_is_refused_in_words(string text, string words) =>
        Assert.Contains(words, (await Assert.ThrowsAsync<BaselineFileException>(() => RowsAsync(text))).Message, StringComparison.Ordinal);

    private static BaselineRow Read(string row)
    {
        var map = BaselineMap.Guess(Header);
        return BaselineRow.Read(2, row.Split(','), map.Columns.ToDictionary(c => c.Key, c => Array.IndexOf(Header, c.Value)), map);
    }

    private static async Task<List<BaselineRow>> RowsAsync(string text)
    {
        using var file = await BaselineFile.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        List<BaselineRow> rows = [];
        await foreach (var row in file.RowsAsync(BaselineMap.Guess(file.Header))) { rows.Add(row); }
        return rows;
    }
}

public sealed class BaselineImportOnSqlite : BaselineImportTests<SqliteStore>;

public sealed class BaselineImportOnPostgres : BaselineImportTests<PostgresStore>;

/// <summary>A file as a whole: stopped, taken up again, imported twice.</summary>
public abstract class BaselineImportTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private const int Rows = 1_203;
    private static readonly BaselineMap Map = BaselineMap.Guess(["id", "created", "status"]);

    [Fact]
    public async Task A_file_that_is_stopped_and_imported_again_counts_every_row_once()
    {
        using var stop = new CancellationTokenSource();
        var first = await ImportAsync(Text(), import => { if (import.Taken > 0) { stop.Cancel(); } }, stop.Token);
        Assert.Equal((ImportState.Cancelled, 500L), (first.State, first.Taken));

        var second = await ImportAsync(Text());
        var third = await ImportAsync(Text());
        await FoldAsync();

        Assert.Equal((ImportState.Done, 702L, 500L, 1L), (second.State, second.Taken, second.Duplicates, second.Refused));
        Assert.Equal((ImportState.Done, 0L, 1_202L), (third.State, third.Taken, third.Duplicates));
        Assert.Equal(["Line 8 (6) 'never' is no time of opening as dates are set to be written."], third.Faults);
        Assert.Equal(Rows - 1, await Store.WithAsync(db => db.Cases.CountAsync(c => c.Baseline && c.Source == "old")));
        Assert.Equal(3, await Store.WithAsync(db => db.AuditEntries.CountAsync(e => e.Action == "baseline.imported")));
        Assert.Equal(third.BytesRead, third.Bytes);
    }

    [Fact]
    public async Task A_row_that_moved_within_its_file_is_still_the_same_case()
    {
        await ImportAsync(Text());
        await ImportAsync("id,created,status\nnew,2025-01-01,solved\n" + string.Join('\n', Text().Split('\n').Skip(1)));
        await FoldAsync();

        Assert.Equal(Rows, await Store.WithAsync(db => db.Cases.CountAsync()));
    }

    [Fact]
    public async Task A_file_that_is_none_breaks_off_with_the_reason()
    {
        var import = await ImportAsync("");

        Assert.Equal(ImportState.Interrupted, import.State);
        Assert.Contains("empty", Assert.Single(import.Faults), StringComparison.Ordinal);
        Assert.Equal(ImportState.Interrupted, Assert.Single(await Get<BaselineJobs>().ListAsync(default)).State);
    }

    [Fact]
    public async Task A_job_runs_by_itself_takes_its_file_away_and_leaves_its_mapping()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, Text());
        var import = await Get<BaselineJobs>().StartAsync(path, "old", "tickets.csv", Map, "ada", default);
        while ((await Get<BaselineJobs>().ListAsync(default)).Single(i => i.Id == import.Id).State == ImportState.Running || File.Exists(path)) { await Task.Delay(20); }

        Assert.Equal(Rows - 1, (await Get<BaselineJobs>().ListAsync(default)).Single().Taken);
        Assert.Equal(Map.ToJson(), (await Get<BaselineJobs>().LastMapAsync("old", default))!.ToJson());
        Assert.Null(await Get<BaselineJobs>().LastMapAsync("other", default));
    }

    private async Task<BaselineImport> ImportAsync(string text, Action<BaselineImport>? progress = null, CancellationToken cancellationToken = default)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var import = await Get<BaselineImporter>().BeginAsync("old", "tickets.csv", bytes.Length, Map, "ada", default);
        await Get<BaselineImporter>().RunAsync(import, new MemoryStream(bytes), Map, progress, cancellationToken);
        return import;
    }

    private static string Text() => "id,created,status\n" + string.Join('\n', Enumerable.Range(0, Rows).Select(i => i == 6 ? "6,never,solved" : $"{i},2025-01-01 {i % 24:00}:00,solved"));
}
