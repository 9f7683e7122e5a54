using System.Globalization;
using Acsr.Releases.Curation;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>A semantic version of a data set (semver.org, 2.0.0), without pre-releases.</summary>
public readonly record struct ReleaseVersion(int Major, int Minor, int Patch)
{
    /// <summary>Of what is made first.</summary>
    public static readonly ReleaseVersion First = new(1, 0, 0);

    public static ReleaseVersion Of(Release release) => new(release.Major, release.Minor, release.Patch);

    /// <summary>
    /// What comes next: major where a row that a consumer may have is gone or other than it was, minor where rows came, patch where only what
    /// is written beside them differs.
    /// </summary>
    public ReleaseVersion Next(int gone, int changed, int added) => (gone + changed, added) switch
    {
        ( > 0, _) => new(Major + 1, 0, 0),
        (_, > 0) => new(Major, Minor + 1, 0),
        _ => new(Major, Minor, Patch + 1),
    };

    /// <summary>The next one after rows of which the digests are known by item.</summary>
    public ReleaseVersion Next(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) => Next(
        before.Keys.Count(id => !now.ContainsKey(id)),
        before.Count(row => now.TryGetValue(row.Key, out var digest) && digest != row.Value),
        now.Keys.Count(id => !before.ContainsKey(id)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}

/// <summary>What a next version is made from.</summary>
/// <param name="Release">The newest version that stands.</param>
/// <param name="Newest">The newest version there ever was.</param>
/// <param name="Reviews">Those behind its rows, where they are still here.</param>
/// <param name="Retired">Those of them that train no more.</param>
/// <param name="Digests">Of its rows, by item.</param>
public sealed record EarlierVersion(
    Release Release, ReleaseVersion Newest, IReadOnlyList<CaseReview> Reviews, IReadOnlyDictionary<long, Exclusion> Retired, IReadOnlyDictionary<string, string> Digests)
{
    /// <summary>The version of what comes after it.</summary>
    public string Next(IReadOnlyList<CuratedItem> kept) =>
        Newest.Next(Digests, kept.ToDictionary(k => k.Item.Id, k => ReleaseItems.Digest(ReleaseItems.Write(k.Item), k.Split))).ToString();
}
