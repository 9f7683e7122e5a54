using Microsoft.AspNetCore.Identity;

namespace Acsr.Access;

/// <summary>A person who signs in.</summary>
public sealed class User : IdentityUser
{
    /// <summary>Made for the demo desk; goes with it.</summary>
    public bool Demo { get; set; }
}

/// <summary>The roles a person may have; the names are what is stored and shown.</summary>
public static class Roles
{
    public const string Lead = "lead";
    public const string Reviewer = "reviewer";
    public const string KnowledgeEngineer = "knowledge-engineer";
    public const string Administrator = "administrator";

    public static readonly IReadOnlyList<string> All = [Lead, Reviewer, KnowledgeEngineer, Administrator];
}

/// <summary>What a key may do.</summary>
public enum KeyScope
{
    /// <summary>Send traces and events; read nothing.</summary>
    Ingest = 1,
    /// <summary>Send what a customer says and does (satisfaction, thumbs, reading, flows) from a browser, where anybody can read the key; read nothing.</summary>
    Browser = 2,
    /// <summary>Read KPIs and published releases, and say what became of them; change nothing else.</summary>
    Read = 3,
}

/// <summary>A machine's key. Only its hash is kept: the key itself is shown once, when it is made.</summary>
public sealed class ApiKey
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public KeyScope Scope { get; set; }
    /// <summary>The first characters, by which people tell keys apart.</summary>
    public required string Prefix { get; set; }
    /// <summary>SHA-256 of the key, hexadecimal. The key is 256 random bits, so no salt or stretching is needed.</summary>
    public required string Hash { get; set; }
    /// <summary>Pages of these origins may use it, for example <c>https://shop.example.com</c>, and nobody else; empty: whoever has it.</summary>
    public List<string> Origins { get; set; } = [];
    public DateTime CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
    public bool Demo { get; set; }
    public DateTime? RevokedAt { get; set; }
}

/// <summary>
/// One change by a person or a key: who, what, on what. Append-only; each entry's hash covers the one before, so a change to
/// the log shows.
/// </summary>
public sealed class AuditEntry
{
    public long Id { get; set; }
    public DateTime At { get; set; }
    public required string Actor { get; set; }
    /// <summary>Noun and verb, for example <c>key.revoked</c>.</summary>
    public required string Action { get; set; }
    public required string Subject { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }
    /// <summary>SHA-256 over the entry before and this one, hexadecimal.</summary>
    public required string Hash { get; set; }
}
