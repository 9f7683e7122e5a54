namespace Acsr.Ingest;

/// <summary>
/// What a check of the system of record found about one change that the agent made (O1): the customer's own checker tells it, or the
/// console's. Of several results of one check the latest holds; a check is who checks, which action and which step.
/// </summary>
public sealed record VerificationEvent : CaseEvent
{
    /// <summary><c>confirmed</c>, <c>contradicted</c>, <c>not_found</c> or <c>timed_out</c>.</summary>
    public string Result { get; init; } = "";
    /// <summary>The action that was checked, for example <c>issue_refund</c>.</summary>
    public string? Action { get; init; }
    /// <summary>The id of the step that it is about; absent: the last step of that action.</summary>
    public string? Target { get; init; }
    /// <summary>Who or what checked.</summary>
    public string? By { get; init; }
    /// <summary>What was seen, in words.</summary>
    public string? Comment { get; init; }

    public override string? Fault() =>
        Result.Length == 0 ? "'result' is missing; use one of: confirmed, contradicted, not_found, timed_out."
        : OneOf("result", Result, "confirmed", "contradicted", "not_found", "timed_out")
            ?? (Action?.Length > 200 ? $"'action' has {Action.Length} characters; at most 200 are kept." : null)
            ?? (By?.Length > 200 ? $"'by' has {By.Length} characters; at most 200 are kept." : null);
}
