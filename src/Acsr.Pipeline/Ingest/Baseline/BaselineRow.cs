using System.Globalization;
using System.Text.RegularExpressions;

namespace Acsr.Ingest.Baseline;

/// <summary>One row of history as it is read: the case it becomes, or what is wrong with it.</summary>
/// <param name="Line">In the file, from 1; the first line holds the names.</param>
/// <param name="Id">As the file has it.</param>
/// <param name="Fault">What is wrong and how to mend it; null when it is good.</param>
public sealed partial record BaselineRow(long Line, string Id, string? Fault)
{
    private const int MaxId = 120;
    private const int MaxText = 200;

    private static readonly CultureInfo DayFirst = DayFirstCulture();

    public DateTime OpenedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
    public double? HandlingSeconds { get; init; }
    public double? FirstResponseSeconds { get; init; }
    /// <summary><c>resolved</c>, <c>unresolved</c>, <c>escalated</c>, <c>abandoned</c>; null: nobody says.</summary>
    public string? Outcome { get; init; }
    public string? Intent { get; init; }
    public string? Channel { get; init; }
    public string? Language { get; init; }
    public string? Customer { get; init; }
    public string? CustomerTier { get; init; }
    /// <summary>On the file's scale.</summary>
    public double? Csat { get; init; }
    public double? CostUsd { get; init; }
    public bool Reopened { get; init; }

    /// <summary>Reads one record. Pure.</summary>
    /// <param name="line">Where it stands.</param>
    /// <param name="record">Its values.</param>
    /// <param name="columns">The place of each field in it.</param>
    /// <param name="map">How they are written.</param>
    public static BaselineRow Read(long line, IReadOnlyList<string> record, IReadOnlyDictionary<BaselineField, int> columns, BaselineMap map)
    {
        string? Value(BaselineField field) => columns.TryGetValue(field, out var place) && place < record.Count && record[place].Trim() is { Length: > 0 } value && value is not ("NULL" or "null" or "N/A" or "n/a" or "-" or "NaN") ? value : null;
        var id = Value(BaselineField.Id) ?? "";
        BaselineRow Bad(string fault) => new(line, id, fault);
        if (id.Length is 0 or > MaxId || id.Any(char.IsControl)) { return Bad(id.Length == 0 ? "has no id." : $"has an id of {id.Length} characters or with control characters; 1 to {MaxId} plain ones are taken."); }
        if (Value(BaselineField.OpenedAt) is not { } opened) { return Bad("has no time of opening."); }
        if (Time(opened, map) is not { } openedAt) { return Bad($"'{opened}' is no time of opening as dates are set to be written."); }
        DateTime? closedAt = null;
        if (Value(BaselineField.ClosedAt) is { } closed)
        {
            closedAt = Time(closed, map);
            if (closedAt is null) { return Bad($"'{closed}' is no time of closing as dates are set to be written."); }
            if (closedAt < openedAt) { return Bad($"was closed ({closed}) before it was opened ({opened})."); }
        }

        if (Seconds(Value(BaselineField.HandlingTime), map, out var handling) is { } wrongHandling) { return Bad($"'{wrongHandling}' is no handling time."); }
        if (Seconds(Value(BaselineField.FirstResponseTime), map, out var first) is { } wrongFirst) { return Bad($"'{wrongFirst}' is no time to the first response."); }
        if (Number(Value(BaselineField.Csat), out var csat) is { } wrongCsat) { return Bad($"'{wrongCsat}' is no satisfaction score."); }
        if (csat < map.CsatMin || csat > map.CsatMax) { return Bad($"has a satisfaction of {csat}, which lies outside of {map.CsatMin} to {map.CsatMax}."); }
        if (Number(Value(BaselineField.Cost)?.TrimStart('$'), out var cost) is { } wrongCost || cost < 0) { return Bad($"'{Value(BaselineField.Cost)}' is no cost in US dollars."); }
        if (Words(Value(BaselineField.Outcome)) is not (true, var outcome)) { return Bad($"'{Value(BaselineField.Outcome)}' is no outcome that is known; use resolved, unresolved, escalated, abandoned or open, or leave the column out."); }
        if (Yes(Value(BaselineField.Reopened)) is not { } reopened) { return Bad($"'{Value(BaselineField.Reopened)}' does not say whether it was reopened; use yes, no or a number of times."); }
        return new(line, id, null)
        {
            OpenedAt = openedAt,
            ClosedAt = closedAt,
            HandlingSeconds = handling,
            FirstResponseSeconds = first,
            Outcome = outcome,
            Intent = Short(Value(BaselineField.Intent)),
            Channel = Short(Value(BaselineField.Channel)),
            Language = Short(Value(BaselineField.Language)),
            Customer = Short(Value(BaselineField.Customer)),
            CustomerTier = Short(Value(BaselineField.CustomerTier)),
            Csat = csat,
            CostUsd = cost,
            Reopened = reopened,
        };
    }

    /// <summary>The row as events of a case: a human's, from before the agent. The ids come from the row's, so that the same row is the same case.</summary>
    public IEnumerable<CaseEvent> Events(string source, BaselineMap map)
    {
        var caseId = $"{source}/{Id}";
        var end = ClosedAt ?? OpenedAt.AddSeconds(HandlingSeconds ?? 0);
        yield return new CaseOpenedEvent
        {
            Id = caseId + "#open",
            Case = caseId,
            Time = OpenedAt,
            Handler = "human",
            Baseline = true,
            Intent = Intent,
            Channel = Channel,
            Language = Language,
            Customer = Customer,
            CustomerTier = CustomerTier,
        };
        if (ClosedAt is not null || Outcome is not null || HandlingSeconds is not null || CostUsd is not null || FirstResponseSeconds is not null)
        {
            yield return new CaseClosedEvent { Id = caseId + "#close", Case = caseId, Time = end, Outcome = Outcome, HandlingSeconds = HandlingSeconds, FirstResponseSeconds = FirstResponseSeconds, CostUsd = CostUsd };
        }

        if (Csat is { } csat) { yield return new CsatEvent { Id = caseId + "#csat", Case = caseId, Time = end, Score = csat, ScaleMin = map.CsatMin, ScaleMax = map.CsatMax }; }
        if (Reopened) { yield return new ReopenedEvent { Id = caseId + "#reopened", Case = caseId, Time = end, By = "customer" }; }
    }

    internal static DateTime? Time(string text, BaselineMap map)
    {
        // A number of ten or thirteen digits counts seconds or milliseconds since 1970.
        if (text.Length is 10 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)) { return text.Length == 10 ? DateTime.UnixEpoch.AddSeconds(ticks) : DateTime.UnixEpoch.AddMilliseconds(ticks); }
        if (HasOffset(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var exact)) { return Sensible(exact.UtcDateTime); }
        return DateTime.TryParse(map.Dates == DateOrder.DayFirst ? text.Replace('.', '/') : text, map.Dates == DateOrder.DayFirst ? DayFirst : CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var local)
            ? Sensible(local.AddMinutes(-map.UtcOffsetMinutes)) : null;
    }

    // A machine may know no cultures at all; the order of day and month is read off the pattern.
    private static CultureInfo DayFirstCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.ShortDatePattern = "dd/MM/yyyy";
        return culture;
    }

    private static bool HasOffset(string text) => Offset().IsMatch(text);

    private static DateTime? Sensible(DateTime time) => time.Year is >= 1970 and <= 2100 ? time : null;

    /// <summary>The text where it is no length of time; null when it was read.</summary>
    private static string? Seconds(string? text, BaselineMap map, out double? seconds)
    {
        seconds = null;
        if (text is null) { return null; }
        if (Clock().Match(text) is { Success: true } clock)
        {
            seconds = (Part(clock, "d") * 86_400) + (Part(clock, "h") * 3600) + (Part(clock, "m") * 60) + Part(clock, "s");
            return null;
        }

        if (Number(text, out var number) is not null || number < 0 || number > 1e8) { return text; }
        seconds = number * (map.Times switch { TimeUnit.Minutes => 60, TimeUnit.Hours => 3600, _ => 1 });
        return null;
    }

    private static double Part(Match match, string name) => match.Groups[name] is { Success: true } group ? double.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    private static string? Number(string? text, out double? number)
    {
        number = null;
        if (text is null) { return null; }
        if (!double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) { return text; }
        number = value;
        return null;
    }

    private static (bool Known, string? Outcome) Words(string? text) => text?.ToLowerInvariant().Replace('_', ' ').Replace('-', ' ') switch
    {
        null or "open" or "new" or "pending" or "hold" or "on hold" or "in progress" or "unknown" => (true, null),
        "resolved" or "solved" or "closed" or "done" or "completed" or "complete" or "fixed" or "success" or "yes" or "true" or "1" => (true, "resolved"),
        "unresolved" or "not resolved" or "unsolved" or "failed" or "rejected" or "no" or "false" or "0" => (true, "unresolved"),
        "escalated" or "escalation" or "transferred" => (true, "escalated"),
        "abandoned" or "cancelled" or "canceled" or "no response" or "dropped" => (true, "abandoned"),
        _ => (false, null),
    };

    private static bool? Yes(string? text) => text?.ToLowerInvariant() switch
    {
        null or "no" or "false" or "n" or "0" => false,
        "yes" or "true" or "y" => true,
        var number when double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var times) && times >= 0 => times > 0,
        _ => null,
    };

    private static string? Short(string? text)
    {
        if (text is null) { return null; }
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        return clean.Length <= MaxText ? clean : clean[..(char.IsHighSurrogate(clean[MaxText - 1]) ? MaxText - 1 : MaxText)];
    }

    [GeneratedRegex(@"(Z|[+-]\d{2}:?\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();

    [GeneratedRegex(@"^((?<d>\d+)[d. ] ?)?(?<h>\d+):(?<m>\d{1,2})(:(?<s>\d{1,2}(\.\d+)?))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
