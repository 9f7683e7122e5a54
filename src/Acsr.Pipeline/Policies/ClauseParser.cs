using System.Text;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Acsr.Policies;

/// <summary>A clause as it stands in a document, before it has an id.</summary>
/// <param name="Heading">Headings above it, outermost first, joined by <c> › </c>; empty when there is none.</param>
/// <param name="Text">Markdown as written, without the mark of its list and indented as if it stood alone.</param>
public sealed record ParsedClause(string Heading, string Text);

/// <summary>A policy document as it reads.</summary>
/// <param name="Title">The first heading of level 1, if there is one.</param>
/// <param name="Clauses">In the order of the document.</param>
public sealed record ParsedPolicy(string? Title, IReadOnlyList<ParsedClause> Clauses);

/// <summary>
/// Reads a policy in Markdown as clauses (formats I.2). Each item of an outermost list is a clause, with all that is nested in it, and
/// so is each paragraph, table, quotation and block of code that stands by itself. Pure.
/// </summary>
public static class ClauseParser
{
    public const string Separator = " › ";

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UsePreciseSourceLocation().Build();

    /// <summary>Throws <see cref="ArgumentException"/> when blocks are nested more deeply than the parser follows (128 levels).</summary>
    public static ParsedPolicy Parse(string markdown)
    {
        var text = markdown.ReplaceLineEndings("\n");
        var document = Markdown.Parse(text, Pipeline);
        var topHeadings = document.OfType<HeadingBlock>().Where(h => h.Level == 1).ToList();
        var title = topHeadings.Count == 0 ? null : PlainText(topHeadings[0]);

        // A lone title stands above everything, so repeating it in every path would tell nothing and tie all clauses to its wording.
        var skipsTitle = topHeadings.Count == 1;
        var path = new List<(int Level, string Text)>();
        var clauses = new List<ParsedClause>();
        foreach (var block in document)
        {
            if (block is HeadingBlock heading)
            {
                path.RemoveAll(h => h.Level >= heading.Level);
                if (skipsTitle && heading.Level > 1) { path.RemoveAll(h => h.Level == 1); }
                path.Add((heading.Level, PlainText(heading)));
                continue;
            }

            foreach (var clause in ClausesOf(block, text).Where(c => c.Length > 0))
            {
                clauses.Add(new ParsedClause(string.Join(Separator, path.Select(h => h.Text)), clause));
            }
        }

        return new ParsedPolicy(title, clauses);
    }

    private static IEnumerable<string> ClausesOf(Block block, string text) => block switch
    {
        YamlFrontMatterBlock or ThematicBreakBlock or LinkReferenceDefinitionGroup => [],
        HtmlBlock { Type: HtmlBlockType.Comment } => [],
        ListBlock list => list.OfType<ListItemBlock>().Where(item => item.Count > 0).Select(item => Source(text, item[0], item[^1])),
        _ => [Source(text, block, block)],
    };

    private static string Source(string text, Block first, Block last)
    {
        if (first.Span.IsEmpty) { return ""; }
        var lines = text[first.Span.Start..Math.Min(text.Length, last.Span.End + 1)].Split('\n');
        var result = new StringBuilder(lines[0].TrimEnd());
        foreach (var line in lines.Skip(1))
        {
            var indent = line.TakeWhile(c => c == ' ').Take(first.Column).Count();
            result.Append('\n').Append(line[indent..].TrimEnd());
        }

        return result.ToString().Trim();
    }

    private static string PlainText(HeadingBlock heading)
    {
        var text = new StringBuilder();
        foreach (var inline in heading.Inline?.Descendants() ?? [])
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                LineBreakInline => " ",
                _ => "",
            });
        }

        return text.ToString().Trim();
    }
}
