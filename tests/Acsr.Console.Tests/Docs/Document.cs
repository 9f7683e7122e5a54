using System.Text.RegularExpressions;

namespace Acsr.Docs;

/// <summary>A page of the documentation, taken apart as far as tests ask.</summary>
internal sealed partial class Document(string path)
{
    private static readonly string Root = FindRoot();

    /// <summary>Below the checkout, with slashes.</summary>
    public string Path => path;

    public string Text { get; } = File.ReadAllText(System.IO.Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>The README and everything in docs, without what was installed there to run a sample.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        new("README.md"),
        .. Directory.EnumerateFiles(System.IO.Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(file => new Document(System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))),
    ];

    public static Document Named(string path) => All.Single(document => document.Path == path);

    /// <summary>Whether a file or folder stands at a path below the checkout.</summary>
    public static bool Exists(string below) => System.IO.Path.Exists(System.IO.Path.Combine(Root, below));

    /// <summary>The whole path of a folder below the checkout.</summary>
    public static string Folder(string below) => System.IO.Path.Combine(Root, below);

    /// <summary>Contents of the fenced blocks of a language, in order; of all languages when it is null.</summary>
    public IReadOnlyList<string> Blocks(string? language = null) =>
        [.. Fence().Matches(Text).Where(m => language is null || m.Groups["language"].Value == language).Select(m => m.Groups["content"].Value.Trim())];

    /// <summary>The sections whose heading is nothing but code, by that code, in order.</summary>
    public IReadOnlyList<(string Name, string Text)> CodeSections() =>
        [.. CodeSection().Matches(Text).Select(m => (m.Groups["name"].Value, m.Groups["text"].Value))];

    /// <summary>The code in the first cells of the tables in a text, a cell with several giving several.</summary>
    public static IReadOnlyList<string> FirstCells(string text) =>
        [.. FirstCell().Matches(text).SelectMany(m => Code().Matches(m.Groups["cell"].Value)).Select(m => m.Groups["code"].Value)];

    /// <summary>Targets of links to files of ours.</summary>
    public IEnumerable<string> Links() => Link().Matches(Text).Select(m => m.Groups["target"].Value).Where(target => !target.Contains(':', StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Acsr.Console.sln"))) { folder = folder.Parent; }
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below a checkout.");
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^### `(?<name>[^`]+)`\n(?<text>.*?)(?=^#|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeSection();

    [GeneratedRegex(@"^\| (?<cell>`[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
