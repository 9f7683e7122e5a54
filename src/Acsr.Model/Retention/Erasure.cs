namespace Acsr.Retention;

/// <summary>
/// Proof that a customer was erased: what was removed where, when and by whom. It names nobody; the customer stands as a keyed hash, by which
/// whoever holds the name can ask again, and nobody else can tell who it was.
/// </summary>
public sealed class Erasure
{
    public long Id { get; set; }
    /// <summary>HMAC-SHA-256 of the customer under the console's secret, hexadecimal.</summary>
    public required string Subject { get; set; }
    public DateTime StartedAt { get; set; }
    /// <summary>Null while it is under way; after a crash it goes on by itself.</summary>
    public DateTime? FinishedAt { get; set; }
    public required string By { get; set; }
    public required string Reason { get; set; }
    /// <summary>The customer, encrypted, while it is under way; null afterwards.</summary>
    public string? Pending { get; set; }
    /// <summary>First and last day of the cases that left the figures.</summary>
    public DateTime? FirstCaseAt { get; set; }
    public DateTime? LastCaseAt { get; set; }
    /// <summary>SHA-256 of the certificate as it was written at the end, hexadecimal.</summary>
    public string? CertificateSha256 { get; set; }
    /// <summary>The certificate, byte for byte as UTF-8.</summary>
    public string? Certificate { get; set; }
    public List<ErasureCount> Counts { get; set; } = [];
}

/// <summary>What an erasure did in one place.</summary>
public sealed class ErasureCount
{
    public long ErasureId { get; set; }
    /// <summary>For example <c>reviews</c>.</summary>
    public required string Place { get; set; }
    /// <summary><c>removed</c>, <c>rewritten</c>, <c>pseudonymised</c>, <c>withdrawn</c>, <c>superseded</c>,
    /// <c>looked for</c>, or <c>listed</c> where a person has to take it out.</summary>
    public required string Done { get; set; }
    public long Count { get; set; }
}
