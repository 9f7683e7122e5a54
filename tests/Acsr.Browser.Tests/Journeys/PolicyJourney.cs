using Acsr.Access;
using Acsr.Commands.Demo;
using Acsr.Pages;
using Acsr.Review;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A knowledge engineer changes the demo shop's policy and looks after what was judged by the old one.</summary>
public sealed class PolicyJourney(MixedDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<MixedDesk>
{
    private static readonly string Citation = DemoPolicy.Cite("returns-1");

    [Fact]
    public async Task A_knowledge_engineer_imports_a_version_and_sends_the_reviews_that_it_overtook_back_to_the_queue()
    {
        var reviewed = await ReviewAsync("ruth", 2);
        var page = await SignInAsync("kai", Roles.KnowledgeEngineer);
        var policy = new PolicyScreen(page);

        await policy.PreviewAsync(DemoPolicy.Id, DemoPolicy.Next);
        await Assertions.Expect(policy.Status("1 added, 4 changed, 1 removed")).ToBeVisibleAsync();
        await Assertions.Expect(policy.Removed.GetByText("30")).ToBeVisibleAsync();
        await Assertions.Expect(policy.Added.GetByText("45")).ToBeVisibleAsync();
        await Assertions.Expect(policy.Status("2 reviews (2 ready to train)")).ToBeVisibleAsync();
        await policy.ImportAsync();

        await policy.OpenBlastRadiusAsync();
        Assert.Empty(await Look.FaultsAsync(page));
        await Assertions.Expect(policy.Reviews).ToContainTextAsync("2 reviews cite old words: 2 standing");
        await policy.RetireAsync(reviewed[0]);
        await policy.Review(reviewed[0]).GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Assertions.Expect(policy.Review(reviewed[0]).GetByText("standing", new() { Exact = true })).ToBeVisibleAsync();
        await policy.Reviews.GetByRole(AriaRole.Button, new() { Name = "All", Exact = true }).ClickAsync();
        await policy.SendBackAsync();
        await Assertions.Expect(policy.Button("Send back to the queue")).ToBeDisabledAsync();

        await Screen.OpenAsync(page, "/review?reason=ClauseChanged");
        foreach (var title in reviewed) { await Assertions.Expect(policy.Link(title)).ToBeVisibleAsync(); }
        await policy.Link(reviewed[0]).ClickAsync();
        await Screen.ReadyAsync(page);
        await Assertions.Expect(policy.Region("Why it is here")).ToContainTextAsync("The clause returns-1 of harbour-finch changed in version 2.");
    }

    [Fact]
    public async Task A_citation_leads_to_its_very_words_and_from_there_to_any_day()
    {
        var page = await SignInAsync("lea", Roles.Lead);
        await Screen.OpenAsync(page, "/policies/shop/clauses/parcels-1?version=1");
        var clause = new PolicyScreen(page);
        await Assertions.Expect(clause.Region("Words of version 1")).ToContainTextAsync("a week late counts as lost");
        Assert.Empty(await Look.FaultsAsync(page));

        await page.GetByLabel("As it was on").FillAsync("2020-01-01");
        await Assertions.Expect(page.GetByText("The clause was not in force on 1 Jan 2020")).ToBeVisibleAsync();
    }

    /// <summary>Corrects open items of the demo shop by its first clause, and returns the titles of their cases.</summary>
    private async Task<IReadOnlyList<string>> ReviewAsync(string reviewer, int count)
    {
        await Desk.AddAsync(reviewer, Roles.Reviewer);
        var person = (await Desk.Get<Users>().ListAsync(default)).Single(p => p.Name == reviewer);
        var open = await Desk.Get<ReviewLists>().ListAsync(ReviewFilter.Open, person.Id, ReviewReason.Override, 200, null, default);
        var rows = open.Where(row => !row.CaseId.StartsWith(ShopCases.Prefix, StringComparison.Ordinal) && row.Title is { Length: > 0 }).DistinctBy(row => row.Title).Take(count).ToList();
        foreach (var row in rows)
        {
            var session = (await Desk.Get<ReviewSessions>().OpenAsync(row.Id, new Reviewer(person.Id, person.Name), claim: true, default))!;
            (session.Form.Verdict, session.Form.OriginalAction) = (Verdict.Corrected, "refuse_return");
            (session.Form.FinalAction, session.Form.FinalArguments) = ("accept_return", "{}");
            (session.Form.Rationale, session.Form.Clause) = ("It came back within 30 days.", Citation);
            session.Touch();
            Assert.Equal(SubmitOutcome.Accepted, (await session.SubmitAsync(default)).Outcome);
        }

        return rows.ConvertAll(row => row.Title!);
    }
}
