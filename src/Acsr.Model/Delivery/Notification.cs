namespace Acsr.Delivery;

/// <summary>One thing that people are told of in the console.</summary>
public sealed class Notification
{
    public long Id { get; set; }
    public DateTime At { get; set; }
    public required string Title { get; set; }
    public string Text { get; set; } = "";
    /// <summary>Address in the console, for example <c>/actions/12</c>.</summary>
    public required string Link { get; set; }
    /// <summary>Who is told: roles and ids of people, each between two bars, for example <c>|lead|u-7|</c>; empty: everybody who has a bell.</summary>
    public string Audience { get; set; } = "";
    /// <summary>About the demo desk; goes with it.</summary>
    public bool Demo { get; set; }
}

/// <summary>Somebody has read a notification.</summary>
public sealed class NotificationRead
{
    public required string UserId { get; set; }
    public long NotificationId { get; set; }
}
