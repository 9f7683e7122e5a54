using System.Text.Json.Nodes;
using Acsr.Delivery;
using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>How an alert that fired or resolved is told of.</summary>
internal static class AlertNews
{
    /// <param name="alert">Which.</param>
    /// <param name="kpi">Its KPI.</param>
    /// <param name="reading">How it stands now.</param>
    public static Alert Of(AlertRule alert, KpiDefinition kpi, AlertReading reading)
    {
        var segment = SegmentKey.Parse(alert.Segment);
        var firing = reading.State == AlertState.Firing;
        var data = new JsonObject
        {
            ["alert"] = alert.Id,
            ["change"] = firing ? "fired" : "resolved",
            ["source"] = "alert",
            ["name"] = alert.Name,
            ["kpi"] = kpi.Id,
            ["segment"] = new JsonObject { ["agent"] = segment.Agent, ["version"] = segment.AgentVersion, ["channel"] = segment.Channel, ["intent"] = segment.Intent, ["source"] = segment.Source },
            ["value"] = reading.Value.Value,
            ["unit"] = kpi.Unit,
            ["n"] = reading.Value.N,
            ["lower"] = reading.Value.Lower,
            ["upper"] = reading.Value.Upper,
            ["reference"] = reading.Reference,
            ["noData"] = !reading.HasData,
            ["demo"] = alert.Demo,
        };
        return new Alert(firing ? Alert.Raised : Alert.Resolved, firing ? alert.Name : $"Resolved: {alert.Name}", reading.Why, $"/alerts/{alert.Id}", data, alert.Demo);
    }

    /// <summary>As <see cref="Notification.Audience"/> has it.</summary>
    public static string AudienceOf(AlertRule alert) => alert.Recipients.Count == 0 ? "" : $"|{string.Join('|', alert.Recipients)}|";
}
