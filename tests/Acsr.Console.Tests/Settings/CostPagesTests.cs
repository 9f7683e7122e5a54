using System.Text;
using System.Text.Json;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Cases.Catalogue;
using Acsr.Cases.Health;
using Acsr.Cases.Prices;
using Acsr.Components;
using Acsr.Ingest;
using Acsr.Ingest.Baseline;
using Acsr.Ingest.Events;
using Acsr.Policies;
using Acsr.Signals;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Settings;

/// <summary>Prices, tools, sources and history as an administrator meets them.</summary>
public sealed class CostPagesTests : PageTest
{
    private static readonly DateTime Day = new(2026, 8, 1, 12, 0, 0, DateTimeKind.Utc);

    protected override void AddStage(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddIngest().AddCases().AddPolicies().AddSignals();

    [Fact]
    public async Task A_model_without_a_price_is_named_with_its_cases_and_gets_one()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        await FoldAsync(new StepEvent { Id = "s", Case = "c", Time = Day, Kind = "model", Name = "mystery", Model = "mystery", InputTokens = 1_000_000 });
        var page = Render<CostsPage>();
        page.WaitForAssertion(() => Assert.Contains("mystery", page.Markup, StringComparison.Ordinal));
        page.WaitForElement("[aria-label='Prices of models'] tbody tr");

        page.On(() => Labelled(page, "Add a price for mystery"), e => e.Click());
        page.WaitForElement("form.price-form");
        page.On(() => page.Find("form.price-form"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("Give the day", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Fill(page, "From (UTC)", "2026-07-01");
        Fill(page, "Input", "2.5");
        Fill(page, "Output", "ten");
        page.On(() => page.Find("form.price-form"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("'ten' in Output is no number", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Fill(page, "Output", "10");
        page.On(() => page.Find("form.price-form"), e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("1 Jul 2026 on", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("being applied to 1 stored case", page.Find(".refold").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form.price-form"));
        await RefoldAsync();
        Assert.Equal(2.5, await Store.WithAsync(db => db.Cases.Select(c => c.CostUsd).SingleAsync()));
    }

    [Fact]
    public async Task A_price_is_edited_and_removed_and_stays_in_the_history()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        var dialogs = Render<MudDialogProvider>();
        var page = Render<CostsPage>();
        page.WaitForElement("[aria-label='Prices of models'] tbody tr");

        page.On(() => Labelled(page, "Edit gpt-4o"), e => e.Click());
        page.WaitForElement("form.price-form");
        Assert.Equal("2.5", Field(page, "Input").GetAttribute("value"));
        Fill(page, "Input", "3");
        page.On(() => page.Find("form.price-form"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("History: 1 earlier price", page.Markup, StringComparison.Ordinal));
        ClickAndConfirm(dialogs, () => Labelled(page, "Remove gpt-4o"));
        page.WaitForAssertion(() => Assert.Contains("History: 2 earlier prices", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button[aria-label='Edit gpt-4o']"));
        Assert.Equal(["price.changed", "price.removed"], await Store.WithAsync(db => db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_minute_gets_a_rate()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        var page = Render<CostsPage>();
        page.WaitForAssertion(() => Assert.Contains("No rate is set", page.Markup, StringComparison.Ordinal));

        page.On(() => page.FindAll("button").First(button => button.TextContent.Trim() == "Set a rate"), e => e.Click());
        page.WaitForElement("form[aria-label='Rate per minute']");
        Fill(page, "US dollars per minute", "0.8");
        Fill(page, "From (UTC)", "2026-01-01");
        page.On(() => page.Find("form[aria-label='Rate per minute']"), e => e.Submit());

        page.WaitForElement("[aria-label='Rates of people\\'s minutes'] tbody tr");
        Assert.Equal(.8, (await Services.GetRequiredService<PriceDesk>().ListAsync(default)).Units.Single().Usd);
    }

    [Fact]
    public async Task A_tool_is_tried_out_before_it_is_described()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        await FoldAsync(new StepEvent { Id = "s", Case = "c", Time = Day, Name = "ring_desk" });
        var page = Render<ToolsPage>();
        page.WaitForElement("button[aria-label='Describe ring_desk']");
        Assert.Contains("Looks something up", page.Find("[aria-label=Tools] tbody tr").TextContent, StringComparison.Ordinal);

        page.On(() => Labelled(page, "Describe ring_desk"), e => e.Click());
        page.WaitForElement("form[aria-label=Tool]");
        page.On(() => Field(page, "What it does", "select"), e => e.Change("Handoff"));
        page.On(() => page.FindAll("button").First(button => button.TextContent.Trim() == "See what would change"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("Handed off: 1 more, 0 fewer", page.Find(".convention-report").TextContent, StringComparison.Ordinal));
        Assert.Empty((await Services.GetRequiredService<ConventionDesk>().ListAsync(default)).Tools);

        page.On(() => page.Find("form[aria-label=Tool]"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("Hands over to a person", page.Find("[aria-label=Tools] tbody tr").TextContent, StringComparison.Ordinal));
        await RefoldAsync();
        Assert.True(await Store.WithAsync(db => db.Cases.Select(c => c.HandedOff).SingleAsync()));
    }

    [Fact]
    public async Task Arguments_seen_in_calls_are_taken_over_changed_and_kept()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        await FoldAsync([.. Enumerable.Range(0, 6).Select(i => new StepEvent { Id = $"s{i}", Case = "c", Time = Day.AddSeconds(i), Name = "refund", Input = JsonSerializer.SerializeToElement(new { amount = i, why = "late" }) })]);
        var page = Render<ToolsPage>();
        page.WaitForElement("button[aria-label='Describe refund']");
        page.On(() => Labelled(page, "Describe refund"), e => e.Click());
        page.WaitForElement(".tool-suggested");
        Assert.Contains("6 calls looked at suggest: amount a number, why one of these (late)", Words(page.Find(".tool-suggested p")), StringComparison.Ordinal);

        page.On(() => page.Find(".tool-suggested button"), e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".tool-argument").Count));
        Assert.Empty(page.FindAll(".tool-suggested"));
        Fill(page, "Values (2), by commas", "late, broken");
        page.On(() => Labelled(page, "Remove argument 1"), e => e.Click());
        page.On(() => page.Find("form[aria-label=Tool]"), e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("takes why", page.Find("[aria-label=Tools] tbody tr").TextContent, StringComparison.Ordinal));
        var kept = (await Services.GetRequiredService<ConventionDesk>().ListAsync(default)).Conventions.Tools.ArgumentsOf("refund");
        Assert.Equal(["why (late | broken)"], kept.Select(ToolArguments.Words));
    }

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal);

    [Fact]
    public async Task A_rule_for_spans_is_added_moved_and_removed()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        await Services.GetRequiredService<ConventionDesk>().SaveAsync(new SpanRule { Pattern = "a*", Kind = StepKind.Tool, ChangedBy = "" }, "ada", default);
        var dialogs = Render<MudDialogProvider>();
        var page = Render<ToolsPage>();
        page.WaitForElement(".span-rules li");

        page.On(() => page.FindAll("button").First(button => button.TextContent.Trim() == "Add a rule"), e => e.Click());
        page.WaitForElement("form[aria-label='Rule for spans']");
        page.On(() => page.Find("form[aria-label='Rule for spans']"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("Give the span's name", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Fill(page, "Name of the span", "kb.*");
        page.On(() => page.Find("form[aria-label='Rule for spans']"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".span-rules li").Count));

        page.On(() => Labelled(page, "Try kb.* earlier"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("kb.*", page.FindAll(".span-rules li")[0].TextContent, StringComparison.Ordinal));
        ClickAndConfirm(dialogs, () => Labelled(page, "Remove the rule for kb.*"));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".span-rules li")));
    }

    [Fact]
    public async Task Of_hundreds_of_tools_fifty_are_shown_and_any_is_found_by_its_name()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        await Store.AddAsync([.. Enumerable.Range(0, 2000).Select(n => (object)new ToolEntry { Name = $"tool_{n:0000}", DisplayName = n == 1234 ? "The Refund" : null, ChangedBy = "ada" })]);
        var page = Render<ToolsPage>();
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("[aria-label=Tools] tbody tr").Count));
        Assert.Contains("2,000 of 2,000 tools", Words(page.Find(".tool-find")), StringComparison.Ordinal);

        page.On(() => page.FindAll("button").First(button => button.TextContent.Trim() == "Show more"), e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(100, page.FindAll("[aria-label=Tools] tbody tr").Count));
        page.On(() => page.Find("[aria-label='Find a tool']"), e => e.Input("the refund"));
        page.WaitForAssertion(() => Assert.Contains("tool_1234", page.Find("[aria-label=Tools] tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[aria-label=Tools] tbody tr"));
        page.On(() => page.Find("[aria-label='Find a tool']"), e => e.Input("tool_00"));
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("[aria-label=Tools] tbody tr").Count));
    }

    [Fact]
    public async Task Of_many_sources_twenty_are_shown_and_any_is_found_by_its_name()
    {
        SignIn("lea", AccessPolicies.CanSeeSources);
        JSInterop.Mode = JSRuntimeMode.Loose;
        await Store.AddAsync([.. Enumerable.Range(0, 45).Select(n => (object)new Case { Id = $"c{n}", Source = $"shop {n:00}", At = DateTime.UtcNow, Handler = Handler.Agent })]);
        var page = Render<SourcesPage>();
        page.WaitForAssertion(() => Assert.Equal(20, page.FindAll("section.source").Count));

        page.On(() => page.FindAll("button").First(button => button.TextContent.Trim() == "Show more of 45"), e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(40, page.FindAll("section.source").Count));
        page.On(() => page.Find("[aria-label='Find a source']"), e => e.Change("shop 44"));
        page.WaitForAssertion(() => Assert.Equal("shop 44", Assert.Single(page.FindAll("section.source h3")).TextContent));
        page.On(() => page.Find("[aria-label='Find a source']"), e => e.Change("nowhere"));
        page.WaitForAssertion(() => Assert.Contains("No source is called", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sources_show_what_is_missing_and_what_was_refused()
    {
        SignIn("lea", AccessPolicies.CanSeeSources);
        JSInterop.Mode = JSRuntimeMode.Loose;
        await FoldAsync(new MessageEvent { Id = "m", Case = "c", Time = DateTime.UtcNow, Role = "customer", Text = "Hi" });
        await Store.AddAsync(new IngestRefusal { Source = "shop", At = DateTime.UtcNow, Door = "/v1/traces", Reason = "no trace id", Count = 3 });

        var page = Render<SourcesPage>();
        page.WaitForElement(".source");

        Assert.Contains("1 case", page.Find(".source header").TextContent, StringComparison.Ordinal);
        Assert.Contains("0 % of 1", page.Find(".source-shares").TextContent, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"case.opened\"", page.Find(".source-gaps").TextContent, StringComparison.Ordinal);
        Assert.Contains("no trace id", page.Find("[aria-label='Refused items of shop']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_source_the_page_says_how_to_begin()
    {
        SignIn("lea", AccessPolicies.CanSeeSources);

        var page = Render<SourcesPage>();

        page.WaitForAssertion(() => Assert.Contains("Nothing came in", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_history_is_mapped_looked_through_and_imported()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        await Services.GetRequiredService<IngestWriter>().StartAsync(default);
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Contains("No history yet", page.Markup, StringComparison.Ordinal));

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes("Ticket,Created,Mood\n1,2025-01-01,4\n2,soon,5\n"), "old tickets.csv"));
        page.WaitForElement("[aria-label='The first rows as they are read']");
        Assert.Contains("1 of the first 2 rows cannot be read", page.Markup, StringComparison.Ordinal);
        page.On(() => Field(page, "Satisfaction", "select"), e => e.Change("Mood"));
        page.WaitForAssertion(() => Assert.Contains("4", page.FindAll("[aria-label='The first rows as they are read'] tbody tr")[1].TextContent, StringComparison.Ordinal));
        page.On(() => page.FindAll("button").First(button => button.TextContent.Trim() == "Import"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("old-tickets", page.Find("section.source").TextContent, StringComparison.Ordinal));
        var jobs = Services.GetRequiredService<BaselineJobs>();
        while ((await jobs.ListAsync(default))[0].State == ImportState.Running) { await Task.Delay(20); }
        Assert.Equal((1L, 1L), ((await jobs.ListAsync(default))[0].Taken, (await jobs.ListAsync(default))[0].Refused));
    }

    private static IElement Field<T>(IRenderedComponent<T> page, string name, string kind = "input") where T : IComponent =>
        page.FindAll(".price-field").First(field => field.QuerySelector("span")!.TextContent == name).QuerySelector(kind)!;

    private static void Fill<T>(IRenderedComponent<T> page, string name, string value) where T : IComponent => page.On(() => Field(page, name), e => e.Change(value));

    private static IElement Labelled<T>(IRenderedComponent<T> page, string label) where T : IComponent => page.Find($"button[aria-label='{label}']");

    private async Task FoldAsync(params CaseEvent[] events)
    {
        await Services.GetRequiredService<IngestWriter>().WriteNowAsync([IngestBatch.Of("shop", SegmentFormat.Events, events.Length, (byte[])[.. events.SelectMany(e => EventJson.Line(e).Append((byte)'\n'))])], default);
        await Services.GetRequiredService<CaseFolder>().FoldAllAsync(default);
    }

    private async Task RefoldAsync()
    {
        while (await Services.GetRequiredService<RefoldQueue>().QueueBatchAsync(default)) { }
        await Services.GetRequiredService<CaseFolder>().FoldAllAsync(default);
    }
}
