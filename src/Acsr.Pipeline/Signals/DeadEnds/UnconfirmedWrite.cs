using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L15: the agent changes something while the customer's last message holds no yes. High where the change was made; medium where it was
/// only tried, as then nothing has happened to the customer. One hit for the case, which cites the calls.
/// </summary>
public sealed class UnconfirmedWrite : IDeadEndRule
{
    public string Id => "L15";

    public string Name => "Change without a yes";

    public string Meaning(DeadEndOptions options) => "The agent changes something though the customer's last message does not agree to anything; medium where the change failed.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        List<Step> unconfirmed = [];
        string? said = null;
        foreach (var step in CaseReading.Of(steps, options).Agents)
        {
            if (AgentSteps.IsCustomer(step)) { said = step.Text; }
            var writes = step is { Kind: StepKind.Action, IsToolCall: true } && !options.NoConfirmationTools.Contains(step.Name, StringComparer.OrdinalIgnoreCase);
            if (writes && Consent.In(said) == false) { unconfirmed.Add(step); }
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
}
