using Acsr.Components;
using Acsr.Releases.Curation;
using Acsr.Releases.Formats;
using Acsr.Releases.Preflights;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>How releases are written about.</summary>
internal static class ReleaseText
{
    public static string VerdictOf(Verdict verdict) => verdict switch
    {
        Verdict.Corrected => "corrected",
        Verdict.AgentWasRight => "agent was right",
        Verdict.CannotTell => "cannot tell",
    };

    /// <summary>What the agent decided and what would have been right.</summary>
    public static string Change(string? original, string? final) => original == final || final is null
        ? final is null ? $"{original} → an answer" : $"{original}, kept"
        : $"{original} → {final}";

    /// <summary>What an attempt to approve came to.</summary>
    public static string InWords(ApproveOutcome outcome) => outcome switch
    {
        ApproveOutcome.Approved => "Approved. The files can be downloaded now.",
        ApproveOutcome.AnotherNeeded => "Your approval is recorded. Rows that you reviewed yourself wait for somebody else's.",
        ApproveOutcome.AlreadyApproved => "You approved this release already; once is enough.",
        ApproveOutcome.OwnReviewsOnly => "You reviewed every row of it, so your approval would count for none. Ask somebody else.",
        ApproveOutcome.OwnRelease => "You made this release, so somebody else has to approve it.",
        ApproveOutcome.Withdrawn => "It was withdrawn meanwhile; nobody can approve it any more.",
        ApproveOutcome.NotFound => "There is no such release any more.",
    };

    /// <summary>What a withdrawal came to.</summary>
    public static string InWords(IReadOnlyList<WithdrawnVersion> withdrawn) => withdrawn.Count == 0 ? "Nothing was left to withdraw"
        : $"Withdrawn: {string.Join(", ", withdrawn.Select(w => w.Title))}{(withdrawn.Select(w => w.Successor).OfType<string>().Distinct().ToList() is { Count: > 0 } next ? $"; version {string.Join(", ", next)} takes their place" : "")}";

    /// <summary>The rule of four eyes as it holds for one person and one release.</summary>
    public static string FourEyes(int rows, int own, bool made = false) => "Four eyes: every row needs the approval of somebody who neither reviewed it nor made the release. " + (own switch
    {
        _ when made => "You made this release, so somebody else has to approve it.",
        0 => "You reviewed none of these rows, so yours is enough.",
        _ when own == rows => "You reviewed all of these rows, so somebody else has to approve.",
        _ => $"You reviewed {own} of these {Quantity.Count(rows, "row")}: for those somebody else has to approve as well.",
    });

    /// <summary>How a gate ended, for a tag.</summary>
    public static string StateOf(GateState state) => state switch
    {
        GateState.Passed => "passed",
        GateState.Warns => "look",
        GateState.Mended => "mended",
        GateState.Blocks => "blocks",
    };

    /// <summary>What was replaced, with counts; says so where nothing was.</summary>
    public static string Redacted(IReadOnlyDictionary<string, int> counts) => counts.Count == 0
        ? "No personal data was recognised. Names that no tool returned and nobody introduced are not recognised: read the rows."
        : $"{string.Join(", ", counts.Select(e => $"{Quantity.Text(e.Value, ChartUnit.Number)} × {e.Key.ToLowerInvariant().Replace('_', ' ')}"))} replaced by words that mean the same within this release only. Names that no tool returned and nobody introduced are not recognised: read the rows.";

    /// <summary>What a file of a release is for.</summary>
    public static string Holds(string path) => path.Replace(".heldout", "", StringComparison.Ordinal) switch
    {
        Manifest.Path => "List of the files with their hashes, counts and checks",
        Provenance.Path => "Where each row came from, and at which line of which file it is",
        DatasetCard.Path => "What a person has to know before training on it; a dataset card for Hugging Face",
        Croissant.Path => "The same for machines (Croissant)",
        IntentFiles.CsvPath => "What customers said, with the right intent",
        IntentFiles.RasaPath => "The same for Rasa",
        "sft.trl.jsonl" => "Training rows for Hugging Face TRL",
        "sft.openai.jsonl" => "Training rows for OpenAI-compatible trainers",
        "dpo.trl.jsonl" => "Corrections preferred to what the agent had done, for TRL",
        "dpo.openai.jsonl" => "The same for OpenAI-compatible trainers, where both are texts",
        "kto.trl.jsonl" => "Answers that are good or bad, for TRL's KTO",
        "stepwise.trl.jsonl" => "Single steps of the agent, right or wrong, for process reward models (TRL)",
        "sft.gemini.jsonl" => "Training rows for Gemini",
        "dpo.gemini.jsonl" => "Corrections preferred to what the agent had done, for Gemini",
        "sft.bedrock.jsonl" => "Training rows that answer in words, for Claude on Bedrock",
        "sft.trl.parquet" or "dpo.trl.parquet" or "kto.trl.parquet" or "stepwise.trl.parquet" => "The same rows as the file of JSON lines of that name, as Parquet",
        RetrievalFiles.Corpus => "Articles' chunks and cited clauses, for training and testing of search (BEIR)",
        RetrievalFiles.Queries => "Questions with a known right document (BEIR)",
        RetrievalFiles.TrainPairs => "Which document is right for which question, to train on",
        RetrievalFiles.TestPairs => "Which document is right for which question, for testing",
        RetrievalFiles.Triplets => "Question, right text and wrong text, for sentence-transformers",
        PolicyCases.Path => "Facts and decisions with what the policy's rules have to say of them",
        PreflightReport.Path => "What the preflight found",
        PreflightReport.ModelPath => "The classifier that the preflight trained, for ML.NET",
        "regression_cases.jsonl" => "Held-out decisions to test an agent with",
        _ => "",
    } + (path.Contains(".heldout", StringComparison.Ordinal) ? ", held out for testing" : "");
}
