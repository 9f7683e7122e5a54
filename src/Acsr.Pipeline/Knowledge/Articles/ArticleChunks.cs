using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Acsr.Policies;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Acsr.Knowledge;

/// <summary>A piece of an article.</summary>
/// <param name="Id"><c>article#heading-path~n</c>.</param>
/// <param name="TitlePath">The title and the headings above it.</param>
/// <param name="Text">Markdown.</param>
/// <param name="ContentHash">SHA-256 of the text, hexadecimal.</param>
/// <param name="Clauses">Clauses of the whole article and those that the piece names.</param>
public sealed record Chunk(string Id, IReadOnlyList<string> TitlePath, string Text, string ContentHash, IReadOnlyList<string> Clauses);

/// <summary>
/// Cuts an article at its headings, and a long section between its paragraphs (formats E). An id is made of the article and the headings
/// above, so a piece whose words change keeps its own, and a section that comes or goes leaves the others alone. Pure.
/// </summary>
public static partial class ArticleChunks
{
    /// <summary>Characters from which on a section is cut at its next paragraph.</summary>
    public const int CutFrom = 1_800;

    private const int MaxPathSlug = 160;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    public static IReadOnlyList<Chunk> Of(string articleId, ArticleText text)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. Sections(text.Title, text.Body).SelectMany(section => Pieces(section.Blocks).Select(piece =>
        {
            var slug = ArticleIds.Slug(string.Join(' ', section.Path), MaxPathSlug);
            numbers[slug] = numbers.GetValueOrDefault(slug) + 1;
            return new Chunk(
                string.Create(CultureInfo.InvariantCulture, $"{articleId}#{slug}~{numbers[slug]}"), [text.Title, .. section.Path], piece, Hash(piece),
                [.. text.Clauses.Concat(Cited(piece)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }))];
    }

    /// <summary>SHA-256 of a text as UTF-8, with line feeds and trimmed, hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").Trim())));

    /// <summary>Clauses that a text names, as <c>policy/clause@version</c>.</summary>
    public static IEnumerable<string> Cited(string text) => Citation().Matches(text).Select(m => m.Value).Where(c => ClauseCitation.TryParse(c, out _)).Distinct(StringComparer.Ordinal);

    /// <summary>The words of Markdown without its marks.</summary>
    public static string Plain(string markdown)
    {
        try { return Markdown.ToPlainText(markdown, Pipeline).Trim(); }
        catch (ArgumentException) { return markdown; }
    }

    private static List<(IReadOnlyList<string> Path, List<string> Blocks)> Sections(string title, string body)
    {
        MarkdownDocument document;
        // More levels of nesting than the parser follows: the text stays whole.
        try { document = Markdown.Parse(body, Pipeline); }
        catch (ArgumentException) { return [([], [body])]; }

        List<(IReadOnlyList<string> Path, List<string> Blocks)> sections = [];
        var path = new List<(int Level, string Text)>();
        List<string>? open = null;
        foreach (var block in document)
        {
            if (block is HeadingBlock heading)
            {
                path.RemoveAll(h => h.Level >= heading.Level);
                var words = Words(heading);
                // The title stands in every path already.
                if (words != title) { path.Add((heading.Level, words)); }
                open = null;
            }
            else if (Source(body, block) is { Length: > 0 } source)
            {
                if (open is null) { sections.Add(([.. path.Select(h => h.Text)], open = [])); }
                open.Add(source);
            }
        }

        return sections;
    }

    private static IEnumerable<string> Pieces(List<string> blocks)
    {
        var piece = new StringBuilder();
        foreach (var block in blocks)
        {
            if (piece.Length > 0 && piece.Length + block.Length > CutFrom)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            if (piece.Length > 0) { piece.Append("\n\n"); }
            piece.Append(block);
        }

        if (piece.Length > 0) { yield return piece.ToString(); }
    }

    private static string Source(string body, Block block) => block switch
    {
        ThematicBreakBlock or LinkReferenceDefinitionGroup => "",
        _ when block.Span.IsEmpty => "",
        _ => body[block.Span.Start..Math.Min(body.Length, block.Span.End + 1)].Trim(),
    };

    private static string Words(HeadingBlock heading) => string.Concat((heading.Inline?.Descendants() ?? []).Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        _ => "",
    })).Trim();

    [GeneratedRegex(@"(?<![\w/@.-])[\p{L}\p{N}][\p{L}\p{N}-]*/[\p{L}\p{N}][\p{L}\p{N}-]*@[0-9]{1,6}\b")]
    private static partial Regex Citation();
}
