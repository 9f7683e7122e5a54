namespace Acsr.Access;

/// <summary>
/// The names of the policies that pages and endpoints require. Who has which is in <see cref="AccessTable"/>; nothing else decides.
/// </summary>
public static class AccessPolicies
{
    /// <summary>Read figures, cases, dead ends and policies.</summary>
    public const string CanSeeKpis = nameof(CanSeeKpis);

    /// <summary>Look into the review queue and at finished reviews.</summary>
    public const string CanSeeReviews = nameof(CanSeeReviews);

    /// <summary>Lease items, write drafts, submit reviews.</summary>
    public const string CanReview = nameof(CanReview);

    /// <summary>Set up review queues, their guidelines and who works them; see how all reviewers do.</summary>
    public const string CanLeadReview = nameof(CanLeadReview);

    /// <summary>Open and work improvement actions; say what becomes of a group of dead ends, and send its cases to review.</summary>
    public const string CanImprove = nameof(CanImprove);

    /// <summary>Set targets and rules of the matrix.</summary>
    public const string CanSetTargets = nameof(CanSetTargets);

    /// <summary>Look at releases and their rows.</summary>
    public const string CanSeeReleases = nameof(CanSeeReleases);

    /// <summary>Import policies and articles; write, test, approve and publish edits; build, approve and download releases.</summary>
    public const string CanCurate = nameof(CanCurate);

    /// <summary>Note owner, severity, kind, remedy and status of clauses; say when a policy ends.</summary>
    public const string CanEditPolicies = nameof(CanEditPolicies);

    /// <summary>Say that an article is wanted or wrong, and comment on edits.</summary>
    public const string CanProposeEdits = nameof(CanProposeEdits);

    /// <summary>Write rules on policy clauses, and switch them on and off.</summary>
    public const string CanSetRules = nameof(CanSetRules);

    /// <summary>See how well sources tell what their agents do, and what they sent that was not taken.</summary>
    public const string CanSeeSources = nameof(CanSeeSources);
    /// <summary>Take lists of cases away as files.</summary>
    public const string CanExport = nameof(CanExport);

    /// <summary>People, keys, data.</summary>
    public const string CanAdminister = nameof(CanAdminister);

    /// <summary>Any signed-in person, whatever the role: one's own account.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Nobody in particular: sign-in, health, the files that a page needs.</summary>
    public const string Anyone = nameof(Anyone);

    /// <summary>A key of scope ingest, in the request's header. Cookies do not count.</summary>
    public const string IngestKey = nameof(IngestKey);

    /// <summary>A key of scope ingest or browser; what a browser's key may send is checked event by event.</summary>
    public const string FeedbackKey = nameof(FeedbackKey);

    /// <summary>A key of scope browser, in the address or a header, from a page of one of its origins.</summary>
    public const string BrowserKey = nameof(BrowserKey);

    /// <summary>A key of scope read, in the request's header. Cookies do not count.</summary>
    public const string ReadKey = nameof(ReadKey);
}
