namespace Acsr.Ingest;

/// <summary>What a customer did with a suggested answer (I2). Sent again with the same id as it grows; the last one holds.</summary>
public sealed record EngagementEvent : CaseEvent
{
    /// <summary>The id of the message or step that suggested it.</summary>
    public string? Target { get; init; }
    /// <summary>Seconds for which at least half of it, or half of the window, was in view.</summary>
    public double? DwellSeconds { get; init; }
    /// <summary>How far down it was read, 0 to 1.</summary>
    public double? ScrollDepth { get; init; }
    /// <summary>The customer closed it.</summary>
    public bool Dismissed { get; init; }

    public override string? Fault() => Within("dwellSeconds", DwellSeconds, 0, 1e7) ?? Within("scrollDepth", ScrollDepth, 0, 1)
        ?? (DwellSeconds is null && ScrollDepth is null && !Dismissed ? "it says nothing; give at least one of 'dwellSeconds', 'scrollDepth' and 'dismissed'." : null);
}

/// <summary>A guided flow was begun or finished (I3).</summary>
public sealed record FlowEvent : CaseEvent
{
    /// <summary>Which flow, for example <c>return-wizard</c>; 1 to 200 characters.</summary>
    public string Flow { get; init; } = "";
    /// <summary>Ties the beginning of a flow to its end; 1 to 200 characters.</summary>
    public string Run { get; init; } = "";
    /// <summary><c>started</c> or <c>completed</c>.</summary>
    public string State { get; init; } = "";
    /// <summary>The id of the message or step that offered it.</summary>
    public string? Target { get; init; }

    public override string? Fault() => Named("flow", Flow) ?? Named("run", Run) ?? (State.Length == 0 ? "'state' is missing: started or completed." : OneOf("state", State, "started", "completed"));

    private static string? Named(string field, string value) => string.IsNullOrWhiteSpace(value) ? $"'{field}' is missing: a text of 1 to 200 characters."
        : value.Length > 200 ? $"'{field}' has {value.Length} characters; at most 200 are kept." : null;
}
