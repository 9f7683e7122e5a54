namespace Acsr.Cases;

/// <summary>How the steps of a case are laid out.</summary>
public enum TraceView
{
    /// <summary>What was part of what, turn by turn.</summary>
    Tree = 0,
    /// <summary>When, and how long.</summary>
    Timeline = 1,
    /// <summary>Each decision behind the steps that led to it.</summary>
    Decisions = 2,
}

/// <summary>One line of a trace: a step, or a heading.</summary>
/// <param name="Place">The step's place in the case, from 0; of a heading that of the step below it.</param>
/// <param name="Step">Null: a heading.</param>
/// <param name="Heading">Null: a step.</param>
/// <param name="Depth">How deep it is nested.</param>
public sealed record TraceRow(int Place, Step? Step, string? Heading, int Depth)
{
    /// <summary>Steps are part of it.</summary>
    public bool HasParts { get; init; }

    /// <summary>They are hidden.</summary>
    public bool Closed { get; init; }

    /// <summary>Begin on the case's axis of time, 0 to 1; null where its time is not known.</summary>
    public double? From { get; init; }

    /// <summary>Length on that axis, 0 to 1.</summary>
    public double Width { get; init; }
}

/// <summary>Lays out the steps of a case. Pure; a few passes over the steps, however many there are.</summary>
public static class TraceRows
{
    /// <param name="steps">In order.</param>
    /// <param name="view">How.</param>
    /// <param name="closed">Places of the steps of the tree whose parts are hidden.</param>
    public static IReadOnlyList<TraceRow> Of(IReadOnlyList<Step> steps, TraceView view, IReadOnlySet<int> closed) => view switch
    {
        TraceView.Tree => Tree(steps, closed),
        TraceView.Timeline => Timeline(steps),
        TraceView.Decisions => Decisions(steps),
    };

    /// <summary>What decides something: here a person looks for what went wrong.</summary>
    public static bool IsDecision(Step step) => step.Kind is StepKind.Decision or StepKind.Action or StepKind.Handoff or StepKind.Override;

    /// <summary>
    /// For each step the message that it belongs to: itself, or what was said next in the same turn, or else the last thing said before it,
    /// or else the first thing said at all.
    /// </summary>
    /// <returns>Places, in the order of the steps; −1 where nothing was said.</returns>
    public static IReadOnlyList<int> Messages(IReadOnlyList<Step> steps)
    {
        var messages = new int[steps.Count];
        var next = -1;
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (IsSaid(steps[i])) { next = i; }
            messages[i] = next >= 0 && steps[next].Turn == steps[i].Turn ? next : -1;
        }

        var last = next;
        for (var i = 0; i < steps.Count; i++)
        {
            if (messages[i] < 0) { messages[i] = last; } else if (messages[i] == i) { last = i; }
        }

        return messages;
    }

    /// <summary>Shown in the conversation.</summary>
    public static bool IsSaid(Step step) => step.Kind is StepKind.Handoff or StepKind.Override || (step.Kind == StepKind.Message && step.Role != Role.System);

    private static List<TraceRow> Tree(IReadOnlyList<Step> steps, IReadOnlySet<int> closed)
    {
        var places = new Dictionary<string, int>();
        for (var i = 0; i < steps.Count; i++) { places.TryAdd(steps[i].Id, i); }
        var parts = new List<int>?[steps.Count];
        var roots = new List<int>();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Parent is { } parent && places.TryGetValue(parent, out var at) && at != i) { (parts[at] ??= []).Add(i); } else { roots.Add(i); }
        }

        var rows = new List<TraceRow>(steps.Count + 32);
        var shown = new bool[steps.Count];
        var turn = 0;
        foreach (var root in roots)
        {
            if (steps[root].Turn > 0 && steps[root].Turn != turn) { rows.Add(new TraceRow(root, null, $"Turn {turn = steps[root].Turn}", 0)); }
            Add(root, 0);
        }

        // Steps that are part of each other hang from no root.
        for (var i = 0; i < steps.Count; i++) { if (!shown[i]) { Add(i, 0); } }
        return rows;

        void Add(int first, int depth)
        {
            var open = new Stack<(int Place, int Depth)>([(first, depth)]);
            while (open.TryPop(out var next))
            {
                if (shown[next.Place]) { continue; }
                shown[next.Place] = true;
                var isClosed = closed.Contains(next.Place);
                rows.Add(new TraceRow(next.Place, steps[next.Place], null, next.Depth) { HasParts = parts[next.Place] is not null, Closed = isClosed });
                if (parts[next.Place] is not { } below) { continue; }
                if (isClosed) { Hide(below); }
                else { for (var i = below.Count - 1; i >= 0; i--) { open.Push((below[i], next.Depth + 1)); } }
            }
        }

        void Hide(List<int> hidden)
        {
            var open = new Stack<int>(hidden);
            while (open.TryPop(out var next))
            {
                if (shown[next]) { continue; }
                shown[next] = true;
                parts[next]?.ForEach(open.Push);
            }
        }
    }

    private static List<TraceRow> Timeline(IReadOnlyList<Step> steps)
    {
        var (begin, end) = (steps.Min(s => s.StartedAt), steps.Max(s => s.EndedAt > s.StartedAt ? s.EndedAt : s.StartedAt));
        var length = Math.Max(1, ((end - begin) ?? TimeSpan.Zero).Ticks);
        var rows = new List<TraceRow>(steps.Count);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            rows.Add(new TraceRow(i, step, null, 0)
            {
                From = step.StartedAt is { } at ? (double)(at - begin!.Value).Ticks / length : null,
                Width = step.EndedAt - step.StartedAt is { Ticks: > 0 } lasted ? (double)lasted.Ticks / length : 0,
            });
        }

        return rows;
    }

    private static List<TraceRow> Decisions(IReadOnlyList<Step> steps)
    {
        var rows = new List<TraceRow>(steps.Count + 32);
        var number = 0;
        for (var i = 0; i < steps.Count;)
        {
            var at = i;
            while (at < steps.Count && !IsDecision(steps[at])) { at++; }
            var decides = at < steps.Count;
            rows.Add(new TraceRow(i, null, decides ? $"{++number}. {StepWords.Title(steps[at])} {steps[at].Name}".TrimEnd() : "After the last decision", 0));
            if (decides) { rows.Add(new TraceRow(at, steps[at], null, 0)); }
            for (var led = i; led < at; led++) { rows.Add(new TraceRow(led, steps[led], null, 1)); }
            i = at + 1;
        }

        return rows;
    }
}
