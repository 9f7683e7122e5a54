namespace Acsr.Knowledge;

/// <summary>An article as a file holds it.</summary>
/// <param name="Path">Where it stood, for people to find it.</param>
/// <param name="Id">The id it is to have.</param>
/// <param name="Text">Its words, settled.</param>
/// <param name="Status">As the file says; published where it says nothing.</param>
public sealed record ArticleDocument(string Path, string Id, ArticleText Text, ArticleStatus Status);

/// <summary>What is wrong with one file, and how to mend it.</summary>
public sealed record ArticleFault(string Path, string Reason);

/// <summary>What was read: the good, and beside it the bad.</summary>
public sealed record ArticleReading(IReadOnlyList<ArticleDocument> Documents, IReadOnlyList<ArticleFault> Faults)
{
    /// <summary>All of several, with every id once: a second document of the same id is a fault.</summary>
    public static ArticleReading Of(IEnumerable<ArticleReading> parts)
    {
        var (documents, faults) = (new Dictionary<string, ArticleDocument>(StringComparer.Ordinal), new List<ArticleFault>());
        foreach (var part in parts)
        {
            faults.AddRange(part.Faults);
            foreach (var document in part.Documents.Where(d => !documents.TryAdd(d.Id, d)))
            {
                faults.Add(new(document.Path, $"Its id '{document.Id}' is that of {documents[document.Id].Path} as well; give it an id of its own in the front matter (id: …)."));
            }
        }

        return new([.. documents.Values.OrderBy(d => d.Id, StringComparer.Ordinal)], faults);
    }

    internal static ArticleReading Fault(string path, string reason) => new([], [new(path, reason)]);
}
