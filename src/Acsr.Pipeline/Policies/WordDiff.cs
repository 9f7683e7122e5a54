using System.Text.RegularExpressions;

namespace Acsr.Policies;

/// <summary>A stretch of text and whether the other text has it too.</summary>
public sealed record DiffPart(string Text, bool IsKept);

/// <summary>Two texts, each in parts that are kept or its own.</summary>
public sealed record TextDiff(IReadOnlyList<DiffPart> Before, IReadOnlyList<DiffPart> After);

/// <summary>Compares two wordings word by word by their longest common subsequence. Pure.</summary>
public static partial class WordDiff
{
    // Time and memory grow with the product of the lengths; beyond this the texts are shown as wholly different.
    private const int MaxCells = 4_000_000;

    public static TextDiff Of(string before, string after)
    {
        var (a, b) = (Words(before), Words(after));
        if ((long)a.Length * b.Length > MaxCells) { return new TextDiff([new DiffPart(before, false)], [new DiffPart(after, false)]); }
        var (keptBefore, keptAfter) = Kept(a, b);
        return new TextDiff(Parts(a, keptBefore), Parts(b, keptAfter));
    }

    private static (bool[] Before, bool[] After) Kept(string[] a, string[] b)
    {
        var longest = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                longest[i, j] = Same(a[i], b[j]) ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        var (keptBefore, keptAfter) = (new bool[a.Length], new bool[b.Length]);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (Same(a[i], b[j])) { keptBefore[i++] = keptAfter[j++] = true; }
            else if (longest[i + 1, j] >= longest[i, j + 1]) { i++; }
            else { j++; }
        }

        return (keptBefore, keptAfter);
    }

    private static List<DiffPart> Parts(string[] words, bool[] kept)
    {
        var parts = new List<DiffPart>();
        for (var i = 0; i < words.Length; i++)
        {
            if (parts is [.., var last] && last.IsKept == kept[i]) { parts[^1] = last with { Text = last.Text + words[i] }; }
            else { parts.Add(new DiffPart(words[i], kept[i])); }
        }

        return parts;
    }

    // White space belongs to the word before it and does not count.
    private static bool Same(string a, string b) => a.AsSpan().TrimEnd().SequenceEqual(b.AsSpan().TrimEnd());

    private static string[] Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\S+\s*|\s+")]
    private static partial Regex Word();
}
