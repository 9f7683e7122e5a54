using Acsr.Commands.Demo.Intents;
using Acsr.Effects;

namespace Acsr.Commands.Demo;

/// <summary>Three changes of the demo's assistant: one that helped, one that hurt and one that did nothing.</summary>
internal static class DemoReleases
{
    /// <summary>Days of the desk, from 0, on which each went live.</summary>
    private const int ReturnsFrom = 61, TrackingFrom = 56;

    /// <summary>What returns and exchanges lost by it, as a share of all cases.</summary>
    private const double ReturnsLost = 0.38;

    private static readonly string[] Returns = [Return.Intent.Name, Exchange.Intent.Name];

    /// <summary>What went live on the desk that ends before <paramref name="today"/>.</summary>
    public static IReadOnlyList<DeploymentDraft> All(DateTime today) =>
    [
        new("refund-answers", Day(today, DemoCalendar.NewVersionFrom), [Refund.Intent.Name, DeliveryDamaged.Intent.Name], AgentVersion: CasePlan.NewVersion, Demo: true),
        new("tracking-tone", Day(today, TrackingFrom), [WhereIsMyOrder.Intent.Name, ChangeAddress.Intent.Name], Demo: true),
        new("short-returns-prompt", Day(today, ReturnsFrom), Returns, Demo: true),
    ];

    /// <summary>Share of cases of an intent that the assistant solves alone on a day of the desk.</summary>
    public static double Success(Intent intent, int day) =>
        (day < DemoCalendar.NewVersionFrom ? intent.SuccessBefore : intent.SuccessAfter) - (day >= ReturnsFrom && Returns.Contains(intent.Name) ? ReturnsLost : 0);

    /// <summary>Says what went live, where nobody has yet.</summary>
    public static async Task TellAsync(DeploymentDesk desk, DateTime today, string by, CancellationToken cancellationToken)
    {
        var there = (await desk.ListAsync(cancellationToken: cancellationToken)).Select(d => d.Name).ToHashSet();
        foreach (var draft in All(today).Where(d => !there.Contains(d.Name))) { await desk.TellAsync(draft, by, cancellationToken); }
    }

    private static DateTime Day(DateTime today, int day) => DateTime.SpecifyKind(today.Date, DateTimeKind.Utc).AddDays(day - DemoCalendar.Days);
}
