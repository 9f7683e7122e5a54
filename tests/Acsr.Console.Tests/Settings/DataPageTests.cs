using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Ingest;
using Acsr.Retention;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Settings;

public sealed class DataPageTests : PageTest
{
    protected override void AddStage(IServiceCollection services) => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddIngest().AddRetention().AddSingleton<AuditReader>();

    [Fact]
    public async Task One_button_removes_the_demo_desk_and_nothing_else()
    {
        SignInAdministrator();
        await Store.AddAsync(new Case { Id = "made up", Demo = true }, new Case { Id = "real" }, new User { UserName = "ada" });
        var dialogs = Render<MudDialogProvider>();
        var page = Render<DataPage>();
        page.WaitForElement("button.data-remove");

        ClickAndConfirm(dialogs, () => page.Find("button.data-remove"));

        page.WaitForAssertion(() => Assert.Contains("Removed: 1 cases", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["real"], await Store.WithAsync(db => db.Cases.Select(c => c.Id).ToListAsync()));
        page.WaitForAssertion(() => Assert.Contains("demo.removed", page.Find(".data-audit").TextContent, StringComparison.Ordinal));
        Assert.Contains("chain verified", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_would_lock_everybody_out_is_told_before()
    {
        SignInAdministrator();
        await Store.AddAsync(new Case { Id = "made up", Demo = true }, new User { UserName = "demo", Demo = true });

        var page = Render<DataPage>();

        page.WaitForAssertion(() => Assert.NotNull(page.Find("a[href='/settings/people']")));
    }

    [Fact]
    public async Task A_log_that_was_tampered_with_is_shown_as_broken()
    {
        SignInAdministrator();
        await using (var db = await Store.Contexts.CreateDbContextAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await AuditLog.AppendAsync(db, "ada", "key.created", "a", null, null, DateTime.UtcNow, default);
            await AuditLog.AppendAsync(db, "ada", "key.revoked", "a", null, null, DateTime.UtcNow, default);
            await transaction.CommitAsync();
            await db.AuditEntries.Where(e => e.Action == "key.created").ExecuteUpdateAsync(e => e.SetProperty(x => x.Actor, "somebody else"));
        }

        var page = Render<DataPage>();

        page.WaitForAssertion(() => Assert.Contains("Entry 1 does not follow", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, page.FindAll(".data-audit tbody tr").Count);
    }

    [Fact]
    public async Task The_banner_is_there_with_demo_cases_leads_administrators_to_removal_and_can_be_waved_away()
    {
        SignInAdministrator();
        Assert.Empty(Render<DemoBanner>().Markup);
        await Store.AddAsync(new Case { Id = "made up", Demo = true });

        var banner = Render<DemoBanner>();

        banner.WaitForAssertion(() => Assert.Equal("/settings/data", banner.Find("a").GetAttribute("href")));
        banner.On(() => banner.Find("button"), e => e.Click());
        Assert.Empty(banner.Markup);
        SignIn("lea", AccessPolicies.CanSeeKpis);
        var leads = Render<DemoBanner>();
        leads.WaitForAssertion(() => Assert.Contains("Demo data is shown.", leads.Markup, StringComparison.Ordinal));
        Assert.Empty(leads.FindAll("a"));
    }

    private void SignInAdministrator() => SignIn("ada", AccessPolicies.CanSeeKpis, AccessPolicies.CanAdminister);
}
