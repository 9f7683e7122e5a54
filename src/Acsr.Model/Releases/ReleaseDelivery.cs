using Acsr.Delivery;

namespace Acsr.Releases;

/// <summary>What a destination is. The numbers are stored.</summary>
public enum DestinationKind
{
    /// <summary>A folder on the machine of the console.</summary>
    Folder = 1,
    /// <summary>A bucket of an S3-compatible store.</summary>
    S3 = 2,
}

/// <summary>Where approved releases are brought to by themselves. The secret is stored encrypted.</summary>
public sealed class ReleaseDestination
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public DestinationKind Kind { get; set; }
    /// <summary>Absolute path of a folder, or the address of the store.</summary>
    public required string Location { get; set; }
    public string Bucket { get; set; } = "";
    /// <summary>What every key begins with, without a slash at its ends.</summary>
    public string Prefix { get; set; } = "";
    public string Region { get; set; } = "";
    public string AccessKey { get; set; } = "";
    /// <summary>The secret key, encrypted with Data Protection; null for a folder.</summary>
    public string? Secret { get; set; }
    public DateTime CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
    /// <summary>Null while releases are brought there.</summary>
    public DateTime? DisabledAt { get; set; }
    public string? DisabledReason { get; set; }
}

/// <summary>What is done at a destination. The numbers are stored.</summary>
public enum DeliveryTask
{
    /// <summary>All files are brought there.</summary>
    Publish = 0,
    /// <summary>All files but the manifest are taken away, and a note of the withdrawal is left.</summary>
    Withdraw = 1,
}

/// <summary>One release on its way to one destination. There is one for each task and no second one, so that nothing is sent under two ids.</summary>
public sealed class ReleaseDelivery
{
    /// <summary><c>dlv_</c> and 32 hexadecimal digits; the same over all attempts.</summary>
    public required string Id { get; set; }
    public long ReleaseId { get; set; }
    public long DestinationId { get; set; }
    public DeliveryTask Task { get; set; }
    public DateTime CreatedAt { get; set; }
    public DeliveryState State { get; set; }
    /// <summary>When it is tried next. A claim moves it ahead, so that what a crashed node held comes back by itself.</summary>
    public DateTime DueAt { get; set; }
    /// <summary>Attempts of this round; a replay starts a new one.</summary>
    public int Attempts { get; set; }
    public DateTime? DoneAt { get; set; }
    /// <summary>Brought there, over all files.</summary>
    public long Bytes { get; set; }
    public List<ReleaseDeliveryAttempt> Log { get; set; } = [];
}

/// <summary>One attempt, as the page shows it.</summary>
public sealed class ReleaseDeliveryAttempt
{
    public long Id { get; set; }
    public required string DeliveryId { get; set; }
    public DateTime At { get; set; }
    public bool Succeeded { get; set; }
    /// <summary>What came of it, in words.</summary>
    public required string Outcome { get; set; }
    public int Milliseconds { get; set; }
}

/// <summary>A consumer says what it did with a delivery. One for each delivery; the last word holds.</summary>
public sealed class DeliveryReceipt
{
    /// <summary>The delivery's <c>dlv_…</c>, or the <c>webhook-id</c> of a message.</summary>
    public required string DeliveryId { get; set; }
    public long? ReleaseId { get; set; }
    public DateTime At { get; set; }
    /// <summary>The key's name.</summary>
    public required string By { get; set; }
    /// <summary><c>received</c>, <c>applied</c>, <c>rejected</c> or <c>removed</c>.</summary>
    public required string Status { get; set; }
    public string? Note { get; set; }
}

/// <summary>Who took a release away by themselves: with a key or in the browser. One row for each; nobody has to be asked later who holds what.</summary>
public sealed class ReleasePull
{
    public long ReleaseId { get; set; }
    /// <summary>The person's or key's name.</summary>
    public required string By { get; set; }
    public DateTime FirstAt { get; set; }
    public DateTime LastAt { get; set; }
    public int Files { get; set; }
}
