using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Knowledge;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Retention;

/// <summary>A place where people wrote about an erased customer, and what is done there.</summary>
/// <param name="Place">In words; of an article with its id.</param>
/// <param name="Done"><c>rewritten</c>, or <c>listed</c> where somebody has to look.</param>
/// <param name="Count">How many texts.</param>
public sealed record ErasedMention(string Place, string Done, long Count);

/// <summary>
/// Looks for an erased customer in what people wrote elsewhere: notes and words of actions, comments on edits, edits, proposals, and articles. What is
/// a working paper is rewritten. An article has been published, and its words are hashed and in the feed, so it is listed: an edit takes the words out.
/// </summary>
internal static class ErasedMentions
{
    /// <summary>What stands where the customer was named.</summary>
    public const string Erased = "(erased)";

    /// <summary>What is there; writes nothing.</summary>
    public static Task<IReadOnlyList<ErasedMention>> FindAsync(ConsoleDbContext db, Regex names, CancellationToken cancellationToken) => RunAsync(db, names, write: false, cancellationToken);

    /// <summary>Rewrites what may be rewritten; belongs to the transaction that removes the cases.</summary>
    public static Task<IReadOnlyList<ErasedMention>> RewriteAsync(ConsoleDbContext db, Regex names, CancellationToken cancellationToken) => RunAsync(db, names, write: true, cancellationToken);

    private static async Task<IReadOnlyList<ErasedMention>> RunAsync(ConsoleDbContext db, Regex names, bool write, CancellationToken cancellationToken)
    {
        List<ErasedMention> found =
        [
            new("notes on actions", "rewritten", await EachAsync(db.ActionNotes, names, note => [note.Text], (note, clean) => note.Text = clean(note.Text), cancellationToken)),
            new("improvement actions", "rewritten", await EachAsync(db.ImprovementActions, names, action => [action.Title, action.Why, action.SuggestedWork],
                (action, clean) => (action.Title, action.Why, action.SuggestedWork) = (clean(action.Title), clean(action.Why), clean(action.SuggestedWork)), cancellationToken)),
            new("comments on edits", "rewritten", await EachAsync(db.EditComments, names, comment => [comment.Text], (comment, clean) => comment.Text = clean(comment.Text), cancellationToken)),
            new("proposals of reviewers, by their words", "rewritten", await EachAsync(db.ReviewProposals, names, proposal => [proposal.Text], (proposal, clean) => proposal.Text = clean(proposal.Text), cancellationToken)),
            new("edits of articles, by their words", "rewritten", await EachAsync(db.ArticleEdits, names, edit => [edit.Title, edit.Body, edit.Reason, .. edit.Questions], Rewrite, cancellationToken)),
            // As JSON, in which a sign may be written otherwise; what names a person in numbers, letters and signs of addresses is written as it is.
            new("tests of edits", "rewritten", await EachAsync(db.EditTests, names, test => [test.Results], (test, clean) => test.Results = Json(test.Results, clean), cancellationToken)),
        ];
        if (write) { await db.SaveChangesAsync(cancellationToken); }
        db.ChangeTracker.Clear();
        Dictionary<string, long> articles = new(StringComparer.Ordinal);
        await foreach (var version in db.ArticleVersions.AsNoTracking().Select(v => new { v.ArticleId, v.Title, v.Body }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (names.IsMatch(version.Title) || names.IsMatch(version.Body)) { articles[version.ArticleId] = articles.GetValueOrDefault(version.ArticleId) + 1; }
        }

        found.AddRange(articles.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new ErasedMention($"versions of the article {names.Replace(a.Key, Erased)}", "listed", a.Value)));
        return found.FindAll(mention => mention.Count > 0);
    }

    /// <summary>Changes what names the customer, as tracked; nothing is saved here.</summary>
    private static async Task<long> EachAsync<T>(DbSet<T> rows, Regex names, Func<T, IEnumerable<string>> texts, Action<T, Func<string, string>> rewrite, CancellationToken cancellationToken) where T : class
    {
        List<T> hit = [];
        await foreach (var row in rows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (texts(row).Any(names.IsMatch)) { hit.Add(row); }
        }

        rows.AttachRange(hit);
        foreach (var row in hit) { rewrite(row, text => names.Replace(text, Erased)); }
        return hit.Count;
    }

    /// <summary>What was tested and approved was another text, unless it has left already.</summary>
    private static void Rewrite(ArticleEdit edit, Func<string, string> clean)
    {
        (edit.Title, edit.Body, edit.Reason) = (clean(edit.Title), clean(edit.Body), clean(edit.Reason));
        edit.Questions = edit.Questions.ConvertAll(question => clean(question));
        if (!EditDesk.IsOpen(edit.State) || edit.State == EditState.Proposed) { return; }
        (edit.Revision, edit.State) = (edit.Revision + 1, EditState.Drafted);
        (edit.ApprovedRevision, edit.ApprovedById, edit.ApprovedByName, edit.ApprovedAt) = (null, null, null, null);
    }

    private static string Json(string results, Func<string, string> clean) => JsonSerializer.Serialize(
        JsonSerializer.Deserialize<List<TestedQuestion>>(results, JsonSerializerOptions.Default)!.ConvertAll(question => question with { Question = clean(question.Question) }), JsonSerializerOptions.Default);
}
