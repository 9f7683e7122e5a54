namespace Acsr.Commands.Demo.Texts;

/// <summary>How people talk about one intent in one language: templates as <see cref="Phrase"/> reads them.</summary>
internal sealed record IntentTexts
{
    /// <summary>First messages that name the order.</summary>
    public required string[] Openings { get; init; }
    /// <summary>First messages that do not, so that the agent must ask.</summary>
    public required string[] Vague { get; init; }
    /// <summary>What the assistant offers to do; empty where nothing needs a yes.</summary>
    public string[] Proposals { get; init; } = [];
    /// <summary>What it says when it is done.</summary>
    public required string[] Done { get; init; }
    public required (string Question, string Answer)[] FollowUps { get; init; }
    /// <summary>A no that the policy demands, and what customers say to it.</summary>
    public string[] Refusals { get; init; } = [];
    public string[] Pushbacks { get; init; } = [];
    /// <summary>How a colleague solves it.</summary>
    public required string[] HumanDone { get; init; }
    /// <summary>Why customers come back.</summary>
    public string[] Reopenings { get; init; } = [];

    /// <summary>Every template, for the test that fills each one.</summary>
    public IEnumerable<string> All =>
        [.. Openings, .. Vague, .. Proposals, .. Done, .. FollowUps.SelectMany(pair => new[] { pair.Question, pair.Answer }), .. Refusals, .. Pushbacks, .. HumanDone, .. Reopenings];
}
