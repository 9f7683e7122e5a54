using System.Globalization;
using System.Text;

namespace Acsr.Ingest.Otlp;

/// <summary>Collects what is wrong with the spans of a request and says it in one short message: the first few, and how many more.</summary>
internal sealed class OtlpFaults
{
    private const int Shown = 3;
    private const int MaxName = 60;

    /// <summary>For a logs export that was posted to the path for traces.</summary>
    public const string LogsMessage =
        "This is a logs export, not a trace request: its records have no trace and span ids. Send logs to /v1/logs (OTEL_EXPORTER_OTLP_LOGS_ENDPOINT) and only spans to /v1/traces.";

    private readonly List<string> _rejected = [];
    private readonly List<string> _warned = [];
    private int _rejectedCount;
    private int _warnedCount;

    public void Reject(int resource, int scope, int span, ReadOnlySpan<byte> name, string fault)
    {
        if (_rejectedCount++ < Shown) { _rejected.Add(Where(resource, scope, span, name) + fault); }
    }

    public void Warn(int resource, int scope, int span, ReadOnlySpan<byte> name, string fault)
    {
        if (_warnedCount++ < Shown) { _warned.Add(Where(resource, scope, span, name) + fault); }
    }

    /// <summary>Null when nothing is to be said.</summary>
    public string? Message(int spans)
    {
        if (_rejectedCount == 0 && _warnedCount == 0) { return null; }
        var message = new StringBuilder();
        Append(message, _rejected, _rejectedCount, $"{_rejectedCount} of {spans} spans were rejected and must not be sent again as they are: ");
        Append(message, _warned, _warnedCount, $"{_warnedCount} spans were accepted, with a remark: ");
        return message.ToString().TrimEnd();
    }

    /// <summary>The first characters of a text from outside, in quotation marks and without control characters.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length <= MaxName ? text : text[..MaxName] + "…";
        return $"\"{string.Concat(shown.Select(c => char.IsControl(c) ? ' ' : c))}\"";
    }

    private static string Where(int resource, int scope, int span, ReadOnlySpan<byte> name) =>
        string.Create(CultureInfo.InvariantCulture, $"resourceSpans[{resource}].scopeSpans[{scope}].spans[{span}] {Quote(Encoding.UTF8.GetString(name))}: ");

    private static void Append(StringBuilder message, List<string> shown, int count, string heading)
    {
        if (count == 0) { return; }
        message.Append(heading).AppendJoin("; ", shown);
        if (count > shown.Count) { message.Append(CultureInfo.InvariantCulture, $"; and {count - shown.Count} more"); }
        message.Append(". ");
    }
}
