namespace Acsr.Knowledge;

/// <summary>A stretch of an excerpt, and whether it is a word that was asked for.</summary>
public sealed record ExcerptPart(string Text, bool IsHit);

/// <summary>The part of a chunk in which most of what was asked for stands. Pure.</summary>
public static class Excerpt
{
    private const int Length = 260;

    public static IReadOnlyList<ExcerptPart> Of(string markdown, string query)
    {
        var text = string.Join(' ', ArticleChunks.Plain(markdown).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var asked = SearchWords.Of(query).ToHashSet(StringComparer.Ordinal);
        var hits = SearchWords.At(text).Where(w => asked.Contains(w.Word)).ToList();
        var start = hits.Count == 0 ? 0 : hits.MaxBy(first => hits.Where(h => h.Start >= first.Start && h.Start < first.Start + Length).Select(h => h.Word).Distinct().Count()).Start;
        start = start <= 40 ? 0 : text.LastIndexOf(' ', start - 40 < 0 ? 0 : start - 40) + 1;
        var end = Math.Min(text.Length, start + Length);
        if (end < text.Length && text.LastIndexOf(' ', end - 1) is var space && space > start) { end = space; }
        List<ExcerptPart> parts = [];
        var at = start;
        if (start > 0) { parts.Add(new("… ", false)); }
        foreach (var hit in hits.Where(h => h.Start >= start && h.Start + h.Length <= end))
        {
            if (hit.Start > at) { parts.Add(new(text[at..hit.Start], false)); }
            parts.Add(new(text.Substring(hit.Start, hit.Length), true));
            at = hit.Start + hit.Length;
        }

        if (at < end) { parts.Add(new(text[at..end], false)); }
        if (end < text.Length) { parts.Add(new(" …", false)); }
        return parts;
    }
}
