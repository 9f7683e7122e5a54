using System.Globalization;
using System.Text;

namespace Acsr.Ingest.Otlp;

/// <summary>Collects what is wrong with the items of a request and says it in one short message: the first few, and how many more.</summary>
/// <param name="items">What they are called, for example <c>spans</c>.</param>
/// <param name="path">The members around them in OTLP/JSON, from the outside in.</param>
internal sealed class OtlpFaults(string items, (string Resources, string Scopes, string Items) path)
{
    private const int Shown = 3;
    private const int MaxName = 60;

    /// <summary>For a logs export that was posted to the path for traces.</summary>
    public const string LogsMessage =
        "This is a logs export, not a trace request: its records have no trace and span ids. Send logs to /v1/logs (OTEL_EXPORTER_OTLP_LOGS_ENDPOINT) and only spans to /v1/traces.";

    /// <summary>For a trace export that was posted to the path for logs.</summary>
    public const string SpansMessage = "This is a trace export, not a logs request. Send spans to /v1/traces (OTEL_EXPORTER_OTLP_TRACES_ENDPOINT).";

    public static OtlpFaults OfSpans() => new("spans", ("resourceSpans", "scopeSpans", "spans"));

    public static OtlpFaults OfLogRecords() => new("log records", ("resourceLogs", "scopeLogs", "logRecords"));

    private readonly List<string> _rejected = [];
    private readonly List<string> _warned = [];
    private int _rejectedCount;
    private int _warnedCount;

    public void Reject(int resource, int scope, int item, ReadOnlySpan<byte> name, string fault)
    {
        if (_rejectedCount++ < Shown) { _rejected.Add(Where(resource, scope, item, name) + fault); }
    }

    public void Warn(int resource, int scope, int item, ReadOnlySpan<byte> name, string fault)
    {
        if (_warnedCount++ < Shown) { _warned.Add(Where(resource, scope, item, name) + fault); }
    }

    /// <summary>Null when nothing is to be said.</summary>
    public string? Message(int count)
    {
        if (_rejectedCount == 0 && _warnedCount == 0) { return null; }
        var message = new StringBuilder();
        Append(message, _rejected, _rejectedCount, $"{_rejectedCount} of {count} {items} were rejected and must not be sent again as they are: ");
        Append(message, _warned, _warnedCount, $"{_warnedCount} {items} were accepted, with a remark: ");
        return message.ToString().TrimEnd();
    }

    /// <summary>The first characters of a text from outside, in quotation marks and without control characters.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length <= MaxName ? text : text[..MaxName] + "…";
        return $"\"{string.Concat(shown.Select(c => char.IsControl(c) ? ' ' : c))}\"";
    }

    private string Where(int resource, int scope, int item, ReadOnlySpan<byte> name) =>
        string.Create(CultureInfo.InvariantCulture, $"{path.Resources}[{resource}].{path.Scopes}[{scope}].{path.Items}[{item}] {Quote(Encoding.UTF8.GetString(name))}: ");

    private static void Append(StringBuilder message, List<string> shown, int count, string heading)
    {
        if (count == 0) { return; }
        message.Append(heading).AppendJoin("; ", shown);
        if (count > shown.Count) { message.Append(CultureInfo.InvariantCulture, $"; and {count - shown.Count} more"); }
        message.Append(". ");
    }
}
