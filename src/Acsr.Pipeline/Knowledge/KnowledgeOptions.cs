using System.ComponentModel.DataAnnotations;

namespace Acsr.Knowledge;

/// <summary>How edits of the knowledge base are tested. Section <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    public const string Section = "Knowledge";

    /// <summary>Among how many chunks the right one has to be for a question to count as answered.</summary>
    [Range(1, 50)]
    public int K { get; set; } = 5;

    /// <summary>How many questions that worked are asked again at most.</summary>
    [Range(1, 2_000)]
    public int RegressionQuestions { get; set; } = 200;

    /// <summary>The customer's own retriever (docs/knowledge.md); empty: the built-in one alone. Its network has to be allowed as webhooks' are.</summary>
    public string RetrieverUrl { get; set; } = "";

    /// <summary>Sent to it as <c>Authorization: Bearer</c>; empty: nothing is.</summary>
    public string RetrieverKey { get; set; } = "";
}
