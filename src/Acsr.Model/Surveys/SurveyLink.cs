namespace Acsr.Surveys;

/// <summary>One invitation to the hosted survey: who holds its signed link may answer once, without signing in.</summary>
public sealed class SurveyLink
{
    /// <summary>The sender's id of the invitation, or one that was made for it; 1 to 200 characters.</summary>
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    /// <summary>The customer's language, for example <c>de</c>; null where nobody knows: the browser's is taken.</summary>
    public string? Language { get; set; }
    /// <summary>What is asked: any of <c>csat</c>, <c>ces</c> and <c>resolved</c>.</summary>
    public List<string> Asks { get; set; } = [];
    public DateTime CreatedAt { get; set; }
    public DateTime ExpiresAt { get; set; }
    /// <summary>The name of the key that asked for it.</summary>
    public required string Source { get; set; }
    /// <summary>Null until somebody answers; then the link is used up.</summary>
    public DateTime? AnsweredAt { get; set; }
    /// <summary>The answer as events, one JSON object a line.</summary>
    public string? Answer { get; set; }
    /// <summary>When the answer had gone the way of every event; null until then.</summary>
    public DateTime? ForwardedAt { get; set; }
}

/// <summary>One row: how the hosted survey looks and what it asks unless an invitation says otherwise.</summary>
public sealed class SurveySettings
{
    public int Id { get; set; }
    /// <summary>Whose survey it is, as customers know it; empty: no name is shown.</summary>
    public string Brand { get; set; } = "";
    public List<string> Asks { get; set; } = ["csat", "ces", "resolved"];
    /// <summary>Days until a link expires.</summary>
    public int ValidDays { get; set; } = 14;
    public DateTime ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
}
