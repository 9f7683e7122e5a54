using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Kpis;

namespace Acsr.Commands;

/// <summary><c>kpis</c>: the figures, with their n and interval.</summary>
internal static class KpisCommand
{
    public static Command Create(string[] settings)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var from = new Option<DateTime?>("--from") { Description = "First day, UTC (2026-03-01)." };
        var to = new Option<DateTime?>("--to") { Description = "First day after, UTC." };
        var agent = new Option<string?>("--agent") { Description = "Only this agent's cases." };
        var source = new Option<string?>("--source") { Description = "Only cases from this key or import." };
        var handoff = new Option<string?>("--handoff") { Description = "Only cases that the agent handed off for this reason." };
        handoff.AcceptOnlyFromAmong([.. Enum.GetValues<HandoffKind>().Select(HandoffWords.Of)]);
        var command = new Command("kpis", "Prints the KPIs: value, unit, n, 95 % interval.") { json, from, to, agent, source, handoff };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var query = new KpiQuery(Utc(parsed.GetValue(from)), Utc(parsed.GetValue(to)), parsed.GetValue(agent), Source: parsed.GetValue(source), Handoff: HandoffWords.Find(parsed.GetValue(handoff)));
            var values = await services.GetRequiredService<KpiEngine>().ValuesAsync(KpiDefinitions.All, query, ct);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(KpisAnswer.Of(values), JsonSerializerOptions.Web));
                return CommandLine.Done;
            }

            foreach (var value in values) { Console.WriteLine(Line(value)); }
            return CommandLine.Done;
        }, cancellationToken));
        return command;
    }

    private static DateTime? Utc(DateTime? time) => time is null ? null : DateTime.SpecifyKind(time.Value, DateTimeKind.Utc);

    private static string Line(KpiValue value) => string.Create(CultureInfo.InvariantCulture,
        $"{value.Id,-28} {(value.Value is { } v ? v.ToString("0.######", CultureInfo.InvariantCulture) : "no data"),12} {value.Unit,-6} n={value.N}{(value.Lower is { } low ? $"  95 % {low:0.####} to {value.Upper:0.####}" : "")}");
}
