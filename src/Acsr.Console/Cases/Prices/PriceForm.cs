using System.Globalization;

namespace Acsr.Cases.Prices;

/// <summary>A model's price as a person types it.</summary>
internal sealed class PriceForm
{
    public string Model { get; set; } = "";
    public string Aliases { get; set; } = "";
    public string From { get; set; } = "";
    public string To { get; set; } = "";
    public string Input { get; set; } = "";
    public string Output { get; set; } = "";
    public string CacheRead { get; set; } = "";
    public string CacheWrite { get; set; } = "";
    public string Reasoning { get; set; } = "";
    public string AudioInput { get; set; } = "";
    public string AudioOutput { get; set; } = "";
    public string LongInput { get; set; } = "";
    public string LongOutput { get; set; } = "";
    public string LongCacheRead { get; set; } = "";
    public string LongCacheWrite { get; set; } = "";
    public string ActiveLow { get; set; } = "";
    public string ActiveHigh { get; set; } = "";
    public string TotalLow { get; set; } = "";
    public string TotalHigh { get; set; } = "";
    public string Pue { get; set; } = "";
    public string Note { get; set; } = "";
    public bool Prefix { get; set; }

    /// <summary>Fields that are seldom used are.</summary>
    public bool HasMore => new[] { AudioInput, AudioOutput, LongInput, LongOutput, LongCacheRead, LongCacheWrite }.Any(text => text.Length > 0);

    /// <summary>Something is known of the model's size.</summary>
    public bool HasSize => new[] { ActiveLow, ActiveHigh, TotalLow, TotalHigh, Pue }.Any(text => text.Length > 0);

    public static PriceForm Of(ModelPrice price) => new()
    {
        Model = price.Model,
        Aliases = string.Join(", ", price.Aliases),
        From = Iso(price.From),
        To = price.To is { } to ? Iso(to) : "",
        Input = Text(price.Input),
        Output = Text(price.Output),
        CacheRead = Text(price.CacheRead),
        CacheWrite = Text(price.CacheWrite),
        Reasoning = Text(price.Reasoning),
        AudioInput = Text(price.AudioInput),
        AudioOutput = Text(price.AudioOutput),
        LongInput = Text(price.LongInput),
        LongOutput = Text(price.LongOutput),
        LongCacheRead = Text(price.LongCacheRead),
        LongCacheWrite = Text(price.LongCacheWrite),
        ActiveLow = Text(price.ActiveLow),
        ActiveHigh = Text(price.ActiveHigh),
        TotalLow = Text(price.TotalLow),
        TotalHigh = Text(price.TotalHigh),
        Pue = Text(price.Pue),
        Note = price.Note,
        Prefix = price.Prefix,
    };

    /// <summary>The price, or what cannot be read.</summary>
    public (ModelPrice? Price, string? Problem) Read()
    {
        string? problem = null;
        var price = new ModelPrice
        {
            Model = Model.Trim(),
            Aliases = [.. Aliases.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Prefix = Prefix,
            From = Day(From, "From") ?? default,
            To = Day(To, "Last day"),
            Input = Number(Input, "Input") ?? 0,
            Output = Number(Output, "Output") ?? 0,
            CacheRead = Number(CacheRead, "Input read from cache"),
            CacheWrite = Number(CacheWrite, "Input written to cache"),
            Reasoning = Number(Reasoning, "Reasoning"),
            AudioInput = Number(AudioInput, "Sound in"),
            AudioOutput = Number(AudioOutput, "Sound out"),
            LongInput = Number(LongInput, "Long input"),
            LongOutput = Number(LongOutput, "Long output"),
            LongCacheRead = Number(LongCacheRead, "Long cache read"),
            LongCacheWrite = Number(LongCacheWrite, "Long cache write"),
            ActiveLow = Number(ActiveLow, "At work, smallest"),
            ActiveHigh = Number(ActiveHigh, "At work, largest"),
            TotalLow = Number(TotalLow, "Whole model, smallest"),
            TotalHigh = Number(TotalHigh, "Whole model, largest"),
            Pue = Number(Pue, "PUE"),
            Note = Note,
            ChangedBy = "",
        };
        if (From.Length == 0) { problem ??= "Give the day from which on the price holds."; }
        // Left out is not free of charge.
        if (Input.Trim().Length == 0 || Output.Trim().Length == 0) { problem ??= "Give the price of input and of output; 0 where it is free."; }
        return problem is null ? (price, null) : (null, problem);

        double? Number(string text, string name)
        {
            if (text.Trim().Length == 0) { return null; }
            if (double.TryParse(text.Trim().TrimStart('$'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) { return number; }
            problem ??= $"'{text}' in {name} is no number; write it with a point, for example 0.15.";
            return null;
        }

        DateTime? Day(string text, string name)
        {
            if (text.Length == 0) { return null; }
            if (ParseDay(text) is { } day) { return day; }
            problem ??= $"'{text}' in {name} is no day.";
            return null;
        }
    }

    /// <summary>Days as a person reads them.</summary>
    public static string Days(DateTime from, DateTime? to) =>
        $"{from.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}{(to is { } end ? $" to {end.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}" : " on")}";

    /// <summary>A day as a field of type date gives it, UTC.</summary>
    public static DateTime? ParseDay(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;

    /// <summary>A day for a field of type date.</summary>
    public static string Iso(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(double? number) => number?.ToString("0.########", CultureInfo.InvariantCulture) ?? "";
}
