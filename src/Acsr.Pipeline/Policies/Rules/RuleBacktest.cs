using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Policies.Rules;

/// <summary>Which stored cases a rule is tried on: the newest of a stretch of time, on the cases' own axis.</summary>
/// <param name="From">First moment, UTC.</param>
/// <param name="To">First moment after, UTC.</param>
/// <param name="Limit">At most so many cases are read.</param>
public sealed record BacktestRange(DateTime From, DateTime To, int Limit = 2_000);

/// <summary>A case as a list of a trial shows it.</summary>
public sealed record BacktestCase(string CaseId, string Title, DateTime At, bool? Solved, IReadOnlyList<PolicyAudit> Audits);

/// <summary>What a rule would have said.</summary>
/// <param name="CasesInRange">Cases in which the agent called a tool.</param>
/// <param name="CasesRead">Of those, the newest that were read.</param>
/// <param name="Passed">Decisions.</param>
/// <param name="Violations">Decisions.</param>
/// <param name="Unknown">Decisions.</param>
/// <param name="NotApplicable">Decisions that it looked at and does not apply to.</param>
/// <param name="NotInForce">Decisions made when the clause was not in force.</param>
/// <param name="Flagged">Cases with a violation or an unknown, the newest first; at most <see cref="RuleBacktest.MaxShown"/>.</param>
/// <param name="FlaggedCases">How many such cases there are.</param>
public sealed record BacktestReport(
    int CasesInRange, int CasesRead, int Passed, int Violations, int Unknown, int NotApplicable, int NotInForce, IReadOnlyList<BacktestCase> Flagged, int FlaggedCases)
{
    /// <summary>Decisions the rule could be asked about: passed, violated and unknown.</summary>
    public int Decisions => Passed + Violations + Unknown;
}

/// <summary>A decision that two versions of a rule judge differently.</summary>
/// <param name="Before">As the old version says; not applicable also where there was none.</param>
/// <param name="After">As the new version says.</param>
public sealed record JudgedOtherwise(string CaseId, string Title, DateTime At, string StepId, string Action, RuleOutcome Before, RuleOutcome After, PolicyAudit? BeforeAudit, PolicyAudit? AfterAudit);

/// <summary>How two versions of a rule differ on stored cases.</summary>
/// <param name="Decisions">Decisions that at least one of them judges.</param>
/// <param name="Changed">Those they judge differently, the newest case first; at most <see cref="RuleBacktest.MaxShown"/>.</param>
/// <param name="ChangedCount">How many such there are.</param>
public sealed record RuleComparison(int CasesInRange, int CasesRead, int Decisions, IReadOnlyList<JudgedOtherwise> Changed, int ChangedCount);

/// <summary>
/// Tries rules on stored cases before they are switched on, and tells what a change would judge otherwise. Reads and writes nothing else;
/// it judges by the very code that judges folds.
/// </summary>
public sealed class RuleBacktest(IDbContextFactory<ConsoleDbContext> contexts, RuleSet rules, FoldBook book, IOptions<CaseOptions> options)
{
    public const int MaxShown = 200;
    private const int Chunk = 50;

    /// <summary>What a rule would have said.</summary>
    /// <param name="rule">Need not be saved.</param>
    /// <param name="range">Over which cases.</param>
    /// <param name="progress">Is told how many cases are read.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public async Task<BacktestReport> RunAsync(CompiledRule rule, BacktestRange range, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var timeline = await TimelineAsync(rule.Text.PolicyId, cancellationToken);
        List<BacktestCase> flagged = [];
        int read = 0, passed = 0, violations = 0, unknown = 0, notApplicable = 0, notInForce = 0, flaggedCases = 0;
        var total = await ReadAsync(range, folded =>
        {
            read++;
            var audit = CaseAudit.Of(folded, [rule], timeline);
            passed += audit.Audits.Count(a => a.Outcome == RuleOutcome.Pass);
            violations += audit.Audits.Count(a => a.Outcome == RuleOutcome.Violation);
            unknown += audit.Audits.Count(a => a.Outcome == RuleOutcome.Unknown);
            notApplicable += audit.NotApplicable;
            notInForce += audit.NotInForce;
            if (audit.Audits.All(a => a.Outcome == RuleOutcome.Pass)) { return; }
            flaggedCases++;
            if (flagged.Count < MaxShown) { flagged.Add(Shown(folded, [.. audit.Audits.Where(a => a.Outcome != RuleOutcome.Pass)])); }
        }, progress, cancellationToken);
        return new BacktestReport(total, read, passed, violations, unknown, notApplicable, notInForce, flagged, flaggedCases);
    }

    /// <summary>Which past decisions a change would judge otherwise.</summary>
    /// <param name="before">The old version; null: there was no rule.</param>
    /// <param name="after">The new version; null: there is none any more.</param>
    /// <param name="range">Over which cases.</param>
    /// <param name="progress">Is told how many cases are read.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <param name="timelineBefore">The versions of the policy as they were, where those change too; null: as they are now.</param>
    /// <param name="timelineAfter">The versions of the policy as they will be; null: as they are now.</param>
    public async Task<RuleComparison> CompareAsync(
        CompiledRule? before, CompiledRule? after, BacktestRange range, IProgress<int>? progress, CancellationToken cancellationToken,
        ClauseTimeline? timelineBefore = null, ClauseTimeline? timelineAfter = null)
    {
        var now = (before ?? after) is { } any ? await TimelineAsync(any.Text.PolicyId, cancellationToken) : RulesOnDuty.None.Timeline;
        List<JudgedOtherwise> changed = [];
        int read = 0, decisions = 0, changes = 0;
        var total = await ReadAsync(range, folded =>
        {
            read++;
            var old = Audits(before, timelineBefore ?? now, folded);
            var fresh = Audits(after, timelineAfter ?? now, folded);
            foreach (var step in old.Keys.Union(fresh.Keys))
            {
                decisions++;
                var (was, is_) = (old.GetValueOrDefault(step), fresh.GetValueOrDefault(step));
                var (wasOutcome, isOutcome) = (was?.Outcome ?? RuleOutcome.NotApplicable, is_?.Outcome ?? RuleOutcome.NotApplicable);
                if (wasOutcome == isOutcome) { continue; }
                changes++;
                if (changed.Count < MaxShown) { changed.Add(new JudgedOtherwise(folded.Facts.Id, folded.Facts.Title, folded.Facts.At, step, (is_ ?? was)!.Action, wasOutcome, isOutcome, was, is_)); }
            }
        }, progress, cancellationToken);
        return new RuleComparison(total, read, decisions, changed, changes);
    }

    /// <summary>The facts of recent decisions, for a page that offers fields and examples: of all that change something, and of calls of these tools.</summary>
    public async Task<IReadOnlyList<SeenDecision>> DecisionsAsync(IReadOnlyCollection<string> tools, BacktestRange range, int take, CancellationToken cancellationToken)
    {
        List<SeenDecision> seen = [];
        await ReadAsync(range, folded =>
        {
            foreach (var (step, facts) in DecisionFacts.Of(folded))
            {
                var wanted = DecisionFacts.Changes(step) || tools.Contains(step.Name, StringComparer.OrdinalIgnoreCase);
                if (wanted && seen.Count < take) { seen.Add(new SeenDecision(folded.Facts.Id, step.Id, step.Name, facts())); }
            }
        }, null, cancellationToken, () => seen.Count >= take);
        return seen;
    }

    private async Task<ClauseTimeline> TimelineAsync(string policyId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await rules.TimelineAsync(db, [policyId], cancellationToken);
    }

    private async Task<int> ReadAsync(BacktestRange range, Action<FoldedCase> take, IProgress<int>? progress, CancellationToken cancellationToken, Func<bool>? enough = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cases = db.Cases.AsNoTracking().Where(c => c.At >= range.From && c.At < range.To && c.ToolCalls > 0 && (c.Handler == Handler.Agent || c.Handler == Handler.Hybrid));
        var total = await cases.CountAsync(cancellationToken);
        var ids = await cases.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(range.Limit).Select(c => c.Id).ToListAsync(cancellationToken);
        var settings = await book.CurrentAsync(db, cancellationToken);
        var done = 0;
        foreach (var chunk in ids.Chunk(Chunk))
        {
            if (enough?.Invoke() == true) { break; }
            var inputs = await CaseSegments.LoadAsync(db, chunk, cancellationToken);
            foreach (var id in chunk)
            {
                if (CaseFold.Fold(inputs[id], options.Value, settings) is { } folded) { take(folded); }
            }

            progress?.Report(done += chunk.Length);
        }

        return total;
    }

    private static Dictionary<string, PolicyAudit> Audits(CompiledRule? rule, ClauseTimeline timeline, FoldedCase folded) =>
        rule is null ? [] : CaseAudit.Of(folded, [rule], timeline).Audits.ToDictionary(a => a.StepId);

    private static BacktestCase Shown(FoldedCase folded, IReadOnlyList<PolicyAudit> audits) => new(folded.Facts.Id, folded.Facts.Title, folded.Facts.At, folded.Facts.Solved, audits);
}

/// <summary>A decision that was really made, and its facts.</summary>
public sealed record SeenDecision(string CaseId, string StepId, string Action, RuleFacts Facts);
