using System.Security.Cryptography;
using System.Text;

namespace Acsr.Policies;

/// <summary>A policy document that can be imported: its text as stored, what it says about itself, and its clauses. Pure.</summary>
internal sealed record PolicyDocument(string Text, string Sha256, FrontMatter Front, ParsedPolicy Parsed)
{
    /// <summary>The document, or why it is none.</summary>
    public static (PolicyDocument? Document, PolicyImportOutcome.Refused? Fault) Read(string markdown)
    {
        var bytes = Encoding.UTF8.GetByteCount(markdown);
        if (bytes > PolicyImport.MaxBytes) { return Refused($"The document has {bytes:N0} bytes; the most is {PolicyImport.MaxBytes:N0}. Split it into several policies."); }
        if (markdown.Contains('\0', StringComparison.Ordinal)) { return Refused("The document holds a NUL character, so it is not Markdown; save it as UTF-8 text."); }

        var text = markdown.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var (front, fault) = FrontMatter.Read(text);
        if (fault is not null) { return Refused(fault); }
        ParsedPolicy parsed;
        try { parsed = ClauseParser.Parse(text); }
        catch (ArgumentException) { return Refused("Lists or quotations are nested too deeply; 128 levels are the most."); }

        return parsed.Clauses.Count switch
        {
            0 => Refused("The document holds no clause: write each rule as a list item or as a paragraph under a heading."),
            > PolicyImport.MaxClauses => Refused($"The document holds {parsed.Clauses.Count:N0} clauses; the most is {PolicyImport.MaxClauses:N0}. Split it into several policies."),
            _ => (new PolicyDocument(text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), front, parsed), null),
        };
    }

    private static (PolicyDocument?, PolicyImportOutcome.Refused) Refused(string reason) => (null, new PolicyImportOutcome.Refused(reason));
}
