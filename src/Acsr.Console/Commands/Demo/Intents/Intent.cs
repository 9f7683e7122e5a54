using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>Why customers write: how often, how well the assistant copes, what it looks up and does, and how everybody talks about it.</summary>
internal sealed record Intent
{
    /// <summary>As the agent reports it, for example <c>cancel_order</c>.</summary>
    public required string Name { get; init; }
    /// <summary>Share among all cases, relative to the other intents.</summary>
    public required double Weight { get; init; }
    /// <summary>Share of cases that version 2.3.0 solves alone, 0 to 1.</summary>
    public required double SuccessBefore { get; init; }
    /// <summary>The same for version 2.4.0.</summary>
    public required double SuccessAfter { get; init; }
    /// <summary>Sentiment of a typical first message, −1 to +1.</summary>
    public required double Mood { get; init; }
    /// <summary>Whether it can be settled on the phone; false where a picture is needed.</summary>
    public bool ByVoice { get; init; } = true;
    /// <summary>Days between the purchase and the case, lowest and highest.</summary>
    public required (int Low, int High) Age { get; init; }
    /// <summary>The same where the policy is against the customer.</summary>
    public (int Low, int High) RefusedAge { get; init; } = (40, 70);
    /// <summary>State of the order, and the state in which the wish comes too late.</summary>
    public string Status { get; init; } = "delivered";
    public string RefusedStatus { get; init; } = "delivered";
    /// <summary>Products it can be about; all when empty.</summary>
    public string[] Categories { get; init; } = [];
    /// <summary>What an agent would type into the help centre, and the articles it finds.</summary>
    public required string[] Queries { get; init; }
    public required string[] Articles { get; init; }
    /// <summary>Looks and checks before the answer; the flag says whether the policy allows what the customer wants.</summary>
    public required Func<CaseFacts, bool, Call[]> LookUps { get; init; }
    /// <summary>What the assistant decides to do when it helps, and by which clause; null where the policy has none.</summary>
    public required Func<CaseFacts, Call> Action { get; init; }
    public string? Clause { get; init; }
    /// <summary>What it decides when it has to say no, and by which clause.</summary>
    public required string RefusalAction { get; init; }
    public string? RefusalClause { get; init; }
    public required IntentTexts English { get; init; }
    public IReadOnlyDictionary<string, IntentTexts> Translations { get; init; } = new Dictionary<string, IntentTexts>();
    public required OverrideScene[] Overrides { get; init; }

    public IntentTexts Texts(string language) => Translations.GetValueOrDefault(language, English);
}
