using System.Globalization;

namespace Acsr.Policies;

/// <summary>
/// Gives the clauses of a new version their ids, so that a clause that was moved or reworded keeps its own (formats I.2). Pure.
/// </summary>
public static class ClauseIds
{
    /// <summary>Share of common words from which two clauses under the same heading are one, reworded.</summary>
    public const double AlikeUnderSameHeading = 0.5;
    /// <summary>The same for clauses under different headings, where chance likeness is more common.</summary>
    public const double AlikeElsewhere = 0.7;
    /// <summary>What a person says of a clause that is none of the version before.</summary>
    public const string NewClause = "";

    /// <summary>Matches one to one: the same text first, then by likeness, the most alike first. What is left gets a new id.</summary>
    /// <param name="policyId">The policy.</param>
    /// <param name="version">The new version's number.</param>
    /// <param name="parsed">The new version's clauses.</param>
    /// <param name="previous">The clauses of the version before; empty for the first.</param>
    /// <param name="everUsed">All ids of all earlier versions: an id that was given up is never given to another clause.</param>
    /// <param name="chosen">What a person said, by place in the new version: the id of the same clause in the version before, or <see cref="NewClause"/>.</param>
    public static IReadOnlyList<Clause> Assign(
        string policyId, int version, IReadOnlyList<ParsedClause> parsed, IReadOnlyList<Clause> previous, IEnumerable<string> everUsed,
        IReadOnlyDictionary<int, string>? chosen = null)
    {
        var hashes = parsed.Select(p => ClauseText.Hash(p.Text)).ToList();
        var ids = new string?[parsed.Count];
        var free = previous.OrderBy(c => c.Position).ToList();

        TakeChosen(ids, free, chosen ?? new Dictionary<int, string>());
        TakeSame(ids, free, i => (hashes[i], parsed[i].Heading), c => (c.TextHash, c.Heading));
        TakeSame(ids, free, i => hashes[i], c => c.TextHash);
        TakeAlike(ids, free, parsed);
        Number(ids, parsed, everUsed.Concat(previous.Select(c => c.ClauseId)));

        return [.. parsed.Select((p, i) => new Clause
        {
            PolicyId = policyId, Version = version, ClauseId = ids[i]!, Position = i, Heading = p.Heading, Text = p.Text, TextHash = hashes[i],
        })];
    }

    // A person's word goes before any likeness. What names no clause of the version before, or one that is taken, says nothing.
    private static void TakeChosen(string?[] ids, List<Clause> free, IReadOnlyDictionary<int, string> chosen)
    {
        foreach (var (i, id) in chosen.Where(c => c.Key >= 0 && c.Key < ids.Length).OrderBy(c => c.Key))
        {
            if (id == NewClause || free.RemoveAll(c => c.ClauseId == id) > 0) { ids[i] = id; }
        }
    }

    private static void TakeSame<TKey>(string?[] ids, List<Clause> free, Func<int, TKey> keyOfNew, Func<Clause, TKey> keyOfOld) where TKey : notnull
    {
        var byKey = free.GroupBy(keyOfOld).ToDictionary(g => g.Key, g => new Queue<Clause>(g));
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] is null && byKey.TryGetValue(keyOfNew(i), out var same) && same.TryDequeue(out var clause))
            {
                ids[i] = clause.ClauseId;
                free.Remove(clause);
            }
        }
    }

    private static void TakeAlike(string?[] ids, List<Clause> free, IReadOnlyList<ParsedClause> parsed)
    {
        var words = free.ConvertAll(c => ClauseText.Words(c.Text));
        var pairs = new List<(double Likeness, int New, int Old)>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] is not null) { continue; }
            var own = ClauseText.Words(parsed[i].Text);
            for (var j = 0; j < free.Count; j++)
            {
                var likeness = ClauseText.Similarity(own, words[j]);
                if (likeness >= (free[j].Heading == parsed[i].Heading ? AlikeUnderSameHeading : AlikeElsewhere)) { pairs.Add((likeness, i, j)); }
            }
        }

        var taken = new HashSet<int>();
        foreach (var (_, i, j) in pairs.OrderByDescending(p => p.Likeness).ThenBy(p => p.New).ThenBy(p => p.Old))
        {
            if (ids[i] is null && taken.Add(j)) { ids[i] = free[j].ClauseId; }
        }
    }

    private static void Number(string?[] ids, IReadOnlyList<ParsedClause> parsed, IEnumerable<string> everUsed)
    {
        var last = everUsed.Select(Parts).GroupBy(p => p.Slug).ToDictionary(g => g.Key, g => g.Max(p => p.Number));
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] is not (null or NewClause)) { continue; }
            var slug = ClauseText.Slug(parsed[i].Heading);
            last[slug] = last.GetValueOrDefault(slug) + 1;
            ids[i] = string.Create(CultureInfo.InvariantCulture, $"{slug}-{last[slug]}");
        }
    }

    private static (string Slug, int Number) Parts(string id)
    {
        var hyphen = id.LastIndexOf('-');
        return (id[..hyphen], int.Parse(id.AsSpan(hyphen + 1), CultureInfo.InvariantCulture));
    }
}
