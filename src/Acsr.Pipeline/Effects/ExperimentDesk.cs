using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Effects;

/// <summary>How long an experiment takes, estimated before its start from the four weeks before.</summary>
/// <param name="Now">The metric today, n and mean; a share where the metric is one.</param>
/// <param name="PerArm">Cases that each arm needs; null: it cannot be told.</param>
/// <param name="CasesPerDay">Of its intents, that the metric is known of.</param>
/// <param name="Days">Until the smallest arm has its cases; null: it cannot be told.</param>
public sealed record ExperimentPlan(EffectSide Now, long? PerArm, double CasesPerDay, int? Days);

/// <summary>The arm of a case in one experiment.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Arm">What the agent is to work by: an arm's name, or <c>hold-out</c>: as before.</param>
/// <param name="HoldOut">The case stays as it was.</param>
public sealed record AssignedArm(string Experiment, string Arm, bool HoldOut);

/// <summary>Defines experiments, starts and stops them, and assigns cases. Each change and its audit entry in one transaction.</summary>
public sealed partial class ExperimentDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<CaseOptions> options, TimeProvider clock)
{
    public const int MaxNameLength = 60, MostArms = 6, MaxCaseLength = 200;

    private const int PlanDays = 28;

    /// <summary>What can be asked for by id, and what it is called.</summary>
    public static IReadOnlyList<(string Id, string Name, string Unit)> Metrics { get; } = [.. EffectMetrics.All.Where(m => m.HigherIsBetter is not null).Select(m => (m.Id, m.Name, m.Unit))];

    /// <summary>All experiments, the newest first.</summary>
    public async Task<IReadOnlyList<Experiment>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Experiments.AsNoTracking().Include(e => e.Arms.OrderBy(a => a.Position)).OrderByDescending(e => e.Id).ToListAsync(cancellationToken);
    }

    /// <summary>One, and what it shows so far; null when there is none of that id.</summary>
    public async Task<(Experiment Experiment, ExperimentReport Report)?> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Experiments.AsNoTracking().Include(e => e.Arms.OrderBy(a => a.Position)).SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } found) { return null; }
        var end = found.StoppedAt ?? DateTime.MaxValue;
        // Until a metric is final a case waits, in every arm alike.
        var waits = Array.Find(EffectMetrics.All, m => m.Id == found.Metric)?.Lag switch { EffectLag.Durable => options.Value.DurableWindowDays, EffectLag.Reopen => options.Value.ReopenWindowHours / 24, _ => 0 };
        var until = clock.GetUtcNow().UtcDateTime.AddDays(-waits);
        var cases = db.Assignments.AsNoTracking().Where(a => a.ExperimentId == id && a.At <= end).Join(db.Cases.Where(c => !c.Baseline && c.At <= until), a => a.CaseId, c => c.Id, (a, c) => new { a.Arm, Case = c });
        if (found.Intents.Count > 0) { cases = cases.Where(x => x.Case.Intent != null && found.Intents.Contains(x.Case.Intent)); }
        var read = await cases.Select(x => new AssignedCase(x.Arm, new EffectCase(x.Case.At, x.Case.Intent, x.Case.Channel, x.Case.Release, x.Case.AgentVersion, x.Case.Handler, x.Case.Solved, x.Case.HandedOff, x.Case.Reopened, x.Case.Overrides, x.Case.Resolution, x.Case.DurablyResolved, x.Case.DeadEnd,
            x.Case.PolicyChecks, x.Case.PolicyViolations, x.Case.PolicyUnknowns, x.Case.Csat, x.Case.HandlingSeconds, x.Case.CostUsd, x.Case.Demo))).ToListAsync(cancellationToken);
        return (found, ExperimentReport.Of(found, read, clock.GetUtcNow().UtcDateTime));
    }

    /// <summary>How many cases and days a definition takes.</summary>
    public async Task<ExperimentPlan> PlanAsync(Experiment draft, CancellationToken cancellationToken)
    {
        var metric = Array.Find(EffectMetrics.All, m => m.Id == draft.Metric) ?? EffectMetrics.All[EffectMetrics.Primary];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cube = await EffectCube.ReadAsync(db, clock.GetUtcNow().UtcDateTime.Date.AddDays(-PlanDays), cancellationToken);
        var index = Array.IndexOf(EffectMetrics.All, metric);
        var now = cube.Cells.Where(c => draft.Intents.Count == 0 || draft.Intents.Contains(c.Key.Intent)).Aggregate(default(Moments), (sum, c) => sum + c.Value[index]);
        var perDay = (double)now.N / PlanDays;
        if (now.N < 10 || draft.Worth <= 0) { return new ExperimentPlan(EffectSide.Of(now), null, perDay, null); }
        var alpha = .05 / Math.Max(1, draft.Arms.Count - 1);
        var other = now.Mean + draft.Worth <= 1 ? now.Mean + draft.Worth : now.Mean - draft.Worth;
        var perArm = !metric.IsShare ? Power.PerArmOfMeans(Math.Sqrt(now.Variance), draft.Worth, alpha, draft.Power) : other < 0 ? (long?)null : Power.PerArm(now.Mean, other, alpha, draft.Power);
        var smallest = draft.Arms.Count == 0 ? 0 : draft.Arms.Min(a => a.Share) / draft.Arms.Sum(a => a.Share);
        return new ExperimentPlan(EffectSide.Of(now), perArm, perDay, perArm is { } n && smallest > 0 ? Power.Days((long)Math.Ceiling(n / smallest), 1, perDay * (1 - draft.HoldOut)) : null);
    }

    /// <summary>What is wrong with a definition, for people to read; null: nothing.</summary>
    public static string? Fault(Experiment draft) =>
        !Word().IsMatch(draft.Name) ? $"The name may have letters, digits, dots, dashes and underscores, and at most {MaxNameLength} of them: the agent asks by it."
        : Metrics.All(m => m.Id != draft.Metric) ? "Choose the metric that decides."
        : draft.Guardrails.Exists(g => Metrics.All(m => m.Id != g)) ? "One of the guardrails is no metric."
        : draft.Worth <= 0 || !double.IsFinite(draft.Worth) ? "Say the smallest change that is worth finding; it is more than nothing."
        : draft.Power is < .5 or > .99 ? "The power lies between 50 % and 99 %; 80 % is usual."
        : draft.HoldOut is < .01 or > .5 ? "Between 1 % and 50 % of the cases are held out."
        : draft.MostDays is < ExperimentReport.FewestDays or > 365 ? $"It lasts from {ExperimentReport.FewestDays} to 365 days."
        : draft.Arms.Count is < 2 or > MostArms ? $"It takes from 2 to {MostArms} arms; the first is what is done today."
        : draft.Arms.Exists(a => !Word().IsMatch(a.Name) || a.Name == ExperimentLot.HoldOut) ? "An arm's name has letters, digits, dots, dashes and underscores, and is not 'hold-out'."
        : draft.Arms.Select(a => a.Name).Distinct().Count() < draft.Arms.Count ? "Two arms have the same name."
        : draft.Arms.Exists(a => a.Share <= 0 || !double.IsFinite(a.Share)) ? "Every arm gets a share of more than nothing."
        : null;

    /// <summary>Keeps a definition; returns its id, or why it cannot be kept.</summary>
    public async Task<(long Id, string? Problem)> DefineAsync(Experiment draft, string by, CancellationToken cancellationToken)
    {
        if (Fault(draft) is { } fault) { return (0, fault); }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.Experiments.AnyAsync(e => e.Name == draft.Name, cancellationToken)) { return (0, $"There is an experiment called {draft.Name}."); }
        foreach (var (arm, i) in draft.Arms.Select((arm, i) => (arm, i))) { arm.Position = i; }
        (draft.Id, draft.By, draft.CreatedAt, draft.State, draft.Salt) = (0, by, clock.GetUtcNow().UtcDateTime, ExperimentState.Draft, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        db.Experiments.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        await AuditLog.AppendAsync(db, by, "experiment.defined", draft.Name, null, Text(draft), draft.CreatedAt, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (draft.Id, null);
    }

    /// <summary>Begins to assign; null, or why not.</summary>
    public Task<string?> StartAsync(long id, string by, CancellationToken cancellationToken) => ChangeAsync(id, by, "experiment.started", (experiment, now) =>
    {
        if (experiment.State != ExperimentState.Draft) { return "It was started already."; }
        (experiment.State, experiment.StartedAt) = (ExperimentState.Running, now);
        return null;
    }, cancellationToken);

    /// <summary>Ends it; null, or why not.</summary>
    /// <param name="id">Which.</param>
    /// <param name="chosen">The arm that all cases but the hold-out get from now on; null: as before.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public Task<string?> StopAsync(long id, string? chosen, string reason, string by, CancellationToken cancellationToken) => ChangeAsync(id, by, "experiment.stopped", (experiment, now) =>
    {
        if (experiment.State != ExperimentState.Running) { return "It does not run."; }
        if (string.IsNullOrWhiteSpace(reason)) { return "Say why it is stopped."; }
        if (chosen is not null && experiment.Arms.TrueForAll(a => a.Name != chosen)) { return $"It has no arm {chosen}."; }
        (experiment.State, experiment.StoppedAt, experiment.StoppedBy, experiment.StopReason, experiment.Chosen) = (ExperimentState.Stopped, now, by, reason.Trim(), chosen);
        return null;
    }, cancellationToken);

    /// <summary>
    /// The arms of a case in every experiment that assigns, or in one. Who asks twice gets the same. A running experiment takes note of the case; after its end cases get
    /// the chosen arm, and the hold-out stays as it was.
    /// </summary>
    public async Task<IReadOnlyList<AssignedArm>> AssignAsync(string caseId, string? experiment, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var live = await db.Experiments.AsNoTracking().Include(e => e.Arms).Where(e => (e.State == ExperimentState.Running || (e.State == ExperimentState.Stopped && e.Chosen != null)) && (experiment == null || e.Name == experiment)).OrderBy(e => e.Id).ToListAsync(cancellationToken);
        if (live.Count == 0) { return []; }
        var known = await db.Assignments.AsNoTracking().Where(a => a.CaseId == caseId).ToDictionaryAsync(a => a.ExperimentId, a => a.Arm, cancellationToken);
        // A case that was assigned keeps its arm, also beyond the end.
        string ArmOf(Experiment e) => known.TryGetValue(e.Id, out var arm) ? arm : e.State == ExperimentState.Running ? ExperimentLot.Draw(e, caseId) : ExperimentLot.IsHeldOut(e, caseId) ? ExperimentLot.HoldOut : e.Chosen!;
        var added = live.Where(e => e.State == ExperimentState.Running && !known.ContainsKey(e.Id)).ToList();
        if (added.Count > 0)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            using var pass = await gate.EnterAsync(cancellationToken);
            foreach (var e in added)
            {
                var arm = ArmOf(e);
                // Two that ask at once have drawn the same.
                await db.Database.ExecuteSqlAsync($"""INSERT INTO "Assignments" ("ExperimentId", "CaseId", "Arm", "At") VALUES ({e.Id}, {caseId}, {arm}, {now}) ON CONFLICT DO NOTHING""", cancellationToken);
            }
        }

        return live.ConvertAll(e => new AssignedArm(e.Name, ArmOf(e), ArmOf(e) == ExperimentLot.HoldOut));
    }

    private async Task<string?> ChangeAsync(long id, string by, string action, Func<Experiment, DateTime, string?> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.Experiments.Include(e => e.Arms).SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } experiment) { return "There is no such experiment."; }
        var (before, now) = (Text(experiment), clock.GetUtcNow().UtcDateTime);
        if (change(experiment, now) is { } problem) { return problem; }
        await AuditLog.AppendAsync(db, by, action, experiment.Name, before, Text(experiment), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static string Text(Experiment e) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{e.State.ToString().ToLowerInvariant()}; arms {string.Join(", ", e.Arms.OrderBy(a => a.Position).Select(a => $"{a.Name} {a.Share:0.###}"))}; hold-out {e.HoldOut:P0}; by {e.Metric}, worth {e.Worth:0.###}, power {e.Power:P0}; guardrails {string.Join(", ", e.Guardrails)}; intents {(e.Intents.Count == 0 ? "all" : string.Join(", ", e.Intents))}; at most {e.MostDays} days{(e.StopReason is null ? "" : $"; {e.StopReason}")}{(e.Chosen is null ? "" : $"; chosen {e.Chosen}")}");

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,60}$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
