using Acsr.Access;
using Acsr.Releases.Formats;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>A version that was withdrawn.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">Name and version.</param>
/// <param name="Rows">Rows of it that were withdrawn.</param>
/// <param name="SuccessorId">The version that stands in its place; null where none is left, or none could be written.</param>
/// <param name="Successor">Its version.</param>
public sealed record WithdrawnVersion(long Id, string Title, int Rows, long? SuccessorId, string? Successor);

/// <summary>How rows are withdrawn.</summary>
/// <param name="Reason">In words that name no customer: it goes to every consumer.</param>
/// <param name="By">Name of who asks.</param>
/// <param name="Ground">What becomes of what the rows held.</param>
public sealed record WithdrawalOrder(string Reason, string By, WithdrawalGround Ground)
{
    /// <summary>What a case's id becomes where its customer is erased.</summary>
    public Func<string, string> Pseudonym { get; init; } = id => id;
}

/// <summary>
/// Takes rows back that may train no more. A frozen release never changes, so every version that holds one of them is withdrawn as a whole, and a
/// version without them takes the newest one's place; consumers are told of both. One data set, one transaction.
/// </summary>
public sealed class ReleaseWithdrawal(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock, ReleaseBytes bytes, ReleasePublisher publisher)
{
    private const int MaxTries = 5;

    /// <summary>Withdraws what a selection names; what is withdrawn already stays as it is, so that it can be asked again after a crash.</summary>
    public async Task<IReadOnlyList<WithdrawnVersion>> WithdrawAsync(RowSelection selection, WithdrawalOrder order, CancellationToken cancellationToken)
    {
        List<string> items, names, questions = [];
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var rows = Held(selection.Of(db), order.Ground);
            items = await rows.Select(r => r.ItemId).Distinct().ToListAsync(cancellationToken);
            names = await db.Releases.Where(r => rows.Any(row => row.ReleaseId == r.Id)).Select(r => r.Name).Distinct().Order().ToListAsync(cancellationToken);
            // What a customer asked in vain may be in the retrieval pairs although no row is of it.
            if (selection is { Origin: RowOrigin.Customer, Value: var customer })
            {
                questions = (await db.Retrievals.Where(r => db.Cases.Any(c => c.Id == r.CaseId && c.Customer == customer)).Select(r => r.Question).Distinct().ToListAsync(cancellationToken)).ConvertAll(RetrievalFiles.QueryIdOf);
            }
        }

        List<WithdrawnVersion> withdrawn = [];
        foreach (var name in names)
        {
            for (var attempt = 1; ; attempt++)
            {
                if (await TryAsync(name, items.ToHashSet(), questions, order, cancellationToken) is { } done) { withdrawn.AddRange(done); break; }
                if (attempt == MaxTries) { throw new InvalidOperationException($"New versions of '{name}' were made again and again while rows were withdrawn from it."); }
            }
        }

        return withdrawn;
    }

    // For an erasure it is not enough that nobody is handed a row any more: what it held has to go.
    private static IQueryable<ReleaseRow> Held(IQueryable<ReleaseRow> rows, WithdrawalGround ground) =>
        ground == WithdrawalGround.Erasure ? rows.Where(r => r.WithdrawnAt == null || r.Item != null || r.Preview != "") : rows.Where(r => r.WithdrawnAt == null);

    /// <summary>Null when another version was made meanwhile.</summary>
    private async Task<IReadOnlyList<WithdrawnVersion>?> TryAsync(string name, HashSet<string> items, IReadOnlyList<string> questions, WithdrawalOrder order, CancellationToken cancellationToken)
    {
        var (newest, built, origins) = await BuildAsync(name, items, questions, cancellationToken);
        if (built is not null) { await bytes.WriteAsync(built.Files, cancellationToken); }

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // From here on nobody else approves, makes or withdraws.
        await AuditLog.LockAsync(db, cancellationToken);
        if ((await NewestAsync(db, name, cancellationToken))?.Id != newest?.Id) { return null; }
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = Held(db.ReleaseRows.Where(r => items.Contains(r.ItemId)), order.Ground);
        var hit = await db.Releases.Include(r => r.Approvals).Where(r => r.Name == name && rows.Any(row => row.ReleaseId == r.Id)).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var counts = await rows.GroupBy(r => r.ReleaseId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var approved = await db.Releases.Approved().Where(r => r.Name == name).Select(r => r.Id).ToListAsync(cancellationToken);

        var successor = built is null ? null : await FreezeAsync(db, newest!, built, origins!, order, now, cancellationToken);
        // Where the newest version holds none of the rows it is itself what stands in the place of the others.
        var stands = successor ?? (newest is not null && hit.TrueForAll(r => r.Id != newest.Id) ? newest : null);
        foreach (var release in hit.Where(r => r.WithdrawnAt is null))
        {
            (release.WithdrawnAt, release.WithdrawnBecause, release.SupersededById) = (now, order.Reason, stands?.Id);
            if (approved.Contains(release.Id)) { await publisher.WithdrawAsync(db, release, [.. items], stands, cancellationToken); }
        }

        await MarkAsync(db, hit.ConvertAll(r => r.Id), items, order, now, cancellationToken);
        if (successor is not null && await IsApprovedAsync(db, successor, cancellationToken)) { await publisher.PublishAsync(db, successor, cancellationToken); }
        await AuditLog.AppendAsync(
            db, order.By, "release.withdrawn", string.Join(", ", hit.Select(r => $"{r.Name} {r.Version}")), $"{counts.Values.Sum()} rows",
            $"{order.Reason}{(successor is null ? "" : $" Superseded by {successor.Version}, manifest SHA-256 {successor.Sha256}.")}", now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return hit.ConvertAll(r => new WithdrawnVersion(r.Id, $"{r.Name} {r.Version}", counts.GetValueOrDefault(r.Id), stands?.Id, stands?.Version));
    }

    /// <summary>The newest version that stands and, where it holds some of the items, one without them.</summary>
    private async Task<(Release? Newest, BuiltRelease? Built, Dictionary<string, ReleaseRow>? Origins)> BuildAsync(string name, HashSet<string> items, IReadOnlyList<string> questions, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await NewestAsync(db, name, cancellationToken) is not { } newest) { return (null, null, null); }
        var rows = await db.ReleaseRows.AsNoTracking().Where(r => r.ReleaseId == newest.Id).OrderBy(r => r.Position).ToListAsync(cancellationToken);
        var stays = rows.FindAll(row => !items.Contains(row.ItemId));
        if (stays.Count == rows.Count || stays.Count == 0) { return (newest, null, null); }
        var top = ReleaseVersion.Of(await db.Releases.AsNoTracking().Where(r => r.Name == name).NewestVersionFirst().FirstAsync(cancellationToken));
        var gone = rows.Where(row => items.Contains(row.ItemId)).Select(row => row.ItemId).ToList();
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (var path in SuccessorExtras.Paths)
        {
            if (await ReadAsync(newest.Id, path, cancellationToken) is { } file) { files[path] = file; }
        }

        var manifest = await ReadAsync(newest.Id, Manifest.Path, cancellationToken);
        var built = ReleaseSuccessor.Build(newest, manifest!, top.Next(gone.Count, 0, 0), stays, gone, SuccessorExtras.Of(files, new HashSet<string>([.. gone, .. questions], StringComparer.Ordinal)));
        return (newest, built, stays.ToDictionary(row => row.ItemId));
    }

    private async Task<byte[]?> ReadAsync(long release, string path, CancellationToken cancellationToken)
    {
        await using var stored = await bytes.OpenAsync(release, path, cancellationToken);
        if (stored is null) { return null; }
        using var content = new MemoryStream();
        await stored.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }

    private static Task<Release?> NewestAsync(ConsoleDbContext db, string name, CancellationToken cancellationToken) =>
        db.Releases.AsNoTracking().Where(r => r.Name == name && r.WithdrawnAt == null).NewestVersionFirst().FirstOrDefaultAsync(cancellationToken);

    private static async Task<Release> FreezeAsync(
        ConsoleDbContext db, Release newest, BuiltRelease built, Dictionary<string, ReleaseRow> origins, WithdrawalOrder order, DateTime now, CancellationToken cancellationToken)
    {
        var successor = db.Releases.Add(FrozenRelease.Of(newest.Name, newest.Demo, built, order.By, "", now, newest)).Entity;
        // Who approved all of the rows approved these.
        successor.Approvals.AddRange((await db.ReleaseApprovals.AsNoTracking().Where(a => a.ReleaseId == newest.Id).ToListAsync(cancellationToken))
            .Select(a => new ReleaseApproval { UserId = a.UserId, UserName = a.UserName, At = a.At, CarriedFrom = a.CarriedFrom ?? newest.Id }));
        await db.SaveChangesAsync(cancellationToken);
        await FrozenRelease.WriteRowsAsync(db, successor.Id, built, origins, cancellationToken);
        return successor;
    }

    private static async Task<bool> IsApprovedAsync(ConsoleDbContext db, Release release, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        return await db.Releases.Approved().AnyAsync(r => r.Id == release.Id, cancellationToken);
    }

    private static async Task MarkAsync(ConsoleDbContext db, List<long> releases, HashSet<string> items, WithdrawalOrder order, DateTime now, CancellationToken cancellationToken)
    {
        var rows = db.ReleaseRows.Where(r => releases.Contains(r.ReleaseId) && items.Contains(r.ItemId));
        await rows.Where(r => r.WithdrawnAt == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.WithdrawnAt, now), cancellationToken);
        await rows.ExecuteUpdateAsync(r => r.SetProperty(x => x.Ground, order.Ground), cancellationToken);
        if (order.Ground != WithdrawalGround.Erasure) { return; }
        await rows.ExecuteUpdateAsync(r => r.SetProperty(x => x.Item, (string?)null).SetProperty(x => x.Preview, ""), cancellationToken);
        foreach (var id in await rows.Select(r => r.CaseId).Distinct().ToListAsync(cancellationToken))
        {
            var pseudonym = order.Pseudonym(id);
            await rows.Where(r => r.CaseId == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.CaseId, pseudonym), cancellationToken);
        }

        await ReleaseBytes.DeleteAsync(db, releases, Manifest.Path, cancellationToken);
    }
}
