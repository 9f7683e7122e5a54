using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Acsr.Knowledge;
using Acsr.Releases.Curation;
using Acsr.Releases.Formats;
using Acsr.Store;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Releases.Preflights;

/// <summary>Trains and compares: the present classifier on what left in approved releases, the new one on that and what is about to leave.</summary>
public sealed class PreflightRunner(IDbContextFactory<ConsoleDbContext> contexts, ReleaseWorkshop workshop, ReleaseBytes bytes, ReleaseExtras extras, HttpRetriever own, IOptions<KnowledgeOptions> knowledge)
{
    /// <summary>Names of intents whose rows belong to none: never trained on, and what confidence has to tell apart.</summary>
    public static readonly IReadOnlySet<string> OutOfScope = new HashSet<string>(["oos", "out_of_scope", "out-of-scope", "none", "other"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs one.</summary>
    /// <param name="preflight">What is asked for.</param>
    /// <param name="tell">Told what it is at, and how far, 0 to 100.</param>
    /// <param name="cancellationToken">Stops between stages.</param>
    public async Task<(string Key, PreflightReport Report, byte[]? Model)> RunAsync(Preflight preflight, Func<string, int, Task> tell, CancellationToken cancellationToken)
    {
        await tell("Reading the reviews", 5);
        var ids = preflight.Reviews.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToHashSet();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reviews = (await db.Reviews.AsNoTracking().Where(r => EF.Parameter(ids).Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(cancellationToken)).FindAll(r => r.IsTriadComplete);
        var retired = await db.ReviewRetirements.AsNoTracking().Where(t => EF.Parameter(ids).Contains(t.ReviewId)).ToDictionaryAsync(t => t.ReviewId, Exclusion.Of, cancellationToken);
        var (items, _, _, redactor) = await workshop.CurateAsync("preview", reviews, retired, preflight.HeldOutShare, cancellationToken);

        await tell("Reading what earlier releases taught", 20);
        var (trained, tested) = await EarlierAsync(db, preflight.Demo, cancellationToken);
        var (intents, model) = await CompareAsync(trained, tested, Rows(items, Split.Train), Rows(items, Split.HeldOut), tell, cancellationToken);

        await tell("Searching the knowledge base", 90);
        var (_, pairs) = await extras.PairsAsync(items, redactor, cancellationToken);
        var questions = pairs.Where(p => p.ArticleId is not null).Select(p => (p.Text, p.ArticleId!)).Distinct().ToList();
        var (before, version) = await KnowledgeAtAsync(db, preflight.Demo, lastRelease: true, cancellationToken);
        var (after, _) = await KnowledgeAtAsync(db, preflight.Demo, lastRelease: false, cancellationToken);
        var retrieval = RetrievalComparison.Of(questions, before, after!, knowledge.Value.K, version);
        var (last, title) = await LastAsync(db, preflight.Demo, cancellationToken);
        var asked = await OwnRetrieval.AskAsync(own, questions, last, title, knowledge.Value.K, n => tell(string.Create(CultureInfo.InvariantCulture, $"Asking your own retriever, {n} of {Math.Min(questions.Count, OwnRetrieval.MostQuestions)}"), 95), cancellationToken);
        return (PreflightReport.KeyOf(items), new PreflightReport(intents, retrieval) { Own = asked }, model);
    }

    /// <summary>What the customer's own retriever found when the newest release left that it was asked for.</summary>
    private async Task<(OwnRetrieval? Found, string? Title)> LastAsync(ConsoleDbContext db, bool demo, CancellationToken cancellationToken)
    {
        var releases = await db.Releases.Published().AsNoTracking().Where(r => r.Demo == demo && r.Files.Any(f => f.Path == PreflightReport.Path)).OrderByDescending(r => r.Id).ToListAsync(cancellationToken);
        foreach (var release in releases)
        {
            await using var stored = await bytes.OpenAsync(release.Id, PreflightReport.Path, cancellationToken);
            if (stored is null) { continue; }
            using var whole = new MemoryStream();
            await stored.CopyToAsync(whole, cancellationToken);
            if (PreflightReport.Read(whole.ToArray())?.Own is { Problem: null } found) { return (found, $"{release.Name} {release.Version}"); }
        }

        return (null, null);
    }

    private static async Task<(IntentComparison? Comparison, byte[]? Model)> CompareAsync(
        IReadOnlyList<IntentRow> trained, IReadOnlyList<IntentRow> tested, IReadOnlyList<IntentRow> more, IReadOnlyList<IntentRow> held, Func<string, int, Task> tell, CancellationToken cancellationToken)
    {
        List<IntentRow> test = [.. tested.Concat(held).DistinctBy(Words)];
        // A text that is tested with teaches nothing, whichever release it left in.
        var known = test.Select(Words).ToHashSet(StringComparer.Ordinal);
        List<IntentRow> old = [.. trained.Where(r => !known.Contains(Words(r)) && !OutOfScope.Contains(r.Intent)).Distinct()];
        List<IntentRow> all = [.. old.Concat(more.Where(r => !known.Contains(Words(r)) && !OutOfScope.Contains(r.Intent))).Distinct()];
        var (inside, outside) = (test.FindAll(r => !OutOfScope.Contains(r.Intent)), test.FindAll(r => OutOfScope.Contains(r.Intent)));
        if (all.Count < PreflightReport.FewestRows || inside.Count < PreflightReport.FewestHeldOut || all.DistinctBy(r => r.Intent).Count() < 2) { return (null, null); }

        IReadOnlyList<IntentGuess>? before = null, beforeOutside = null;
        if (old.Count >= PreflightReport.FewestRows && old.DistinctBy(r => r.Intent).Count() > 1)
        {
            await tell($"Training the present classifier on {old.Count.ToString("N0", CultureInfo.InvariantCulture)} rows", 30);
            var present = await Task.Run(() => IntentModel.Train(old), cancellationToken);
            (before, beforeOutside) = (present.Guess(inside.Select(r => r.Text)), present.Guess(outside.Select(r => r.Text)));
        }

        await tell($"Training the new classifier on {all.Count.ToString("N0", CultureInfo.InvariantCulture)} rows", 55);
        var model = await Task.Run(() => IntentModel.Train(all), cancellationToken);
        await tell("Comparing the two", 85);
        var comparison = IntentComparison.Of([.. inside.Select(r => r with { Text = IntentModel.Plain(r.Text) })], before, model.Guess(inside.Select(r => r.Text)),
            (beforeOutside is null ? null : [.. beforeOutside.Select(g => g.Confidence)], [.. model.Guess(outside.Select(r => r.Text)).Select(g => g.Confidence)]));
        return (comparison with { TrainedBefore = before is null ? 0 : old.Count, TrainedAfter = all.Count }, model.Save());
    }

    private static List<IntentRow> Rows(IEnumerable<CuratedItem> items, Split split) =>
        [.. IntentFiles.Examples(items.Where(i => i.Split == split).Select(i => i.Item)).Select(e => new IntentRow(e.Text, e.Intent))];

    private static string Words(IntentRow row) => IntentModel.Plain(row.Text).ToLowerInvariant().Trim();

    /// <summary>What approved releases trained and held out, from their files as they left.</summary>
    private async Task<(List<IntentRow> Trained, List<IntentRow> HeldOut)> EarlierAsync(ConsoleDbContext db, bool demo, CancellationToken cancellationToken)
    {
        var approved = db.Releases.Published().Where(r => r.Demo == demo).Select(r => r.Id);
        var files = await db.ReleaseFiles.AsNoTracking().Where(f => approved.Contains(f.ReleaseId) && (f.Path == IntentFiles.CsvPath || f.Path == RegressionPath)).OrderBy(f => f.ReleaseId).ToListAsync(cancellationToken);
        // Names as they are today, whatever they were when the release left.
        var taxonomy = await IntentTaxonomy.ReadAsync(db, cancellationToken);
        var made = await db.Releases.AsNoTracking().Where(r => approved.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.CreatedAt, cancellationToken);
        var (trained, held) = (new List<IntentRow>(), new List<IntentRow>());
        void Add(List<IntentRow> rows, long release, IntentRow row)
        {
            if (taxonomy.Of(row.Intent, made[release], null) is { } intent) { rows.Add(row with { Intent = intent }); }
        }

        foreach (var file in files)
        {
            await using var content = await bytes.OpenAsync(file.ReleaseId, file.Path, cancellationToken);
            if (file.Path == RegressionPath)
            {
                await foreach (var row in HeldOutOf(content!, cancellationToken)) { Add(held, file.ReleaseId, row); }
                continue;
            }

            using var csv = new CsvReader(new StreamReader(content!), CultureInfo.InvariantCulture);
            await csv.ReadAsync();
            csv.ReadHeader();
            while (await csv.ReadAsync()) { Add(trained, file.ReleaseId, new IntentRow(csv.GetField("text")!, csv.GetField("intent")!)); }
        }

        return (trained, held);
    }

    private static string RegressionPath { get; } = new RegressionCases().Path;

    private static async IAsyncEnumerable<IntentRow> HeldOutOf(Stream lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(lines);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var said = row.RootElement.GetProperty("input").EnumerateArray().LastOrDefault(m => m.GetProperty("role").ValueEquals("user"));
            if (row.RootElement.GetProperty("expected").GetProperty("intent").GetString() is { Length: > 0 } intent && said.ValueKind == JsonValueKind.Object) { yield return new IntentRow(said.GetProperty("content").GetString()!, intent); }
        }
    }

    /// <summary>The knowledge base from its change feed, as it was when the last approved release was made, or as it is now; null where there was none.</summary>
    private static async Task<(Bm25Index? Index, string? Version)> KnowledgeAtAsync(ConsoleDbContext db, bool demo, bool lastRelease, CancellationToken cancellationToken)
    {
        var at = lastRelease ? await db.Releases.Published().Where(r => r.Demo == demo).MaxAsync(r => (DateTime?)r.CreatedAt, cancellationToken) : null;
        if (lastRelease && at is null) { return (null, null); }
        var last = await db.Changesets.AsNoTracking().Where(c => at == null || c.At <= at).OrderByDescending(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        var upTo = last?.LastSequence ?? 0;
        Dictionary<string, SearchChunk> chunks = new(StringComparer.Ordinal);
        await foreach (var change in db.ChunkChanges.AsNoTracking().Where(c => c.Sequence <= upTo).OrderBy(c => c.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (change.Operation == ChangeOperation.Delete) { chunks.Remove(change.ChunkId); continue; }
            using var line = JsonDocument.Parse(change.Line);
            chunks[change.ChunkId] = new SearchChunk(change.ChunkId, change.ArticleId, [.. line.RootElement.GetProperty("title_path").EnumerateArray().Select(t => t.GetString()!)], line.RootElement.GetProperty("text").GetString()!);
        }

        var index = new Bm25Index();
        foreach (var article in chunks.Values.GroupBy(c => c.ArticleId)) { index.Replace(article.Key, article); }
        return (index, last?.Version);
    }
}
