using System.Globalization;

namespace Acsr.Policies;

/// <summary>A place of the new version at which the matching may be wrong, so that a person should look.</summary>
/// <param name="Position">Of the clause in the new version, from 0.</param>
/// <param name="ClauseId">The id that it gets.</param>
/// <param name="Text">What is doubtful, in a whole sentence.</param>
public sealed record ClauseDoubt(int Position, string ClauseId, string Text);

/// <summary>Looks over the matching of two versions for what likeness alone cannot decide. Pure.</summary>
public static class ClauseDoubts
{
    /// <summary>Two likenesses that lie closer together than this might as well be the other way round.</summary>
    public const double TooClose = 0.15;
    /// <summary>From here on two texts may be the same clause for a person, though not yet for <see cref="ClauseIds"/>.</summary>
    public const double MaybeAlike = 0.3;

    /// <param name="before">The version before.</param>
    /// <param name="after">The new version, with its ids.</param>
    /// <param name="chosen">What a person said already, by place: there is no doubt left.</param>
    public static IReadOnlyList<ClauseDoubt> Of(IReadOnlyList<Clause> before, IReadOnlyList<Clause> after, IReadOnlyDictionary<int, string> chosen)
    {
        var compared = ClauseComparison.Of(before, after);
        var same = compared.Same.Select(c => c.ClauseId).ToHashSet();
        var free = before.Where(c => !same.Contains(c.ClauseId)).Select(c => (Clause: c, Words: ClauseText.Words(c.Text))).ToList();
        var doubts = new List<ClauseDoubt>();
        foreach (var clause in compared.Changed.Select(c => c.After).Concat(compared.Added).Where(c => !chosen.ContainsKey(c.Position)))
        {
            var words = ClauseText.Words(clause.Text);
            var likes = free.Select(f => (f.Clause.ClauseId, Likeness: ClauseText.Similarity(words, f.Words))).OrderByDescending(l => l.Likeness).ToList();
            var own = likes.FirstOrDefault(l => l.ClauseId == clause.ClauseId);
            var best = likes.FirstOrDefault(l => l.ClauseId != clause.ClauseId);
            if (best.ClauseId is null || best.Likeness < MaybeAlike) { continue; }
            if (own.ClauseId is null)
            {
                doubts.Add(new(clause.Position, clause.ClauseId, $"It counts as a new clause, but shares {Percent(best.Likeness)} of its words with {best.ClauseId}."));
            }
            else if (own.Likeness - best.Likeness < TooClose)
            {
                doubts.Add(new(clause.Position, clause.ClauseId, $"It shares {Percent(own.Likeness)} of its words with {own.ClauseId} and {Percent(best.Likeness)} with {best.ClauseId}."));
            }
        }

        doubts.AddRange(Swapped(before, after, chosen));
        return [.. doubts.OrderBy(d => d.Position)];
    }

    /// <summary>Two clauses that stand in each other's place: their ids went along with their words, which may not be what was meant.</summary>
    private static IEnumerable<ClauseDoubt> Swapped(IReadOnlyList<Clause> before, IReadOnlyList<Clause> after, IReadOnlyDictionary<int, string> chosen)
    {
        var ids = after.Select(c => c.ClauseId).ToHashSet();
        var old = before.OrderBy(c => c.Position).Where(c => ids.Contains(c.ClauseId)).Select((c, place) => (c.ClauseId, place)).ToDictionary(c => c.ClauseId, c => c.place);
        var kept = after.OrderBy(c => c.Position).Where(c => old.ContainsKey(c.ClauseId)).ToList();
        for (var i = 0; i < kept.Count; i++)
        {
            var other = old[kept[i].ClauseId];
            if (other > i && old[kept[other].ClauseId] == i && !chosen.ContainsKey(kept[i].Position))
            {
                yield return new(kept[i].Position, kept[i].ClauseId, $"{kept[i].ClauseId} and {kept[other].ClauseId} changed places; each id went with its words.");
            }
        }
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");
}
