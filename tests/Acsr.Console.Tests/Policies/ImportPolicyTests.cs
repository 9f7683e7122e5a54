using System.Text;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Review;
using Acsr.Revisions;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Policies;

public sealed class ImportPolicyTests : PageTest
{
    private const string Fees = "# Fees\n\n## Refunds\n\n- Refund at most $20 without asking.\n- Never refund a used ticket.\n";

    protected override void AddStage(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddCases().AddPolicies().AddReview().AddRevisions();

    [Fact]
    public async Task The_import_waits_for_a_preview_and_then_makes_the_version()
    {
        SignInCurator();
        var form = Render<ImportPolicy>(p => p.Add(i => i.CancelTo, "/policies"));
        Assert.True(Button(form, "Import").HasAttribute("disabled"));
        form.On(() => form.Find("input[type=text]"), e => e.Change("fees"));
        form.On(() => form.Find("textarea"), e => e.Change(Fees));

        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Contains("Becomes version 1: 2 clauses", form.Find("[role=status]").TextContent, StringComparison.Ordinal));
        await Button(form, "Import").ClickAsync(new());

        Assert.EndsWith("/policies/fees?version=1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal(("Fees", "kim"), await Store.WithAsync(db => db.PolicyVersions.Select(v => ValueTuple.Create(db.Policies.Single().Title, v.ImportedBy)).SingleAsync()));
    }

    [Fact]
    public async Task A_change_after_the_preview_asks_for_a_new_one()
    {
        SignInCurator();
        var form = Render<ImportPolicy>(p => p.Add(i => i.CancelTo, "/policies"));
        form.On(() => form.Find("input[type=text]"), e => e.Change("fees"));
        form.On(() => form.Find("textarea"), e => e.Change(Fees));
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.False(Button(form, "Import").HasAttribute("disabled")));

        form.On(() => form.Find("textarea"), e => e.Change(Fees + "- One more.\n"));

        Assert.True(Button(form, "Import").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_wrong_id_and_an_empty_document_are_told_beside_their_fields()
    {
        SignInCurator();
        var form = Render<ImportPolicy>(p => p.Add(i => i.CancelTo, "/policies"));
        await form.Find("form").SubmitAsync();
        Assert.Contains("Give it an id", form.Markup, StringComparison.Ordinal);
        Assert.Contains("Paste the document", form.Markup, StringComparison.Ordinal);

        form.On(() => form.Find("input[type=text]"), e => e.Change("Fees & more"));
        form.On(() => form.Find("textarea"), e => e.Change(Fees));
        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Contains("lower-case letters", Field(form, "Id").TextContent, StringComparison.Ordinal));
        Assert.True(Button(form, "Import").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_reworded_clause_is_shown_with_its_old_and_new_words()
    {
        SignInCurator();
        await Services.GetRequiredService<PolicyImport>().ImportAsync("fees", Fees, DateTime.UnixEpoch, "kim", demo: false);
        var form = Render<ImportPolicy>(p => p.Add(i => i.PolicyId, "fees").Add(i => i.CancelTo, "/policies/fees"));
        form.On(() => form.Find("textarea"), e => e.Change(Fees.Replace("$20", "$30", StringComparison.Ordinal)));

        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Equal(("$20 ", "$30 "), (form.Find("del").TextContent, form.Find("ins").TextContent)));
        Assert.Contains("Becomes version 2: 0 added, 1 changed, 0 removed, 1 as before", form.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_text_again_and_a_cut_off_paste_are_refused()
    {
        SignInCurator();
        await Services.GetRequiredService<PolicyImport>().ImportAsync("fees", Fees, DateTime.UnixEpoch, "kim", demo: false);
        var form = Render<ImportPolicy>(p => p.Add(i => i.PolicyId, "fees").Add(i => i.CancelTo, "/policies/fees"));
        form.On(() => form.Find("textarea"), e => e.Change(Fees));
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Contains("Version 1 has this very text", form.Markup, StringComparison.Ordinal));

        form.On(() => form.Find("textarea"), e => e.Change(new string('x', ImportPolicy.MaxPasted)));
        await form.Find("form").SubmitAsync();

        Assert.Contains("choose it as a file", form.Markup, StringComparison.Ordinal);
        Assert.True(Button(form, "Import").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_file_is_taken_and_one_that_is_no_text_is_not()
    {
        SignInCurator();
        var form = Render<ImportPolicy>(p => p.Add(i => i.PolicyId, "fees").Add(i => i.CancelTo, "/policies/fees"));

        form.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromBinary([0xC3, 0x28], "bad.md"));
        form.WaitForAssertion(() => Assert.Contains("'bad.md' is not UTF-8 text", form.Markup, StringComparison.Ordinal));

        form.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes(Fees), "fees.md"));
        form.WaitForAssertion(() => Assert.Contains("fees.md", form.Find("p.policy-file").TextContent, StringComparison.Ordinal));
        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Contains("Becomes version 1: 2 clauses", form.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_next_version_is_confirmed_with_what_rests_on_the_old_words()
    {
        SignInCurator();
        await ImportAsync(Fees);
        await Store.AddAsync(
            new CaseReview { Id = 1, CaseId = "c", ReviewerId = "r", ReviewerName = "rita", Verdict = Verdict.AgentWasRight, OriginalAction = "refund", FinalAction = "refund", Rationale = "So it is.", Clause = "fees/refunds-1@1" });
        var dialogs = Render<MudDialogProvider>();
        var form = await PreviewedAsync(Fees.Replace("$20", "$30", StringComparison.Ordinal));
        Assert.Contains("The old words are cited by 1 review (1 ready to train).", form.Markup, StringComparison.Ordinal);

        ClickAndConfirm(dialogs, () => Button(form, "Import"));

        form.WaitForAssertion(() => Assert.EndsWith("/policies/fees?version=2", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_says_that_a_new_clause_is_an_old_one_with_other_words()
    {
        SignInCurator();
        await ImportAsync(Fees);
        var dialogs = Render<MudDialogProvider>();
        var form = await PreviewedAsync(Fees.Replace("Never refund a used ticket.", "Tickets that were flown are worth nothing.", StringComparison.Ordinal));
        Assert.Contains("1 added, 0 changed, 1 removed", form.Markup, StringComparison.Ordinal);

        form.On(() => form.Find("label.policy-same select"), e => e.Change("refunds-2"));

        form.WaitForAssertion(() => Assert.Contains("0 added, 1 changed, 0 removed", form.Markup, StringComparison.Ordinal));
        ClickAndConfirm(dialogs, () => Button(form, "Import"));
        form.WaitForAssertion(() => Assert.EndsWith("version=2", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal("Tickets that were flown are worth nothing.", (await Services.GetRequiredService<PolicyReader>().FindClauseAsync("fees/refunds-2@2"))?.Text);
    }

    [Fact]
    public async Task Clauses_that_changed_places_are_pointed_out()
    {
        SignInCurator();
        await ImportAsync(Fees);

        var form = await PreviewedAsync("# Fees\n\n## Refunds\n\n- Never refund a used ticket.\n- Refund at most $20 without asking.\n");

        Assert.Contains("refunds-2 and refunds-1 changed places; each id went with its words.", form.Markup, StringComparison.Ordinal);
        Assert.Contains("1 moved, with the same words", form.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_overlap_are_told_beside_their_field_and_the_documents_own_days_are_taken()
    {
        SignInCurator();
        await Services.GetRequiredService<PolicyImport>().ImportAsync("fees", Fees, new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc), "kim", demo: false);
        var form = Render<ImportPolicy>(p => p.Add(i => i.PolicyId, "fees").Add(i => i.CancelTo, "/policies/fees"));
        form.On(() => form.Find("textarea"), e => e.Change("---\neffective_from: 2026-12-01\nowner: Claims\n---\n" + Fees));
        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Contains("Version 1 is in force from 1 Jan 2027", Field(form, "In force from").TextContent, StringComparison.Ordinal));
        Assert.Equal("2026-12-01", Field(form, "In force from").QuerySelector("input")!.GetAttribute("value"));
        Assert.Equal("Claims", Field(form, "Owner").QuerySelector("input")!.GetAttribute("value"));
        Assert.True(Button(form, "Import").HasAttribute("disabled"));
    }

    private Task<PolicyImportOutcome> ImportAsync(string markdown) => Services.GetRequiredService<PolicyImport>().ImportAsync("fees", markdown, DateTime.UnixEpoch, "kim", demo: false);

    private async Task<IRenderedComponent<ImportPolicy>> PreviewedAsync(string markdown)
    {
        var form = Render<ImportPolicy>(p => p.Add(i => i.PolicyId, "fees").Add(i => i.CancelTo, "/policies/fees"));
        form.On(() => form.Find("textarea"), e => e.Change(markdown));
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.False(Button(form, "Import").HasAttribute("disabled")));
        return form;
    }

    private static IElement Button(IRenderedComponent<ImportPolicy> form, string text) => form.FindAll("button").Single(b => b.TextContent.Trim() == text);

    private static IElement Field(IRenderedComponent<ImportPolicy> form, string label) =>
        form.FindAll(".mud-input-control").First(f => f.QuerySelector("label")?.TextContent.StartsWith(label, StringComparison.Ordinal) == true);
}
