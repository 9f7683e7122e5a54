using System.Text;

namespace Acsr.Knowledge;

/// <summary>Makes ids that stay: lower-case words and hyphens, as they stand in addresses and file names. Pure.</summary>
public static class ArticleIds
{
    /// <summary>Letters and digits of any script with hyphens between words; empty where the text has none.</summary>
    public static string Slug(string text, int most = Article.MaxId)
    {
        var slug = new StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter)) { slug.Append(char.ToLowerInvariant(letter)); }
            else if (slug.Length > 0 && slug[^1] != '-') { slug.Append('-'); }
        }

        if (slug.Length > most) { slug.Length = most; }
        return slug.ToString().Trim('-');
    }

    /// <summary>An id from a path in a folder: its parts without the ending, joined by hyphens.</summary>
    public static string OfPath(string path)
    {
        var dot = path.LastIndexOf('.');
        return Slug(dot > path.LastIndexOf('/') ? path[..dot] : path);
    }
}
