using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Acsr.Cases;

namespace Acsr.Finding;

/// <summary>Writes cases as lines of a file: id and title first, then the chosen columns. Pure.</summary>
internal static class ExportWriter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What stands before the first line: for CSV a mark by which spreadsheets know UTF-8, and the names.</summary>
    public static byte[] Head(ExportFormat format, IReadOnlyList<CaseColumn> columns) => format == ExportFormat.NdJson ? []
        : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join(',', ["case", "title", .. columns.Select(column => column.Id)]) + "\r\n")];

    /// <summary>The lines of some cases.</summary>
    public static byte[] Lines(ExportFormat format, IReadOnlyList<CaseColumn> columns, IEnumerable<Case> rows)
    {
        using var buffer = new MemoryStream();
        foreach (var row in rows)
        {
            if (format == ExportFormat.Csv) { buffer.Write(Encoding.UTF8.GetBytes(string.Join(',', [Cell(row.Id), Cell(row.Title), .. columns.Select(column => Cell(column.Value(row)))]) + "\r\n")); }
            else { WriteJson(buffer, columns, row); }
        }

        return buffer.ToArray();
    }

    private static void WriteJson(MemoryStream buffer, IReadOnlyList<CaseColumn> columns, Case row)
    {
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("case", row.Id);
            json.WriteString("title", row.Title);
            foreach (var column in columns)
            {
                json.WritePropertyName(column.Id);
                switch (column.Value(row))
                {
                    case null: json.WriteNullValue(); break;
                    case bool flag: json.WriteBooleanValue(flag); break;
                    case double number: json.WriteNumberValue(number); break;
                    case DateTime time: json.WriteStringValue(Time(time)); break;
                    case var text: json.WriteStringValue(text.ToString()); break;
                }
            }

            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "yes" : "no",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => Time(time),
        _ => Quoted(value.ToString()!),
    };

    // A text that begins like a formula would be run by the spreadsheet of whoever opens the file (https://owasp.org/www-community/attacks/CSV_Injection).
    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
