namespace Acsr.Ingest;

/// <summary>A case whose events are to be folded (again). Written by Ingest, taken by Cases.</summary>
public sealed class CaseWork
{
    /// <summary>A case id, or a trace id that stands in for one.</summary>
    public required string CaseId { get; set; }
    public DateTime DueAt { get; set; }
    /// <summary>Until when a worker holds it; null or past: free.</summary>
    public DateTime? LeasedUntil { get; set; }
    /// <summary>Fencing token: grows with every touch and every lease, so that a slow worker cannot finish what has moved on.</summary>
    public long Token { get; set; }
    public int Attempts { get; set; }
    /// <summary>Why the last attempt failed.</summary>
    public string? LastError { get; set; }

    /// <summary>
    /// The token of a row that is made at <paramref name="now"/>. Rows go when a case is folded and come back with news; tokens that began
    /// at 1 each time would let a worker that slept through both write what it knew long ago.
    /// </summary>
    public static long FirstToken(DateTime now) => now.Ticks / TimeSpan.TicksPerMicrosecond;
}
