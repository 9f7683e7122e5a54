using Acsr.Cases;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>Cases and reviews for the tests of releases: a customer who wants a refund, an agent who gives too much, a colleague who mends it.</summary>
internal static class Given
{
    public static Step Said(string id, Role role, string text) => new() { Id = id, Kind = StepKind.Message, Role = role, Text = text };

    public static Step Called(string id, string tool, string? input = "{}", string? output = "ok", StepKind kind = StepKind.Tool) =>
        new() { Id = id, Kind = kind, Name = tool, Input = input, Output = output };

    public static Step Decided(string id, string action, string? input = "{}") => new() { Id = id, Kind = StepKind.Decision, Name = action, Input = input };

    public static IReadOnlyList<Step> RefundSteps { get; } =
    [
        Said("s0", Role.System, "You may refund at most $20."),
        Said("s1", Role.Customer, "My parcel – “no. 7” – never came."),
        Called("s2", "get_order", """{"id": 7, "with": ["items"]}""", """{"total": 50}"""),
        Said("s3", Role.Agent, "I am sorry. One moment."),
        Decided("s4", "refund", """{"amount": 50}"""),
        Called("s5", "refund", """{"amount": 50}""", "SECRET-AFTER refunded", StepKind.Action),
        Said("s6", Role.Human, "SECRET-HUMAN I take over."),
        new Step { Id = "s7", Kind = StepKind.Override, Name = "refund", Text = "SECRET-NOTE too much" },
        Called("s8", "refund", """{"amount": 20}""", "SECRET-AFTER", StepKind.Action),
        Said("s9", Role.Agent, "SECRET-AFTER Goodbye."),
    ];

    public static FoldedCase Case(string id, params IReadOnlyList<Step> steps) =>
        new(new Case { Id = id, Intent = "refund" }, steps.Count == 0 ? RefundSteps : steps, [], []);

    public static CaseReview Review(long id = 1, string caseId = "c1", string? step = "s5", string reviewer = "rita") => new()
    {
        Id = id,
        ItemId = id,
        CaseId = caseId,
        ReviewerId = reviewer,
        ReviewerName = reviewer,
        At = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc),
        Verdict = Verdict.Corrected,
        StepId = step,
        OriginalAction = "refund",
        OriginalArguments = """{"amount": 50}""",
        OriginalConfidence = 0.9,
        FinalAction = "refund",
        FinalArguments = """{"amount": 20}""",
        Rationale = "SECRET-RATIONALE The limit is $20.",
        Clause = "fees/refunds-1@1",
    };

    public static TrainingItem Item(FoldedCase folded, CaseReview review) => Assert.IsType<Construction.Built>(TrainingItems.Build(folded, review)).Item;

    /// <summary>A file of an approved release, whole.</summary>
    public static async Task<byte[]> BytesAsync(ReleaseDesk desk, long id, string path)
    {
        await using var content = Assert.IsType<ReleaseFileOutcome.Found>(await desk.FileAsync(id, path)).Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public static ExclusionReason Reason(FoldedCase? folded, CaseReview review) =>
        Assert.IsType<Construction.Excluded>(TrainingItems.Build(folded, review)).Exclusion.Reason;

    /// <summary>What a reader of the prompt sees: role, text and calls of each message.</summary>
    public static IEnumerable<string> Lines(IEnumerable<TrainingMessage> messages) =>
        messages.Select(m => $"{m.Role}: {m.Content}{string.Concat(m.Calls.Select(c => $"[{c.Id} {c.Name} {c.Arguments.GetRawText()}]"))}");
}
