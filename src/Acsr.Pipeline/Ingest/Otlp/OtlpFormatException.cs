namespace Acsr.Ingest.Otlp;

/// <summary>A body that is no export request at all; its message goes to the sender with a 400 and says how to mend it.</summary>
public sealed class OtlpFormatException : Exception
{
    public OtlpFormatException() { }
    public OtlpFormatException(string message) : base(message) { }
    public OtlpFormatException(string message, Exception innerException) : base(message, innerException) { }
}
