namespace Acsr.Releases;

/// <summary>Questions about releases that are asked in more than one place.</summary>
public static class ReleaseQueries
{
    /// <summary>Four eyes: for every row there is an approver who is neither its reviewer nor who made the release.</summary>
    public static IQueryable<Release> Approved(this IQueryable<Release> releases) =>
        releases.Where(release => release.Rows.All(row => release.Approvals.Any(approval => approval.UserId != row.ReviewerId && approval.UserId != release.CreatedById)));

    /// <summary>Approved, and not withdrawn.</summary>
    public static IQueryable<Release> Published(this IQueryable<Release> releases) => releases.Approved().Where(release => release.WithdrawnAt == null);

    /// <summary>The newest version first.</summary>
    public static IQueryable<Release> NewestVersionFirst(this IQueryable<Release> releases) =>
        releases.OrderByDescending(r => r.Major).ThenByDescending(r => r.Minor).ThenByDescending(r => r.Patch);
}
