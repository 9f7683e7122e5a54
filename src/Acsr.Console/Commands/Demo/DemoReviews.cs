using Acsr.Cases;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Commands.Demo;

/// <summary>
/// What three reviewers did on the demo desk in its last weeks, through the same desk that people use: overrides with two opinions on half of
/// them, now and then a disagreement and somebody who decides, a few decided cases as known answers and how the others did on them.
/// </summary>
internal static class DemoReviews
{
    /// <summary>The demo's queue; the desk goes with it.</summary>
    public const string Queue = "demo-overrides";

    private const int Sets = 40, Singles = 60, Known = 4;

    private static readonly Reviewer[] People = [new("demo-mara", "Mara Lind"), new("demo-jonas", "Jonas Weber"), new("demo-priya", "Priya Nair")];

    private static ReviewQueueSettings Settings(double goldShare) => new()
    {
        Id = Queue,
        Name = "Overrides",
        Position = 1,
        Reasons = [ReviewReason.Override],
        DueHours = 7 * 24,
        OverlapShare = 0.5,
        ControlShare = 0.2,
        GoldShare = goldShare,
        GoldPauseBelow = 0.5,
        Demo = true,
    };

    /// <summary>Sets the queue up; before the cases come in.</summary>
    public static async Task PrepareAsync(ReviewQueues queues, string by, CancellationToken cancellationToken)
    {
        if (await queues.SaveAsync(Settings(0.1), by, cancellationToken) is { } problem) { throw new CommandException(problem); }
        await queues.AmendAsync(Queue, "Judge the agent's decision by the clause that was in force when the customer wrote, not by what you would like it to say.\n\n- A used or engraved item is not refunded, whatever the customer was told.\n- If the trace does not show the order's date, choose “cannot tell”.", by, cancellationToken);
    }

    /// <summary>Lets the people work what came in.</summary>
    public static async Task MakeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var contexts = services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
        var clock = new Hand { Now = now };
        var queue = ActivatorUtilities.CreateInstance<ReviewQueue>(services, ActivatorUtilities.CreateInstance<ClaimGroup>(services, clock), clock);
        var desk = ActivatorUtilities.CreateInstance<ReviewDesk>(services, clock);
        var dice = Dice.For(1, now.Date, 0, 8);
        await AgeAsync(contexts, cancellationToken);

        var decided = new List<long>();
        foreach (var item in await ItemsAsync(contexts, now, cancellationToken))
        {
            var turn = dice.Between(0, People.Length - 1);
            clock.Now = new[] { item.OpenedAt.AddHours(dice.Between(2, 90)), now.AddHours(-1) }.Min();
            if (await ReviewAsync(services, queue, desk, item, People[turn], dice, clock, cancellationToken) is { } review && item.Opinions == 1) { decided.Add(review); }
            foreach (var copy in await CopiesAsync(contexts, item.Id, cancellationToken))
            {
                turn = (turn + 1) % People.Length;
                clock.Now += TimeSpan.FromMinutes(dice.Between(3, 50));
                await ReviewAsync(services, queue, desk, copy, People[turn], dice, clock, cancellationToken);
            }
        }

        await TestAsync(services, queue, desk, decided, dice, clock, now, cancellationToken);
    }

    // Items are as old as what they are about; on a desk that was filled a moment ago all of them would be new.
    private static async Task AgeAsync(IDbContextFactory<ConsoleDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ReviewItems.Where(i => i.Demo && db.Cases.Any(c => c.Id == i.CaseId))
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.OpenedAt, x => db.Cases.Where(c => c.Id == x.CaseId).Select(c => c.ClosedAt ?? c.At).First()), cancellationToken);
        foreach (var item in await db.ReviewItems.Where(i => i.Demo && i.DueAt != null).ToListAsync(cancellationToken)) { item.DueAt = item.OpenedAt.AddHours(Settings(0).DueHours!.Value); }
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<List<ReviewItem>> ItemsAsync(IDbContextFactory<ConsoleDbContext> contexts, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var from = now.AddDays(-26);
        var open = await db.ReviewItems.AsNoTracking().Where(i => i.Demo && i.DoneAt == null && i.Purpose == ItemPurpose.Work && i.Queue == Queue && i.OpenedAt >= from).OrderBy(i => i.OpenedAt).ThenBy(i => i.Id).ToListAsync(cancellationToken);
        return [.. open.Where(i => i.Opinions > 1).Take(Sets).Concat(open.Where(i => i.Opinions == 1).Take(Singles)).OrderBy(i => i.OpenedAt).ThenBy(i => i.Id)];
    }

    private static async Task<List<ReviewItem>> CopiesAsync(IDbContextFactory<ConsoleDbContext> contexts, long first, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewItems.AsNoTracking().Where(i => i.FirstId == first && i.DoneAt == null).OrderBy(i => i.Id).ToListAsync(cancellationToken);
    }

    private static async Task<long?> ReviewAsync(
        IServiceProvider services, ReviewQueue queue, ReviewDesk desk, ReviewItem item, Reviewer reviewer, Dice dice, Hand clock, CancellationToken cancellationToken)
    {
        if ((await queue.ClaimAsync(item.Id, reviewer.Id, cancellationToken)).Lease is not { } lease) { return null; }
        return await SubmitAsync(services, queue, desk, lease, reviewer, dice, clock, cancellationToken);
    }

    private static async Task<long?> SubmitAsync(IServiceProvider services, ReviewQueue queue, ReviewDesk desk, Lease lease, Reviewer reviewer, Dice dice, Hand clock, CancellationToken cancellationToken)
    {
        var folded = await services.GetRequiredService<CaseReader>().ReadAsync(lease.CaseId, cancellationToken);
        var control = dice.Chance(0.2);
        var prefill = new ReviewPrefill(folded, control);
        // Who judges without prefill comes to much the same, and not always.
        var form = (control ? new ReviewPrefill(folded).Form() : prefill.Form()) with { Control = control, Seconds = dice.Between(60, 330) };
        if (dice.Chance(control ? 0.25 : 0.1)) { form.FinalAction = "escalate_to_specialist"; form.Rationale = "The clause leaves room here; a specialist should decide."; }
        // Half of the log's entries lack a part of the triad; adding it is what reviewers are for.
        form.Verdict = Verdict.Corrected;
        form.OriginalAction ??= ReviewPrefill.Reply;
        var refund = folded?.Facts.Intent == Intents.Refund.Intent.Name;
        form.FinalAction ??= refund ? "refund_order" : "escalate_to_specialist";
        form.Rationale ??= refund ? "The window counts from the last parcel, and was still open." : "What the colleague did is what the clause provides for.";
        if (form.Clause is null) { form.DataPoint ??= refund ? "delivered in two parcels; the last one came within 30 days" : "the order's state at that moment, as the trace shows it"; }
        form.Fault = FaultAuthor.Agent;
        form.RootCause = dice.Chance(0.8) ? "instruction-non-compliance" : "tool-output-misinterpretation";
        form.Impact = dice.Chance(0.6) ? Severity.Medium : Severity.High;
        (form.Prefilled, form.Accepted) = ([.. prefill.Correction()], [.. prefill.Kept(form)]);
        clock.Now += TimeSpan.FromSeconds(form.Seconds!.Value);
        var result = await desk.SubmitAsync(lease.ItemId, reviewer, lease.Token, form, cancellationToken);
        if (result.Outcome == SubmitOutcome.Accepted) { return result.ReviewId; }
        await queue.ReturnAsync(lease.ItemId, reviewer.Id, lease.Token, cancellationToken);
        return null;
    }

    private static async Task TestAsync(
        IServiceProvider services, ReviewQueue queue, ReviewDesk desk, List<long> decided, Dice dice, Hand clock, DateTime now, CancellationToken cancellationToken)
    {
        const int tries = 60;
        var (known, queues) = (services.GetRequiredService<KnownAnswers>(), services.GetRequiredService<ReviewQueues>());
        foreach (var review in decided.Take(Known)) { await known.MakeAsync(review, [], "lead@demo", cancellationToken); }
        await queues.SaveAsync(Settings(0.5), "lead@demo", cancellationToken);
        clock.Now = now.AddDays(-1);
        foreach (var reviewer in People)
        {
            for (var asked = 0; asked < tries; asked++)
            {
                if ((await queue.NextAsync(reviewer.Id, Queue, cancellationToken)).Lease is not { } lease) { break; }
                await using var db = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync(cancellationToken);
                if (await db.ReviewItems.AnyAsync(i => i.Id == lease.ItemId && i.ForUser != null, cancellationToken)) { await SubmitAsync(services, queue, desk, lease, reviewer, dice, clock, cancellationToken); }
                else { await queue.ReturnAsync(lease.ItemId, reviewer.Id, lease.Token, cancellationToken); }
            }
        }

        await queues.SaveAsync(Settings(0.1), "lead@demo", cancellationToken);
    }

    /// <summary>A clock that is set by hand: what was done last week is dated last week.</summary>
    private sealed class Hand : TimeProvider
    {
        public DateTime Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
