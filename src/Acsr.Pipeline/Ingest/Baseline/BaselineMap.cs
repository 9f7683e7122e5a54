using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acsr.Ingest.Baseline;

/// <summary>What a column of a file of history holds.</summary>
public enum BaselineField
{
    /// <summary>The row's own id: what makes an import that is done twice the same as once.</summary>
    Id = 0,
    OpenedAt = 1,
    ClosedAt = 2,
    HandlingTime = 3,
    FirstResponseTime = 4,
    Outcome = 5,
    Intent = 6,
    Channel = 7,
    Language = 8,
    Customer = 9,
    CustomerTier = 10,
    Csat = 11,
    Cost = 12,
    Reopened = 13,
}

/// <summary>What a number in a column of time counts.</summary>
public enum TimeUnit { Seconds = 0, Minutes = 1, Hours = 2 }

/// <summary>In which order a date such as 3/4/2024 is written.</summary>
public enum DateOrder
{
    /// <summary>2024-03-04, with or without a time and an offset.</summary>
    Iso = 0,
    /// <summary>4/3/2024 or 4.3.2024.</summary>
    DayFirst = 1,
    /// <summary>3/4/2024.</summary>
    MonthFirst = 2,
}

/// <summary>Which column of a file holds what, and how it is written. The columns are names from the file's first line.</summary>
public sealed record BaselineMap
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly (BaselineField Field, string[] Words)[] Guesses =
    [
        (BaselineField.Id, ["id", "ticketid", "caseid", "conversationid", "ticketnumber", "casenumber", "number", "ticket", "case", "reference", "key"]),
        (BaselineField.OpenedAt, ["openedat", "createdat", "created", "opened", "opendate", "createddate", "creationdate", "datecreated", "createdtime", "starttime", "startedat", "start", "date"]),
        (BaselineField.ClosedAt, ["closedat", "closed", "resolvedat", "solvedat", "closedate", "closeddate", "resolveddate", "endtime", "endedat", "resolved", "solved", "end"]),
        (BaselineField.HandlingTime, ["handlingseconds", "handlingtime", "handletime", "aht", "timespent", "agentworktime", "worktime", "agenttime", "duration", "resolutiontime"]),
        (BaselineField.FirstResponseTime, ["firstresponseseconds", "firstresponsetime", "firstreplytime", "frt", "timetofirstresponse", "firstresponse", "firstreply"]),
        (BaselineField.Outcome, ["outcome", "status", "resolution", "state", "result", "disposition"]),
        (BaselineField.Intent, ["intent", "category", "topic", "tickettype", "casetype", "type", "reason", "subject"]),
        (BaselineField.Channel, ["channel", "via", "medium", "origin", "ticketchannel"]),
        (BaselineField.Language, ["language", "locale", "lang"]),
        (BaselineField.Customer, ["customer", "customerid", "customerref", "requesterid", "requester", "userid", "contactid", "accountid"]),
        (BaselineField.CustomerTier, ["customertier", "tier", "plan", "segment", "supporttier"]),
        (BaselineField.Csat, ["csat", "satisfaction", "satisfactionscore", "csatscore", "rating", "customersatisfactionrating", "score"]),
        (BaselineField.Cost, ["cost", "costusd", "casecost"]),
        (BaselineField.Reopened, ["reopened", "reopens", "reopencount", "isreopened", "timesreopened"]),
    ];

    /// <summary>The columns by what they hold; what is not there is not read.</summary>
    public IReadOnlyDictionary<BaselineField, string> Columns { get; init; } = new Dictionary<BaselineField, string>();
    /// <summary>Of handling time and first response, where they are plain numbers; <c>1:02:03</c> is understood in any case.</summary>
    public TimeUnit Times { get; init; }
    public DateOrder Dates { get; init; }
    /// <summary>How many minutes the file's clock is ahead of UTC, where its times carry no offset.</summary>
    public int UtcOffsetMinutes { get; init; }
    /// <summary>The worst satisfaction that there can be.</summary>
    public double CsatMin { get; init; } = 1;
    /// <summary>The best.</summary>
    public double CsatMax { get; init; } = 5;

    /// <summary>What can be guessed from the first line: names that mean the same, whatever their case and signs.</summary>
    public static BaselineMap Guess(IReadOnlyList<string> header)
    {
        var left = header.Where(name => name.Length > 0).ToList();
        Dictionary<BaselineField, string> columns = [];
        foreach (var (field, words) in Guesses)
        {
            var found = words.Select(word => left.Find(name => Plain(name) == word)).FirstOrDefault(name => name is not null);
            if (found is null) { continue; }
            columns[field] = found;
            left.Remove(found);
        }

        var time = columns.GetValueOrDefault(BaselineField.HandlingTime) ?? columns.GetValueOrDefault(BaselineField.FirstResponseTime) ?? "";
        return new() { Columns = columns, Times = time.Contains("min", StringComparison.OrdinalIgnoreCase) ? TimeUnit.Minutes : time.Contains("hour", StringComparison.OrdinalIgnoreCase) ? TimeUnit.Hours : TimeUnit.Seconds };
    }

    /// <summary>The order in which dates of some rows are written; what is ambiguous is day first only where one of them must be.</summary>
    public static DateOrder GuessDates(IEnumerable<string> values)
    {
        var dates = values.Where(value => value.Length > 0).ToList();
        var slashed = dates.FindAll(value => value.AsSpan().IndexOfAny('/', '.') is 1 or 2);
        if (slashed.Count == 0 || slashed.Count < dates.Count / 2) { return DateOrder.Iso; }
        bool Beyond12(int part) => slashed.Exists(value => value.Split(['/', '.', ' ']) is var parts && parts.Length > part && int.TryParse(parts[part], out var number) && number > 12 && number < 32);
        return Beyond12(0) || (!Beyond12(1) && slashed.Exists(value => value.Contains('.', StringComparison.Ordinal))) ? DateOrder.DayFirst : DateOrder.MonthFirst;
    }

    /// <summary>What is wrong with the map for a file; null when it can be used.</summary>
    public string? FaultFor(IReadOnlyList<string> header)
    {
        foreach (var (field, column) in Columns)
        {
            if (!header.Contains(column)) { return $"There is no column '{column}' for {field}. The file has: {string.Join(", ", header)}."; }
        }

        return !Columns.ContainsKey(BaselineField.Id) ? "Say which column holds the row's own id: without it the same file twice would count twice."
            : !Columns.ContainsKey(BaselineField.OpenedAt) ? "Say which column holds when the case was opened."
            : CsatMin >= CsatMax ? "The best satisfaction must be greater than the worst."
            : Math.Abs(UtcOffsetMinutes) > 14 * 60 ? "No clock is more than 14 hours from UTC." : null;
    }

    /// <summary>The map as it is kept, and as <c>--map</c> reads it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>A map that was kept or written by hand, or what is wrong with it.</summary>
    public static (BaselineMap? Map, string? Fault) Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<BaselineMap>(json, Json) is { Columns: not null } map ? (map, null) : (null, "The map is empty.");
        }
        catch (JsonException error)
        {
            return (null, $"The map cannot be read: {error.Message}");
        }
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant() is var plain && plain.EndsWith("utc", StringComparison.Ordinal) ? plain[..^3]
        : TrimUnit(plain);

    // "Handle time (minutes)" is the handle time; the unit is read apart.
    private static string TrimUnit(string plain)
    {
        foreach (var unit in (string[])["inminutes", "minutes", "inhours", "hours", "inseconds", "secs", "sec", "min"])
        {
            if (plain.Length > unit.Length && plain.EndsWith(unit, StringComparison.Ordinal)) { return plain[..^unit.Length]; }
        }

        return plain;
    }
}
