using System.Text.RegularExpressions;

namespace Acsr.Signals.Sentiment;

/// <summary>A turn of phrase of customers that word-by-word rules misread, and the mood it shows (formats G.2).</summary>
/// <param name="name">What it is, in a few words.</param>
/// <param name="valence">−4 to +4.</param>
/// <param name="expression">In lower case.</param>
public sealed class SupportPattern(string name, double valence, string expression)
{
    private readonly Regex _regex = new(expression, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>A regular expression over lower case.</summary>
    public string Expression { get; } = expression;

    public string Name { get; } = name;

    public double Valence { get; } = valence;

    /// <summary>Where it first stands in a text in lower case; null when it does not.</summary>
    public Range? FindIn(string lower) => _regex.Match(lower) is { Success: true } match ? match.Index..(match.Index + match.Length) : null;
}

/// <summary>A pattern found in a text.</summary>
/// <param name="Name">Of the pattern.</param>
/// <param name="Valence">−4 to +4.</param>
/// <param name="Where">The stretch that it covers.</param>
public sealed record PatternMatch(string Name, double Valence, Range Where);
