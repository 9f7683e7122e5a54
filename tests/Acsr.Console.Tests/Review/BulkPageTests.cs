using Acsr.Components;
using Acsr.Signals;
using Acsr.Store;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

/// <summary>One correction for a group, as its reviewer meets it.</summary>
public sealed class BulkPageTests : ReviewPagesFixture
{
    private async Task<IRenderedComponent<BulkPage>> OpenAsync(string group)
    {
        await using (var db = await Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync())
        {
            db.DeadEndFindings.Add(new DeadEndFinding { CaseId = "c-1", Group = "g-1", At = Clock.Now, Day = 1, Severity = Cases.Severity.High, Hits = 1 });
            await db.SaveChangesAsync();
        }

        SignIn("rev");
        return Render<BulkPage>(p => p.Add(x => x.Group, group));
    }

    [Fact]
    public async Task Nothing_is_written_before_the_sample_was_opened_and_confirmed()
    {
        var page = await OpenAsync("g-1");
        page.WaitForElement(".bulk-sample");
        page.On(() => page.Find("#review-final-action"), e => e.Input("deny_refund"));
        page.On(() => page.Find("#review-rationale"), e => e.Input("The ticket was used."));
        page.On(() => page.Find("#review-data-point"), e => e.Input("flown = true"));

        page.On(() => page.Find(".review-buttons button"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("Open and confirm the sample first", page.Find(".review-problem").TextContent));

        page.On(() => page.Find(".bulk-sample"), e => e.TriggerEvent("ontoggle", new EventArgs()));
        page.WaitForElement(".bulk-sample button");
        page.On(() => page.FindAll(".bulk-sample button").Single(b => b.TextContent == "The correction fits"), e => e.Click());
        page.On(() => page.Find(".review-buttons button"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("1 review written", page.Markup));
        var review = await Services.GetRequiredService<ReviewLists>().ReviewOfAsync(1, default);
        Assert.Equal(("refund_order", "deny_refund", true), (review!.OriginalAction, review.FinalAction, review.IsTriadComplete));
        Assert.NotNull(review.Batch);
    }

    [Fact]
    public async Task A_group_without_cases_says_so()
    {
        var page = await OpenAsync("nobody-knows-it");

        page.WaitForAssertion(() => Assert.Contains("No case of this group is known", page.Markup));
    }
}
