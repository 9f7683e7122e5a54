using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Delivery;
using Acsr.Kpis;
using Acsr.Store;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Improvement;

public sealed class AlertPagesTests : PageTest
{
    protected override void AddStage(IServiceCollection services)
    {
        Func<string, CancellationToken, Task<FoldedCase?>> read = (_, _) => Task.FromResult<FoldedCase?>(null);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(read).AddKpis().AddDelivery().AddImprovement();
    }

    [Fact]
    public async Task An_alert_is_previewed_before_it_can_be_saved_and_any_change_asks_for_another_look()
    {
        SignInLead();
        await CasesAsync(60);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/alerts/new?kpi=csat_mean");
        var page = Render<NewAlertPage>();
        page.WaitForElement(".alert-form select");
        Assert.True(Button(page, "Save alert").HasAttribute("disabled"));

        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("Give it a name", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.On(() => Field(page, "Name"), e => e.Change("CSAT is low"));
        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("Write what the figure is held against", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.On(() => Field(page, "Level"), e => e.Change("80"));
        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("would have fired once", page.Find(".matrix-preview").TextContent, StringComparison.Ordinal));
        page.On(() => Field(page, "Days looked at"), e => e.Change("14"));
        page.WaitForAssertion(() => Assert.True(Button(page, "Save alert").HasAttribute("disabled")));
        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.False(Button(page, "Save alert").HasAttribute("disabled")));
        page.On(() => Button(page, "Save alert"), e => e.Click());

        page.WaitForAssertion(() => Assert.EndsWith("/alerts/1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var saved = await Store.WithAsync(db => db.AlertRules.SingleAsync());
        Assert.Equal(("CSAT is low", 0.8, 14, false, "lea"), (saved.Name, saved.Threshold, saved.WindowDays, saved.Above, saved.ChangedBy));
    }

    [Fact]
    public async Task An_alert_shows_how_it_stands_and_why_and_only_a_lead_changes_it()
    {
        SignInLead();
        await CasesAsync(60);
        var id = await Services.GetRequiredService<AlertDesk>().SaveAsync(new AlertRule { Name = "CSAT is low", Kpi = "csat_mean", Threshold = 0.8, ChangedBy = "" }, "lea", default);
        await Services.GetRequiredService<AlertWorker>().EvaluateAsync(default);

        var list = Render<AlertsPage>();
        list.WaitForAssertion(() => Assert.Contains("firing", list.Find(".alert-list .is-firing").TextContent, StringComparison.Ordinal));
        var page = Render<AlertPage>(p => p.Add(a => a.Id, id));
        page.WaitForAssertion(() => Assert.Contains("20 %", page.Find(".action-why").TextContent, StringComparison.Ordinal));
        page.On(() => Button(page, "Snooze 1 day"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("snoozed until", page.Markup, StringComparison.Ordinal));
        Assert.Equal(3, page.FindAll(".action-notes li").Count);

        SignIn("rita", AccessPolicies.CanSeeKpis);
        var reading = Render<AlertPage>(p => p.Add(a => a.Id, id));
        reading.WaitForElement(".action-why");
        Assert.Empty(reading.FindAll("button"));
    }

    [Fact]
    public async Task A_target_of_any_figure_is_set_and_shown_beside_where_it_stands()
    {
        SignInLead();
        await CasesAsync(60);
        var page = Render<TargetsPage>();
        page.WaitForElement(".matrix-form select");

        page.On(() => page.FindAll(".matrix-form select")[0], e => e.Change("csat_mean"));
        page.On(() => page.Find(".matrix-form input"), e => e.Change("140"));
        page.On(() => page.Find(".matrix-form"), e => e.Submit());
        Assert.Contains("0 to 100", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.On(() => page.Find(".matrix-form input"), e => e.Change("75"));
        page.On(() => page.Find(".matrix-form"), e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("≥ 75 %", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Contains("missed", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    private void SignInLead() => SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanSeeReviews, AccessPolicies.CanSetTargets);

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text) where T : IComponent => page.FindAll("button").Single(b => b.TextContent.Trim() == text);

    private static AngleSharp.Dom.IElement Field<T>(IRenderedComponent<T> page, string label) where T : IComponent =>
        page.FindAll(".alert-form label").Single(l => l.TextContent.Trim().StartsWith(label, StringComparison.Ordinal)).QuerySelector("input")!;

    private async Task CasesAsync(int count)
    {
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var sequence = await db.ReserveSequenceAsync(count, default);
        for (var n = 0; n < count; n++)
        {
            var at = DateTime.UtcNow.AddHours(-2 - n);
            db.Cases.Add(new Case { Id = $"c{n}", At = at, OpenedAt = at, ClosedAt = at, Handler = Handler.Agent, Solved = true, Csat = 0.2, Sequence = sequence + n });
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
