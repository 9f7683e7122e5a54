using System.Runtime.CompilerServices;
using System.Text;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>
/// The claims of one moment, worked together: one read finds what is free, one write leases all of it. What that does not settle (a second
/// tab, an item in hand, all that was free is closed to the person) is asked one by one. Used once, in one transaction.
/// </summary>
internal sealed class ClaimRound(ConsoleDbContext db, IReadOnlyList<Claimant> claimants, DateTime now, DateTime until, double randomShare)
{
    private readonly Lease?[] _leases = new Lease?[claimants.Count];
    private readonly List<(int Claimant, FreeRow Row)> _given = [];
    private readonly HashSet<long> _taken = [];
    private readonly List<int> _late = [];

    /// <summary>A lease for each who asks, in their order; null where nothing is left for them.</summary>
    public async Task<IReadOnlyList<Lease?>> RunAsync()
    {
        var asking = await NewcomersAsync();
        var atRandom = asking.FindAll(_ => randomShare > 0 && Random.Shared.NextDouble() < randomShare);
        var rest = asking.Except(atRandom).Concat(await GiveAsync(atRandom, atRandom: true)).Order().ToList();
        _late.AddRange(await GiveAsync(rest, atRandom: false));
        for (var i = _given.Count - 1; i >= 0; i--) { await TestAsync(i); }
        await LeaseAsync();
        foreach (var i in _late.Order()) { _leases[i] = await Claimant.LeaseAsync(db, claimants[i].Statement(db, now, until), until, CancellationToken.None); }
        return _leases;
    }

    // Who has something in hand gets that again, and one person's second question waits for the first.
    private async Task<List<int>> NewcomersAsync()
    {
        var users = claimants.Select(c => c.UserId).Distinct().ToList();
        // Who settles an item drops its lease in the same statement: that it is open need not be asked, and would cost a walk through all that is.
        var holding = (await db.ReviewItems.Where(i => i.LeasedUntil > now && users.Contains(i.LeasedBy!)).Select(i => i.LeasedBy!).ToListAsync()).ToHashSet();
        List<int> asking = [];
        for (var i = 0; i < claimants.Count; i++)
        {
            if (claimants[i].Queues.Count == 0) { continue; }
            (holding.Add(claimants[i].UserId) ? asking : _late).Add(i);
        }

        return asking;
    }

    /// <summary>Gives each the first free item that they may and can review; returns those for whom that is not settled.</summary>
    private async Task<List<int>> GiveAsync(List<int> asking, bool atRandom)
    {
        List<int> without = [];
        foreach (var alike in asking.GroupBy(i => claimants[i].Alike))
        {
            var people = alike.ToList();
            var free = await db.Database.SqlQuery<FreeRow>(claimants[people[0]].FreeStatement(db, people.Count + _taken.Count, atRandom)).ToListAsync();
            if (free.Count == 0 && !atRandom) { continue; }
            var (ids, users) = (free.ConvertAll(row => row.ItemId), people.ConvertAll(i => claimants[i].UserId));
            var skipped = free.Count == 0 ? [] : (await db.ReviewSkips.Where(s => ids.Contains(s.ItemId) && users.Contains(s.UserId)).Select(s => new { s.ItemId, s.UserId }).ToListAsync())
                .Select(s => (s.ItemId, s.UserId)).ToHashSet();
            foreach (var person in people)
            {
                var claimant = claimants[person];
                FreeRow? found = null;
                foreach (var row in free.Where(r => !_taken.Contains(r.ItemId) && !skipped.Contains((r.ItemId, claimant.UserId)) && !claimant.Wrote(r.Authors)))
                {
                    if (row.Opinions > 1 && !await MayOpineAsync(claimant.UserId, row)) { continue; }
                    found = row;
                    break;
                }

                if (found is null) { without.Add(person); continue; }
                _taken.Add(found.ItemId);
                _given.Add((person, found));
            }
        }

        return without;
    }

    // Not who has given an opinion on it, nor who has another one of it in hand (nobody here has: see above).
    private async Task<bool> MayOpineAsync(string userId, FreeRow row)
    {
        var set = row.FirstId ?? row.ItemId;
        return !await db.Reviews.AnyAsync(r => r.SetId == set && r.ReviewerId == userId);
    }

    // A share of what a queue hands out is a case whose answer is known; the item itself stays free then.
    private async Task TestAsync(int i)
    {
        var (person, row) = _given[i];
        var claimant = claimants[person];
        if (claimant.GoldShareOf(row.Queue) is not (> 0 and var share) || Random.Shared.NextDouble() >= share) { return; }
        if (await KnownAnswers.HandOutAsync(db, claimant, row.Queue, now, until) is not { } lease) { return; }
        _leases[person] = lease;
        _given.RemoveAt(i);
    }

    private async Task LeaseAsync()
    {
        if (_given.Count == 0) { return; }
        List<object?> values = [until];
        var (whose, which) = (new StringBuilder(), new StringBuilder());
        foreach (var (person, row) in _given)
        {
            whose.Append(System.Globalization.CultureInfo.InvariantCulture, $" WHEN {row.ItemId} THEN {{{values.Count}}}");
            which.Append(which.Length > 0 ? ", " : "").Append(row.ItemId);
            values.Add(claimants[person].UserId);
            _leases[person] = new Lease(row.ItemId, row.CaseId, row.Token + 1, until);
        }

        await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(
            $$"""UPDATE "ReviewItems" SET "LeasedBy" = CASE "Id"{{whose}} END, "LeasedUntil" = {0}, "Token" = "Token" + 1 WHERE "Id" IN ({{which}})""", [.. values]));
    }

    internal sealed record FreeRow(long ItemId, string CaseId, long Token, string Queue, string Authors, int Opinions, long? FirstId);
}
