using Acsr.Signals;
using Acsr.Signals.Gaps;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Retention;

/// <summary>Takes what erased customers said out of what was made from it: knowledge gaps, edits, proposals and messages.</summary>
internal static class ErasedTexts
{
    private const string Erased = ErasedMentions.Erased;

    /// <summary>Belongs to the transaction that removes the cases, before it removes them.</summary>
    public static async Task<IReadOnlyList<(string Place, string Done, long Count)>> RemoveAsync(ConsoleDbContext db, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var searches = await db.Retrievals.AsNoTracking().Where(r => ids.Contains(r.CaseId)).Select(r => new { r.Gap, r.Form, r.Question }).ToListAsync(cancellationToken);
        await db.Retrievals.Where(r => ids.Contains(r.CaseId)).ExecuteDeleteAsync(cancellationToken);
        var gaps = 0L;
        foreach (var gap in searches.Select(s => s.Gap).OfType<string>().Distinct()) { gaps += await GapAsync(db, gap, cancellationToken); }
        var forms = searches.Select(s => s.Form).OfType<string>().Distinct().ToList();
        await db.GapForms.Where(f => forms.Contains(f.Form) && !db.Retrievals.Any(r => r.Form == f.Form)).ExecuteDeleteAsync(cancellationToken);
        var edits = await EditsAsync(db, ids, searches.Select(s => s.Question).Distinct().ToList(), cancellationToken);
        return
        [
            ("searches", "removed", searches.Count), ("knowledge gaps", "removed", gaps), ("edits of articles", "rewritten", edits),
            ("proposals of reviewers", "removed", await db.ReviewProposals.Where(p => ids.Contains(p.CaseId)).ExecuteDeleteAsync(cancellationToken)),
            ("samples of group corrections", "rewritten", await SamplesAsync(db, ids, cancellationToken)),
            .. await MessagesAsync(db, ids, cancellationToken),
        ];
    }

    /// <summary>A gap goes with its last search, and else is told by one of those that are left.</summary>
    private static async Task<int> GapAsync(ConsoleDbContext db, string key, CancellationToken cancellationToken)
    {
        var left = await db.Retrievals.AsNoTracking().Where(r => r.Gap == key).OrderBy(r => r.At).ThenBy(r => r.CaseId).Select(r => new { r.Form, r.Question }).ToListAsync(cancellationToken);
        if (await db.KnowledgeGaps.AsNoTracking().SingleOrDefaultAsync(g => g.Key == key, cancellationToken) is not { } gap) { return 0; }
        if (left.Find(r => r.Form == key) is { } same)
        {
            await db.KnowledgeGaps.Where(g => g.Key == key).ExecuteUpdateAsync(g => g.SetProperty(x => x.Question, same.Question), cancellationToken);
            return 0;
        }

        await db.KnowledgeGaps.Where(g => g.Key == key).ExecuteDeleteAsync(cancellationToken);
        if (left.Find(r => r.Form is not null) is not { Form: { } form } next)
        {
            await db.GapForms.Where(f => f.Gap == key).ExecuteDeleteAsync(cancellationToken);
            await db.GapBands.Where(b => b.Gap == key).ExecuteDeleteAsync(cancellationToken);
            await db.ArticleEdits.Where(e => e.Gap == key).ExecuteUpdateAsync(e => e.SetProperty(x => x.Gap, (string?)null), cancellationToken);
            return 1;
        }

        db.KnowledgeGaps.Add(new KnowledgeGap { Key = form, Question = next.Question, Words = string.Join(' ', QuestionWords.Of(next.Question)), FoundedAt = gap.FoundedAt });
        await db.SaveChangesAsync(cancellationToken);
        await db.Retrievals.Where(r => r.Gap == key).ExecuteUpdateAsync(r => r.SetProperty(x => x.Gap, form), cancellationToken);
        await db.GapForms.Where(f => f.Gap == key).ExecuteUpdateAsync(f => f.SetProperty(x => x.Gap, form), cancellationToken);
        await db.GapBands.Where(b => b.Gap == key).ExecuteUpdateAsync(b => b.SetProperty(x => x.Gap, form), cancellationToken);
        await db.ArticleEdits.Where(e => e.Gap == key).ExecuteUpdateAsync(e => e.SetProperty(x => x.Gap, form), cancellationToken);
        return 1;
    }

    private static async Task<int> EditsAsync(ConsoleDbContext db, IReadOnlyCollection<string> ids, List<string> questions, CancellationToken cancellationToken)
    {
        if (questions.Count == 0) { return 0; }
        var said = questions.ToHashSet(StringComparer.Ordinal);
        var changed = 0;
        // There are some hundreds of edits at most, and which of them hold a question no index says.
        foreach (var edit in (await db.ArticleEdits.ToListAsync(cancellationToken)).Where(e => e.Questions.Exists(said.Contains)))
        {
            edit.Questions = [.. edit.Questions.Where(q => !said.Contains(q))];
            changed++;
        }

        foreach (var test in await db.EditTests.ToListAsync(cancellationToken))
        {
            var results = questions.Aggregate(test.Results, (text, question) => text.Replace(System.Text.Json.JsonEncodedText.Encode(question).ToString(), Erased, StringComparison.Ordinal).Replace(question, Erased, StringComparison.Ordinal));
            if (results != test.Results) { test.Results = results; }
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return changed;
    }

    private static async Task<int> SamplesAsync(ConsoleDbContext db, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var cases = ids.ToHashSet(StringComparer.Ordinal);
        var batches = (await db.ReviewBatches.ToListAsync(cancellationToken)).FindAll(b => b.Sample.Exists(cases.Contains));
        foreach (var batch in batches) { batch.Sample = batch.Sample.ConvertAll(id => cases.Contains(id) ? Erased : id); }
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return batches.Count;
    }

    private static async Task<IReadOnlyList<(string Place, string Done, long Count)>> MessagesAsync(ConsoleDbContext db, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var (notices, messages, refusals) = (0L, 0L, 0L);
        foreach (var id in ids)
        {
            var link = $"/cases/{Uri.EscapeDataString(id)}";
            notices += await db.Notifications.Where(n => n.Link == link || n.Link.StartsWith(link + "?") || n.Link.StartsWith(link + "/") || n.Link.StartsWith(link + "#") || n.Title.Contains(id) || n.Text.Contains(id)).ExecuteDeleteAsync(cancellationToken);
            var quoted = $"\"{id}\"";
            messages += await db.WebhookDeliveries.Where(d => d.Body.Contains(quoted) || d.Body.Contains(link + "\"")).ExecuteDeleteAsync(cancellationToken);
            refusals += await db.IngestRefusals.Where(r => r.Item == id || r.Reason.Contains(id)).ExecuteDeleteAsync(cancellationToken);
        }

        return [("notifications", "removed", notices), ("messages to webhooks", "removed", messages), ("refused events", "removed", refusals)];
    }
}
