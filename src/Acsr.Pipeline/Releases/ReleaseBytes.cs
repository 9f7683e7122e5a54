using System.Security.Cryptography;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>
/// Keeps the bytes of files in parts that are found by the file's hash. They are written before the release that names them, a few at a time,
/// so that a large release holds no other writer up, and a crash leaves parts that nobody names instead of half a release.
/// </summary>
public sealed class ReleaseBytes(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private const int PartsAtOnce = 8;

    /// <summary>What no release names is kept that long: somebody may be freezing it at this moment.</summary>
    public static readonly TimeSpan KeptUnnamed = TimeSpan.FromHours(6);

    /// <summary>Writes what is not there yet; the same bytes again cost a look.</summary>
    public async Task WriteAsync(IEnumerable<BuiltFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            for (var position = 0; (long)position * ReleaseFilePart.Size < file.Content.Length; position += PartsAtOnce)
            {
                using var pass = await gate.EnterAsync(cancellationToken);
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                var at = clock.GetUtcNow().UtcDateTime;
                for (var part = position; part < position + PartsAtOnce && (long)part * ReleaseFilePart.Size < file.Content.Length; part++)
                {
                    var content = file.Content.AsSpan(part * ReleaseFilePart.Size, Math.Min(ReleaseFilePart.Size, file.Content.Length - (part * ReleaseFilePart.Size))).ToArray();
                    var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
                    // Written anew, so that the clock of what nobody names starts again and a damaged part is mended.
                    await db.Database.ExecuteSqlAsync($"""
                        INSERT INTO "ReleaseFileParts" ("FileSha256", "Position", "Sha256", "Content", "WrittenAt") VALUES ({file.Sha256}, {part}, {sha256}, {content}, {at})
                        ON CONFLICT ("FileSha256", "Position") DO UPDATE SET "Content" = excluded."Content", "WrittenAt" = excluded."WrittenAt"
                        """, cancellationToken);
                }

                await transaction.CommitAsync(cancellationToken);
            }
        }
    }

    /// <summary>A file as a stream that may be read from anywhere; null when there is none of that name.</summary>
    public async Task<ReleaseFileStream?> OpenAsync(long releaseId, string path, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var file = await db.ReleaseFiles.AsNoTracking().SingleOrDefaultAsync(f => f.ReleaseId == releaseId && f.Path == path, cancellationToken);
        return file is null ? null : new ReleaseFileStream(file, contexts);
    }

    /// <summary>Takes away parts that no release names and that are too old to be on their way into one.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow().UtcDateTime - KeptUnnamed;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Unnamed(db).Where(p => p.WrittenAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Deletes the bytes of a release's files; belongs to the transaction of what it is done for. What a release that stays also names, stays.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="releases">Whose bytes go.</param>
    /// <param name="keep">A file that says nothing about anybody and stays readable.</param>
    /// <param name="cancellationToken">Nothing is deleted when it fires.</param>
    public static async Task DeleteAsync(ConsoleDbContext db, IReadOnlyCollection<long> releases, string keep, CancellationToken cancellationToken)
    {
        byte[] nothing = [];
        var hashes = await db.ReleaseFiles.Where(f => releases.Contains(f.ReleaseId) && f.Path != keep).Select(f => f.Sha256).Distinct().ToListAsync(cancellationToken);
        await db.ReleaseFiles.Where(f => releases.Contains(f.ReleaseId) && f.Path != keep).ExecuteUpdateAsync(f => f.SetProperty(x => x.Content, nothing), cancellationToken);
        await db.ReleaseFileParts.Where(p => hashes.Contains(p.FileSha256)
                && !db.ReleaseFiles.Any(f => f.Sha256 == p.FileSha256 && (!releases.Contains(f.ReleaseId) || f.Path == keep)))
            .ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<ReleaseFilePart> Unnamed(ConsoleDbContext db) => db.ReleaseFileParts.Where(p => !db.ReleaseFiles.Any(f => f.Sha256 == p.FileSha256));
}
