using System.Data.Common;
using Acsr.Store;

namespace Acsr.Ingest;

/// <summary>A segment as it is filed.</summary>
/// <param name="Id">The segment's.</param>
/// <param name="DueAt">From when on its cases may be folded.</param>
/// <param name="Contents">What it holds something of.</param>
internal sealed record FiledSegment(long Id, DateTime DueAt, SegmentContents Contents);

/// <summary>The rows by which a case finds its segments, in the grammar that both databases share.</summary>
internal static class CaseFiling
{
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<FiledSegment> segments, long firstToken, CancellationToken cancellationToken)
    {
        await using var sql = new Statements(connection, transaction);

        // Links first: they ask what stood under a trace before, and what this transaction brings is due by itself.
        var due = DueOf(segments);
        var latest = segments.Count == 0 ? default : segments.Max(s => s.DueAt);
        foreach (var id in await sql.LinkAsync(segments, cancellationToken)) { due.TryAdd(id, latest); }
        await sql.TouchAsync(segments, cancellationToken);
        await sql.MarkDueAsync(due, firstToken, cancellationToken);
    }

    /// <summary>
    /// The cases that the segments themselves name, and when. Of a trace whose case the same segment names, the case is due; the trace itself
    /// holds nothing to fold.
    /// </summary>
    private static SortedDictionary<string, DateTime> DueOf(IReadOnlyList<FiledSegment> segments)
    {
        var due = new SortedDictionary<string, DateTime>(StringComparer.Ordinal);
        foreach (var segment in segments.OrderBy(s => s.DueAt))
        {
            foreach (var id in segment.Contents.Touches.Except(segment.Contents.Links.Select(l => l.TraceId))) { due.TryAdd(id, segment.DueAt); }
        }

        return due;
    }

    // Rows are written in the order of their keys: neighbours share pages, and two nodes cannot wait for each other.
    private sealed class Statements(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
    {
        private readonly RowStatement _touch = new(connection, transaction, 2, """INSERT INTO "SegmentCases" ("CaseId", "SegmentId")""");
        private readonly RowStatement _linked = new(connection, transaction, 1, """SELECT "TraceId", "CaseId", "Rank" FROM "TraceCases" WHERE "TraceId" IN (""", ")");
        private readonly RowStatement _link = new(connection, transaction, 3, """INSERT INTO "TraceCases" ("TraceId", "CaseId", "Rank")""", """
            ON CONFLICT ("TraceId") DO UPDATE SET "CaseId" = excluded."CaseId", "Rank" = excluded."Rank" WHERE excluded."Rank" < "TraceCases"."Rank"
            """);
        private readonly RowStatement _orphans = new(connection, transaction, 1, """SELECT DISTINCT "CaseId" FROM "SegmentCases" WHERE "CaseId" IN (""", ")");
        // The time due stays that of the first touch, so that a case that never rests is folded all the same.
        private readonly RowStatement _due = new(connection, transaction, 4, """INSERT INTO "CaseWork" ("CaseId", "DueAt", "Token", "Attempts")""", """
            ON CONFLICT ("CaseId") DO UPDATE SET "Token" = "CaseWork"."Token" + 1, "LeasedUntil" = NULL, "Attempts" = 0
            """);

        public async Task TouchAsync(IReadOnlyList<FiledSegment> segments, CancellationToken cancellationToken) =>
            await _touch.RunAsync(segments.SelectMany(s => s.Contents.Touches.Select(id => (Case: id, s.Id))).OrderBy(t => t.Case, StringComparer.Ordinal).ThenBy(t => t.Id)
                .Select(t => (object[])[t.Case, t.Id]), cancellationToken);

        /// <summary>Notes which case each trace belongs to.</summary>
        /// <returns>What is due because spans of a trace that stood under another case, or under the trace itself, move: both sides are folded anew.</returns>
        public async Task<IReadOnlyCollection<string>> LinkAsync(IReadOnlyList<FiledSegment> segments, CancellationToken cancellationToken)
        {
            var links = segments.SelectMany(s => s.Contents.Links).GroupBy(l => l.TraceId).Select(same => same.MinBy(l => l.Rank, StringComparer.Ordinal)!)
                .OrderBy(l => l.TraceId, StringComparer.Ordinal).ToList();
            var before = (await _linked.ReadAsync(links.Select(l => (object[])[l.TraceId]), r => (Trace: r.GetString(0), Case: r.GetString(1), Rank: r.GetString(2)), cancellationToken))
                .ToDictionary(l => l.Trace);
            var better = links.Where(l => !before.TryGetValue(l.TraceId, out var held) || string.CompareOrdinal(l.Rank, held.Rank) < 0).ToList();
            await _link.RunAsync(better.Select(l => (object[])[l.TraceId, l.CaseId, l.Rank]), cancellationToken);

            var moved = better.Where(l => !before.TryGetValue(l.TraceId, out var held) || held.Case != l.CaseId).ToList();
            var orphans = await _orphans.ReadAsync(moved.Select(l => (object[])[l.TraceId]), r => r.GetString(0), cancellationToken);

            // Where the link stays, spans that name no case belong to the case it names.
            return [.. orphans, .. links.Where(l => before.ContainsKey(l.TraceId)).Select(l => before[l.TraceId].Case)];
        }

        public Task MarkDueAsync(SortedDictionary<string, DateTime> due, long firstToken, CancellationToken cancellationToken) =>
            _due.RunAsync(due.Select(d => (object[])[d.Key, d.Value, firstToken, 0]), cancellationToken);

        public async ValueTask DisposeAsync()
        {
            foreach (var statement in (RowStatement[])[_touch, _linked, _link, _orphans, _due]) { await statement.DisposeAsync(); }
        }
    }
}
