using System.Globalization;

namespace Acsr.Ingest.Otlp;

/// <summary>What the door needs to know of an accepted span or log record: which trace and case it belongs to.</summary>
/// <param name="TraceId">32 hexadecimal digits, lower case; empty for a record that names a case and no trace.</param>
/// <param name="SpanNumber">The span id's 8 bytes, read big-endian.</param>
/// <param name="StartNano">Nanoseconds since 1970; 0 when not sent.</param>
/// <param name="CaseId">The first of: span <c>acsr.case.id</c>, resource <c>acsr.case.id</c>, one of the span's conversation or session ids; null when none is there.</param>
public readonly record struct OtlpTouch(string TraceId, ulong SpanNumber, ulong StartNano, string? CaseId)
{
    /// <summary>16 hexadecimal digits, lower case; made on demand, because few spans are asked for it.</summary>
    public string SpanId => SpanNumber.ToString("x16", CultureInfo.InvariantCulture);
}
