using System.Security.Cryptography;
using System.Text;

namespace Acsr.Commands.Demo.Wire;

/// <summary>A span as the demo's agent would export it.</summary>
internal sealed class DemoSpan
{
    /// <summary>32 and 16 hexadecimal digits, lower case.</summary>
    public required string TraceId { get; init; }
    public required string SpanId { get; init; }
    public string? ParentSpanId { get; init; }
    public required string Name { get; init; }
    /// <summary>1 internal, 3 client.</summary>
    public required int Kind { get; init; }
    public required DateTime Start { get; init; }
    public required DateTime End { get; set; }
    public string? Error { get; init; }
    /// <summary>Values: text, whole and floating numbers, flags, and lists of texts.</summary>
    public List<(string Key, object Value)> Attributes { get; init; } = [];

    /// <summary>An id that is always the same for the same words.</summary>
    public static string IdFrom(string words, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, bytes));
}
