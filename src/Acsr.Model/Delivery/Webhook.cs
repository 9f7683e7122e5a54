namespace Acsr.Delivery;

/// <summary>An address elsewhere that wants to be told. Secrets are stored encrypted.</summary>
public sealed class WebhookEndpoint
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public required string Url { get; set; }
    /// <summary>The signing secret, encrypted with Data Protection.</summary>
    public required string Secret { get; set; }
    /// <summary>The secret before the last rotation, encrypted; it signs as well until <see cref="PreviousUntil"/>.</summary>
    public string? PreviousSecret { get; set; }
    public DateTime? PreviousUntil { get; set; }
    public DateTime CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
    /// <summary>Null while it is told.</summary>
    public DateTime? DisabledAt { get; set; }
    public string? DisabledReason { get; set; }
}

/// <summary>What became of one message to one endpoint.</summary>
public enum DeliveryState { Waiting = 0, Delivered = 1, Failed = 2 }

/// <summary>One message to one endpoint. Written in the transaction of what it tells of, delivered at least once.</summary>
public sealed class WebhookDelivery
{
    public long Id { get; set; }
    public long EndpointId { get; set; }
    /// <summary>The <c>webhook-id</c>: the same over all attempts, so that a receiver knows what it has had.</summary>
    public required string MessageId { get; set; }
    /// <summary>For example <c>io.acsr.alert.raised.v1</c>.</summary>
    public required string Type { get; set; }
    /// <summary>The body, byte for byte as UTF-8.</summary>
    public required string Body { get; set; }
    public DateTime CreatedAt { get; set; }
    public DeliveryState State { get; set; }
    /// <summary>When it is tried next. A claim moves it ahead, so that what a crashed node held comes back by itself.</summary>
    public DateTime DueAt { get; set; }
    /// <summary>Attempts of this round; a replay starts a new one.</summary>
    public int Attempts { get; set; }
    public List<WebhookAttempt> Log { get; set; } = [];
}

/// <summary>One attempt, as the page shows it.</summary>
public sealed class WebhookAttempt
{
    public long Id { get; set; }
    public long DeliveryId { get; set; }
    public DateTime At { get; set; }
    /// <summary>HTTP status of the answer; null where there was none.</summary>
    public int? Status { get; set; }
    /// <summary>What came of it, in words.</summary>
    public required string Outcome { get; set; }
    public int Milliseconds { get; set; }
}
