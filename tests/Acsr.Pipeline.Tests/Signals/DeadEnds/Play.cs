using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>The steps of a case, written down as they happen.</summary>
internal sealed class Play
{
    private readonly List<Step> _steps = [];

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The id of the step before the next one.</summary>
    public string Last => _steps[^1].Id;

    public Play Customer(string text) => Say(Role.Customer, text);

    public Play Agent(string text) => Say(Role.Agent, text);

    public Play Human(string text) => Say(Role.Human, text);

    public Play Look(string input, string? output = "found", string? error = null, string name = "look_up") =>
        Add(new Step { Id = "", Kind = StepKind.Tool, Name = name, Input = input, Output = error is null ? output : null, Error = error });

    public Play Act(string name = "update_order", string? error = null, double? confidence = null, string? output = "done") =>
        Add(new Step { Id = "", Kind = StepKind.Action, Name = name, Input = "{}", Output = error is null ? output : null, Error = error, Confidence = confidence });

    public Play Search(string query, string? output) =>
        Add(new Step { Id = "", Kind = StepKind.Retrieval, Name = "search", Input = $$"""{"query":"{{query}}"}""", Output = output });

    public Play Decide(string action, double? confidence) => Add(new Step { Id = "", Kind = StepKind.Decision, Name = action, Confidence = confidence });

    public Play HandOff(string? error = null) => Add(new Step { Id = "", Kind = StepKind.Handoff, Name = "transfer_to_human", Error = error });

    public Play Model(string? finishReason, string? error = null) => Add(new Step { Id = "", Kind = StepKind.Model, Name = "atlas", FinishReason = finishReason, Error = error });

    public Play Times(int count, Func<Play, int, Play> what)
    {
        for (var i = 0; i < count; i++) { what(this, i); }
        return this;
    }

    public IReadOnlyList<DeadEndHit> Find<TRule>(DeadEndOptions? options = null) where TRule : IDeadEndRule, new() => [.. new TRule().Find(_steps, options ?? new())];

    private Play Say(Role role, string text) => Add(new Step { Id = "", Kind = StepKind.Message, Role = role, Text = text });

    private Play Add(Step step)
    {
        _steps.Add(step with { Id = $"s{_steps.Count}" });
        return this;
    }
}
