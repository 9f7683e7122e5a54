using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Acsr.Kpis;

/// <summary>A dashboard as a file: <c>{"format": "acsr.dashboard", "version": 1, "name", "tiles": [{"title", "show", "view"}]}</c>.</summary>
public static class DashboardFormat
{
    public const string Format = "acsr.dashboard";
    public const int Version = 1;

    /// <summary>The largest file, in bytes.</summary>
    public const int Largest = 256 * 1024;

    /// <summary>What a tile may show, and what that is called.</summary>
    public static readonly IReadOnlyList<(string Id, string Name)> Shows =
        [("figure", "Figure"), ("trend", "Trend"), ("breakdown", "Breakdown"), ("hours", "By hour and weekday"), ("distribution", "Distribution")];

    private static readonly string[] Known = ["kpi", "by", "and", "range", "from", "to", "compare", "tag", "baseline", .. KpiDimension.All.Select(d => d.Id)];

    private static readonly string[] Segments = ["by", "and"];

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string name, IEnumerable<DashboardTile> tiles) => new JsonObject
    {
        ["format"] = Format,
        ["version"] = Version,
        ["name"] = name,
        ["tiles"] = new JsonArray([.. tiles.Select(t => (JsonNode)new JsonObject { ["title"] = t.Title, ["show"] = t.Show, ["view"] = t.View })]),
    }.ToJsonString(Readable);

    /// <summary>Reads what <see cref="Write"/> wrote, or somebody by hand.</summary>
    /// <returns>Name and tiles, or everything that is wrong with it; never both.</returns>
    public static (string Name, IReadOnlyList<DashboardTile> Tiles, IReadOnlyList<string> Faults) Read(string text)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text);
        }
        catch (JsonException broken)
        {
            return ("", [], [$"This is not JSON: line {broken.LineNumber + 1}, character {broken.BytePositionInLine + 1}."]);
        }

        if (root is not JsonObject file) { return ("", [], ["The file is one JSON object, with \"format\", \"version\", \"name\" and \"tiles\"."]); }
        var faults = new List<string>();
        if (Text(file["format"]) != Format) { faults.Add($"\"format\" is {Shown(file["format"])}; a dashboard says \"{Format}\"."); }
        if (file["version"] is not JsonValue version || !version.TryGetValue<int>(out var number) || number != Version) { faults.Add($"\"version\" is {Shown(file["version"])}; this console reads version {Version}."); }
        var name = Text(file["name"])?.Trim() ?? "";
        if (name.Length is 0 or > Dashboards.LongestName) { faults.Add($"\"name\" is 1 to {Dashboards.LongestName} characters."); }
        var tiles = new List<DashboardTile>();
        if (file["tiles"] is not JsonArray rows) { faults.Add("\"tiles\" is a list."); }
        else
        {
            if (rows.Count > Dashboards.MostTiles) { faults.Add($"There are {rows.Count} tiles; a dashboard has at most {Dashboards.MostTiles}."); }
            for (var i = 0; i < rows.Count && i < Dashboards.MostTiles; i++)
            {
                var row = rows[i] as JsonObject;
                var tile = new DashboardTile(Text(row?["title"])?.Trim() ?? "", Text(row?["show"]) ?? "", Text(row?["view"])?.TrimStart('?') ?? "");
                faults.AddRange(FaultsOf(tile).Select(fault => $"tiles[{i}]: {fault}"));
                tiles.Add(tile);
            }
        }

        return faults.Count > 0 ? ("", [], faults) : (name, tiles, []);
    }

    /// <summary>What is wrong with a tile, and how to mend it.</summary>
    public static IEnumerable<string> FaultsOf(DashboardTile tile)
    {
        if (tile.Title.Length is 0 or > Dashboards.LongestName) { yield return $"\"title\" is 1 to {Dashboards.LongestName} characters."; }
        if (Shows.All(s => s.Id != tile.Show)) { yield return $"\"show\" is '{tile.Show}'; use one of: {string.Join(", ", Shows.Select(s => s.Id))}."; }
        var given = QueryHelpers.ParseQuery(tile.View);
        if (!given.TryGetValue("kpi", out var kpi) || KpiDefinitions.Find(kpi.ToString()) is null) { yield return $"\"view\" names no KPI that there is ('{kpi}'); it reads like kpi=fcr&by=intent&range=28d."; }
        foreach (var unknown in given.Keys.Where(k => !Known.Contains(k, StringComparer.Ordinal))) { yield return $"\"view\" has '{unknown}', which no view has; use: {string.Join(", ", Known)}."; }
        foreach (var by in Segments.Where(n => given.TryGetValue(n, out var id) && KpiDimension.Find(id.ToString()) is null)) { yield return $"\"view\" has {by}={given[by]}, which is no segment; use one of: {string.Join(", ", KpiDimension.All.Select(d => d.Id))}, or tag:NAME."; }
        if (given.TryGetValue("range", out var range) && KpiFilter.Ranges.All(r => r.Id != range.ToString())) { yield return $"\"view\" has range={range}; use one of: {string.Join(", ", KpiFilter.Ranges.Select(r => r.Id))}."; }
        if (given.TryGetValue("compare", out var compare) && KpiFilter.Comparisons.All(c => c.Id != compare.ToString())) { yield return $"\"view\" has compare={compare}; use one of: {string.Join(", ", KpiFilter.Comparisons.Select(c => c.Id))}."; }
    }

    /// <summary>A view as the page that explores shows it where its address says no KPI.</summary>
    public static string WithKpi(string view) =>
        QueryHelpers.ParseQuery(view).ContainsKey("kpi") ? view : $"kpi={KpiDefinitions.AutonomousResolutionRate.Id}{(view.Length > 0 ? "&" : "")}{view}";

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Shown(JsonNode? node) => node?.ToJsonString(Readable) is { } text ? text.Length > 40 ? text[..40] + "…" : text : "missing";
}
