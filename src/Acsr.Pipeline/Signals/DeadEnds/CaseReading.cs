using System.Collections;
using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// The steps of a case as detectors read them. What several of them need is worked out once: the agent's part, calls and answers in canonical
/// form, the words of messages. Stands for the steps wherever these are asked for.
/// </summary>
internal sealed class CaseReading : IReadOnlyList<Step>
{
    private readonly IReadOnlyList<Step> _steps;
    private readonly DeadEndOptions _options;
    private readonly Dictionary<Step, string> _actions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Step, string?> _answers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Step, HashSet<string>> _words = new(ReferenceEqualityComparer.Instance);

    private CaseReading(IReadOnlyList<Step> steps, DeadEndOptions options) => (_steps, _options) = (steps, options);

    public int Count => _steps.Count;

    public Step this[int index] => _steps[index];

    /// <summary>What comes before a person takes over.</summary>
    public IReadOnlyList<Step> Agents => field ??= AgentSteps.Of(_steps);

    /// <summary>The tool calls.</summary>
    public IReadOnlyList<Step> Calls => field ??= [.. _steps.Where(step => step.IsToolCall)];

    /// <summary>The tool calls, without those that may be repeated as often as one likes.</summary>
    public IReadOnlyList<Step> Counted => field ??= [.. Calls.Where(step => !step.MayRepeat && !_options.PollableTools.Contains(step.Name, StringComparer.OrdinalIgnoreCase))];

    public static CaseReading Of(IReadOnlyList<Step> steps, DeadEndOptions options) =>
        steps is CaseReading reading && ReferenceEquals(reading._options, options) ? reading : new CaseReading(steps is CaseReading other ? other._steps : steps, options);

    /// <inheritdoc cref="CanonicalAction.Of"/>
    public string ActionOf(Step step) => _actions.TryGetValue(step, out var known) ? known : _actions[step] = CanonicalAction.Of(step, _options);

    /// <inheritdoc cref="CanonicalAction.Observation"/>
    public string? AnswerOf(Step step) => _answers.TryGetValue(step, out var known) ? known : _answers[step] = CanonicalAction.Observation(step, _options);

    /// <inheritdoc cref="MessageWords.Of"/>
    public HashSet<string> WordsOf(Step step) => _words.TryGetValue(step, out var known) ? known : _words[step] = MessageWords.Of(step.Text!);

    public IEnumerator<Step> GetEnumerator() => _steps.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
