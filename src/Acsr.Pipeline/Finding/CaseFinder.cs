using System.Linq.Expressions;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Kpis;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Finding;

/// <summary>A piece of a list of cases.</summary>
/// <param name="Rows">In the order of the query.</param>
/// <param name="Next">Where the next piece begins; null at the end of the list.</param>
public sealed record CasePage(IReadOnlyList<Case> Rows, string? Next);

/// <summary>Finds cases among millions: page after page along an index, never by counting rows off.</summary>
public sealed class CaseFinder(IDbContextFactory<ConsoleDbContext> contexts, KpiEngine engine)
{
    /// <summary>Up to here matching cases are counted; beyond it is <c>more than</c>.</summary>
    public const int Bound = 10_000;

    private const int Chunk = 500;

    /// <summary>The cases behind a place in the list.</summary>
    /// <param name="query">Which, in which order.</param>
    /// <param name="after"><see cref="CasePage.Next"/> of the page before; null for the first.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<CasePage> PageAsync(CaseQuery query, string? after, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var position = CasePosition.Parse(after);
        if (query.KpiDefinition is not null)
        {
            var found = new List<Case>(take + 1);
            await foreach (var one in OfKpiAsync(db, query, position, cancellationToken))
            {
                found.Add(one);
                if (found.Count > take) { break; }
            }

            return Cut(found, query.Sort, take);
        }

        return Cut(await CaseOrder.From(Matching(db, query), query.Sort, position).Take(take + 1).ToListAsync(cancellationToken), query.Sort, take);
    }

    /// <summary>How many match and what they have in common: exact up to <see cref="Bound"/>, over the newest of them beyond.</summary>
    public async Task<CaseFacets> FacetsAsync(CaseQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (query.KpiDefinition is not null)
        {
            var rows = new List<FacetRow>();
            await foreach (var c in OfKpiAsync(db, query, null, cancellationToken))
            {
                rows.Add(new FacetRow(c.Resolution, c.Handler, c.DeadEnd, c.HandoffKind, c.Intent, c.Agent, c.AgentVersion, c.Strategy, c.Channel, c.Language, c.CustomerTier, c.Release, c.Source, c.Tags));
                if (rows.Count > Bound) { break; }
            }

            return CaseFacets.Of(rows);
        }

        return CaseFacets.Of(await CaseOrder.Shown(Matching(db, query), query.Sort).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Bound + 1)
            .Select(c => new FacetRow(c.Resolution, c.Handler, c.DeadEnd, c.HandoffKind, c.Intent, c.Agent, c.AgentVersion, c.Strategy, c.Channel, c.Language, c.CustomerTier, c.Release, c.Source, c.Tags)).ToListAsync(cancellationToken));
    }

    /// <summary>How many matching cases came in or changed since, up to <paramref name="most"/>; of the cases of a KPI how many more or fewer there are.</summary>
    /// <param name="query">Which.</param>
    /// <param name="since">The last change that is shown already.</param>
    /// <param name="shown">How many cases of the KPI were there then.</param>
    /// <param name="most">Beyond it nobody counts.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<int> NewsAsync(CaseQuery query, long since, int shown, int most, CancellationToken cancellationToken)
    {
        if (query.KpiDefinition is not null) { return Math.Min(most, Math.Abs(await OfKpiCountAsync(query, cancellationToken) - shown)); }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Matching(db, query).Where(c => c.Sequence > since).Take(most).CountAsync(cancellationToken);
    }

    /// <summary>How many cases the engine finds behind a KPI.</summary>
    public async Task<int> OfKpiCountAsync(CaseQuery query, CancellationToken cancellationToken) =>
        query.KpiDefinition is null ? 0 : (await engine.CasesAsync(query.KpiDefinition, query.Part, query.Cases, cancellationToken)).Count;

    /// <summary>The last change of any case: what <see cref="NewsAsync"/> counts from.</summary>
    public Task<long> SequenceAsync(CancellationToken cancellationToken) => engine.SequenceAsync(cancellationToken);

    /// <summary>The words around what was looked for, by case; cases in which it does not stand, or whose text is not indexed yet, are left out.</summary>
    public async Task<IReadOnlyDictionary<string, TextExcerpt>> ExcerptsAsync(CaseQuery query, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (TextWords.Phrases(query.Text) is not { Count: > 0 } phrases || ids.Count == 0) { return new Dictionary<string, TextExcerpt>(); }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Database.SqlQueryRaw<TextExcerpt>(db.TextExcerpts(ids.Count, query.In), [db.TextExpression(phrases, query.In), .. ids]).ToListAsync(cancellationToken);
        return found.ToDictionary(excerpt => excerpt.CaseId);
    }

    /// <summary>Other cases of the same customer, those around this one in time, oldest first.</summary>
    /// <param name="customer">As its sender calls them.</param>
    /// <param name="at">Where this case stands in time.</param>
    /// <param name="each">At most so many before and so many after.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<Case>> NeighboursAsync(string customer, DateTime at, int each, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var theirs = db.Cases.AsNoTracking().Where(c => c.Customer == customer);
        var before = await theirs.Where(c => c.At < at).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(each).ToListAsync(cancellationToken);
        var after = await theirs.Where(c => c.At >= at).OrderBy(c => c.At).ThenBy(c => c.Id).Take(each + 1).ToListAsync(cancellationToken);
        return [.. Enumerable.Reverse(before), .. after];
    }

    private static CasePage Cut(List<Case> rows, CaseSort sort, int take)
    {
        if (rows.Count <= take) { return new CasePage(rows, null); }
        rows.RemoveRange(take, rows.Count - take);
        return new CasePage(rows, CasePosition.Of(rows[^1], sort).ToString());
    }

    // The engine has the cases of a KPI in order of time; what it does not know of them is asked piece by piece.
    private async IAsyncEnumerable<Case> OfKpiAsync(ConsoleDbContext db, CaseQuery query, CasePosition? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await engine.CasesAsync(query.KpiDefinition, query.Part, query.Cases, cancellationToken);
        var oldest = query.Sort == CaseSort.Oldest;
        var ordered = oldest ? rows.Reverse() : rows;
        if (after is not null) { ordered = ordered.SkipWhile(row => !IsBehind(row)); }
        foreach (var chunk in ordered.Chunk(Chunk))
        {
            string[] ids = [.. chunk.Select(row => row.Id)];
            var found = await Matching(db, query).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
            foreach (var id in ids) { if (found.TryGetValue(id, out var one)) { yield return one; } }
        }

        bool IsBehind(KpiRow row)
        {
            var order = row.At != after.At ? row.At.CompareTo(after.At) : string.CompareOrdinal(row.Id, after.Id);
            return oldest ? order > 0 : order < 0;
        }
    }

    private static IQueryable<Case> With(IQueryable<Case> cases, Expression<Func<Case, string?>> column, string? value)
    {
        if (value is null) { return cases; }
        var wanted = value == KpiDimension.Unknown ? null : value;
        Expression<Func<string?>> parameter = () => wanted;
        return cases.Where(Expression.Lambda<Func<Case, bool>>(Expression.Equal(column.Body, wanted is null ? Expression.Constant(null, typeof(string)) : parameter.Body), column.Parameters));
    }

    private static IQueryable<Case> Matching(ConsoleDbContext db, CaseQuery query)
    {
        var known = query.Cases;
        var cases = db.Cases.AsNoTracking().Where(c => c.Baseline == known.Baseline);
        if (known.From is { } from) { cases = cases.Where(c => c.At >= from); }
        if (known.To is { } to) { cases = cases.Where(c => c.At < to); }
        cases = With(cases, c => c.Agent, known.Agent);
        cases = With(cases, c => c.AgentVersion, known.AgentVersion);
        cases = With(cases, c => c.Strategy, known.Strategy);
        cases = With(cases, c => c.Channel, known.Channel);
        cases = With(cases, c => c.Intent, known.Intent);
        cases = With(cases, c => c.Language, known.Language);
        cases = With(cases, c => c.CustomerTier, known.CustomerTier);
        cases = With(cases, c => c.Release, known.Release);
        cases = With(cases, c => c.Source, known.Source);
        cases = With(cases, c => c.Customer, query.Customer);
        if (known.Handler is { } word) { var handler = Enum.TryParse<Handler>(word, ignoreCase: true, out var one) ? one : Handler.Unknown; cases = cases.Where(c => c.Handler == handler); }
        if (known.Handoff is { } handoff) { cases = cases.Where(c => c.HandoffKind == handoff); }
        foreach (var tag in known.Tags.All)
        {
            // Tags are stored as JSON; a tag in quotes is a whole one.
            var stored = JsonSerializer.Serialize(tag).Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
            var tagged = db.Cases.FromSqlRaw("""SELECT * FROM "Cases" WHERE "Tags" LIKE {0} ESCAPE '!'""", $"%{stored}%").Select(c => c.Id);
            cases = cases.Where(c => tagged.Contains(c.Id));
        }

        if (query.Rung is { } rung) { cases = cases.Where(c => c.Resolution == rung); }
        if (query.Severity is { } severity) { cases = cases.Where(c => c.DeadEnd == severity); }
        if (query.Group is { } group) { cases = cases.Where(c => db.DeadEndFindings.Any(f => f.Group == group && f.CaseId == c.Id)); }
        if (query.Text is not { } text) { return cases; }
        if (TextWords.Phrases(text) is not { Count: > 0 } phrases) { return cases.Where(_ => false); }
        var matches = db.CaseTexts.FromSqlRaw(db.TextMatches, db.TextExpression(phrases, query.In)).Select(t => t.CaseId);
        return cases.Where(c => matches.Contains(c.Id));
    }
}
