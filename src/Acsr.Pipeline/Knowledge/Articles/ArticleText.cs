using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Acsr.Knowledge;

/// <summary>All that people write about an article: its words and what is noted beside them.</summary>
public sealed record ArticleText
{
    public const int MaxTitle = 300;
    public const int MaxBody = 1_000_000;

    public required string Title { get; init; }
    public string Section { get; init; } = "";
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string Locale { get; init; } = "";
    public string? Owner { get; init; }
    public DateTime? StaleAfter { get; init; }
    /// <summary>As <c>policy/clause@version</c>.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];
    /// <summary>Markdown.</summary>
    public required string Body { get; init; }

    public static ArticleText Of(ArticleVersion v) =>
        new() { Title = v.Title, Section = v.Section, Tags = v.Tags, Locale = v.Locale, Owner = v.Owner, StaleAfter = v.StaleAfter, Clauses = v.Clauses, Body = v.Body };

    public static ArticleText Of(ArticleEdit e) =>
        new() { Title = e.Title, Section = e.Section, Tags = e.Tags, Locale = e.Locale, Owner = e.Owner, StaleAfter = e.StaleAfter, Clauses = e.Clauses, Body = e.Body };

    /// <summary>Trimmed, with line feeds, blanks as nothing and each tag once, so that the same is written the same way.</summary>
    public ArticleText Settled() => this with
    {
        Title = Title.Trim(),
        Section = Section.Trim(),
        Tags = [.. Tags.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Locale = Locale.Trim().ToLowerInvariant(),
        Owner = string.IsNullOrWhiteSpace(Owner) ? null : Owner.Trim(),
        Clauses = [.. Clauses.Select(c => c.Trim()).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Body = Body.ReplaceLineEndings("\n").Trim(),
    };

    /// <summary>What cannot be, for people to read; null when all can.</summary>
    public string? Fault() =>
        string.IsNullOrWhiteSpace(Title) ? "It has no title; give it one, in the front matter (title: …) or as its first heading."
        : Title.Length > MaxTitle ? $"The title has {Title.Length:N0} characters; {MaxTitle} are the most."
        : string.IsNullOrWhiteSpace(Body) ? "It has no text."
        : Body.Length > MaxBody ? $"The text has {Body.Length:N0} characters; {MaxBody:N0} are the most. Split it into several articles."
        : Clauses.FirstOrDefault(c => !Policies.ClauseCitation.TryParse(c, out _)) is { } wrong ? $"'{wrong}' cites no clause; write policy/clause@version, for example refunds/refunds-2@1."
        : null;

    /// <summary>SHA-256 over all of it, hexadecimal; call it on what is settled.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new object?[] { Title, Section, Tags, Locale, Owner, StaleAfter?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Clauses, Body }, JsonSerializerOptions.Default)));
}
