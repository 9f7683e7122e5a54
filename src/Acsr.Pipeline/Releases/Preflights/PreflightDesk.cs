using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases.Preflights;

/// <summary>A preflight as people watch it; the report is null until it is done.</summary>
public sealed record PreflightView(long Id, PreflightState State, string Stage, int Progress, string RequestedBy, DateTime RequestedAt, DateTime? FinishedAt, string? Problem, PreflightReport? Report)
{
    public bool IsOver => State is PreflightState.Done or PreflightState.Failed;
}

/// <summary>Asks for preflights and tells how they come on.</summary>
public sealed class PreflightDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, ReleaseBytes bytes, TimeProvider clock, PreflightWorker worker)
{
    /// <summary>Asks for one; it runs in the background. Returns its id.</summary>
    /// <param name="reviews">The chosen reviews; not empty.</param>
    /// <param name="heldOut">Share of customers held out; null: as is usual.</param>
    /// <param name="demo">They are the demo desk's.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<long> RequestAsync(IEnumerable<long> reviews, double? heldOut, bool demo, string by, CancellationToken cancellationToken = default)
    {
        var ids = string.Join(',', reviews.Order());
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var preflight = db.Preflights.Add(new Preflight { RequestedAt = now, RequestedBy = by, Reviews = ids, HeldOutShare = heldOut, Demo = demo, Stage = "Waiting" }).Entity;
        await AuditLog.AppendAsync(db, by, "preflight.requested", "release", null, $"{ids.Count(c => c == ',') + 1} reviews", now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        worker.Nudge();
        return preflight.Id;
    }

    /// <summary>Null when there is no such preflight.</summary>
    public async Task<PreflightView?> FindAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Preflights.AsNoTracking().Where(p => p.Id == id).Select(p => new { p.State, p.Stage, p.Progress, p.RequestedBy, p.RequestedAt, p.FinishedAt, p.Problem, p.Report }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new(id, found.State, found.Stage, found.Progress, found.RequestedBy, found.RequestedAt, found.FinishedAt, found.Problem,
            found.Report is { } json ? PreflightReport.Read(System.Text.Encoding.UTF8.GetBytes(json)) : null);
    }

    /// <summary>What the preflight found that a release left with; null where it left without one.</summary>
    public async Task<PreflightReport?> OfReleaseAsync(long releaseId, CancellationToken cancellationToken = default)
    {
        await using var stored = await bytes.OpenAsync(releaseId, PreflightReport.Path, cancellationToken);
        if (stored is null || stored.Length == 0) { return null; }
        using var whole = new MemoryStream();
        await stored.CopyToAsync(whole, cancellationToken);
        return PreflightReport.Read(whole.ToArray());
    }
}
