using Acsr.Access;
using Acsr.Delivery;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Improvement;

/// <summary>What became of the wish to open an action: its id, and whether it is new, was opened again, or was there.</summary>
public sealed record OpenOutcome(long Id, bool Opened, bool Reopened);

/// <summary>
/// Opens actions, at most one for each key, on however many nodes: openings stand in line behind one row of the database, and the key is
/// unique. Action, history, notification and webhook messages are one transaction.
/// </summary>
public sealed class ActionOpener(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, Outbox outbox, WebhookWorker webhooks, TimeProvider clock)
{
    /// <summary>Who opens what a rule found.</summary>
    public const string Rule = "rule";

    /// <summary>
    /// Opens what a rule found. An action that is open already stays as it is, one that was dismissed stays dismissed, and one that was
    /// resolved is opened again when it has had time to settle.
    /// </summary>
    /// <param name="found">What the rule saw.</param>
    /// <param name="settle">Time after a resolution in which nothing is opened again.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public Task<OpenOutcome> OpenAsync(Evidence found, TimeSpan settle, CancellationToken cancellationToken) =>
        OpenAsync(ActionOf(found), Rule, (action, now) => action.State is ActionState.Resolved or ActionState.ResolvedByRelease && action.ClosedAt + settle <= now, null, audit: false, cancellationToken);

    /// <summary>Opens what a person asks for. One that was resolved or dismissed is opened again; one that is open is the answer as it is.</summary>
    /// <param name="wanted">What it is about, and why.</param>
    /// <param name="by">Who.</param>
    /// <param name="note">For the history; null: why it is wanted.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public Task<OpenOutcome> OpenAsync(ImprovementAction wanted, string by, string? note, CancellationToken cancellationToken) =>
        OpenAsync(wanted, by, (action, _) => !action.IsOpen, note, audit: true, cancellationToken);

    /// <summary>The action that a rule's finding becomes.</summary>
    public static ImprovementAction ActionOf(Evidence found) => new()
    {
        Key = found.Key,
        Source = ActionSource.Rule,
        Row = found.Row.Id,
        Kpi = found.Row.KpiId,
        Agent = found.Segment.Agent,
        AgentVersion = found.Segment.AgentVersion,
        Channel = found.Segment.Channel,
        Intent = found.Segment.Intent,
        CaseSource = found.Segment.Source,
        Title = $"{found.Row.Name}: {found.Segment.Words}",
        Why = found.Why,
        SuggestedWork = $"{found.Row.Action}. {found.Row.SuggestedWork}",
        Value = found.Value.Value,
        Lower = found.Value.Lower,
        Upper = found.Value.Upper,
        Unit = found.Value.Unit,
        N = found.Value.N,
        Reference = found.Reference,
        CasesFrom = found.From,
        CasesTo = found.To,
        ExpectedValue = found.ExpectedValue,
        OpenedBy = Rule,
    };

    private async Task<OpenOutcome> OpenAsync(ImprovementAction wanted, string by, Func<ImprovementAction, DateTime, bool> mayReopen, string? note, bool audit, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var action = await db.ImprovementActions.SingleOrDefaultAsync(a => a.Key == wanted.Key, cancellationToken);
        var again = action is not null;
        if (action is not null && !mayReopen(action, now)) { return new OpenOutcome(action.Id, false, false); }

        if (action is null)
        {
            action = wanted;
            (action.OpenedAt, action.OpenedBy, action.State) = (now, by, ActionState.Open);
            action.Demo = await IsOfDemoAsync(db, action, cancellationToken);
            db.ImprovementActions.Add(action);
        }
        else { Reopen(action, wanted, now); }

        action.Notes.Add(new ActionNote { At = now, By = by, Kind = again ? ActionNoteKind.Reopened : ActionNoteKind.Opened, Text = note ?? wanted.Why });
        await db.SaveChangesAsync(cancellationToken);
        await outbox.RaiseAsync(db, ActionAlert.Of(action, again), cancellationToken);
        if (audit) { await AuditLog.AppendAsync(db, by, again ? "action.reopened" : "action.opened", $"action {action.Id}", null, action.Title, now, cancellationToken); }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        webhooks.Nudge();
        return new OpenOutcome(action.Id, !again, again);
    }

    private static void Reopen(ImprovementAction action, ImprovementAction wanted, DateTime now)
    {
        (action.State, action.ClosedAt, action.ReleaseId) = (ActionState.Open, null, null);
        (action.Reopened, action.ReopenedAt) = (action.Reopened + 1, now);
        (action.Why, action.Value, action.Lower, action.Upper, action.Unit, action.N) = (wanted.Why, wanted.Value, wanted.Lower, wanted.Upper, wanted.Unit, wanted.N);
        (action.Reference, action.CasesFrom, action.CasesTo, action.ExpectedValue) = (wanted.Reference, wanted.CasesFrom, wanted.CasesTo, wanted.ExpectedValue);
    }

    // What stands on nothing but the demo desk goes with it.
    private static async Task<bool> IsOfDemoAsync(ConsoleDbContext db, ImprovementAction action, CancellationToken cancellationToken)
    {
        var cases = db.Cases.Where(c => (action.CasesFrom == null || c.At >= action.CasesFrom) && (action.CasesTo == null || c.At < action.CasesTo)
            && (action.Agent == null || c.Agent == action.Agent) && (action.AgentVersion == null || c.AgentVersion == action.AgentVersion)
            && (action.Channel == null || c.Channel == action.Channel) && (action.Intent == null || c.Intent == action.Intent) && (action.CaseSource == null || c.Source == action.CaseSource));
        return await cases.AnyAsync(c => c.Demo, cancellationToken) && !await cases.AnyAsync(c => !c.Demo, cancellationToken);
    }
}
