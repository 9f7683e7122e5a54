namespace Acsr.Cases;

/// <summary>
/// What the tokens of a model cost from one day to another, and what is known of its size. A row is never changed: an edit retires it and
/// writes another, so that what a cost was reckoned by can be read later. Money is US dollars per million tokens (formats K.1).
/// </summary>
public sealed class ModelPrice
{
    public long Id { get; set; }
    /// <summary>The model as providers name it; the case of letters does not matter.</summary>
    public required string Model { get; set; }
    /// <summary>Other names of it, such as a deployment's.</summary>
    public List<string> Aliases { get; set; } = [];
    /// <summary>It holds for every model whose name begins so, where no other row names that one.</summary>
    public bool Prefix { get; set; }
    /// <summary>The first day, UTC.</summary>
    public DateTime From { get; set; }
    /// <summary>The last day; null: until further notice.</summary>
    public DateTime? To { get; set; }
    public double Input { get; set; }
    public double Output { get; set; }
    /// <summary>Input read from the provider's cache; null: as input.</summary>
    public double? CacheRead { get; set; }
    /// <summary>Input written to the provider's cache; null: as input.</summary>
    public double? CacheWrite { get; set; }
    /// <summary>Output of reasoning; null: as output.</summary>
    public double? Reasoning { get; set; }
    /// <summary>Sound that goes in; null: as input.</summary>
    public double? AudioInput { get; set; }
    /// <summary>Sound that comes out; null: as output.</summary>
    public double? AudioOutput { get; set; }
    /// <summary>All input of a request with more than 200,000 input tokens; null: as others. The next three likewise.</summary>
    public double? LongInput { get; set; }
    public double? LongOutput { get; set; }
    public double? LongCacheRead { get; set; }
    public double? LongCacheWrite { get; set; }
    /// <summary>Parameters at work for a token, in billions, the smallest estimate; null: unknown, and so is its energy.</summary>
    public double? ActiveLow { get; set; }
    /// <summary>The largest estimate.</summary>
    public double? ActiveHigh { get; set; }
    /// <summary>All parameters, in billions, the smallest estimate.</summary>
    public double? TotalLow { get; set; }
    public double? TotalHigh { get; set; }
    /// <summary>Power usage effectiveness of the provider's data centres, 1 or more.</summary>
    public double? Pue { get; set; }
    /// <summary>Where the figures come from, and when they were read.</summary>
    public string Note { get; set; } = "";
    public DateTime ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
    /// <summary>When another row took its place; null: it is in force.</summary>
    public DateTime? RetiredAt { get; set; }
    public string? RetiredBy { get; set; }
}

/// <summary>What a <see cref="UnitPrice"/> is the price of.</summary>
public enum PricedUnit { ToolCall = 1, HumanMinute = 2 }

/// <summary>What one call of a tool, or one minute of a human, costs from one day to another. Never changed, as a <see cref="ModelPrice"/>.</summary>
public sealed class UnitPrice
{
    public long Id { get; set; }
    public PricedUnit Unit { get; set; }
    /// <summary>The tool, in lower case; empty for human minutes.</summary>
    public string Name { get; set; } = "";
    /// <summary>US dollars.</summary>
    public double Usd { get; set; }
    /// <summary>The first day, UTC.</summary>
    public DateTime From { get; set; }
    /// <summary>The last day; null: until further notice.</summary>
    public DateTime? To { get; set; }
    public string Note { get; set; } = "";
    public DateTime ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
    public DateTime? RetiredAt { get; set; }
    public string? RetiredBy { get; set; }
}

/// <summary>
/// Stored cases that have to be folded again because what they are folded by has changed. The cursor is kept, so that a stop costs nothing.
/// Written by Cases.
/// </summary>
public sealed class RefoldJob
{
    public long Id { get; set; }
    /// <summary>Why, in words that a person reads.</summary>
    public required string Reason { get; set; }
    public DateTime RequestedAt { get; set; }
    public required string RequestedBy { get; set; }
    /// <summary>Only cases from then on, UTC; null: all before.</summary>
    public DateTime? From { get; set; }
    /// <summary>Only cases before then; null: all after.</summary>
    public DateTime? To { get; set; }
    /// <summary>Cases that it is about, as counted at the start.</summary>
    public int Total { get; set; }
    /// <summary>Of those, how many were handed to the fold.</summary>
    public int Queued { get; set; }
    /// <summary>Where it stands, from the newest case to the oldest.</summary>
    public DateTime? CursorAt { get; set; }
    public string? CursorId { get; set; }
    /// <summary>When the last case was handed to the fold; null: not yet.</summary>
    public DateTime? DoneAt { get; set; }
}
