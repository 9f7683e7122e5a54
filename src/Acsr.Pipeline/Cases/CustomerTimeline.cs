using System.Text.Json;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases;

/// <summary>A case as its neighbours see it: where it stands among the cases of its customer and intent, and what it holds of its own neighbours.</summary>
internal sealed record CasePlace(string Id, string? Customer, string? Intent, DateTime At, DateTime? ClosedAt, string? ReengagesCase, string? FollowedBy)
{
    /// <summary>It stands in an order at all.</summary>
    public bool IsPlaced => Customer is not null && Intent is not null;

    public bool StandsAs(CasePlace other) => (Customer, Intent, At) == (other.Customer, other.Intent, other.At);

    public static CasePlace Of(Case facts) => new(facts.Id, facts.Customer, facts.Intent, facts.At, facts.ClosedAt, facts.ReengagesCase, facts.FollowedBy);
}

/// <summary>
/// The cases of each customer with the same intent, in order of time, then id: a case depends on the one before and the one after it and
/// on no other, so that news of a case reaches two neighbours and goes no further, however many cases a customer has.
/// </summary>
internal sealed class CustomerTimeline
{
    private static readonly Comparer<CasePlace> InOrder = Comparer<CasePlace>.Create((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id));

    private readonly Dictionary<string, CaseNeighbours> _neighbours = [];
    private readonly SortedSet<string> _stale = new(StringComparer.Ordinal);
    private readonly CaseOptions _options;

    private CustomerTimeline(CaseOptions options) => _options = options;

    /// <summary>Stored cases, not among those asked about, that hold something else of their neighbours than is so by now: they have to be judged again.</summary>
    public IReadOnlyCollection<string> Stale => _stale;

    public CaseNeighbours Of(string caseId) => _neighbours.GetValueOrDefault(caseId, CaseNeighbours.None);

    /// <summary>The neighbours of cases as they are folded now, among each other and among those that are stored.</summary>
    /// <param name="db">Inside of the transaction that writes them, behind the lock of the sequence: of two nodes that fold neighbours at once the second sees what the first wrote.</param>
    /// <param name="folded">As they are now.</param>
    /// <param name="stored">As they were until now, vanished ones too: whoever stood beside them has another neighbour.</param>
    /// <param name="options">How long the windows are.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public static async Task<CustomerTimeline> ReadAsync(ConsoleDbContext db, IReadOnlyCollection<CasePlace> folded, IReadOnlyCollection<CasePlace> stored, CaseOptions options, CancellationToken cancellationToken)
    {
        var timeline = new CustomerTimeline(options);
        var now = folded.ToDictionary(place => place.Id);
        var before = stored.ToDictionary(place => place.Id);
        var asked = folded.Concat(stored.Where(old => !now.TryGetValue(old.Id, out var held) || !held.StandsAs(old))).Where(place => place.IsPlaced).ToList();
        if (asked.Count == 0) { return timeline; }

        var found = await SeekAsync(db, asked, [.. now.Keys.Union(before.Keys)], cancellationToken);
        var batch = folded.Where(place => place.IsPlaced).GroupBy(place => (place.Customer, place.Intent)).ToDictionary(same => same.Key, same => same.Order(InOrder).ToList());
        foreach (var (place, earlier, later) in found)
        {
            var beside = batch.GetValueOrDefault((place.Customer, place.Intent), []);
            var previous = Nearer(earlier, beside.LastOrDefault(other => InOrder.Compare(other, place) < 0 && other.Id != place.Id), -1);
            var next = Nearer(later, beside.Find(other => InOrder.Compare(other, place) > 0 && other.Id != place.Id), 1);
            if (now.TryGetValue(place.Id, out var held) && ReferenceEquals(held, place))
            {
                var follows = next is not null && timeline.IsFollowed(place, next);
                timeline._neighbours[place.Id] = new CaseNeighbours(previous is not null && timeline.Reengages(previous, place) ? previous.Id : null, follows ? next!.Id : null, follows ? next!.At : null);
                timeline.Check(previous, place, now, before);
                timeline.Check(place, next, now, before);
            }
            else
            {
                // Whoever stood on both sides of a case that is gone from here stand next to each other.
                timeline.Check(previous, next, now, before);
            }
        }

        return timeline;
    }

    private static CasePlace? Nearer(CasePlace? a, CasePlace? b, int direction) => a is null ? b : b is null ? a : InOrder.Compare(a, b) * direction < 0 ? a : b;

    private bool Reengages(CasePlace previous, CasePlace next) => next.At <= (previous.ClosedAt ?? previous.At).AddDays(_options.ReengagementWindowDays);

    private bool IsFollowed(CasePlace previous, CasePlace next) => CaseWindows.Of(previous.Customer, previous.Intent, previous.ClosedAt, _options) is { } windows && next.At <= windows.Last;

    /// <summary>Whether two stored neighbours still hold of each other what is so.</summary>
    private void Check(CasePlace? earlier, CasePlace? later, Dictionary<string, CasePlace> folded, Dictionary<string, CasePlace> before)
    {
        if (earlier is not null && !folded.ContainsKey(earlier.Id))
        {
            var by = later is not null && IsFollowed(earlier, later) ? later.Id : null;
            // The same neighbour may have moved: within the windows, but out of one of them.
            var moved = by is not null && before.TryGetValue(by, out var old) && old.At != later!.At;
            if (earlier.FollowedBy != by || moved) { _stale.Add(earlier.Id); }
        }

        if (later is not null && !folded.ContainsKey(later.Id) && later.ReengagesCase != (earlier is not null && Reengages(earlier, later) ? earlier.Id : null)) { _stale.Add(later.Id); }
    }

    /// <summary>The stored cases next to each place, those asked about left out. One query finds them, one reads them.</summary>
    private static async Task<IReadOnlyList<(CasePlace Place, CasePlace? Earlier, CasePlace? Later)>> SeekAsync(ConsoleDbContext db, List<CasePlace> places, HashSet<string> leftOut, CancellationToken cancellationToken)
    {
        var found = new List<Beside>(places.Count);
        foreach (var chunk in places.Index().Chunk(Math.Max(1, db.ValuesAtOnce / 5))) { found.AddRange(await SeekAsync(db, chunk, leftOut, cancellationToken)); }
        var wanted = found.SelectMany(row => new[] { row.Earlier, row.Later }).OfType<string>().Distinct().ToList();
        var known = wanted.Count == 0 ? [] : await db.Cases.AsNoTracking().Where(c => wanted.Contains(c.Id))
            .Select(c => new CasePlace(c.Id, c.Customer, c.Intent, c.At, c.ClosedAt, c.ReengagesCase, c.FollowedBy)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return [.. found.Select(row => (places[row.Place], row.Earlier is null ? null : known[row.Earlier], row.Later is null ? null : known[row.Later]))];
    }

    private static async Task<List<Beside>> SeekAsync(ConsoleDbContext db, (int Index, CasePlace Item)[] places, HashSet<string> leftOut, CancellationToken cancellationToken)
    {
        List<object> values = [JsonSerializer.Serialize(leftOut)];
        string Next(object value) { values.Add(value); return $"{{{values.Count - 1}}}"; }
        var rows = string.Join(", ", places.Select(p => $"({Next(p.Index)}, {Next(p.Item.Customer!)}, {Next(p.Item.Intent!)}, {Next(p.Item.At)}, {Next(p.Item.Id)})"));
        string Side(string beyond, string order) => $"""
            (SELECT c."Id" FROM "Cases" c WHERE c."Customer" = p."Customer" AND c."Intent" = p."Intent" AND c."At" {beyond}= p."At"
               AND (c."At" <> p."At" OR c."Id" COLLATE {db.Ordinal} {beyond} p."Id" COLLATE {db.Ordinal}) AND c."Id" NOT IN (SELECT "Id" FROM l)
             ORDER BY c."At" {order}, c."Id" COLLATE {db.Ordinal} {order} LIMIT 1)
            """;
        var sql = $"""
            WITH p("Place", "Customer", "Intent", "At", "Id") AS (VALUES {rows}), l("Id") AS ({db.TextsIn("{0}")})
            SELECT p."Place" AS "Place", {Side("<", "DESC")} AS "Earlier", {Side(">", "ASC")} AS "Later" FROM p
            """;
        return await db.Database.SqlQueryRaw<Beside>(sql, [.. values]).ToListAsync(cancellationToken);
    }

    private sealed record Beside(int Place, string? Earlier, string? Later);
}
