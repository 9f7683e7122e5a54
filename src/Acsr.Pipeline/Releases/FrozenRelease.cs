using Acsr.Releases.Curation;
using Acsr.Store;

namespace Acsr.Releases;

/// <summary>What was built, as the store keeps it.</summary>
internal static class FrozenRelease
{
    /// <summary>The release with its files; the rows are written by <see cref="WriteRowsAsync"/>, for there may be a hundred thousand of them.</summary>
    public static Release Of(string name, bool demo, BuiltRelease built, string userName, string userId, DateTime now, Release? before)
    {
        var version = built.Version.Split('.').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return new Release
        {
            Name = name,
            Major = version[0],
            Minor = version[1],
            Patch = version[2],
            PredecessorId = before?.Id,
            CreatedAt = now,
            CreatedBy = userName,
            CreatedById = userId,
            Demo = demo,
            Sha256 = built.Sha256,
            Files = [.. built.Files.Select(f => new ReleaseFile { Path = f.Path, Sha256 = f.Sha256, Length = f.Content.Length, RowCount = f.Rows })],
        };
    }

    /// <summary>Writes the rows of a release that is saved; belongs to the same transaction.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="id">Of the release.</param>
    /// <param name="built">Its rows.</param>
    /// <param name="origins">Where each item came from, of a version whose items no longer tell; null: the items tell.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public static async Task WriteRowsAsync(ConsoleDbContext db, long id, BuiltRelease built, IReadOnlyDictionary<string, ReleaseRow>? origins, CancellationToken cancellationToken)
    {
        var position = 0;
        foreach (var rows in built.Rows.Chunk(1_000))
        {
            db.Rows.Add(rows.Select(row =>
            {
                var origin = origins?[row.Item.Id];
                // What is taken over stays as it was kept, whatever has been added to items since.
                var item = origin?.Item ?? ReleaseItems.Write(row.Item);
                return new ReleaseRow
                {
                    ReleaseId = id,
                    Position = position++,
                    ItemId = row.Item.Id,
                    ReviewId = origin?.ReviewId ?? row.Item.Review.Id,
                    CaseId = origin?.CaseId ?? row.Item.Review.CaseId,
                    ReviewerId = row.Item.Review.ReviewerId,
                    Clause = row.Item.Review.Clause,
                    HeldOut = row.Split == Split.HeldOut,
                    Item = item,
                    Digest = origin?.Digest ?? ReleaseItems.Digest(item, row.Split),
                };
            }));
            await db.Rows.WriteAsync(cancellationToken);
        }
    }
}
