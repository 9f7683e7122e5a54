namespace Acsr.Effects;

/// <summary>What a change did to the cases that it was meant for.</summary>
public enum EffectVerdict
{
    /// <summary>Not computed yet.</summary>
    Unknown = 0,
    /// <summary>Surely better, and nothing beside it surely worse.</summary>
    Helped = 1,
    /// <summary>It cannot be said, or not yet.</summary>
    NoEvidence = 2,
    /// <summary>Something is surely worse.</summary>
    Hurt = 3,
}

/// <summary>
/// A change of the agent that went live: a release of ours, or any other that a person tells of. What it did is computed again and again and
/// kept here, so that pages read one row.
/// </summary>
public sealed class Deployment
{
    public long Id { get; set; }
    /// <summary>The release that went live; null where it was made elsewhere.</summary>
    public long? ReleaseId { get; set; }
    /// <summary>As the agent names it in <c>acsr.release</c>: where cases carry it, they say who met the change.</summary>
    public required string Name { get; set; }
    /// <summary>The agent's version that brought it; where given, only cases of it met the change.</summary>
    public string? AgentVersion { get; set; }
    /// <summary>When it went live, UTC. The day itself counts neither as before nor as after.</summary>
    public DateTime At { get; set; }
    /// <summary>When it was taken back; cases from then on count no more.</summary>
    public DateTime? RevertedAt { get; set; }
    /// <summary>The intents it was meant for.</summary>
    public List<string> Intents { get; set; } = [];
    /// <summary>Clauses its rows cite, each as <c>policy/clause</c>.</summary>
    public List<string> Clauses { get; set; } = [];
    /// <summary>Tools its rows correct.</summary>
    public List<string> Tools { get; set; } = [];
    /// <summary>Keys of the groups of dead ends that the cases of its rows are in.</summary>
    public List<string> Groups { get; set; } = [];
    /// <summary>Who told of it.</summary>
    public required string By { get; set; }
    public DateTime ToldAt { get; set; }
    /// <summary>Made for the demo desk, compared with its cases only, and goes with it.</summary>
    public bool Demo { get; set; }
    public EffectVerdict Verdict { get; set; }
    /// <summary>The verdict in a sentence.</summary>
    public string Headline { get; set; } = "";
    /// <summary>What it made of the first metric, as a share from −1 to +1; null: it cannot be told.</summary>
    public double? Effect { get; set; }
    /// <summary>The always-valid 95 % interval of <see cref="Effect"/>.</summary>
    public double? EffectLower { get; set; }
    public double? EffectUpper { get; set; }
    /// <summary>Cases after it that the first metric is made of.</summary>
    public long EffectN { get; set; }
    /// <summary>Null: not yet.</summary>
    public DateTime? ComputedAt { get; set; }
    /// <summary>All that was found, as JSON; empty: nothing yet.</summary>
    public string Report { get; set; } = "";
    /// <summary>When people were told that it hurt; null: they were not.</summary>
    public DateTime? AlertedAt { get; set; }
}
