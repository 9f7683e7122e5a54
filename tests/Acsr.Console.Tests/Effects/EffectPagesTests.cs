using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Delivery;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Policies;
using Acsr.Signals;
using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Effects;

public sealed class EffectPagesTests : PageTest
{
    private static readonly string[] Intents = ["refund", "invoice"];

    private DeploymentDesk Desk => Services.GetRequiredService<DeploymentDesk>();

    protected override void AddStage(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddIngest().AddCases().AddPolicies().AddSignals().AddKpis().AddDelivery().AddEffects();

    [Fact]
    public void Where_nothing_went_live_the_page_says_what_to_do()
    {
        SignInLead();

        var page = Render<EffectsPage>();

        page.WaitForAssertion(() => Assert.Contains("Nothing is known to have gone live", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_without_intents_is_refused_and_a_whole_one_is_kept_with_its_teller()
    {
        SignInLead();
        var page = Render<EffectsPage>();
        page.WaitForElement(".effect-tell input");

        page.On(() => page.FindAll(".effect-tell input")[0], e => e.Change("v2"));
        page.On(() => page.Find(".effect-tell"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("Name at least one intent", page.Markup, StringComparison.Ordinal));
        page.On(() => page.FindAll(".effect-tell input")[1], e => e.Change("refund, return"));
        page.On(() => page.Find(".effect-tell"), e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("refund, return", page.Find(".effect-list").TextContent, StringComparison.Ordinal));
        Assert.Equal("lea", Assert.Single(await Desk.ListAsync()).By);
    }

    [Fact]
    public async Task What_hurt_is_on_the_banner_until_it_was_taken_back()
    {
        SignInLead();
        var id = await HurtAsync();
        Assert.Contains("v2 hurt refund", Banner(), StringComparison.Ordinal);

        var dialogs = Render<MudDialogProvider>();
        var page = Render<EffectPage>(p => p.Add(e => e.Id, id));
        page.WaitForAssertion(() => Assert.Contains("Take v2 back", page.Markup, StringComparison.Ordinal));
        Assert.Equal(9, page.FindAll(".effect-metrics tbody tr").Count);
        Assert.Contains("refund", page.FindAll("a").Select(a => a.GetAttribute("href") ?? "").First(h => h.StartsWith("/cases", StringComparison.Ordinal)), StringComparison.Ordinal);
        page.On(() => page.FindAll("button").Single(b => b.TextContent.Contains("It was taken back", StringComparison.Ordinal)), e => e.Click());
        dialogs.WaitForElement(".mud-dialog-actions button.mud-button-filled");
        dialogs.On(() => dialogs.Find(".mud-dialog-actions button.mud-button-filled"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("cases from then on count no more", page.Markup, StringComparison.Ordinal));

        Assert.DoesNotContain("hurt", Banner(), StringComparison.Ordinal);
    }

    private string Banner() => Render<HurtBanner>().Markup;

    private void SignInLead() => SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanImprove);

    private async Task<long> HurtAsync()
    {
        var random = new Random(5);
        var today = DateTime.UtcNow.Date;
        var cases = from day in Enumerable.Range(1, 80)
                    from intent in Intents
                    from n in Enumerable.Range(0, 5)
                    let solved = random.NextDouble() < (intent == "refund" && day < 30 ? .2 : .75)
                    select new Case { Id = $"{intent}-{day}-{n}", Source = "agent", At = today.AddDays(-day), Intent = intent, Channel = "chat", Handler = Handler.Agent, Solved = solved };
        await Store.AddAsync([.. cases]);
        var id = await Desk.TellAsync(new DeploymentDraft("v2", today.AddDays(-30), ["refund"]), "lea", default);
        await Services.GetRequiredService<EffectWorker>().ComputeAsync(default);
        return id;
    }
}
