namespace Acsr.Review;

/// <summary>What a proposal would change.</summary>
public enum ProposalKind { Knowledge = 1, Policy = 2 }

/// <summary>What became of a proposal.</summary>
public enum ProposalState { Open = 0, Taken = 1, Declined = 2 }

/// <summary>A reviewer's wish to change an article or a policy, with the case that showed the need.</summary>
public sealed class ReviewProposal
{
    public long Id { get; set; }
    public ProposalKind Kind { get; set; }
    public required string CaseId { get; set; }
    public long? ItemId { get; set; }
    public required string Text { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string By { get; set; }
    public DateTime At { get; set; }
    public ProposalState State { get; set; }
    public bool Demo { get; set; }
}
