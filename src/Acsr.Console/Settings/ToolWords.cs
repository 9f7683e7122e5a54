using Acsr.Cases;
using Acsr.Ingest;

namespace Acsr.Settings;

/// <summary>What tools and spans are, in words.</summary>
internal static class ToolWords
{
    public static string Of(StepKind kind) => kind switch
    {
        StepKind.Action => "Changes something",
        StepKind.Handoff => "Hands over to a person",
        StepKind.PolicyCheck => "Checks a policy",
        StepKind.Retrieval => "Searches knowledge",
        _ => "Looks something up",
    };

    public static string Of(ArgumentType type) => type switch
    {
        ArgumentType.Number => "A number",
        ArgumentType.Boolean => "Yes or no",
        ArgumentType.Date => "A date",
        ArgumentType.Choice => "One of these",
        ArgumentType.Json => "A list or more (JSON)",
        _ => "Text",
    };

    public static string OfSpan(StepKind kind) => kind switch
    {
        StepKind.Intent => "Recognition of the intent",
        StepKind.Retrieval => "A search in knowledge",
        StepKind.PolicyCheck => "A check of a policy",
        StepKind.Model => "A call of a model",
        StepKind.Tool => "A look-up by tool",
        StepKind.Action => "A change by tool",
        StepKind.Decision => "A decision",
        StepKind.Handoff => "A hand-off to a person",
        _ => "Nothing to count",
    };
}
