using Acsr.Components;
using Acsr.Store;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Cases;

public sealed class CaseLiveTests : PageTest
{
    private readonly FlakyContexts _contexts = new();

    protected override void AddStage(IServiceCollection services)
    {
        _contexts.Inner = Store.Contexts;
        services.AddSingleton<IDbContextFactory<ConsoleDbContext>>(_contexts).AddSingleton(TimeProvider.System);
    }

    [Fact]
    public async Task News_is_told_and_what_is_shown_already_is_not()
    {
        await Store.AddAsync(new Case { Id = "c1", Sequence = 7 });
        var told = 0;
        var page = Live(sequence: 7, () => Interlocked.Increment(ref told));
        await UntilAsync(() => _contexts.Asked > 2);
        Assert.Equal(0, told);
        Assert.Contains("Live", page.Markup, StringComparison.Ordinal);

        await Store.WithAsync(db => db.Cases.ExecuteUpdateAsync(c => c.SetProperty(x => x.Sequence, 8)));

        await UntilAsync(() => Volatile.Read(ref told) > 0);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_said_and_what_is_shown_is_live_again_when_it_does()
    {
        await Store.AddAsync(new Case { Id = "c1", Sequence = 7 });
        var page = Live(sequence: 7, () => { });
        _contexts.Broken = true;
        page.WaitForAssertion(() => Assert.Contains("Not up to date since", page.Markup, StringComparison.Ordinal));

        _contexts.Broken = false;

        page.WaitForAssertion(() => Assert.DoesNotContain("Not up to date", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task News_that_cannot_be_read_leaves_what_is_shown_and_says_so()
    {
        await Store.AddAsync(new Case { Id = "c1", Sequence = 8 });

        var page = Live(sequence: 7, () => throw new InvalidOperationException("the segment is gone"));

        page.WaitForAssertion(() => Assert.Contains("Not up to date since", page.Markup, StringComparison.Ordinal));
    }

    // What is waited for draws nothing, so that the page cannot be asked.
    private static async Task UntilAsync(Func<bool> so)
    {
        for (var n = 0; n < 1_500 && !so(); n++) { await Task.Delay(20); }
        Assert.True(so());
    }

    private IRenderedComponent<CaseLive> Live(long sequence, Action onNews) => Render<CaseLive>(p => p.Add(c => c.CaseId, "c1").Add(c => c.Sequence, sequence).Add(c => c.Open, true)
        .Add(c => c.Interval, TimeSpan.FromMilliseconds(20)).Add(c => c.OnNews, EventCallback.Factory.Create(this, onNews)));

    private sealed class FlakyContexts : IDbContextFactory<ConsoleDbContext>
    {
        private int _asked;

        public IDbContextFactory<ConsoleDbContext> Inner { get; set; } = null!;

        public volatile bool Broken;

        public int Asked => _asked;

        public ConsoleDbContext CreateDbContext()
        {
            Interlocked.Increment(ref _asked);
            return Broken ? throw new InvalidOperationException("the store is away") : Inner.CreateDbContext();
        }
    }
}
