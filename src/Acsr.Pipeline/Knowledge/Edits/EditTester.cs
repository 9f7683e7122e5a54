using System.Text.Json;
using Acsr.Access;
using Acsr.Signals;
using Acsr.Signals.Gaps;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Knowledge;

/// <summary>A question of a test.</summary>
/// <param name="Question">As it was asked.</param>
/// <param name="ArticleId">The article that has to be found for it.</param>
/// <param name="Worked">It is one that worked so far; else one that the edit is for.</param>
/// <param name="Before">Rank of the article's best chunk without the edit, from 1; null: not among those looked at.</param>
/// <param name="After">The same with the edit.</param>
/// <param name="ChunkId">The chunk behind <paramref name="After"/>.</param>
public sealed record TestedQuestion(string Question, string ArticleId, bool Worked, int? Before, int? After, string? ChunkId)
{
    public bool IsFixed(int k) => !(Before <= k) && After <= k;

    public bool IsBroken(int k) => Before <= k && !(After <= k);
}

/// <summary>Questions found among the first k, of how many, with the 95 % interval.</summary>
public sealed record Recall(int Found, int Of)
{
    public double? Share => Of == 0 ? null : (double)Found / Of;

    public Interval? Interval => Wilson.Interval(Found, Of);
}

/// <summary>A test as people read it.</summary>
public sealed record TestReport(EditTest Test, IReadOnlyList<TestedQuestion> Questions)
{
    public static TestReport Of(EditTest test) => new(test, JsonSerializer.Deserialize<List<TestedQuestion>>(test.Results, JsonSerializerOptions.Default) ?? []);

    /// <summary>Recall among the questions that the edit is for, or among those that worked.</summary>
    public Recall Recall(bool worked, bool after)
    {
        var asked = Questions.Where(q => q.Worked == worked).ToList();
        return new(asked.Count(q => (after ? q.After : q.Before) <= Test.K), asked.Count);
    }
}

/// <summary>Runs an edit through retrieval with and without it: the questions that failed, and questions that worked.</summary>
public sealed class EditTester(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, ArticleIndex index, HttpRetriever own, IOptions<KnowledgeOptions> options, TimeProvider clock)
{
    /// <summary>What the built-in retriever is called.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>How far down a rank is looked for.</summary>
    private const int Depth = 50;

    /// <summary>Tests the text as it is saved, and says so of that revision.</summary>
    /// <param name="id">The edit.</param>
    /// <param name="useOwn">Ask the customer's retriever instead of the built-in one.</param>
    /// <param name="who">Who wants to know.</param>
    /// <param name="cancellationToken">Stops it; nothing is written then.</param>
    public async Task<EditOutcome> TestAsync(long id, bool useOwn, EditActor who, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ArticleEdits.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } edit) { return EditDesk.NotThere; }
        if (!EditDesk.IsOpen(edit.State)) { return new EditOutcome.Refused("It is settled; there is nothing to test."); }
        if (edit.State == EditState.Proposed) { return new EditOutcome.Refused("There is no text yet; write and save it first."); }
        var asked = await QuestionsAsync(db, edit, cancellationToken);
        if (asked.Count == 0) { return new EditOutcome.Refused("There is no question to test with: write the questions that it has to answer, one a line, and save."); }
        var overlay = new SearchOverlay(edit.ArticleId, edit.Kind == EditKind.Retire ? [] : [.. ArticleChunks.Of(edit.ArticleId, ArticleText.Of(edit)).Select(c => new SearchChunk(c.Id, edit.ArticleId, c.TitlePath, c.Text))]);
        IReadOnlyList<TestedQuestion> ranked;
        try
        {
            ranked = useOwn ? await RankByOwnAsync(asked, overlay, cancellationToken) : await RankAsync(asked, overlay, cancellationToken);
        }
        catch (RetrieverException error)
        {
            return new EditOutcome.Refused(error.Message);
        }

        return await WriteAsync(edit, ranked, useOwn ? options.Value.RetrieverUrl : BuiltIn, who, cancellationToken);
    }

    private async Task<EditOutcome> WriteAsync(ArticleEdit tested, IReadOnlyList<TestedQuestion> ranked, string retriever, EditActor who, CancellationToken cancellationToken)
    {
        var k = options.Value.K;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var edit = await db.ArticleEdits.FirstAsync(e => e.Id == tested.Id, cancellationToken);
        if (edit.Revision != tested.Revision || !EditDesk.IsOpen(edit.State)) { return new EditOutcome.Refused($"{edit.AuthorName} changed it while it was tested. Test it again."); }
        var now = clock.GetUtcNow().UtcDateTime;
        db.EditTests.Add(new EditTest
        {
            EditId = edit.Id,
            Revision = edit.Revision,
            At = now,
            By = who.Name,
            Retriever = retriever,
            K = k,
            Fixed = ranked.Count(q => q.IsFixed(k)),
            Broken = ranked.Count(q => q.IsBroken(k)),
            Results = JsonSerializer.Serialize(ranked, JsonSerializerOptions.Default),
        });
        edit.TestedRevision = edit.Revision;
        // Who approved this very text keeps their word unless the new test says otherwise than the one they read; then it is asked for again.
        (edit.State, edit.UpdatedAt) = (EditState.Tested, now);
        (edit.ApprovedRevision, edit.ApprovedById, edit.ApprovedByName, edit.ApprovedAt) = (null, null, null, null);
        await EditDesk.LogAsync(db, who, "tested", edit, null, $"{ranked.Count} questions by {retriever}: {ranked.Count(q => q.IsFixed(k))} fixed, {ranked.Count(q => q.IsBroken(k))} broken", now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new EditOutcome.Done(edit.Id);
    }

    private async Task<IReadOnlyList<TestedQuestion>> RankAsync(IReadOnlyList<TestedQuestion> asked, SearchOverlay overlay, CancellationToken cancellationToken)
    {
        var questions = asked.Select(q => q.Question).ToList();
        var before = await index.SearchAllAsync(questions, Depth, null, cancellationToken);
        var after = await index.SearchAllAsync(questions, Depth, overlay, cancellationToken);
        return [.. asked.Select((q, i) => Ranked(q, [.. before[i].Select(h => (h.Chunk.Id, h.Chunk.ArticleId))], [.. after[i].Select(h => (h.Chunk.Id, h.Chunk.ArticleId))]))];
    }

    private async Task<IReadOnlyList<TestedQuestion>> RankByOwnAsync(IReadOnlyList<TestedQuestion> asked, SearchOverlay overlay, CancellationToken cancellationToken)
    {
        List<TestedQuestion> ranked = [];
        foreach (var question in asked)
        {
            var before = await own.RankAsync(question.Question, Depth, null, cancellationToken);
            ranked.Add(Ranked(question, before, await own.RankAsync(question.Question, Depth, overlay, cancellationToken)));
        }

        return ranked;
    }

    private static TestedQuestion Ranked(TestedQuestion asked, IReadOnlyList<(string Id, string ArticleId)> before, IReadOnlyList<(string Id, string ArticleId)> after)
    {
        int? Rank(IReadOnlyList<(string Id, string ArticleId)> hits) => hits.Select((hit, i) => (hit.ArticleId, Rank: i + 1)).FirstOrDefault(h => h.ArticleId == asked.ArticleId).Rank is > 0 and var rank ? rank : null;
        return asked with { Before = Rank(before), After = Rank(after), ChunkId = after.FirstOrDefault(h => h.ArticleId == asked.ArticleId).Id };
    }

    private async Task<IReadOnlyList<TestedQuestion>> QuestionsAsync(ConsoleDbContext db, ArticleEdit edit, CancellationToken cancellationToken)
    {
        var wanted = edit.Questions.ToList();
        if (edit.Gap is { } gap)
        {
            wanted.AddRange(await db.Retrievals.Where(r => r.Gap == gap && r.Question != "").GroupBy(r => r.Question).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Take(Depth).Select(g => g.Key).ToListAsync(cancellationToken));
        }

        var asked = edit.Kind == EditKind.Retire ? [] : wanted.DistinctBy(q => q, StringComparer.OrdinalIgnoreCase).Select(q => new TestedQuestion(q, edit.ArticleId, Worked: false, null, null, null)).ToList();
        var forms = asked.Select(q => QuestionWords.Form(QuestionWords.Of(q.Question))).ToHashSet();
        return [.. asked, .. (await WorkedAsync(db, cancellationToken)).Where(q => !forms.Contains(QuestionWords.Form(QuestionWords.Of(q.Question)))).Take(options.Value.RegressionQuestions)];
    }

    /// <summary>The newest different questions whose search brought an article back in a case that was solved.</summary>
    private static async Task<IReadOnlyList<TestedQuestion>> WorkedAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var articles = await db.Articles.AsNoTracking().Where(a => a.Status == ArticleStatus.Published).Select(a => new { a.Id, a.Title }).ToListAsync(cancellationToken);
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var article in articles) { named.TryAdd(article.Title, article.Id); }
        foreach (var article in articles) { named[article.Id] = article.Id; }
        var searches = await db.Retrievals.AsNoTracking().Where(r => r.Miss == RetrievalMiss.None && r.Solved == true && r.Documents > 0 && r.Question != "")
            .OrderByDescending(r => r.At).ThenBy(r => r.CaseId).ThenBy(r => r.StepId).Take(5_000).Select(r => new { r.Question, r.Form, r.Returned }).ToListAsync(cancellationToken);
        return [.. searches.DistinctBy(s => s.Form ?? s.Question)
            .Select(s => (s.Question, Article: s.Returned.Select(name => named.GetValueOrDefault(name) ?? named.GetValueOrDefault(name.Split('#')[0])).FirstOrDefault(found => found is not null)))
            .Where(s => s.Article is not null).Select(s => new TestedQuestion(s.Question, s.Article!, Worked: true, null, null, null))];
    }
}
