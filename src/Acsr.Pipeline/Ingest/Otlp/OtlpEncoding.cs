namespace Acsr.Ingest.Otlp;

/// <summary>How an OTLP/HTTP body is written; the answer is written the same way (formats A.1).</summary>
public enum OtlpEncoding { Protobuf, Json }

/// <summary>What an OTLP request exports.</summary>
public enum OtlpSignal { Traces, Logs }
