using Acsr.Cases;

namespace Acsr.Ingest;

/// <summary>
/// What an operator says of a tool. A field that is null leaves it to the console's guess from the name. Written by Ingest; what changed it
/// stands in the audit log.
/// </summary>
public sealed class ToolEntry
{
    /// <summary>As agents call it; the case of letters does not matter. Kept in lower case.</summary>
    public required string Name { get; set; }
    /// <summary>What people read instead of the name; null: the name.</summary>
    public string? DisplayName { get; set; }
    /// <summary>Tool (looks something up), Action (changes something), Handoff, PolicyCheck or Retrieval; null: as the name suggests.</summary>
    public StepKind? Kind { get; set; }
    /// <summary>It may be called again and again with the same arguments without going in circles.</summary>
    public bool MayBePolled { get; set; }
    /// <summary>What it takes, in the order of a form; empty: nobody said. Names differ.</summary>
    public List<ToolArgument> Arguments { get; set; } = [];
    public DateTime ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
}

/// <summary>An operator's rule: spans of this name are steps of this kind. Written by Ingest.</summary>
public sealed class SpanRule
{
    public long Id { get; set; }
    /// <summary>The span's name; <c>*</c> stands for any characters. The case of letters does not matter.</summary>
    public required string Pattern { get; set; }
    public StepKind Kind { get; set; }
    /// <summary>Of several rules that fit, the one with the smallest number holds.</summary>
    public int Position { get; set; }
    public DateTime ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
}
