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

    [Fact]
    public async Task A_return_shows_what_is_not_known_until_somebody_assumes_it()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanSetTargets);
        await Store.AddAsync([.. Enumerable.Range(0, 10).Select(i => new Case { Id = $"a{i}", Source = "agent", At = DateTime.UtcNow.Date.AddDays(-2), Intent = "refund", Handler = Handler.Agent, Solved = true, CostUsd = .1, Sequence = i + 1 })]);
        var page = Render<ReturnPage>();
        page.WaitForAssertion(() => Assert.Contains("what a person&#x27;s minute costs", page.Markup.Replace("'", "&#x27;", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Contains("–", page.Find("tbody tr td:nth-child(3)").TextContent, StringComparison.Ordinal);

        page.WaitForElement(".return-form input");
        foreach (var (i, text) in new[] { (0, "5"), (1, "10"), (2, "1"), (3, "1") }) { page.On(() => page.FindAll(".return-form input")[i], e => e.Change(text)); }
        page.On(() => page.Find(".return-form"), e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("It paid: $49.00 to $99.00", page.Markup, StringComparison.Ordinal));
        Assert.Equal("lea", Assert.Single(await Services.GetRequiredService<ReturnDesk>().AssumptionsAsync(default)).By);
    }

    [Fact]
    public async Task An_experiment_is_defined_started_and_stopped_with_a_reason()
    {
        SignInLead();
        var form = Render<NewExperimentPage>();
        form.On(() => form.Find("form"), e => e.Submit());
        form.WaitForAssertion(() => Assert.Contains("The name may have letters", form.Markup, StringComparison.Ordinal));
        form.On(() => form.FindAll("form input")[0], e => e.Change("tone"));
        form.On(() => form.Find("form"), e => e.Submit());
        form.WaitForAssertion(() => Assert.EndsWith("/effects/experiments/1", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal));

        var dialogs = Render<MudDialogProvider>();
        var page = Render<ExperimentPage>(p => p.Add(e => e.Id, 1));
        page.WaitForAssertion(() => Assert.Contains("Not started", page.Markup, StringComparison.Ordinal));
        ClickAndConfirm(dialogs, () => page.FindAll("button").Single(b => b.TextContent.Trim() == "Start"));
        page.WaitForElement("form[aria-label=Stop]");
        page.On(() => page.Find("form[aria-label=Stop]"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("Say why it is stopped", page.Markup, StringComparison.Ordinal));
        page.On(() => page.Find("form[aria-label=Stop] input"), e => e.Change("enough"));
        page.On(() => page.Find("form[aria-label=Stop]"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("Ended without a winner", page.Markup, StringComparison.Ordinal));
        Assert.Equal("lea", (await Services.GetRequiredService<ExperimentDesk>().ListAsync(default))[0].StoppedBy);
    }

    [Fact]
    public async Task A_threshold_reaches_the_agent_signed_and_only_once_somebody_switched_it_on()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanSetTargets);
        var desk = Services.GetRequiredService<ThresholdDesk>();
        Assert.Contains("\"thresholds\":[]", (await desk.SignedAsync(default)).Body, StringComparison.Ordinal);
        var dialogs = Render<MudDialogProvider>();
        var part = Render<ThresholdSwitch>(p => p.Add(t => t.Intent, "refund").Add(t => t.MostWrong, .02).Add(t => t.Point, new Acsr.Statistics.ThresholdPoint(.83, .61, .01, .019, 400)));
        part.WaitForElement("button");
        ClickAndConfirm(dialogs, () => part.Find("button"));
        part.WaitForAssertion(() => Assert.Contains("The agent is told: 0.83", part.Markup, StringComparison.Ordinal));

        var signed = await desk.SignedAsync(default);
        Assert.Contains("\"intent\":\"refund\",\"confidence\":0.83", signed.Body, StringComparison.Ordinal);
        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(signed.PublicKey), out _);
        bool Holds(string body) => key.VerifyData(System.Text.Encoding.UTF8.GetBytes(body), Convert.FromBase64String(signed.Signature), System.Security.Cryptography.HashAlgorithmName.SHA256);
        Assert.True(Holds(signed.Body));
        Assert.False(Holds(signed.Body.Replace("0.83", "0.10", StringComparison.Ordinal)));
        await desk.SwitchOffAsync("refund", "lea", default);
        Assert.Empty(await desk.ListAsync(default));
    }

    [Fact]
    public void Without_shadow_or_history_the_pages_say_what_to_send()
    {
        SignInLead();
        var (shadow, before) = (Render<ShadowPage>(), Render<BaselinePage>());
        shadow.WaitForAssertion(() => Assert.Contains("shadow.proposal", shadow.Markup, StringComparison.Ordinal));
        before.WaitForAssertion(() => Assert.Contains("Settings › History", before.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Today_stands_beside_the_history_and_what_the_history_cannot_say_is_said()
    {
        SignInLead();
        Case Of(int i, bool baseline, bool solved) => new() { Id = $"{baseline}{i}", Source = "x", At = DateTime.UtcNow.Date.AddDays(baseline ? -400 : -2), Intent = "refund", Channel = "chat", Baseline = baseline, Handler = baseline ? Handler.Human : Handler.Agent, Solved = solved, Sequence = i + (baseline ? 100 : 1) };
        await Store.AddAsync([.. Enumerable.Range(0, 60).Select(i => Of(i, true, i % 2 == 0)), .. Enumerable.Range(0, 60).Select(i => Of(i, false, i % 4 != 0))]);
        var page = Render<BaselinePage>();

        page.WaitForAssertion(() => Assert.Contains("+25 points", page.FindAll("tbody tr").Single(r => r.TextContent.Contains("Task success rate", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal));
        Assert.Contains("What the history cannot say", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Customer satisfaction", page.FindAll("details")[0].TextContent, StringComparison.Ordinal);
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
