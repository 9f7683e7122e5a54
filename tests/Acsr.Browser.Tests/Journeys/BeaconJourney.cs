using Acsr.Access;
using Acsr.Cases;
using Acsr.Screens;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A customer reads an answer on a shop's page, served from another origin, and a lead sees what became of it.</summary>
public sealed class BeaconJourney(BeaconDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<BeaconDesk>, IAsyncLifetime
{
    private WebApplication _shop = null!;
    private string _page = "";

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _shop = builder.Build();
        _shop.MapGet("/", () => Results.Text(_page, "text/html"));
        _shop.MapGet("/away", () => Results.Text("<title>Elsewhere</title>", "text/html"));
        _shop.MapGet("/favicon.ico", () => Results.NoContent());
        await _shop.StartAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _shop.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task What_a_customer_does_on_a_page_of_another_origin_stands_with_the_case()
    {
        await ServeAsync("web-1", _shop.Urls.Single());
        var customer = await VisitAsync();
        await customer.GotoAsync(_shop.Urls.Single());
        await customer.GetByRole(AriaRole.Button, new() { Name = "This helped", Exact = true }).ClickAsync();
        await customer.GetByRole(AriaRole.Button, new() { Name = "Begin a return" }).ClickAsync();
        await customer.GetByRole(AriaRole.Button, new() { Name = "Print the label" }).ClickAsync();
        await customer.GotoAsync(_shop.Urls.Single() + "/away");

        await UntilAsync("web-1", signals => signals.Any(s => s is { Kind: SignalKind.Engagement, Name: "read" }) && signals.Any(s => s is { Kind: SignalKind.Thumb, Value: 1 })
            && signals.Any(s => s is { Kind: SignalKind.FlowCompletion, Value: 1 }));
        Assert.Empty(await customer.Context.CookiesAsync());
        Assert.Equal(0, await customer.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));

        var lead = await SignInAsync("lena", Roles.Lead);
        await Screen.OpenAsync(lead, "/cases/web-1");
        await Assertions.Expect(new CaseScreen(lead).Signals.Filter(new() { HasText = "Answer read" })).ToContainTextAsync("In view for");
        await Assertions.Expect(new CaseScreen(lead).Signals.Filter(new() { HasText = "Guided flow" })).ToContainTextAsync("Finished, return");
    }

    [Fact]
    public async Task An_answer_that_is_closed_at_once_counts_as_irrelevant()
    {
        await ServeAsync("web-2", _shop.Urls.Single());
        var customer = await VisitAsync();
        await customer.GotoAsync(_shop.Urls.Single());
        // As a customer who sees at a glance that it is not what was asked.
        await customer.EvaluateAsync("document.querySelector('[data-acsr-dismiss]').click()");

        await UntilAsync("web-2", signals => signals.Any(s => s is { Kind: SignalKind.Engagement, Name: "rapid dismissal" }));
    }

    [Fact]
    public async Task A_page_of_an_origin_that_the_key_does_not_name_tells_nothing()
    {
        await ServeAsync("web-3", "https://shop.example.com");
        var customer = await VisitAsync();
        await customer.GotoAsync(_shop.Urls.Single());
        var told = customer.WaitForResponseAsync(response => response.Url.Contains("/api/v1/beacon", StringComparison.Ordinal));
        var answer = await customer.EvaluateAsync<int>("fetch(document.querySelector('script[data-key]').src.replace('beacon.js', 'api/v1/beacon?key=') + document.querySelector('script[data-key]').dataset.key, { method: 'POST', mode: 'no-cors', body: '[]' }).then(r => r.status)");

        Assert.Equal((0, 403), (answer, (await told).Status));
        Assert.Empty(await SignalsAsync("web-3"));
        // What the browser says of the refusal is what was to be seen.
        Forgive("403");
    }

    /// <summary>The sample page, as somebody would fill it in.</summary>
    private async Task ServeAsync(string caseId, string origin)
    {
        var (_, key) = await Desk.Get<ApiKeys>().CreateAsync("shop", KeyScope.Browser, [origin], "test", demo: false, default);
        _page = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "browser-sample.html"))).Replace("CONSOLE", Desk.Address, StringComparison.Ordinal).Replace("KEY", key, StringComparison.Ordinal).Replace("CASE", caseId, StringComparison.Ordinal);
    }

    private async Task UntilAsync(string caseId, Func<List<Signal>, bool> there)
    {
        List<Signal> signals = [];
        for (var n = 0; n < 150; n++)
        {
            signals = await SignalsAsync(caseId);
            if (there(signals)) { return; }
            await Task.Delay(200);
        }

        Assert.Fail($"It never came: {string.Join("; ", signals.Select(s => $"{s.Name} {s.Label}"))}");
    }

    private async Task<List<Signal>> SignalsAsync(string caseId)
    {
        await Desk.Get<CaseFolder>().FoldAllAsync(default);
        await using var db = await Desk.Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return await db.Signals.AsNoTracking().Where(s => s.CaseId == caseId).ToListAsync();
    }
}

/// <summary>A desk that calls any dismissal rapid, however slow the machine.</summary>
public sealed class BeaconDesk : Desk
{
    protected override string[] Settings => ["--Cases:RapidDismissalSeconds=3600"];
}
