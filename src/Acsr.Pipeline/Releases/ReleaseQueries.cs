namespace Acsr.Releases;

/// <summary>Questions about releases that are asked in more than one place.</summary>
public static class ReleaseQueries
{
    /// <summary>Four eyes: for every row there is an approver who is not its reviewer.</summary>
    public static IQueryable<Release> Approved(this IQueryable<Release> releases) =>
        releases.Where(release => release.Rows.All(row => release.Approvals.Any(approval => approval.UserId != row.ReviewerId)));
}
