using Acsr.Ingest;
using Acsr.Ingest.Otlp;

namespace Acsr.Cases;

/// <summary>The row of facts of a case, from its events, steps and course.</summary>
internal static class CaseFacts
{
    private const int MaxTitle = 140;
    private const int MaxName = 200;

    public static Case Of(CaseInput input, IReadOnlyList<CaseEvent> events, SpanCase spans, IReadOnlyList<Step> steps, IReadOnlyList<OverrideFacts> overrides, CaseCourse course)
    {
        var opened = events.OfType<CaseOpenedEvent>().ToList();
        var openedAt = Micros(Earliest(opened.Count > 0 ? opened.Min(o => o.Time) : null, Earliest(steps.Min(s => s.StartedAt), spans.FirstAt)));
        var closedAt = Micros(course.ClosedAt);
        var handler = HandlerOf(opened, steps, overrides, course, spans);
        var talk = steps.Where(s => s.Kind == StepKind.Message && s.Role is Role.Customer or Role.Agent or Role.Human && !string.IsNullOrWhiteSpace(s.Text)).ToList();
        var moods = talk.Where(s => s.Role == Role.Customer && s.Sentiment is not null).Select(s => s.Sentiment!.Value).ToList();
        var seen = course.Feedback.FindAll(f => f.Engagement is not null);
        var calls = steps.Where(s => s.IsToolCall).ToList();
        var customer = Last(opened, o => o.Customer) ?? Clean(spans.Customer, MaxName);
        return new Case
        {
            Id = input.CaseId,
            Source = input.Source,
            Demo = opened.Any(o => o.Demo) || spans.Demo,
            Title = Clean(talk.FirstOrDefault(s => s.Role == Role.Customer)?.Text ?? talk.FirstOrDefault()?.Text, MaxTitle) ?? "",
            Agent = Last(opened, o => o.Agent) ?? Clean(spans.Agent, MaxName),
            AgentVersion = Last(opened, o => o.AgentVersion) ?? Clean(spans.AgentVersion, MaxName),
            Release = Last(opened, o => o.Release) ?? Clean(spans.Release, MaxName),
            Channel = Last(opened, o => o.Channel) ?? Clean(spans.Channel, MaxName),
            Intent = Last(opened, o => o.Intent) ?? Clean(events.OfType<DecisionEvent>().LastOrDefault(d => d.Intent is not null)?.Intent ?? spans.Intent, MaxName),
            Language = Last(opened, o => o.Language) ?? Clean(spans.Language, MaxName),
            Customer = customer,
            CustomerTier = Last(opened, o => o.CustomerTier) ?? Clean(spans.CustomerTier, MaxName),
            Strategy = Last(opened, o => o.Strategy) ?? Clean(spans.Strategy, MaxName),
            Tags = Declared.Tags(opened, spans),
            Baseline = opened.Any(o => o.Baseline),
            Handler = handler,
            OpenedAt = openedAt,
            ClosedAt = closedAt,
            At = openedAt ?? Micros(input.ReceivedAt)!.Value,
            Solved = course.Solved,
            HandedOff = course.HandedOff,
            HandoffReason = Clean(course.HandoffReason, MaxName),
            HandoffKind = course.HandedOff ? course.HandoffKind : null,
            Abandoned = course.Abandoned,
            Reopened = course.Reopened,
            HandlingSeconds = course.HandlingSeconds ?? (closedAt >= openedAt ? (closedAt - openedAt)!.Value.TotalSeconds : null),
            FirstResponseSeconds = course.FirstResponseSeconds ?? FirstResponse(talk, openedAt),
            // Where only humans worked, the time that was measured is theirs; of a case that both worked on nobody knows whose it is.
            HumanSeconds = course.HumanSeconds ?? spans.HumanSeconds ?? (handler == Handler.Human ? course.HandlingSeconds : null),
            InputTokens = Sum(steps.Select(s => s.InputTokens)) ?? spans.InputTokens,
            OutputTokens = Sum(steps.Select(s => s.OutputTokens)) ?? spans.OutputTokens,
            CachedTokens = Sum(steps.Select(s => s.CachedTokens)),
            ReasoningTokens = Sum(steps.Select(s => s.ReasoningTokens)),
            Confidence = overrides.FirstOrDefault(o => o.OriginalConfidence is not null)?.OriginalConfidence ?? steps.LastOrDefault(s => s.Confidence is not null)?.Confidence,
            Sentiment = moods.Count == 0 ? null : moods.Average(),
            SentimentFrom = moods.Count == 0 ? SentimentFrom.None : SentimentFrom.Sender,
            Csat = course.Csat,
            Ces = course.Ces,
            SurveyResolved = course.SurveyResolved,
            SurveyInvited = course.SurveyInvited,
            Thumbs = course.Feedback.Count(f => f.Kind == FeedbackKind.Thumb),
            ThumbsUp = course.Feedback.Count(f => f is { Kind: FeedbackKind.Thumb, Value: > 0 }),
            Suggestions = seen.Count,
            RapidDismissals = seen.Count(f => f.Engagement!.Rapid),
            DwellSeconds = Mean(seen.Select(f => f.Value)),
            ScrollDepth = Mean(seen.Select(f => f.Engagement!.ScrollDepth)),
            Flows = course.Feedback.Count(f => f.Kind == FeedbackKind.Flow),
            FlowsFinished = course.Feedback.Count(f => f is { Kind: FeedbackKind.Flow, Value: > 0 }),
            Verification = course.Verification,
            Turns = talk.Count(s => s.Role == Role.Customer),
            Steps = talk.Count + calls.Count,
            ToolCalls = calls.Count,
            ToolErrors = calls.Count(s => s.Error is not null),
            ParseFailures = steps.Count(Mishaps.IsParseFailure),
            Fallbacks = Mishaps.Fallbacks(steps, spans),
            Carries = Declared.Carries(events, steps, overrides, course, spans) | (customer is null ? CaseCarries.None : CaseCarries.Customer),
            Dialects = Declared.Dialects(input.Events, spans),
            Overrides = overrides.Count,
            CompleteTriads = overrides.Count(o => o.Missing.Count == 0),
        };
    }

    /// <summary>Text for a column: no NUL, which PostgreSQL does not take, no lone surrogates, not longer than <paramref name="max"/>.</summary>
    public static string? Clean(string? text, int max)
    {
        if (text is null) { return null; }
        var clean = string.Concat(text.EnumerateRunes().Where(r => r.Value != 0 && r != System.Text.Rune.ReplacementChar).Select(r => System.Text.Rune.IsControl(r) ? " " : r.ToString())).Trim();
        if (clean.Length <= max) { return clean.Length == 0 ? null : clean; }
        var end = char.IsHighSurrogate(clean[max - 2]) ? max - 2 : max - 1;
        return clean[..end] + "…";
    }

    /// <summary>Whole microseconds, which is what both databases keep: a time is compared as it will be read.</summary>
    public static DateTime? Micros(DateTime? time) => time is null ? null : new DateTime(time.Value.Ticks - (time.Value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    private static string? Last(List<CaseOpenedEvent> opened, Func<CaseOpenedEvent, string?> field) => Clean(opened.Select(field).LastOrDefault(v => !string.IsNullOrWhiteSpace(v)), MaxName);

    private static Handler HandlerOf(List<CaseOpenedEvent> opened, IReadOnlyList<Step> steps, IReadOnlyList<OverrideFacts> overrides, CaseCourse course, SpanCase spans)
    {
        var agent = opened.Any(o => o.Handler == "agent") || spans.HandledBy is "agent" or "hybrid"
            || steps.Any(s => (s.Kind is StepKind.Model or StepKind.Decision && !s.Shadow) || (s.Kind == StepKind.Message && s.Role == Role.Agent) || (s.IsToolCall && !s.Shadow));
        var human = opened.Any(o => o.Handler == "human") || spans.HandledBy is "human" or "hybrid" || course.HandedOff || overrides.Count > 0
            || steps.Any(s => s.Kind is StepKind.Message or StepKind.Action && s.Role == Role.Human);
        return (agent, human) switch { (true, true) => Handler.Hybrid, (true, false) => Handler.Agent, (false, true) => Handler.Human, _ => Handler.Unknown };
    }

    /// <summary>From the opening to the first answer; an answer before the customer said anything is a greeting.</summary>
    private static double? FirstResponse(List<Step> talk, DateTime? openedAt)
    {
        var asked = talk.FindIndex(s => s.Role == Role.Customer);
        var answer = asked < 0 ? null : talk.Skip(asked).FirstOrDefault(s => s.Role is Role.Agent or Role.Human)?.StartedAt;
        return answer >= openedAt ? (answer - openedAt)!.Value.TotalSeconds : null;
    }

    private static DateTime? Earliest(DateTime? a, DateTime? b) => a is null ? b : b is null || a < b ? a : b;

    private static double? Mean(IEnumerable<double?> values) => values.OfType<double>().ToList() is { Count: > 0 } known ? known.Average() : null;

    // Nobody said is not zero.
    private static long? Sum(IEnumerable<long?> values) => values.Aggregate((long?)null, (sum, v) => v is null ? sum : (sum ?? 0) + v);
}
