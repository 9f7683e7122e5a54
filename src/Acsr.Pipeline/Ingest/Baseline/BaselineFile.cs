using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Acsr.Ingest.Baseline;

/// <summary>A file that is no CSV file with a line of names; the message says what to do.</summary>
public sealed class BaselineFileException(string message) : Exception(message);

/// <summary>Reads a CSV file row by row: commas, semicolons, tabs or bars, quoted or not, UTF-8. No more than one row is held at a time.</summary>
public sealed class BaselineFile : IDisposable
{
    private const int MaxField = 100_000;
    private const int MaxColumns = 500;

    private readonly CsvParser _parser;

    private BaselineFile(CsvParser parser, IReadOnlyList<string> header) => (_parser, Header) = (parser, header);

    /// <summary>The names in the first line.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Opens a file and reads its first line.</summary>
    /// <exception cref="BaselineFileException">It has none.</exception>
    public static async Task<BaselineFile> OpenAsync(Stream stream)
    {
        var parser = new CsvParser(new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t", "|"],
            BadDataFound = null,
            MaxFieldSize = MaxField,
            BufferSize = 1 << 16,
        });
        try
        {
            if (!await GuardAsync(parser.ReadAsync) || parser.Record is not { Length: > 0 } names) { throw new BaselineFileException("The file is empty. Its first line must hold the names of the columns."); }
            List<string> header = [.. names.Select(name => name.Trim())];
            if (header.Count > MaxColumns) { throw new BaselineFileException($"The first line has {header.Count} columns; at most {MaxColumns} are read."); }
            if (header.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice) { throw new BaselineFileException($"Two columns are called '{twice.Key}'. Give each its own name."); }
            return new BaselineFile(parser, header);
        }
        catch
        {
            parser.Dispose();
            throw;
        }
    }

    /// <summary>The rows behind the first line.</summary>
    public async IAsyncEnumerable<BaselineRow> RowsAsync(BaselineMap map, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var columns = map.Columns.ToDictionary(column => column.Key, column => ((List<string>)Header).IndexOf(column.Value));
        while (await GuardAsync(_parser.ReadAsync))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = _parser.Record!;
            if (record.Length == 1 && string.IsNullOrWhiteSpace(record[0])) { continue; }
            yield return record.Length > Header.Count
                ? new BaselineRow(_parser.RawRow, record[0].Length > 40 ? record[0][..40] : record[0], $"has {record.Length} values where the first line has {Header.Count} names; a value that holds the separator must stand in quotes.")
                : BaselineRow.Read(_parser.RawRow, record, columns, map);
        }
    }

    /// <summary>The first rows as they stand, for a preview.</summary>
    public async Task<IReadOnlyList<string[]>> FirstAsync(int count)
    {
        List<string[]> rows = [];
        while (rows.Count < count && await GuardAsync(_parser.ReadAsync)) { rows.Add(_parser.Record!); }
        return rows;
    }

    public void Dispose() => _parser.Dispose();

    private static async Task<bool> GuardAsync(Func<Task<bool>> read)
    {
        try
        {
            return await read();
        }
        catch (DecoderFallbackException)
        {
            throw new BaselineFileException("The file is not UTF-8 text. In a spreadsheet save it as 'CSV UTF-8'.");
        }
        catch (CsvHelperException error) when (error is MaxFieldSizeException)
        {
            throw new BaselineFileException($"A value has more than {MaxField:N0} characters: most likely a quotation mark is missing.");
        }
    }
}
