using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L15: the agent changes something while the customer's last message holds no yes. High where the change was made; medium where it was
/// only tried, as then nothing has happened to the customer. One hit for the case, which cites the calls.
/// </summary>
public sealed partial class UnconfirmedWrite : IDeadEndRule
{
    public string Id => "L15";

    public string Name => "Change without a yes";

    public string Meaning(DeadEndOptions options) => "The agent changes something though the customer's last message does not agree to anything; medium where the change failed.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        List<Step> unconfirmed = [];
        string? said = null;
        foreach (var step in AgentSteps.Of(steps))
        {
            if (AgentSteps.IsCustomer(step)) { said = step.Text; }
            var writes = step is { Kind: StepKind.Action, IsToolCall: true } && !options.NoConfirmationTools.Contains(step.Name, StringComparer.OrdinalIgnoreCase);
            if (writes && said is not null && IsJudged(said) && !Yes().IsMatch(said)) { unconfirmed.Add(step); }
        }

        if (unconfirmed.Count == 0) { return []; }
        var made = unconfirmed.Find(step => step.Error is null);
        return
        [
            new DeadEndHit(
                Id,
                made is null ? Severity.Medium : Severity.High,
                made is null ? $"'{unconfirmed[0].Name}' was tried though the customer had not said yes." : $"'{made.Name}' changed something though the customer had not said yes.",
                [.. unconfirmed.Select(step => step.Id)],
                unconfirmed.Count),
        ];
    }

    /// <summary>The words for yes below are of languages in Latin letters; in others silence proves nothing.</summary>
    private static bool IsJudged(string said) => said.Any(char.IsAsciiLetter) || !said.Any(char.IsLetter);

    [GeneratedRegex("""
        \b(yes|yeah|yep|yup|sure|ok|okay|confirm\w*|proceed|go\ ahead|correct|agreed?|fine|sounds\ good|that\ works|please\ do|do\ it|absolutely|definitely
        |ja|jawohl|genau|gerne?|einverstanden|in\ ordnung|passt|stimmt|bitte\ machen
        |oui|d['’]accord|allez-y|volontiers|parfait
        |sí|vale|claro|adelante|de\ acuerdo|sim|certo|va\ bene|sì|akkoord|graag)\b | 👍
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Yes();
}
