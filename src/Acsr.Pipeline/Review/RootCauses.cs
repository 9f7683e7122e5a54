namespace Acsr.Review;

/// <summary>A root cause: a leaf of the taxonomy.</summary>
/// <param name="Id">What is stored: lower-case words with hyphens.</param>
/// <param name="Name">As TRAIL (arXiv 2505.08638) names it.</param>
/// <param name="Branch">Reasoning, system execution or planning.</param>
/// <param name="Means">In the words of a reviewer.</param>
/// <param name="Mast">Codes of MAST (arXiv 2503.13657) that say much the same; empty where none does.</param>
public sealed record RootCause(string Id, string Name, string Branch, string Means, string Mast = "");

/// <summary>The taxonomy of root causes: TRAIL's categories, and MAST's codes beside them (formats F.1).</summary>
public static class RootCauses
{
    private const string Reasoning = "Reasoning";
    private const string Execution = "System execution";
    private const string Planning = "Planning";

    /// <summary>All leaves, branch by branch.</summary>
    public static IReadOnlyList<RootCause> All { get; } =
    [
        new("language-only-hallucination", "Language-only hallucination", Reasoning, "The agent made something up"),
        new("tool-related-hallucination", "Tool-related hallucination", Reasoning, "The agent claimed a tool result or ability that there was not"),
        new("poor-information-retrieval", "Poor information retrieval", Reasoning, "The agent looked for the wrong thing, or found and used the wrong article", "FM-2.4"),
        new("tool-output-misinterpretation", "Tool output misinterpretation", Reasoning, "The agent misread what a tool answered", "FM-2.6"),
        new("incorrect-problem-identification", "Incorrect problem identification", Reasoning, "The agent misunderstood what the customer wanted", "FM-2.2"),
        new("tool-selection-errors", "Tool selection errors", Reasoning, "The agent took the wrong action or tool"),
        new("formatting-errors", "Formatting errors", Reasoning, "An answer or call had the wrong form"),
        new("instruction-non-compliance", "Instruction non-compliance", Reasoning, "The agent did not do what its instructions or a policy say", "FM-1.1, FM-1.2"),
        new("tool-definition-issues", "Tool definition issues", Execution, "A tool is described wrongly or cannot do what is needed"),
        new("environment-setup-errors", "Environment setup errors", Execution, "Something was not set up: settings, rights, data"),
        new("rate-limiting", "Rate limiting", Execution, "A service refused because of too many requests"),
        new("authentication-errors", "Authentication errors", Execution, "A service did not let the agent in"),
        new("service-errors", "Service errors", Execution, "A service failed"),
        new("resource-not-found", "Resource not found", Execution, "A record or page was not there"),
        new("resource-exhaustion", "Resource exhaustion", Execution, "Memory, quota or budget ran out"),
        new("timeout-issues", "Timeout issues", Execution, "Something took too long"),
        new("context-handling-failures", "Context handling failures", Planning, "The agent forgot or mixed up what was said before", "FM-1.4, FM-2.1"),
        new("resource-abuse", "Resource abuse", Planning, "The agent repeated the same steps or calls", "FM-1.3"),
        new("goal-deviation", "Goal deviation", Planning, "The agent went after something else", "FM-2.3"),
        new("task-orchestration", "Task orchestration", Planning, "Steps in the wrong order, ended too early, or not checked", "FM-1.5, FM-3.1, FM-3.2, FM-3.3"),
    ];

    /// <summary>A root cause by its id; null where there is none of that id.</summary>
    public static RootCause? Find(string? id) => All.FirstOrDefault(cause => cause.Id == id);

    /// <summary>Leaves that hold every word of a search, in name, meaning, branch or code; all where nothing is searched for.</summary>
    public static IReadOnlyList<RootCause> Search(string? text)
    {
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. All.Where(cause => words.All(word => $"{cause.Name} {cause.Means} {cause.Branch} {cause.Mast}".Contains(word, StringComparison.OrdinalIgnoreCase)))];
    }
}
