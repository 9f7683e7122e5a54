namespace Acsr.Ingest.Otlp;

/// <summary>Finds out how much of a history that is sent again with every call was told before (formats B.2, trap 5).</summary>
internal static class HistoryOverlap
{
    /// <param name="told">What is known of the conversation.</param>
    /// <param name="history">What a later call was given; it may be all of it, its last part, or only what is new.</param>
    /// <returns>How many entries of the history, from its beginning, are nothing new.</returns>
    public static int Known<T>(IReadOnlyList<T> told, IReadOnlyList<T> history) where T : IEquatable<T>
    {
        var (longest, end) = (0, 0);
        for (var place = 1; place <= history.Count; place++)
        {
            var length = CommonEnding(told, history, place);
            if (length >= longest && length > 0) { (longest, end) = (length, place); }
        }

        if (longest > 0) { return end; }

        // The last answer may have been rewritten before it was sent back: then only the beginnings agree, and the count tells.
        var begun = 0;
        while (begun < told.Count && begun < history.Count && told[begun].Equals(history[begun])) { begun++; }
        return begun > 0 && history.Count > told.Count ? told.Count : 0;
    }

    /// <summary>How many entries of the history, from its beginning, were told in the same order, other things in between or not.</summary>
    public static int InOrder<T>(IEnumerable<T> told, IReadOnlyList<T> history) where T : IEquatable<T>
    {
        var known = 0;
        foreach (var entry in told)
        {
            if (known < history.Count && history[known].Equals(entry)) { known++; }
        }

        return known;
    }

    private static int CommonEnding<T>(IReadOnlyList<T> told, IReadOnlyList<T> history, int end) where T : IEquatable<T>
    {
        var length = 0;
        while (length < told.Count && length < end && told[told.Count - 1 - length].Equals(history[end - 1 - length])) { length++; }
        return length;
    }
}
