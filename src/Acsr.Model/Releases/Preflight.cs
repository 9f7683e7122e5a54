namespace Acsr.Releases;

/// <summary>How far a preflight has come.</summary>
public enum PreflightState { Waiting = 0, Running = 1, Done = 2, Failed = 3 }

/// <summary>What is about to be released, tried out before it leaves: a classifier trained on it, and searches, compared with what is there now.</summary>
public sealed class Preflight
{
    public long Id { get; set; }
    public DateTime RequestedAt { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string RequestedBy { get; set; }
    public PreflightState State { get; set; }
    /// <summary>What it is at, in words.</summary>
    public string Stage { get; set; } = "";
    /// <summary>0 to 100.</summary>
    public int Progress { get; set; }
    public DateTime? FinishedAt { get; set; }
    /// <summary>What went wrong, in words.</summary>
    public string? Problem { get; set; }
    /// <summary>Ids of the chosen reviews, with commas.</summary>
    public required string Reviews { get; set; }
    /// <summary>Share of customers held out; null: as is usual.</summary>
    public double? HeldOutShare { get; set; }
    /// <summary>SHA-256 over the rows it holds for, hexadecimal; null until it is done.</summary>
    public string? Key { get; set; }
    /// <summary>What came out, JSON; null until it is done.</summary>
    public string? Report { get; set; }
    /// <summary>The trained classifier as ML.NET loads it; null where there was too little to train on.</summary>
    public byte[]? Model { get; set; }
    /// <summary>Until when a worker holds it; null or past: free.</summary>
    public DateTime? LeasedUntil { get; set; }
    /// <summary>Fencing token: grows with every lease.</summary>
    public long Token { get; set; }
    public bool Demo { get; set; }
}
