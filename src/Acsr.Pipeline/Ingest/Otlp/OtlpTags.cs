namespace Acsr.Ingest.Otlp;

/// <summary>
/// Wire tags (field number and wire type) of the messages in formats A.3. A field of the right number and the wrong wire type is
/// an unknown field, so that comparing whole tags is all the checking there is to do.
/// </summary>
internal static class OtlpTags
{
    private const uint Varint = 0, Fixed64 = 1, Delimited = 2;

    public static class Request
    {
        public const uint ResourceSpans = (1 << 3) | Delimited;
    }

    public static class ResourceSpans
    {
        public const uint Resource = (1 << 3) | Delimited;
        public const uint ScopeSpans = (2 << 3) | Delimited;
        public const uint SchemaUrl = (3 << 3) | Delimited;
    }

    public static class Resource
    {
        public const uint Attribute = (1 << 3) | Delimited;
    }

    public static class ScopeSpans
    {
        public const uint Scope = (1 << 3) | Delimited;
        public const uint Span = (2 << 3) | Delimited;
        public const uint SchemaUrl = (3 << 3) | Delimited;
    }

    public static class Scope
    {
        public const uint Name = (1 << 3) | Delimited;
        public const uint Version = (2 << 3) | Delimited;
        public const uint Attribute = (3 << 3) | Delimited;
    }

    public static class Span
    {
        public const uint TraceId = (1 << 3) | Delimited;
        public const uint SpanId = (2 << 3) | Delimited;
        public const uint TraceState = (3 << 3) | Delimited;
        public const uint ParentSpanId = (4 << 3) | Delimited;
        public const uint Name = (5 << 3) | Delimited;
        public const uint Kind = (6 << 3) | Varint;
        public const uint Start = (7 << 3) | Fixed64;
        public const uint End = (8 << 3) | Fixed64;
        public const uint Attribute = (9 << 3) | Delimited;
        public const uint Event = (11 << 3) | Delimited;
        public const uint Link = (13 << 3) | Delimited;
        public const uint Status = (15 << 3) | Delimited;
    }

    public static class Event
    {
        public const uint Time = (1 << 3) | Fixed64;
        public const uint Name = (2 << 3) | Delimited;
        public const uint Attribute = (3 << 3) | Delimited;
    }

    public static class Link
    {
        public const uint TraceId = (1 << 3) | Delimited;
        public const uint SpanId = (2 << 3) | Delimited;
        public const uint TraceState = (3 << 3) | Delimited;
        public const uint Attribute = (4 << 3) | Delimited;
    }

    public static class Status
    {
        public const uint Message = (2 << 3) | Delimited;
        public const uint Code = (3 << 3) | Varint;
    }

    public static class KeyValue
    {
        public const uint Key = (1 << 3) | Delimited;
        public const uint Value = (2 << 3) | Delimited;
    }

    public static class AnyValue
    {
        public const uint Text = (1 << 3) | Delimited;
        public const uint Flag = (2 << 3) | Varint;
        public const uint Whole = (3 << 3) | Varint;
        public const uint Number = (4 << 3) | Fixed64;
        public const uint Array = (5 << 3) | Delimited;
        public const uint Map = (6 << 3) | Delimited;
        public const uint Bytes = (7 << 3) | Delimited;
    }

    /// <summary>The only field of both <c>ArrayValue</c> and <c>KeyValueList</c>.</summary>
    public const uint Values = (1 << 3) | Delimited;

    /// <summary>What is around log records has the numbers of <see cref="Request"/>, <see cref="ResourceSpans"/> and <see cref="ScopeSpans"/>.</summary>
    public static class LogRecord
    {
        public const uint Time = (1 << 3) | Fixed64;
        public const uint SeverityNumber = (2 << 3) | Varint;
        public const uint SeverityText = (3 << 3) | Delimited;
        public const uint Body = (5 << 3) | Delimited;
        public const uint Attribute = (6 << 3) | Delimited;
        public const uint TraceId = (9 << 3) | Delimited;
        public const uint SpanId = (10 << 3) | Delimited;
        public const uint ObservedTime = (11 << 3) | Fixed64;
        public const uint EventName = (12 << 3) | Delimited;
    }

    /// <summary>The answers to all signals have the same numbers.</summary>
    public static class Response
    {
        public const uint PartialSuccess = (1 << 3) | Delimited;
        public const uint Rejected = (1 << 3) | Varint;
        public const uint ErrorMessage = (2 << 3) | Delimited;
    }

    /// <summary><c>google.rpc.Status</c>.</summary>
    public static class RpcStatus
    {
        public const uint Code = (1 << 3) | Varint;
        public const uint Message = (2 << 3) | Delimited;
        public const uint Details = (3 << 3) | Delimited;
    }

    /// <summary><c>google.protobuf.Any</c>.</summary>
    public static class Any
    {
        public const uint TypeUrl = (1 << 3) | Delimited;
        public const uint Value = (2 << 3) | Delimited;
    }

    /// <summary><c>google.rpc.RetryInfo</c> and the <c>google.protobuf.Duration</c> in it.</summary>
    public static class RetryInfo
    {
        public const uint Delay = (1 << 3) | Delimited;
        public const uint Seconds = (1 << 3) | Varint;
    }
}
