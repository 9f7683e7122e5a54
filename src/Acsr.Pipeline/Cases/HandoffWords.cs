namespace Acsr.Cases;

/// <summary>The words of the wire for why an agent hands a case off.</summary>
public static class HandoffWords
{
    private static readonly Dictionary<string, HandoffKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["customer_asked"] = HandoffKind.CustomerAsked,
        ["missing_knowledge"] = HandoffKind.MissingKnowledge,
        ["unsupported_request"] = HandoffKind.UnsupportedRequest,
        ["policy"] = HandoffKind.Policy,
        ["tool_failure"] = HandoffKind.ToolFailure,
        ["clarification_pending"] = HandoffKind.ClarificationPending,
        ["limit"] = HandoffKind.Limit,
        ["unknown"] = HandoffKind.Unknown,
    };

    /// <summary>The kind that a word names; null where it is none of them.</summary>
    public static HandoffKind? Find(string? word) => word is not null && Words.TryGetValue(word.Trim(), out var kind) ? kind : null;

    /// <summary>The word for a kind, as it stands on the wire and in addresses.</summary>
    public static string Of(HandoffKind kind) => Words.First(word => word.Value == kind).Key;
}
