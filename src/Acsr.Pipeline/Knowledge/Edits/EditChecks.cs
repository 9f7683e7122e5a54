using System.Text.RegularExpressions;
using Acsr.Policies;
using Acsr.Signals.Gaps;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>A published chunk, or a clause in force, that says nearly the same as a piece of the edit.</summary>
/// <param name="ChunkId">The piece of the edit.</param>
/// <param name="Where">The other's chunk id, or citation.</param>
/// <param name="Name">The other's title and headings.</param>
/// <param name="IsClause">It is a policy clause.</param>
/// <param name="Likeness">Shared shingles ÷ all shingles, 0 to 1.</param>
/// <param name="Text">The other's words.</param>
public sealed record NearDuplicate(string ChunkId, string Where, string Name, bool IsClause, double Likeness, string Text);

/// <summary>Two sentences that are nearly the same but for a number or a "not": perhaps they contradict each other. A person has to look.</summary>
/// <param name="Mine">The edit's sentence.</param>
/// <param name="Theirs">The other's.</param>
/// <param name="Where">The other's chunk id, or citation.</param>
/// <param name="Name">The other's title and headings.</param>
/// <param name="IsClause">It is a policy clause.</param>
/// <param name="Differs">What differs, in words.</param>
public sealed record PossibleContradiction(string Mine, string Theirs, string Where, string Name, bool IsClause, string Differs);

/// <summary>What stands beside an edit elsewhere.</summary>
public sealed record EditFindings(IReadOnlyList<NearDuplicate> Duplicates, IReadOnlyList<PossibleContradiction> Contradictions);

/// <summary>Looks for what says the same as an edit, and for what may say the opposite, in other articles and in the policy clauses in force.</summary>
public sealed partial class EditChecks(IDbContextFactory<ConsoleDbContext> contexts, ArticleIndex index, TimeProvider clock)
{
    /// <summary>Share of common shingles from which two pieces are nearly the same.</summary>
    public const double Duplicate = .5;
    /// <summary>Share of common words, numbers left out, from which two sentences are about the same.</summary>
    public const double SameMatter = .6;

    private const int Candidates = 12;
    private const int Shown = 20;

    /// <summary>Of a text as it stands in the editor, saved or not.</summary>
    public async Task<EditFindings> FindAsync(string articleId, ArticleText text, CancellationToken cancellationToken = default)
    {
        var clauses = await ClausesAsync(cancellationToken);
        var chunks = ArticleChunks.Of(articleId, text);
        var (duplicates, contradictions) = (new List<NearDuplicate>(), new List<PossibleContradiction>());
        foreach (var chunk in chunks)
        {
            foreach (var (near, likeness) in await index.NearAsync(chunk.Text, articleId, Duplicate, cancellationToken)) { duplicates.Add(new(chunk.Id, near.Id, string.Join(" › ", near.TitlePath), false, likeness, near.Text)); }
            var mine = ShingleIndex.Of(chunk.Text);
            duplicates.AddRange(clauses.Select(c => (Clause: c, Likeness: QuestionWords.Jaccard(mine, c.Shingles))).Where(c => c.Likeness >= Duplicate)
                .Select(c => new NearDuplicate(chunk.Id, c.Clause.Citation, c.Clause.Name, true, c.Likeness, c.Clause.Text)));
            var others = (await index.SearchAsync(chunk.Text.Length > 600 ? chunk.Text[..600] : chunk.Text, Candidates, null, cancellationToken)).Where(h => h.Chunk.ArticleId != articleId)
                .Select(h => (h.Chunk.Id, Name: string.Join(" › ", h.Chunk.TitlePath), h.Chunk.Text, IsClause: false)).Concat(clauses.Select(c => (Id: c.Citation, c.Name, c.Text, IsClause: true))).ToList();
            foreach (var sentence in Sentences(chunk.Text))
            {
                contradictions.AddRange(from other in others
                                        from theirs in Sentences(other.Text)
                                        let differs = Differs(sentence, theirs)
                                        where differs is not null
                                        select new PossibleContradiction(sentence, theirs, other.Id, other.Name, other.IsClause, differs));
            }
        }

        return new([.. duplicates.OrderByDescending(d => d.Likeness).ThenBy(d => d.Where, StringComparer.Ordinal).Take(Shown)], [.. contradictions.Distinct().OrderByDescending(c => c.IsClause).ThenBy(c => c.Where, StringComparer.Ordinal).Take(Shown)]);
    }

    /// <summary>What differs between two sentences about the same matter, in words; null where they are about different ones or differ in nothing that can be told. Pure.</summary>
    public static string? Differs(string mine, string theirs)
    {
        var (a, b) = (QuestionWords.Of(Number().Replace(mine, " ")), QuestionWords.Of(Number().Replace(theirs, " ")));
        if (a.Count < 3 || b.Count < 3 || QuestionWords.Jaccard(a.Except(Negations).ToList(), b.Except(Negations).ToList()) < SameMatter) { return null; }
        var (numbers, others) = (Numbers(mine), Numbers(theirs));
        if (numbers.Count > 0 && others.Count > 0 && !numbers.SetEquals(others)) { return $"{string.Join(", ", numbers)} here, {string.Join(", ", others)} there"; }
        var (not, notThere) = (Negation().IsMatch(mine), Negation().IsMatch(theirs));
        return not == notThere ? null : not ? "“not” here, none there" : "“not” there, none here";
    }

    private static readonly string[] Negations = ["not", "no", "never", "cannot", "without"];

    private async Task<List<(string Citation, string Name, string Text, IReadOnlyList<string> Shingles)>> ClausesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var clauses = await db.ClausesInForce(clock.GetUtcNow().UtcDateTime).AsNoTracking().ToListAsync(cancellationToken);
        return clauses.ConvertAll(c => (c.Citation, c.Heading.Length == 0 ? c.ClauseId : c.Heading, c.Text, ShingleIndex.Of(c.Text)));
    }

    /// <summary>The sentences of a text, without those too short to say anything.</summary>
    internal static IEnumerable<string> Sentences(string markdown) => ArticleChunks.Plain(markdown).Split('\n').SelectMany(line => End().Split(line)).Select(s => s.Trim()).Where(s => s.Length > 12);

    private static SortedSet<string> Numbers(string text) => new(Number().Matches(text).Select(m => m.Value.Replace(",", "", StringComparison.Ordinal)), StringComparer.Ordinal);

    [GeneratedRegex(@"(?<![\p{L}\p{N}])\d+(?:[.,]\d+)*(?![\p{L}\p{N}])|(?<=[£$€])\d+(?:[.,]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:not|no|never|cannot|can't|don't|doesn't|isn't|aren't|won't)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex(@"(?<=[.!?;])\s+")]
    private static partial Regex End();
}
