using System.Text.Json;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review.Labels;

/// <summary>What an import of labels took and what it did not.</summary>
/// <param name="Reviews">Runs whose labels came in as a review.</param>
/// <param name="Labels">Failures in them.</param>
/// <param name="Duplicates">Runs whose labels were here already.</param>
/// <param name="Refused">What could not be taken, and why.</param>
public sealed record LabelReport(int Reviews, int Labels, int Duplicates, IReadOnlyList<string> Refused);

/// <summary>
/// Brings labelled failures in as reviews: one a run, with a label for each failure, joined to the message it names. They say what went wrong
/// and not what would have been right, so no triad of theirs is complete and none trains.
/// </summary>
public sealed class LabelImport(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, CaseReader cases, TimeProvider clock)
{
    /// <summary>Reads the file and writes what is not here yet. The runs must be here as cases <c>SOURCE/ID</c>.</summary>
    /// <param name="file">A JSON list of labelled runs.</param>
    /// <param name="source">The import's name.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    /// <param name="cancellationToken">What is written before stays.</param>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    public async Task<LabelReport> RunAsync(Stream file, string source, string by, CancellationToken cancellationToken)
    {
        var read = FailureLabels.Read(file);
        var refused = read.Select(one => one.Fault).OfType<string>().ToList();
        var runs = read.Select(one => one.Run).OfType<LabelledRun>().ToList();
        var agents = FailureLabels.Agents(runs);
        var (reviews, labels, duplicates) = (0, 0, 0);
        foreach (var run in runs)
        {
            var caseId = $"{source}/{run.Id}";
            if (await cases.ReadAsync(caseId, cancellationToken) is not { } folded) { refused.Add($"{run.Id}: there is no case '{caseId}'; import the runs under the same source first."); continue; }
            var steps = folded.Steps.Select(step => step.Id).ToHashSet();
            var lost = run.Failures.Where(f => !steps.Contains(StepOf(caseId, f))).Select(f => f.Step).Distinct().ToList();
            if (lost.Count > 0) { refused.Add($"{run.Id}: the run has no message {string.Join(", ", lost)}, which a label names."); continue; }
            var written = await WriteAsync(run, caseId, source, agents, by, cancellationToken);
            (reviews, labels, duplicates) = written ? (reviews + 1, labels + run.Failures.Count, duplicates) : (reviews, labels, duplicates + 1);
        }

        return new(reviews, labels, duplicates, refused);
    }

    private async Task<bool> WriteAsync(LabelledRun run, string caseId, string source, IReadOnlyDictionary<string, string> agents, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.Reviews.AnyAsync(r => r.CaseId == caseId && r.Source == source, cancellationToken)) { return false; }
        var now = clock.GetUtcNow().UtcDateTime;
        var decisive = run.Decisive ?? 0;
        var (category, cause) = FailureLabels.Category(run.Failures[decisive].Category);
        var item = new ReviewItem { CaseId = caseId, Reasons = [ReviewReason.Imported], Why = run.Summary.Length > 0 ? run.Summary : category, SignalIds = [$"label/{source}"], OpenedAt = now, DoneAt = now };
        db.ReviewItems.Add(item);
        await db.SaveChangesAsync(cancellationToken);
        var review = new CaseReview
        {
            ItemId = item.Id,
            SetId = item.Id,
            CaseId = caseId,
            ReviewerId = $"import:{source}",
            ReviewerName = $"{source} (imported)",
            At = now,
            Verdict = Verdict.Corrected,
            StepId = StepOf(caseId, run.Failures[decisive]),
            Rationale = run.Why.Length > 0 ? run.Why : run.Failures[decisive].Reason,
            Fault = cause is "service-errors" or "authentication-errors" or "tool-definition-issues" ? FaultAuthor.Environment : FaultAuthor.Agent,
            RootCause = cause,
            StepVerdicts = [.. run.Failures.Select(f => $"{StepOf(caseId, f)}=wrong").Distinct()],
            Source = source,
        };
        db.Reviews.Add(review);
        await db.SaveChangesAsync(cancellationToken);
        db.ReviewLabels.AddRange(run.Failures.Select((f, i) => LabelOf(f, review.Id, i, caseId, agents, i == run.Decisive)));
        await AuditLog.AppendAsync(db, by, "review.imported", $"case {caseId}", null, $"{run.Failures.Count} labels, {category}", now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static ReviewLabel LabelOf(LabelledFailure failure, long reviewId, int position, string caseId, IReadOnlyDictionary<string, string> agents, bool decisive)
    {
        var (category, cause) = FailureLabels.Category(failure.Category);
        return new()
        {
            ReviewId = reviewId,
            Position = position,
            StepId = StepOf(caseId, failure),
            Category = category,
            RootCause = cause,
            Agent = agents.GetValueOrDefault(failure.Agent),
            Reason = failure.Reason,
            Decisive = decisive,
        };
    }

    private static string StepOf(string caseId, LabelledFailure failure) => $"{caseId}#{failure.Step - 1}";
}
