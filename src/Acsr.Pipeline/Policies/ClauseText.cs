using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Acsr.Policies;

/// <summary>What counts as the same text, and how alike two texts are.</summary>
public static partial class ClauseText
{
    /// <summary>SHA-256 of the text with white space folded and case ignored, hexadecimal, lower case.</summary>
    public static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WhiteSpace().Replace(text.Trim(), " ").ToLowerInvariant())));

    /// <summary>The words of a text, each once, lower case.</summary>
    public static IReadOnlySet<string> Words(string text) => Word().Matches(text).Select(m => m.Value.ToLowerInvariant()).ToHashSet();

    /// <summary>Jaccard: shared words over all words, 0 to 1; 0 where neither text has a word.</summary>
    public static double Similarity(IReadOnlySet<string> a, IReadOnlySet<string> b)
    {
        var shared = a.Count <= b.Count ? a.Count(b.Contains) : b.Count(a.Contains);
        var all = a.Count + b.Count - shared;
        return all == 0 ? 0 : (double)shared / all;
    }

    /// <summary>The innermost heading as the first part of a clause id: words and hyphens, at most 48 characters; <c>clause</c> without a heading.</summary>
    public static string Slug(string heading)
    {
        var innermost = heading.Split(ClauseParser.Separator)[^1];
        var slug = string.Join('-', Word().Matches(innermost).Select(m => m.Value.ToLowerInvariant()));
        slug = (slug.Length <= 48 ? slug : slug[..48]).Trim('-');
        return slug.Length == 0 ? "clause" : slug;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
