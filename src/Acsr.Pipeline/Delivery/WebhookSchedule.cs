namespace Acsr.Delivery;

/// <summary>When a message that was not taken is tried again (formats C.4).</summary>
public static class WebhookSchedule
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    /// <summary>Attempts before a message is given up.</summary>
    public static int Attempts => Pauses.Length + 1;

    /// <summary>The pause after an attempt; null when it was the last one.</summary>
    /// <param name="attempt">From 1.</param>
    /// <param name="asked">What the receiver's <c>Retry-After</c> says; the longer one holds, up to a day.</param>
    /// <param name="chance">0 to 1: up to a tenth is added, so that many messages do not come back at the same moment.</param>
    public static TimeSpan? PauseAfter(int attempt, TimeSpan? asked, double chance)
    {
        if (attempt >= Attempts) { return null; }
        var pause = Pauses[attempt - 1] * (1 + (0.1 * chance));
        var wanted = asked > LongestAsked ? LongestAsked : asked ?? TimeSpan.Zero;
        return wanted > pause ? wanted : pause;
    }
}
