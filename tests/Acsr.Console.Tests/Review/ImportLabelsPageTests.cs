using Acsr.Components;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

/// <summary>Labels of elsewhere, as a lead brings them in.</summary>
public sealed class ImportLabelsPageTests : ReviewPagesFixture
{
    private const string Lines = """
        {"case":"c-1","verdict":"cannot_tell","rationale":"The trace ends too early."}
        {"case":"nobody","verdict":"cannot_tell","rationale":"Why?"}
        oops
        """;

    [Fact]
    public async Task Each_line_is_shown_with_what_becomes_of_it_before_anything_is_written()
    {
        SignInLead();
        var page = Render<ImportLabelsPage>();
        page.On(() => page.Find("input[maxlength='60']"), e => e.Change("elsewhere"));
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Lines, "reviews.jsonl"));
        page.WaitForState(() => !page.FindAll("button").Single(b => b.TextContent.Trim() == "Preview").HasAttribute("disabled"));

        page.On(() => page.FindAll("button").Single(b => b.TextContent.Trim() == "Preview"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("1 review with 0 labels would come in; 0 are here already, 2 cannot be taken.", page.Markup));
        var rows = page.FindAll("[aria-label='Entries of the file'] tbody tr").Select(row => row.TextContent).ToList();
        Assert.Contains("there is no case 'nobody'", rows[0]);
        Assert.Contains("It is no JSON", rows[1]);
        Assert.Null(await Services.GetRequiredService<ReviewLists>().ReviewOfAsync(2, default));

        page.On(() => page.FindAll("button").Single(b => b.TextContent.Trim() == "Import 1 review"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("0 reviews with 0 labels would come in; 1 are here already", page.Markup));
        page.WaitForAssertion(() => Assert.Contains("elsewhere", page.Find("[aria-label=Imports]").TextContent));
    }

    [Fact]
    public void Without_a_name_nothing_is_looked_at()
    {
        SignInLead();
        var page = Render<ImportLabelsPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Lines, "reviews.jsonl"));
        page.WaitForState(() => !page.FindAll("button").Single(b => b.TextContent.Trim() == "Preview").HasAttribute("disabled"));

        page.On(() => page.FindAll("button").Single(b => b.TextContent.Trim() == "Preview"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("Name the import", page.Markup));
        Assert.DoesNotContain("What it would do", page.Markup);
    }
}
