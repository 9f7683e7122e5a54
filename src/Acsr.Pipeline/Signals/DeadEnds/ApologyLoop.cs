using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L11: the agent says sorry again and again while nothing moves. Being sorry alone is no finding: it comes with many a right refusal.
/// </summary>
public sealed partial class ApologyLoop : IDeadEndRule
{
    public string Id => "L11";

    public string Name => "Apology loop";

    public string Meaning(DeadEndOptions options) =>
        $"The agent says sorry in {options.Apologies} messages or more, and there is no progress (L6) or the customer has to say it again (L10).";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var sorry = CaseReading.Of(steps, options).Agents.Where(step => AgentSteps.IsAgent(step) && Apology().IsMatch(step.Text!)).ToList();
        var stuck = sorry.Count >= options.Apologies && (new NoProgress().Find(steps, options).Any() || new UserRephrase().Find(steps, options).Any());
        return !stuck ? [] : [new DeadEndHit(Id, Severity.Medium, $"The agent said sorry {sorry.Count} times while nothing moved.", [.. sorry.Select(step => step.Id)], sorry.Count)];
    }

    [GeneratedRegex(@"\b(sorry|apologi[sz]e|apolog(y|ies)|entschuldig\w*|tut (mir|uns) leid|désolée?s?|excusez|disculpe|lo siento)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Apology();
}
