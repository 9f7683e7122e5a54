namespace Acsr.Improvement;

/// <summary>The eight rows of the matrix (M1 to M8), in their order.</summary>
public static class MatrixRows
{
    public static readonly IReadOnlyList<MatrixRow> All =
    [
        new()
        {
            Id = "M1", Name = "CSAT score", IsExplicit = true, CollectedFrom = "post-resolution survey", KpiId = "csat_mean", VolumeUnit = "answers", Scale = 1,
            Action = "Fine-tune the reasoning model's responses",
            SuggestedWork = "Read the cases with the lowest scores, review them with the answer that would have been right, and put those reviews into the next release.",
            HowToFill = "a csat event with the score and the scale of your survey",
            Example = """{"id":"q1","type":"csat","case":"c1","time":"2026-11-20T10:00:00Z","score":4,"scaleMin":1,"scaleMax":5}""",
        },
        new()
        {
            Id = "M2", Name = "Override / escalation", IsExplicit = true, CollectedFrom = "human-in-the-loop governance log", KpiId = "override_rate", BesideIds = ["handoff_rate"], VolumeUnit = "overrides", Scale = 1, Weight = 2,
            VolumeOf = row => row.Overrides,
            Action = "Retrain the intent classifier",
            SuggestedWork = "Look at which intent the agent saw and which the colleague meant, correct the intent in review, and release the corrected intents for training.",
            HowToFill = "an override event with the agent's decision and confidence, the final action and rationale, and the clause or data point",
            Example = """{"id":"v1","type":"override","case":"c1","time":"2026-11-20T09:04:00Z","original":{"action":"cancel_order","confidence":0.71},"final":{"action":"offer_return","rationale":"It has left the warehouse."},"clause":"orders/cancel-1@3"}""",
        },
        new()
        {
            Id = "M3", Name = "First-contact resolution", IsExplicit = false, CollectedFrom = "case closure analysis", KpiId = "fcr", VolumeUnit = "cases judged", Scale = 1,
            Action = "Update the KB and resolution scripts",
            SuggestedWork = "Find what customers came back for, and check whether the knowledge base and the script for this intent answer it.",
            HowToFill = "case.opened with the customer, and case.closed; the console follows who comes back",
            Example = """{"id":"o1","type":"case.opened","case":"c1","time":"2026-11-20T09:00:00Z","customer":"u-7","intent":"cancel_order","agent":"support-agent"}""",
        },
        new()
        {
            Id = "M4", Name = "Customer effort score", IsExplicit = true, CollectedFrom = "post-interaction survey", KpiId = "ces_mean", VolumeUnit = "answers", Scale = 6,
            Action = "Optimise the multi-step workflow",
            SuggestedWork = "Follow the cases with the most effort step by step: which question was asked twice, which step could the agent have done by itself?",
            HowToFill = "a ces event with the score and the scale of your survey",
            Example = """{"id":"e1","type":"ces","case":"c1","time":"2026-11-20T10:00:00Z","score":6,"scaleMin":1,"scaleMax":7,"easy":"high"}""",
        },
        new()
        {
            Id = "M5", Name = "Conversation sentiment trend", IsExplicit = false, CollectedFrom = "transcript analysis, as it happens", KpiId = "sentiment_mean", BesideIds = ["sentiment_shift"], VolumeUnit = "scored conversations", Scale = 2,
            Action = "Adjust tone and empathy triggers",
            SuggestedWork = "Read where the mood turned in the worst conversations, and correct tone and wording in review.",
            HowToFill = "message events with the customer's text, or with your own sentiment score",
            Example = """{"id":"m1","type":"message","case":"c1","time":"2026-11-20T09:00:01Z","role":"customer","text":"Please cancel my order."}""",
        },
        new()
        {
            Id = "M6", Name = "Policy compliance flag", IsExplicit = true, CollectedFrom = "symbolic rule checker's audit", KpiId = "policy_compliance", VolumeUnit = "checks", Scale = 1, Weight = 3,
            VolumeOf = row => row.PolicyChecks,
            Action = "Correct the grounding in policy documents",
            SuggestedWork = "Look at the clause that was broken most: did the agent see it, is its wording clear, is the rule right?",
            HowToFill = "policies with rules on their clauses, and the agent's decisions as decision or action steps with their arguments",
            Example = """{"id":"d1","type":"decision","case":"c1","time":"2026-11-20T09:00:04Z","action":"cancel_order","arguments":{"order":"A-18"},"confidence":0.71}""",
        },
        new()
        {
            Id = "M7", Name = "Average handling time", IsExplicit = false, CollectedFrom = "workflow telemetry", KpiId = "handling_time_mean", BesideIds = ["handling_time_p50", "handling_time_p95"], VolumeUnit = "timed cases",
            Check = RuleCheck.Change,
            Action = "Streamline API calls, reduce reasoning loops",
            SuggestedWork = "Compare the slowest cases with the median one: which tool calls repeat, which wait, which loop?",
            HowToFill = "case.opened and case.closed with their times, or case.closed with handlingSeconds",
            Example = """{"id":"x1","type":"case.closed","case":"c1","time":"2026-11-20T09:06:00Z","outcome":"resolved","handlingSeconds":310}""",
        },
        new()
        {
            Id = "M8", Name = "Post-resolution contact rate", IsExplicit = false, CollectedFrom = "re-open tracking", KpiId = "recontact_rate", VolumeUnit = "cases followed up", Scale = 1,
            Action = "Find and patch the resolution gap",
            SuggestedWork = "Put first and second contact of the same customer side by side: what did the first answer leave open?",
            HowToFill = "case.opened with the customer, case.closed, and reopened where your helpdesk knows of it",
            Example = """{"id":"p1","type":"reopened","case":"c1","time":"2026-11-20T20:00:00Z","by":"customer"}""",
        },
    ];

    /// <summary>The row of that id; null when there is none.</summary>
    public static MatrixRow? Find(string? id) => All.FirstOrDefault(row => row.Id == id);

    /// <summary>The row whose level a KPI is; null when it is none's.</summary>
    public static MatrixRow? OfKpi(string? kpiId) => All.FirstOrDefault(row => row.KpiId == kpiId);
}
