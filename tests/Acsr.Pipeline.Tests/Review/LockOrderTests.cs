using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

/// <summary>Whoever writes down what was done and changes an item takes the log before the item, so that no two wait for each other. SQLite has one writer anyway.</summary>
public sealed class LockOrderTests : ReviewFixture<PostgresStore>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_review_or_an_escalation_waits_for_the_log_without_holding_the_item(bool submits)
    {
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");
        // Somebody else who, like an undo or a correction of a whole group, has the log and then takes the item.
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await AuditLog.LockAsync(db, default);

        var work = Task.Run(() => submits ? SubmittedAsync(lease) : HandedOnAsync(lease));
        await WaitingAsync(work);
        await db.ReviewItems.Where(i => i.Id == lease.ItemId).ExecuteUpdateAsync(row => row.SetProperty(i => i.Priority, 0.6));
        await transaction.CommitAsync();

        Assert.True(await work);
    }

    private async Task<bool> SubmittedAsync(Lease lease) => (await SubmitAsync(lease, "ann")).Outcome == SubmitOutcome.Accepted;

    private async Task<bool> HandedOnAsync(Lease lease) =>
        await Store.Services.GetRequiredService<ReviewEscalations>().EscalateAsync(lease, new("ann", "ann"), null, "Please decide.", default) == HandOnOutcome.HandedOn;

    // Until the other one waits for a lock; a test that never sees it wait would prove nothing.
    private async Task WaitingAsync(Task work)
    {
        for (var tries = 0; tries < 600 && !work.IsCompleted; tries++)
        {
            if (await Store.WithAsync(db => db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").SingleAsync()) > 0) { return; }
            await Task.Delay(50);
        }

        Assert.Fail("It did not wait for the log.");
    }
}
