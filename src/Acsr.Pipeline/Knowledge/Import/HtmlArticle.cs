using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Acsr.Knowledge;

/// <summary>
/// Writes an article's HTML as Markdown. Only what is named here comes over: scripts, styles, forms, frames and event handlers stay behind, and
/// a link keeps its address only where it is http, https or mail. Pure.
/// </summary>
public static partial class HtmlArticle
{
    private static readonly HashSet<string> Dropped = ["script", "style", "template", "noscript", "iframe", "object", "embed", "form", "button", "input", "select", "textarea", "svg", "math", "head", "link", "meta"];

    public static string ToMarkdown(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        return document.Body is { } body ? Blank().Replace(Blocks(body, ""), "\n\n").Trim() : "";
    }

    private static string Blocks(INode parent, string indent)
    {
        var (text, line) = (new StringBuilder(), new StringBuilder());
        void Flush()
        {
            if (line.ToString().Trim() is { Length: > 0 } words) { text.Append(indent).Append(words.Replace("\n", "\n" + indent, StringComparison.Ordinal)).Append("\n\n"); }
            line.Clear();
        }

        foreach (var node in parent.ChildNodes)
        {
            if (node is IElement element && Block(element, indent) is { } block)
            {
                Flush();
                text.Append(block);
            }
            else { line.Append(Inline(node)); }
        }

        Flush();
        return text.ToString();
    }

    /// <summary>Null where the element stands within a line.</summary>
    private static string? Block(IElement element, string indent) => element.LocalName switch
    {
        _ when Dropped.Contains(element.LocalName) => "",
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => $"{indent}{new string('#', element.LocalName[1] - '0')} {Line(element)}\n\n",
        "ul" or "ol" => Items(element, indent) + "\n",
        "blockquote" => Quoted(Blocks(element, "").Trim(), indent),
        "pre" => $"{indent}```\n{element.TextContent.Trim('\n')}\n```\n\n",
        "table" => Table(element, indent),
        "hr" => indent + "---\n\n",
        "p" or "div" or "section" or "article" or "main" or "figure" or "figcaption" or "header" or "footer" or "aside" or "details" or "summary" or "dl" or "dt" or "dd" or "address" => Blocks(element, indent),
        _ => null,
    };

    private static string Items(IElement list, string indent)
    {
        var text = new StringBuilder();
        var number = 1;
        foreach (var item in list.Children.Where(c => c.LocalName == "li"))
        {
            var mark = list.LocalName == "ol" ? $"{number++}. " : "- ";
            var inner = indent + new string(' ', mark.Length);
            var content = Blocks(item, inner).TrimEnd();
            text.Append(indent).Append(mark).Append(content.Length > inner.Length ? content[inner.Length..] : content.TrimStart()).Append('\n');
        }

        return text.ToString();
    }

    private static string Quoted(string text, string indent) => string.Concat(text.Split('\n').Select(l => $"{indent}> {l}".TrimEnd() + "\n")) + "\n";

    private static string Table(IElement table, string indent)
    {
        var rows = table.QuerySelectorAll("tr").Select(r => r.Children.Where(c => c.LocalName is "td" or "th").Select(c => Line(c).Replace("|", "\\|", StringComparison.Ordinal)).ToList()).Where(r => r.Count > 0).ToList();
        if (rows.Count == 0) { return ""; }
        var width = rows.Max(r => r.Count);
        string Row(IEnumerable<string> cells) => $"{indent}| {string.Join(" | ", cells.Concat(Enumerable.Repeat("", width)).Take(width))} |\n";
        return Row(rows[0]) + Row(Enumerable.Repeat("---", width)) + string.Concat(rows.Skip(1).Select(Row)) + "\n";
    }

    private static string Line(INode node) => WhiteSpace().Replace(string.Concat(node.ChildNodes.Select(Inline)), " ").Trim();

    private static string Inline(INode node) => node switch
    {
        IText text => Escaped(WhiteSpace().Replace(text.Data, " ")),
        IElement element when Dropped.Contains(element.LocalName) => "",
        IElement { LocalName: "br" } => "\n",
        IElement { LocalName: "strong" or "b" } bold => Marked(bold, "**"),
        IElement { LocalName: "em" or "i" } emphasis => Marked(emphasis, "*"),
        IElement { LocalName: "code" or "kbd" or "samp" } code => code.TextContent.Length == 0 ? "" : $"`{code.TextContent.Replace("`", "'", StringComparison.Ordinal)}`",
        IElement { LocalName: "a" } link => Link(link),
        IElement { LocalName: "img" } image => image.GetAttribute("alt") is { Length: > 0 } alt ? Escaped(alt) : "",
        IElement other => string.Concat(other.ChildNodes.Select(Inline)),
        _ => "",
    };

    private static string Marked(IElement element, string mark)
    {
        var words = string.Concat(element.ChildNodes.Select(Inline));
        return words.Trim() is { Length: > 0 } trimmed ? $"{(words.StartsWith(' ') ? " " : "")}{mark}{trimmed}{mark}{(words.EndsWith(' ') ? " " : "")}" : words;
    }

    private static string Link(IElement link)
    {
        var words = Line(link);
        var href = link.GetAttribute("href");
        return Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" && words.Length > 0
            ? $"[{words}]({uri.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})" : words;
    }

    // What Markdown would read as a mark, where it can stand as one.
    private static string Escaped(string text) => Marks().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\`*_\[\]<>]|^\s*(?:#{1,6}(?=\s)|[-+](?=\s)|\d+(?=[.)]\s))")]
    private static partial Regex Marks();

    [GeneratedRegex(@"[\s\u00A0]+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Blank();
}
