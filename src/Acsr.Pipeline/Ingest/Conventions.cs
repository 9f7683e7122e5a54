using Acsr.Cases;

namespace Acsr.Ingest;

/// <summary>How an operator names things: what the spans of a name are, and what the tools do. Immutable; pages make another one to try out.</summary>
/// <param name="Tools">The tool catalogue.</param>
/// <param name="Spans">The rules on names of spans.</param>
public sealed record Conventions(ToolCatalogue Tools, SpanRules Spans)
{
    /// <summary>Nobody has said anything.</summary>
    public static readonly Conventions None = new(ToolCatalogue.Empty, SpanRules.None);
}

/// <summary>Rules that say by its name what a span is; the first that fits holds.</summary>
public sealed class SpanRules
{
    /// <summary>No rule.</summary>
    public static readonly SpanRules None = new([]);

    private readonly (string Pattern, StepKind Kind)[] _rules;

    /// <param name="rules">In any order; their position decides.</param>
    public SpanRules(IEnumerable<SpanRule> rules) => _rules = [.. rules.OrderBy(rule => rule.Position).ThenBy(rule => rule.Id).Select(rule => (rule.Pattern, rule.Kind))];

    /// <summary>What spans of a name are; null where no rule fits.</summary>
    public StepKind? KindOf(string spanName)
    {
        foreach (var (pattern, kind) in _rules)
        {
            if (Fits(pattern, spanName)) { return kind; }
        }

        return null;
    }

    /// <summary>Whether a name fits a pattern: <c>*</c> stands for any characters, none included. Takes time in proportion to both lengths at worst.</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // Of several stars only the last one met is ever tried again: what came before it fits already, as early as it can.
        var (at, place, star, resume) = (0, 0, -1, 0);
        while (place < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*') { (star, resume) = (at++, place); }
            else if (at < pattern.Length && char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(name[place])) { at++; place++; }
            else if (star >= 0) { at = star + 1; place = ++resume; }
            else { return false; }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }
}
