using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L1: the same action again, although nothing was changed in between that could change its answer. Not for tools that may be polled.
/// </summary>
public sealed class RepeatedAction : IDeadEndRule
{
    public string Id => "L1";

    public string Name => "Repeated action";

    public string Meaning(DeadEndOptions options) =>
        $"The same tool is called with the same arguments {options.RepeatedAction} times or more, though nothing was changed in between.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        List<List<Step>> runs = [];
        Dictionary<string, List<Step>> open = [];
        foreach (var step in steps.Where(step => step is { IsToolCall: true, MayRepeat: false } && !options.PollableTools.Contains(step.Name, StringComparer.OrdinalIgnoreCase)))
        {
            var action = CanonicalAction.Of(step, options);
            if (!open.TryGetValue(action, out var run))
            {
                runs.Add(run = open[action] = []);
            }

            run.Add(step);
            if (step is { Kind: StepKind.Action, Error: null })
            {
                // The world has changed, so every other action may be worth another try; the same change twice is still a repeat.
                open = new() { [action] = run };
            }
        }

        return runs.Where(run => run.Count >= options.RepeatedAction).Select(run => new DeadEndHit(
            Id,
            run.Count > options.RepeatedAction ? Severity.High : Severity.Medium,
            $"'{run[0].Name}' was called {run.Count} times with the same arguments, and nothing was changed in between.",
            [.. run.Select(step => step.Id)],
            run.Count));
    }
}
