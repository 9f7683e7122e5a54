using System.Security.Cryptography;
using System.Text;
using Acsr.Cases;
using Acsr.Knowledge;
using Acsr.Releases.Curation;
using Acsr.Releases.Redaction;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>Makes rows and files of reviews: constructs, passes the gates, replaces personal data, writes.</summary>
/// <param name="contexts">The store.</param>
/// <param name="gate">One writer at a time on SQLite.</param>
/// <param name="readCase">A case with its steps as folded now; null when there is none of that id.</param>
/// <param name="extras">What a release holds besides its rows.</param>
/// <param name="surroundings">What is known of items besides themselves.</param>
public sealed class ReleaseWorkshop(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, Func<string, CancellationToken, Task<FoldedCase?>> readCase, ReleaseExtras extras, CurationReader surroundings)
{
    /// <summary>Rows and files of a release, and how it passed the gates; writes nothing but, once, the secret that keys are made from.</summary>
    public async Task<(BuiltRelease Built, IReadOnlyList<Gate> Gates, IReadOnlyDictionary<string, int> Redacted)> BuildAsync(
        string name, IEnumerable<CaseReview> reviews, Dictionary<long, Exclusion> retired, ReleaseChoices choices, CancellationToken cancellationToken, EarlierVersion? before = null)
    {
        var (clean, excluded, curated, redactor) = await CurateAsync(name, reviews, retired, choices.HeldOutShare, cancellationToken);
        var (preflight, files) = await extras.PreflightAsync(clean, choices.WithModel, cancellationToken);
        var more = await extras.FilesAsync(clean, redactor, cancellationToken);
        IReadOnlyList<Gate> gates = preflight is null ? curated : [.. curated, preflight];
        var header = new ReleaseHeader(name, ReleaseVersion.First.ToString())
        {
            Before = before is null ? null : new PrecedingVersion(before.Release.Version, before.Release.Sha256, []),
            VersionOf = before is null ? null : before.Next,
            Redacted = redactor.Counts,
            Gates = gates,
            Reason = string.IsNullOrWhiteSpace(choices.Reason) ? null : choices.Reason.Trim(),
            Extras = [.. more, .. files],
        };
        return (ReleaseBuilder.Build(header, clean, excluded), gates, redactor.Counts);
    }

    /// <summary>The items of reviews as they may leave: through the gates and without what names a person.</summary>
    internal async Task<(IReadOnlyList<CuratedItem> Items, IReadOnlyList<Exclusion> Excluded, IReadOnlyList<Gate> Gates, Redactor Redactor)> CurateAsync(
        string name, IEnumerable<CaseReview> reviews, Dictionary<long, Exclusion> retired, double? heldOut, CancellationToken cancellationToken)
    {
        List<TrainingItem> items = [];
        List<Exclusion> excluded = [];
        Dictionary<string, IReadOnlyList<(string Value, string Entity)>> known = new(StringComparer.Ordinal);
        var taxonomy = await TaxonomyAsync(cancellationToken);
        List<GateRow> unlabelled = [];
        foreach (var review in reviews)
        {
            if (retired.TryGetValue(review.Id, out var left)) { excluded.Add(left); continue; }
            var folded = await readCase(review.CaseId, cancellationToken);
            switch (TrainingItems.Build(folded, review))
            {
                case Construction.Built built:
                    var intent = taxonomy.Of(built.Item.Intent, review.At, review.CaseId);
                    if (intent is null && built.Item.Intent is { } split) { unlabelled.Add(new(review.Id, review.CaseId, $"{split} was split since; nobody has said yet which part it is.")); }
                    items.Add(built.Item with { Intent = intent });
                    known[review.CaseId] = KnownValues.Of(folded!);
                    break;
                case Construction.Excluded not: excluded.Add(not.Exclusion); break;
            }
        }

        // What is alike is told from the words as they were; what leaves the house is without what names a person.
        var curated = Curated.Of(items, heldOut, await surroundings.ReadAsync(items, cancellationToken));
        var redactor = new Redactor(new Pseudonyms(await KeyAsync(name, cancellationToken)));
        var clean = curated.Items.Select(one => one with { Item = redactor.Redact(one.Item, known[one.Item.Review.CaseId]) }).ToList();
        IReadOnlyList<Gate> gates = taxonomy.Version == 0 ? curated.Gates : [.. curated.Gates, LabelsGate(taxonomy, unlabelled)];
        return (clean, [.. excluded, .. curated.Excluded], gates, redactor);
    }

    private async Task<IntentTaxonomy> TaxonomyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await IntentTaxonomy.ReadAsync(db, cancellationToken);
    }

    private static Gate LabelsGate(IntentTaxonomy taxonomy, List<GateRow> unlabelled) => new("labels", "Names of intents", unlabelled.Count == 0 ? GateState.Passed : GateState.Warns,
        $"Labels are read by version {taxonomy.Version} of the list of intents." + (unlabelled.Count == 0 ? "" : $" {unlabelled.Count} rows are of an intent that was split since; they are in no file of intents."), [.. unlabelled.Take(100)]);

    /// <summary>The key by which a release replaces personal data: the same for the same name, so that the same rows give the same bytes.</summary>
    private async Task<byte[]> KeyAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.ReleaseSecrets.AnyAsync(cancellationToken))
        {
            using var pass = await gate.EnterAsync(cancellationToken);
            var fresh = RandomNumberGenerator.GetBytes(32);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "ReleaseSecrets" ("Id", "Value") VALUES (1, {fresh}) ON CONFLICT ("Id") DO NOTHING""", cancellationToken);
        }

        var secret = await db.ReleaseSecrets.AsNoTracking().SingleAsync(cancellationToken);
        return HMACSHA256.HashData(secret.Value, Encoding.UTF8.GetBytes("acsr-redaction\n" + name));
    }
}
