using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Gaps;

/// <summary>
/// Assigns questions to gaps: to the one whose founding question shares most words, if it shares enough, or else to a new one. A question
/// keeps its gap for good, so what comes first decides who founds; questions that wait together are taken in order of their form, whichever
/// came first.
/// </summary>
internal static class GapAssignment
{
    /// <summary>Writes gaps and assignments. Call it in a transaction that holds off other rounds.</summary>
    public static async Task AssignAsync(ConsoleDbContext db, IReadOnlyList<(string Form, string Question)> questions, GapOptions options, DateTime now, CancellationToken cancellationToken)
    {
        var forms = questions.Select(q => q.Form).ToList();
        var known = await db.GapForms.AsNoTracking().Where(f => forms.Contains(f.Form)).ToDictionaryAsync(f => f.Form, f => f.Gap, cancellationToken);
        var fresh = questions.Where(q => !known.ContainsKey(q.Form)).Select(q => (q.Form, q.Question, Words: QuestionWords.Of(q.Question))).ToList();
        var bands = fresh.ToDictionary(q => q.Form, q => MinHash.BandsOf(q.Words));
        var near = await NearAsync(db, [.. bands.Values.SelectMany(hashes => hashes).Distinct()], cancellationToken);
        foreach (var (form, question, words) in fresh)
        {
            var best = bands[form].SelectMany(hash => near.Bands.TryGetValue(hash, out var gaps) ? gaps : []).Distinct()
                .Select(gap => (Gap: gap, Similarity: QuestionWords.Jaccard(words, near.Words[gap])))
                .OrderByDescending(gap => gap.Similarity).ThenBy(gap => gap.Gap, StringComparer.Ordinal).FirstOrDefault();
            known[form] = best.Gap is not null && best.Similarity >= options.Similarity ? best.Gap : form;
            db.GapForms.Add(new GapForm { Form = form, Gap = known[form] });
            if (known[form] != form) { continue; }
            db.KnowledgeGaps.Add(new KnowledgeGap { Key = form, Question = question, Words = string.Join(' ', words), FoundedAt = now });
            near.Words[form] = words;
            foreach (var hash in bands[form].Distinct())
            {
                db.GapBands.Add(new GapBand { Hash = hash, Gap = form });
                if (near.Bands.TryGetValue(hash, out var gaps)) { gaps.Add(form); } else { near.Bands[hash] = [form]; }
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await db.Retrievals.Where(r => r.Gap == null && r.Miss != RetrievalMiss.None && forms.Contains(r.Form!))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Gap, x => db.GapForms.Where(f => f.Form == x.Form).Select(f => f.Gap).FirstOrDefault()), cancellationToken);
    }

    /// <summary>The gaps that share a band with one of the questions, with their words.</summary>
    private static async Task<(Dictionary<long, List<string>> Bands, Dictionary<string, IReadOnlyList<string>> Words)> NearAsync(ConsoleDbContext db, List<long> hashes, CancellationToken cancellationToken)
    {
        var bands = (await db.GapBands.AsNoTracking().Where(b => hashes.Contains(b.Hash)).ToListAsync(cancellationToken)).GroupBy(b => b.Hash).ToDictionary(g => g.Key, g => g.Select(b => b.Gap).ToList());
        var keys = bands.Values.SelectMany(gaps => gaps).Distinct().ToList();
        var words = await db.KnowledgeGaps.AsNoTracking().Where(g => keys.Contains(g.Key))
            .ToDictionaryAsync(g => g.Key, g => (IReadOnlyList<string>)g.Words.Split(' '), cancellationToken);
        return (bands, words);
    }
}
