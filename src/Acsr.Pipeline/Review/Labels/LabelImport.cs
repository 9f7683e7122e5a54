using Acsr.Access;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review.Labels;

/// <summary>What an import would do, or did, with an entry.</summary>
public enum LabelState
{
    /// <summary>It becomes a review.</summary>
    New = 1,
    /// <summary>It came with this import before, or earlier in this file.</summary>
    Known = 2,
    /// <summary>It cannot be taken.</summary>
    Refused = 3,
}

/// <summary>An entry of a file of labels.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="CaseId">The case it is about; blank where that cannot be told.</param>
/// <param name="State">What becomes of it.</param>
/// <param name="Text">What it says, or why it is refused and how to mend that.</param>
/// <param name="Labels">Failures that it names.</param>
public sealed record LabelLine(int Line, string CaseId, LabelState State, string Text, int Labels);

/// <summary>What an import of labels took and what it did not.</summary>
/// <param name="Reviews">Entries that came in as a review.</param>
/// <param name="Labels">Failures in them.</param>
/// <param name="Duplicates">Entries that were here already.</param>
/// <param name="Refused">What could not be taken, where it stands, and why.</param>
public sealed record LabelReport(int Reviews, int Labels, int Duplicates, IReadOnlyList<string> Refused);

/// <summary>An import that brought reviews in.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Reviews">Reviews that came with it.</param>
/// <param name="Labels">Failures that they name.</param>
/// <param name="At">When the last of them came, UTC.</param>
public sealed record LabelSource(string Source, int Reviews, int Labels, DateTime At);

/// <summary>
/// Brings labels of elsewhere in as reviews: labelled failures, one review a run, joined to the message that each names; and whole reviews as lines
/// of JSON. Labelled failures say what went wrong and not what would have been right, so no triad of theirs is complete and none trains.
/// </summary>
public sealed class LabelImport(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, CaseReader cases, TimeProvider clock)
{
    /// <summary>Bytes of a file at most.</summary>
    public const int MaxFile = 64 << 20;

    private const int MaxSource = 60;

    /// <summary>What is wrong with the name of an import; null where it is good.</summary>
    public static string? SourceFault(string source) =>
        source.Trim().Length is 0 or > MaxSource || source.Contains('/', StringComparison.Ordinal) ? $"Name the import in up to {MaxSource} characters, without a slash; the cases' ids begin with it." : null;

    /// <summary>What an import of the file would do, entry by entry; nothing is written.</summary>
    /// <param name="file">A JSON list, or an object on each line.</param>
    /// <param name="source">The import's name; runs are cases <c>SOURCE/ID</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<LabelLine>> PreviewAsync(ReadOnlyMemory<byte> file, string source, CancellationToken cancellationToken) =>
        [.. (await CheckAsync(LabelFile.Read(file.Span), source, cancellationToken)).Select(one => one.Line)];

    /// <summary>Reads the file and writes what is not here yet; the cases must be here.</summary>
    /// <param name="file">A JSON list, or an object on each line.</param>
    /// <param name="source">The import's name.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    /// <param name="cancellationToken">What is written before stays.</param>
    public async Task<LabelReport> RunAsync(Stream file, string source, string by, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        var entries = LabelFile.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        var agents = FailureLabels.Agents(entries.Select(entry => entry.Run).OfType<LabelledRun>());
        var (reviews, labels, duplicates, refused) = (0, 0, 0, new List<string>());
        foreach (var (line, entry) in await CheckAsync(entries, source, cancellationToken))
        {
            if (line.State == LabelState.Refused) { refused.Add($"Line {line.Line}: {line.Text}"); continue; }
            var written = line.State == LabelState.New
                && (entry.Run is { } run ? await WriteAsync(ImportedReview.Of(run, line.CaseId, source, agents), source, by, cancellationToken) : await WriteAsync(ImportedReview.Of(entry.Review!, line.CaseId, source), source, by, cancellationToken));
            (reviews, labels, duplicates) = written ? (reviews + 1, labels + line.Labels, duplicates) : (reviews, labels, duplicates + 1);
        }

        return new(reviews, labels, duplicates, refused);
    }

    /// <summary>The imports that brought reviews in, the last one first.</summary>
    public async Task<IReadOnlyList<LabelSource>> SourcesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sources = await db.Reviews.Where(r => r.Source != null).GroupBy(r => r.Source!).Select(g => new { g.Key, Count = g.Count(), At = g.Max(r => r.At) }).ToListAsync(cancellationToken);
        var labels = await db.ReviewLabels.Join(db.Reviews.Where(r => r.Source != null), l => l.ReviewId, r => r.Id, (_, r) => r.Source!).GroupBy(source => source).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. sources.OrderByDescending(s => s.At).Select(s => new LabelSource(s.Key, s.Count, labels.GetValueOrDefault(s.Key), s.At))];
    }

    private async Task<IReadOnlyList<(LabelLine Line, LabelEntry Entry)>> CheckAsync(IReadOnlyList<LabelEntry> entries, string source, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<(LabelLine, LabelEntry)> checkedOnes = [];
        foreach (var entry in entries)
        {
            var line = entry.Fault is { } fault ? new LabelLine(entry.Line, "", LabelState.Refused, fault, 0) : await CheckAsync(db, entry, source, cancellationToken);
            if (line.State == LabelState.New && !seen.Add(line.CaseId)) { line = line with { State = LabelState.Known, Text = "The same case stands earlier in this file." }; }
            checkedOnes.Add((line, entry));
        }

        return checkedOnes;
    }

    private async Task<LabelLine> CheckAsync(ConsoleDbContext db, LabelEntry entry, string source, CancellationToken cancellationToken)
    {
        var (name, labels) = entry.Run is { } run ? (run.Id, run.Failures.Count) : (entry.Review!.Case, entry.Review.Labels?.Count ?? 0);
        var caseId = $"{source}/{name}";
        var folded = await cases.ReadAsync(caseId, cancellationToken);
        if (folded is null && entry.Review is not null) { (caseId, folded) = (name, await cases.ReadAsync(name, cancellationToken)); }
        LabelLine Refused(string text) => new(entry.Line, caseId, LabelState.Refused, $"{name}: {text}", labels);
        if (folded is null) { return Refused(entry.Run is null ? $"there is no case '{name}'; import its conversation first." : $"there is no case '{caseId}'; import the runs under the same source first."); }

        var steps = folded.Steps.Select(step => step.Id).ToHashSet();
        if (entry.Run is { } labelled)
        {
            var lost = labelled.Failures.Where(f => !steps.Contains(ImportedReview.StepOf(caseId, f))).Select(f => f.Step).Distinct().ToList();
            if (lost.Count > 0) { return Refused($"the run has no message {string.Join(", ", lost)}, which a label names."); }
        }
        else if (entry.Review!.Named().Where(id => !steps.Contains(id)).ToList() is { Count: > 0 } unknown) { return Refused($"the case has no step {string.Join(", ", unknown.Take(3))}."); }
        else if (await FaultAsync(db, entry.Review, cancellationToken) is { } fault) { return Refused(fault); }

        var here = await db.Reviews.Where(r => r.CaseId == caseId).Select(r => r.Source).ToListAsync(cancellationToken);
        if (here.Contains(source)) { return new(entry.Line, caseId, LabelState.Known, "It came with this import before.", labels); }
        if (entry.Review is not null && here.Contains(null)) { return Refused("the case was reviewed here already, and that review stays."); }
        return new(entry.Line, caseId, LabelState.New, entry.Run is { } good ? InWords(good) : entry.Review!.Rationale!.Trim(), labels);
    }

    // Who labels failures need not know what would have been right; a review without labels is whole.
    private static async Task<string?> FaultAsync(ConsoleDbContext db, ReviewLine line, CancellationToken cancellationToken)
    {
        if ((line.Labels ?? []).Any(label => string.IsNullOrWhiteSpace(label.Step) || string.IsNullOrWhiteSpace(label.Category))) { return "each of its labels needs a step and a category."; }
        var missing = (await ReviewDesk.MissingAsync(db, line.Form(), [], cancellationToken))
            .Where(part => line.Labels is not { Count: > 0 } || !(part.Field is nameof(ReviewForm.OriginalAction) or nameof(ReviewForm.FinalAction) || IsUncited(line, part)));
        return missing.FirstOrDefault() is { } part ? $"{char.ToLowerInvariant(part.Field[0])}{part.Field[1..]}: {part.Text}" : null;
    }

    private static bool IsUncited(ReviewLine line, MissingPart part) => part.Field == nameof(ReviewForm.Clause) && string.IsNullOrWhiteSpace(line.Clause);

    private static string InWords(LabelledRun run) =>
        run.Summary.Length > 0 ? run.Summary : FailureLabels.Category(run.Failures[run.Decisive ?? 0].Category).Category;

    private async Task<bool> WriteAsync(ImportedReview imported, string source, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var review = imported.Review;
        if (await db.Reviews.AnyAsync(r => r.CaseId == review.CaseId && r.Source == source, cancellationToken)) { return false; }
        var now = clock.GetUtcNow().UtcDateTime;
        var item = new ReviewItem { CaseId = review.CaseId, Reasons = [ReviewReason.Imported], Why = imported.Why, SignalIds = [$"label/{source}"], OpenedAt = now, DoneAt = now };
        db.ReviewItems.Add(item);
        await db.SaveChangesAsync(cancellationToken);
        (review.ItemId, review.SetId, review.At) = (item.Id, item.Id, now);
        db.Reviews.Add(review);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var label in imported.Labels) { label.ReviewId = review.Id; }
        db.ReviewLabels.AddRange(imported.Labels);
        await AuditLog.AppendAsync(db, by, "review.imported", $"case {review.CaseId}", null, $"{imported.Labels.Count} labels, {imported.Why}", now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
