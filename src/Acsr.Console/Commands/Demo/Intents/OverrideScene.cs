namespace Acsr.Commands.Demo.Intents;

/// <summary>How the assistant gets one thing wrong and a colleague puts it right.</summary>
internal sealed record OverrideScene
{
    /// <summary>What the assistant decided, and its arguments.</summary>
    public required string Decided { get; init; }
    public required Func<CaseFacts, object> DecidedArguments { get; init; }
    /// <summary>The clause that the assistant relied on.</summary>
    public required string ReliedOn { get; init; }
    /// <summary>What the colleague did instead, and its arguments.</summary>
    public required string Final { get; init; }
    public required Func<CaseFacts, object> FinalArguments { get; init; }
    /// <summary>The clause behind it, or else the fact.</summary>
    public required string Clause { get; init; }
    public string? DataPoint { get; init; }
    /// <summary>The assistant's wrong answer, the customer's objection, the colleague's answer, and the colleague's reason.</summary>
    public required string[] Wrong { get; init; }
    public required string[] Objections { get; init; }
    public required string[] Right { get; init; }
    public required string[] Rationales { get; init; }
}
