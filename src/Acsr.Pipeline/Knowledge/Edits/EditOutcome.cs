namespace Acsr.Knowledge;

/// <summary>What became of something done to an edit.</summary>
public abstract record EditOutcome
{
    private EditOutcome() { }

    /// <summary>It is done.</summary>
    /// <param name="EditId">The edit.</param>
    /// <param name="Changeset">The changeset in which it left, where it did.</param>
    public sealed record Done(long EditId, Changeset? Changeset = null) : EditOutcome;

    /// <summary>Nothing was written; the reason says how to mend it.</summary>
    public sealed record Refused(string Reason) : EditOutcome;
}

/// <summary>Who does something to an edit.</summary>
/// <param name="Id">Of the person.</param>
/// <param name="Name">For people to read.</param>
public sealed record EditActor(string Id, string Name);

/// <summary>What an edit is to be about.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="ArticleId">The article that is changed or retired; null for a new one.</param>
/// <param name="Title">Of a new one; the working title of the others is the article's.</param>
public sealed record EditProposal(EditKind Kind, string? ArticleId, string Title)
{
    public string Reason { get; init; } = "";
    public string? Gap { get; init; }
    public long? ReviewId { get; init; }
    public IReadOnlyList<string> CaseIds { get; init; } = [];
    public IReadOnlyList<string> Questions { get; init; } = [];
    public bool Demo { get; init; }
}

/// <summary>What somebody saves.</summary>
/// <param name="Text">The article as it is to be.</param>
/// <param name="Reason">Why.</param>
/// <param name="Questions">Questions that it has to be found for.</param>
public sealed record EditDraft(ArticleText Text, string Reason, IReadOnlyList<string> Questions)
{
    public const int MaxQuestions = 100;

    public static EditDraft Of(ArticleEdit edit) => new(ArticleText.Of(edit), edit.Reason, edit.Questions);

    internal EditDraft Settled() => new(Text.Settled(), Reason.Trim(), [.. Questions.Select(q => q.Trim()).Where(q => q.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)]);

    internal string? Fault() =>
        Text.Fault()
        ?? (Reason.Length > ArticleEdit.MaxReason ? $"The reason is too long; {ArticleEdit.MaxReason:N0} characters are the most."
        : Questions.Count > MaxQuestions ? $"{Questions.Count} questions; {MaxQuestions} are the most."
        : Questions.FirstOrDefault(q => q.Length > 500) is not null ? "A question is too long; 500 characters are the most." : null);
}
