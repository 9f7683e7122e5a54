using Acsr.Access;
using Acsr.Components;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Store;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Operations;

public sealed class SystemPageTests : PageTest
{
    protected override void AddStage(IServiceCollection services) => services.AddSingleton(new StoreOptions()).AddKpis().AddOperations();

    [Fact]
    public void An_empty_store_is_told_as_no_data()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);

        var page = Render<SystemPage>();

        page.WaitForAssertion(() => Assert.Contains("Nothing came in yet", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".system-steps .acsr-empty").Count));
        page.WaitForAssertion(() => Assert.All(page.FindAll(".signal-figures dd"), figure => Assert.StartsWith("No data", figure.TextContent.Trim(), StringComparison.Ordinal)));
        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll(".system-work tbody tr").Count));
        Assert.DoesNotContain("behind", page.Find(".system-work").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_waits_too_long_is_marked_with_what_failed()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await Store.AddAsync(new CaseWork { CaseId = "a", DueAt = DateTime.UtcNow.AddMinutes(-5), Attempts = 4, LastError = "the span is broken" });

        var page = Render<SystemPage>();

        page.WaitForAssertion(() => Assert.Contains("behind", page.FindAll(".system-work tbody tr")[1].TextContent, StringComparison.Ordinal));
        Assert.Contains("the span is broken", page.Find(".system-work").TextContent, StringComparison.Ordinal);
    }
}
