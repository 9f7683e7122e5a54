using System.Globalization;
using System.Text.RegularExpressions;

namespace Acsr.Cases.Prices;

/// <summary>Finds the price that was in force on a day (formats K.1). Immutable.</summary>
public sealed partial class PriceBook
{
    /// <summary>No price is known.</summary>
    public static readonly PriceBook Empty = new([], []);

    private readonly ILookup<string, ModelPrice> _byName;
    private readonly (string Prefix, ModelPrice Price)[] _byPrefix;
    private readonly ILookup<string, UnitPrice> _tools;
    private readonly UnitPrice[] _minutes;

    /// <param name="models">Rows in force; retired ones are passed over.</param>
    /// <param name="units">Likewise.</param>
    public PriceBook(IEnumerable<ModelPrice> models, IEnumerable<UnitPrice> units)
    {
        var live = models.Where(price => price.RetiredAt is null).ToList();
        var named = live.SelectMany(price => price.Aliases.Prepend(price.Model).Select(name => (Name: name.Trim().ToLowerInvariant(), Price: price))).Where(row => row.Name.Length > 0).ToList();
        _byName = named.ToLookup(row => row.Name, row => row.Price, StringComparer.Ordinal);
        // The longest first: gpt-5-mini before gpt-5.
        _byPrefix = [.. named.Where(row => row.Price.Prefix).OrderByDescending(row => row.Name.Length)];
        var set = units.Where(price => price.RetiredAt is null).ToList();
        _tools = set.Where(price => price.Unit == PricedUnit.ToolCall).ToLookup(price => price.Name.ToLowerInvariant(), StringComparer.Ordinal);
        _minutes = [.. set.Where(price => price.Unit == PricedUnit.HumanMinute)];
    }

    /// <summary>The price of a model on the day of a time; null where nobody knows.</summary>
    public ModelPrice? Of(string? model, DateTime at)
    {
        if (string.IsNullOrWhiteSpace(model)) { return null; }
        foreach (var name in Names(model.Trim().ToLowerInvariant()))
        {
            if (Latest(_byName[name], at) is { } price) { return price; }
        }

        foreach (var name in Names(model.Trim().ToLowerInvariant()))
        {
            foreach (var (prefix, price) in _byPrefix)
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal) && Holds(price.From, price.To, at)) { return price; }
            }
        }

        return null;
    }

    /// <summary>US dollars for one call of a tool; null where it has no price.</summary>
    public double? OfCall(string tool, DateTime at) => _tools[tool.ToLowerInvariant()].Where(price => Holds(price.From, price.To, at)).MaxBy(price => price.From)?.Usd;

    /// <summary>US dollars for one minute of a human; null where nobody set it.</summary>
    public double? OfMinute(DateTime at) => _minutes.Where(price => Holds(price.From, price.To, at)).MaxBy(price => price.From)?.Usd;

    /// <summary>Whether a time lies within two days, both included.</summary>
    public static bool Holds(DateTime from, DateTime? to, DateTime at) => at >= from.Date && (to is null || at < to.Value.Date.AddDays(1));

    /// <summary>As told, then without the provider in front, then without the date behind: <c>azure/gpt-4o-2024-11-20</c> is <c>gpt-4o</c>.</summary>
    internal static IEnumerable<string> Names(string model)
    {
        yield return model;
        var bare = model[(model.LastIndexOf('/') + 1)..];
        if (bare.Length < model.Length) { yield return bare; }
        var undated = Date().Replace(bare, "");
        if (undated.Length < bare.Length && undated.Length > 0) { yield return undated; }
    }

    private static ModelPrice? Latest(IEnumerable<ModelPrice> prices, DateTime at) => prices.Where(price => Holds(price.From, price.To, at)).MaxBy(price => price.From);

    [GeneratedRegex(@"[-@](\d{8}|\d{4}-\d{2}-\d{2})(-v\d+(:\d+)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    /// <summary>How a price per million is written: <c>$3</c>, <c>$0.075</c>.</summary>
    public static string Text(double? perMillion) => perMillion is null ? "–" : "$" + perMillion.Value.ToString("0.######", CultureInfo.InvariantCulture);
}
