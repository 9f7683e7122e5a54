using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Releases.Preflights;
using Acsr.Review;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Releases;

public sealed class ReleasePagesTests : PageTest
{
    private static readonly Step[] Steps =
    [
        new() { Id = "s1", Kind = StepKind.Message, Role = Role.Customer, Text = "My parcel never came." },
        new() { Id = "s2", Kind = StepKind.Action, Name = "refund", Input = """{"amount":50}""", Output = "refunded" },
    ];

    private ReleaseDesk Desk => Services.GetRequiredService<ReleaseDesk>();

    protected override void AddStage(IServiceCollection services)
    {
        Func<string, CancellationToken, Task<FoldedCase?>> read = (id, _) => Task.FromResult(id == "gone" ? null : new FoldedCase(new Case { Id = id }, [new Step { Id = "s0", Kind = StepKind.Message, Role = Role.Customer, Text = $"I write about {id}." }, .. Steps], [], []));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(read).AddReleases();
    }

    [Fact]
    public async Task Every_complete_review_is_chosen_and_the_rows_are_shown_before_they_can_be_frozen()
    {
        SignInCurator();
        await Store.AddAsync(Review(1, "shop/7"), Review(2), Review(3, "gone"), Review(4, verdict: Verdict.CannotTell));
        var dialogs = Render<MudDialogProvider>();
        var page = Render<NewReleasePage>();
        page.WaitForAssertion(() => Assert.Contains("3 of 3 complete reviews chosen. 1 review left out", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal("/cases/shop/7", page.Find("tbody a").GetAttribute("href"));
        Assert.True(Button(page, "Freeze").HasAttribute("disabled"));

        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("article.release-row").Count));
        Assert.Equal("Review 3 of case gone: The case is not here any more.", page.Find(".release-excluded li").TextContent);
        page.On(() => page.Find(".release-row-head"), e => e.Click());
        Assert.Contains("My parcel never came.", string.Concat(page.FindAll(".release-message.is-user").Select(m => m.TextContent)), StringComparison.Ordinal);
        Assert.Contains("\"amount\": 20", page.Find(".release-message.is-target").TextContent, StringComparison.Ordinal);
        page.On(() => page.Find("input[type=text]"), e => e.Input("refunds-1"));
        ClickAndConfirm(dialogs, () => Button(page, "Freeze"));

        page.WaitForAssertion(() => Assert.EndsWith("/releases/1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal(("refunds-1", 2, "kim"), (await Desk.ListAsync()).Select(r => (r.Name, r.Rows, r.CreatedBy)).Single());
    }

    [Fact]
    public async Task A_preflight_runs_in_the_background_and_what_it_found_is_shown_beside_the_rows_and_on_the_release()
    {
        SignInCurator();
        await Store.AddAsync([.. Enumerable.Range(1, 3).Select(i => Intended(i))]);
        var page = Render<NewReleasePage>();
        page.WaitForElement("tbody input");
        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("Not run: 2 texts to train on", page.Markup, StringComparison.Ordinal));

        page.On(() => Button(page, "Run the preflight"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("Waiting …", page.Markup, StringComparison.Ordinal));
        Assert.True(await Services.GetRequiredService<PreflightWorker>().RunOnceAsync(default));

        page.WaitForAssertion(() => Assert.Contains("Classifier: too few rows. 20 texts of at least two intents", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        page.WaitForAssertion(() => Assert.Contains("Too few rows to train and test a classifier.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        var created = Assert.IsType<CreateOutcome.Created>(await Desk.CreateAsync("refunds-1", [1, 2, 3], "kim"));
        var release = Render<ReleasePage>(p => p.Add(r => r.Id, created.Id));
        release.WaitForAssertion(() => Assert.Contains("before the release was frozen", release.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_of_a_preflight_say_what_is_fixed_broken_and_worse()
    {
        IntentRow[] rows = [.. Enumerable.Range(0, 40).Select(i => new IntentRow($"text {i}", i % 2 == 0 ? "a" : "b"))];
        IntentGuess[] right = [.. rows.Select(r => new IntentGuess(r.Intent, .9))], wrong = [.. rows.Select(_ => new IntentGuess("a", .9))];
        var report = new PreflightReport(IntentComparison.Of(rows, right, wrong, (null, [])) with { TrainedBefore = 30, TrainedAfter = 60 }, null);

        var page = Render<PreflightResult>(p => p.Add(r => r.Report, report));

        Assert.Contains("20 broken", page.Markup, StringComparison.Ordinal);
        Assert.Contains("40 of 40: 100.0 %", page.Markup, StringComparison.Ordinal);
        Assert.Contains("20 of 40: 50.0 %", page.Markup, StringComparison.Ordinal);
        Assert.Contains(", worse", page.Markup, StringComparison.Ordinal);
        Assert.Contains("no held-out row is out of scope", page.Markup, StringComparison.Ordinal);
        Assert.Contains("text 1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_reviews_is_narrowed_and_those_shown_are_chosen()
    {
        SignInCurator();
        var other = Review(2);
        other.FinalIntent = "returns";
        await Store.AddAsync(Review(1), other, Review(3));
        var page = Render<NewReleasePage>();
        page.WaitForElement("tbody input");

        page.On(() => page.FindAll(".kb-filter select")[1], e => e.Change("returns"));
        page.On(() => Button(page, "Only those shown"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("1 of 3 complete reviews chosen", page.Markup, StringComparison.Ordinal));
        Assert.Contains("1 of 3 reviews shown", page.Markup, StringComparison.Ordinal);
        page.On(() => Button(page, "Show all"), e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody input").Count));
    }

    [Fact]
    public async Task The_rows_behind_a_finding_are_shown_in_the_list_where_they_can_be_left_out()
    {
        SignInCurator();
        // Of the same case and with the same words: one teaches what the other does.
        await Store.AddAsync(Review(1), Review(2, "c1"), Review(3));
        var page = Render<NewReleasePage>();
        page.WaitForElement("tbody input");
        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("article.release-row").Count));

        page.On(() => page.Find("button[aria-label='Show in the list above: Duplicates']"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("1 of 3 reviews shown: the rows behind “Duplicates”", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(["Include review 2"], page.FindAll("tbody input").Select(i => i.GetAttribute("aria-label"))));
        page.On(() => Button(page, "All but those shown"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("2 of 3 complete reviews chosen", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_that_nothing_matches_says_so_and_what_is_chosen_stays()
    {
        SignInCurator();
        await Store.AddAsync(Review(1), Review(2));
        var page = Render<NewReleasePage>();
        page.WaitForElement("tbody input");

        page.On(() => page.Find(".kb-filter input[type=search]"), e => e.Change("nowhere"));

        page.WaitForAssertion(() => Assert.Contains("No review matches", page.Markup, StringComparison.Ordinal));
        Assert.Contains("2 of 2 complete reviews chosen", page.Markup, StringComparison.Ordinal);
    }

    private static CaseReview Intended(long id)
    {
        var review = Review(id);
        review.FinalIntent = id % 2 == 0 ? "refund" : "tracking";
        return review;
    }

    [Fact]
    public async Task A_review_that_is_taken_out_makes_a_new_preview_necessary()
    {
        SignInCurator();
        await Store.AddAsync(Review(1), Review(2));
        var page = Render<NewReleasePage>();
        page.WaitForElement("tbody input");
        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("article.release-row").Count));

        page.On(() => page.Find("input[aria-label='Include review 2']"), e => e.Change(false));

        Assert.Empty(page.FindAll("article.release-row"));
        Assert.True(Button(page, "Freeze").HasAttribute("disabled"));
        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.Single(page.FindAll("article.release-row")));
    }

    [Fact]
    public async Task Demo_reviews_are_left_out_beside_real_ones_and_a_used_name_is_told_beside_the_field()
    {
        SignInCurator();
        await Store.AddAsync(Review(1), Review(2), Review(3, demo: true));
        Assert.IsType<CreateOutcome.Created>(await Desk.CreateAsync("refunds-1", [2], "kim"));
        var dialogs = Render<MudDialogProvider>();
        var page = Render<NewReleasePage>();
        page.WaitForAssertion(() => Assert.Contains("1 of 2 complete reviews chosen", page.Markup, StringComparison.Ordinal));
        Assert.Contains("made-up cases would train a real agent", page.Markup, StringComparison.Ordinal);
        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForElement("article.release-row");
        page.On(() => page.Find("input[type=text]"), e => e.Input("Refunds!"));
        page.On(() => Button(page, "Freeze"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("cannot be a release", page.Markup, StringComparison.Ordinal));
        Assert.Empty(dialogs.FindAll(".mud-dialog-actions"));
        page.On(() => page.Find("input[type=text]"), e => e.Input("refunds-1"));

        ClickAndConfirm(dialogs, () => Button(page, "Freeze"));

        page.WaitForAssertion(() => Assert.Contains("There is a release named 'refunds-1' already", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_can_be_downloaded_once_somebody_who_did_not_review_has_approved()
    {
        SignInCurator();
        var dialogs = Render<MudDialogProvider>();
        var id = await CreatedAsync(Review(1, reviewer: "rita"));
        var page = Render<ReleasePage>(p => p.Add(r => r.Id, id));
        page.WaitForAssertion(() => Assert.Contains("You reviewed none of these rows", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("a[download]"));

        ClickAndConfirm(dialogs, () => Button(page, "Approve"));

        page.WaitForAssertion(() => Assert.Equal(
            ["README.md", "croissant.json", "dpo.trl.jsonl", "dpo.trl.parquet", "items.jsonl", "kto.trl.jsonl", "kto.trl.parquet", "manifest.json", "sft.gemini.jsonl", "sft.openai.jsonl", "sft.trl.jsonl", "sft.trl.parquet"], page.FindAll("a[download]").Select(a => a.GetAttribute("href")![$"/releases/{id}/files/".Length..])));
        Assert.Contains("Approved. The files can be downloaded now.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("kim approved it", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_approves_what_is_all_their_own_work()
    {
        SignInCurator();
        var id = await CreatedAsync(Review(1, reviewer: "kim-id"));

        var page = Render<ReleasePage>(p => p.Add(r => r.Id, id));

        page.WaitForAssertion(() => Assert.Contains("somebody else has to approve", page.Markup, StringComparison.Ordinal));
        Assert.True(Button(page, "Approve").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Rows_of_ones_own_wait_for_a_second_approval()
    {
        SignInCurator();
        var dialogs = Render<MudDialogProvider>();
        var id = await CreatedAsync(Review(1, reviewer: "kim-id"), Review(2, reviewer: "rita"));
        var page = Render<ReleasePage>(p => p.Add(r => r.Id, id));
        page.WaitForAssertion(() => Assert.Contains("You reviewed 1 of these 2 rows", page.Markup, StringComparison.Ordinal));

        ClickAndConfirm(dialogs, () => Button(page, "Approve"));

        page.WaitForAssertion(() => Assert.Contains("wait for somebody else", page.Markup, StringComparison.Ordinal));
        Assert.Equal("needs another approval", page.Find("header .acsr-tag").TextContent);
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Fact]
    public async Task A_lead_looks_and_cannot_approve_or_take_files()
    {
        SignIn("lea", AccessPolicies.CanSeeReleases);
        var id = await CreatedAsync(Review(1, reviewer: "rita"));
        await Desk.ApproveAsync(id, "kim-id", "kim");

        var page = Render<ReleasePage>(p => p.Add(r => r.Id, id));
        var rows = Render<ReleaseRowsPage>(p => p.Add(r => r.Id, id));
        var list = Render<ReleaseListPage>();

        rows.WaitForAssertion(() => Assert.Single(rows.FindAll("article.release-row")));
        page.WaitForAssertion(() => Assert.Contains("refunds-1 1.0.0", page.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("a[download]"));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Trim() == "Approve");
        list.WaitForAssertion(() => Assert.Contains("approved", list.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("/releases/new", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_console_says_where_rows_come_from()
    {
        SignInCurator();

        var list = Render<ReleaseListPage>();
        var make = Render<NewReleasePage>();

        list.WaitForAssertion(() => Assert.NotNull(list.Find(".acsr-empty a[href='/review']")));
        make.WaitForAssertion(() => Assert.NotNull(make.Find(".acsr-empty a[href='/review']")));
    }

    private async Task<long> CreatedAsync(params CaseReview[] reviews)
    {
        await Store.AddAsync([.. reviews]);
        return Assert.IsType<CreateOutcome.Created>(await Desk.CreateAsync("refunds-1", [.. reviews.Select(r => r.Id)], "kim")).Id;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<IComponent> page, string text) => page.FindAll("button").Single(b => b.TextContent.Trim() == text);

    private static CaseReview Review(long id, string? caseId = null, string reviewer = "rita", bool demo = false, Verdict verdict = Verdict.Corrected) => new()
    {
        Id = id,
        ItemId = id,
        CaseId = caseId ?? $"c{id}",
        ReviewerId = reviewer,
        ReviewerName = "Rita",
        At = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc),
        Demo = demo,
        Verdict = verdict,
        StepId = "s2",
        OriginalAction = "refund",
        FinalAction = "refund",
        FinalArguments = """{"amount":20}""",
        Rationale = "The limit is $20.",
        Clause = "fees/refunds-1@1",
    };
}
