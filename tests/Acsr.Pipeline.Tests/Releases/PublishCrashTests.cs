using System.Data.Common;
using System.Diagnostics;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Releases.Deliveries;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Releases;

public sealed class PublishCrashOnSqlite : PublishCrashTests<SqliteStore>;

public sealed class PublishCrashOnPostgres : PublishCrashTests<PostgresStore>;

/// <summary>The console stops dead at every single command of freezing, approving and withdrawing: nothing is half there, and asked again it is there once.</summary>
public abstract class PublishCrashTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("acsr-crash-").FullName;

    public async ValueTask InitializeAsync()
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult<FoldedCase?>(Given.Case(id, [Given.Said("c", Role.Customer, $"I write about {id}"), .. Given.RefundSteps]));
        await _store.OpenAsync(services => services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Delivery:AllowedFolders:0", _folder)]).Build()).AddSingleton(cases).AddDelivery().AddReleases());
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private ReleaseDesk Desk => _store.Services.GetRequiredService<ReleaseDesk>();

    [Fact]
    public async Task Nothing_is_half_published_wherever_it_stops()
    {
        Assert.Null(await _store.Services.GetRequiredService<DestinationDesk>().AddAsync(new("disk", DestinationKind.Folder, _folder), "ada", default));
        await _store.AddAsync(Given.Review(1), Given.Review(2, "c2"));

        var made = await UntilItHoldsAsync(() => Desk.CreateAsync("refunds", [1, 2], "Kim"));
        var id = Assert.IsType<CreateOutcome.Created>(made).Id;
        await UntilItHoldsAsync(() => Desk.ApproveAsync(id, "ken", "Ken"));
        await UntilItHoldsAsync(() => _store.Services.GetRequiredService<ReleaseWithdrawal>().WithdrawAsync(new(RowOrigin.Review, "1"), new("It was wrong.", "Kim", WithdrawalGround.Withdrawn), default));

        Assert.Equal([("1.0.0", false, 2), ("2.0.0", true, 1)], (await Desk.ListAsync()).OrderBy(r => r.Id).Select(r => (r.Version, r.IsPublished, r.Rows)));
        Assert.Equal([DeliveryTask.Publish, DeliveryTask.Publish, DeliveryTask.Withdraw], await _store.WithAsync(db => db.ReleaseDeliveries.OrderBy(d => d.Task).Select(d => d.Task).ToListAsync()));
    }

    /// <summary>Stops the work at its first command, then at its second, and so on, until it is through; after each stop everything that is there is whole.</summary>
    private async Task<T> UntilItHoldsAsync<T>(Func<Task<T>> work)
    {
        for (var at = 1; ; at++)
        {
            try
            {
                using var stop = Stopper.At(at);
                return await work();
            }
            catch (Exception error) when (error.GetBaseException() is Stopped)
            {
                await WholeAsync();
            }
        }
    }

    private Task<bool> WholeAsync() => _store.WithAsync(async db =>
    {
        foreach (var release in await db.Releases.AsNoTracking().Include(r => r.Rows).Include(r => r.Files).Include(r => r.Approvals).ToListAsync())
        {
            Assert.NotEmpty(release.Rows);
            foreach (var file in release.Files) { Assert.Equal(file.Length, await db.ReleaseFileParts.Where(p => p.FileSha256 == file.Sha256).SumAsync(p => (long)p.Content.Length)); }
            Assert.Equal(release.Signature is not null, await db.Releases.Approved().AnyAsync(r => r.Id == release.Id));
            Assert.Equal(release.Signature is not null, await db.ReleaseDeliveries.AnyAsync(d => d.ReleaseId == release.Id && d.Task == DeliveryTask.Publish));
            Assert.Equal(release.WithdrawnAt is not null, await db.ReleaseRows.AnyAsync(r => r.ReleaseId == release.Id && r.WithdrawnAt != null));
        }

        return true;
    });

    private sealed class Stopped() : Exception("The console stops here.");

    /// <summary>Listens to every command that is about to be sent, and throws at one of them.</summary>
    private sealed class Stopper : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly AsyncLocal<bool> _mine = new() { Value = true };
        private readonly List<IDisposable> _subscriptions = [];
        private int _left;

        public static Stopper At(int command)
        {
            var stopper = new Stopper { _left = command };
            stopper._subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(stopper));
            return stopper;
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name) { _subscriptions.Add(value.Subscribe(this)); }
        }

        // Other tests run beside this one and must not be stopped.
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (_mine.Value && value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: DbCommand } && Interlocked.Decrement(ref _left) == 0) { throw new Stopped(); }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => _subscriptions.ForEach(s => s.Dispose());
    }
}
