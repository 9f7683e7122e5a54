using System.Text.Json;
using Acsr.Access;
using Acsr.Cases.Catalogue;
using Acsr.Cases.Prices;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using static Acsr.Ingest.Otlp.Spans;

namespace Acsr.Cases;

public sealed class FoldBookOnSqlite : FoldBookTests<SqliteStore>;

public sealed class FoldBookOnPostgres : FoldBookTests<PostgresStore>;

/// <summary>Prices, the tool catalogue and rules on spans, from the change to the stored cases.</summary>
public abstract class FoldBookTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DateTime Day = new(2026, 8, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_price_that_is_added_reaches_cases_of_its_days_in_the_background()
    {
        await SendAsync([.. Asked("old", Day.AddDays(-40)), .. Asked("new", Day)]);
        await FoldAsync();
        Assert.Equal([new UnpricedModel("mystery", 2)], await Get<UnpricedReader>().ReadAsync(default));

        Assert.Null(await Get<PriceDesk>().SaveAsync(Price(2, Day.AddDays(-5)), null, "ada", default));
        var job = Assert.Single(await Get<RefoldQueue>().WaitingAsync(default));
        await RefoldAsync();

        Assert.Equal((1, Day.AddDays(-12).Date), (job.Total, job.From));
        Assert.Equal((null, 2.0, CostFrom.Table), (await CostAsync("old"), await CostAsync("new"), (await CaseAsync("new")).CostFrom));
        Assert.Equal([new UnpricedModel("mystery", 1)], await Get<UnpricedReader>().ReadAsync(default));
        Assert.Empty(await Get<RefoldQueue>().WaitingAsync(default));
        await AssertDerivedAnewAsync();
    }

    [Fact]
    public async Task An_edit_retires_the_row_and_keeps_it_with_an_audit_entry()
    {
        var desk = Get<PriceDesk>();
        await desk.SaveAsync(Price(2, Day.AddDays(-5)), null, "ada", default);
        var id = (await desk.ListAsync(default)).Models.Single(p => p.Model == "mystery").Id;

        Assert.Null(await desk.SaveAsync(Price(3, Day.AddDays(-5)), id, "bob", default));
        Assert.Contains("changed it meanwhile", await desk.SaveAsync(Price(4, Day.AddDays(-5)), id, "eve", default));
        var list = await desk.ListAsync(default);

        Assert.Equal(3, list.Models.Single(p => p.Model == "mystery").Input);
        Assert.Equal((2.0, "bob"), list.PastModels.Select(p => (p.Input, p.RetiredBy)).Single());
        Assert.Equal(["price.added", "price.changed"], await Store.WithAsync(db => db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
        Assert.Null(await Store.WithAsync(db => AuditLog.VerifyAsync(db, default)));
    }

    [Theory]
    [InlineData("", 1, null, "Name the model")]
    [InlineData("m", -1, null, "0 to 1,000,000")]
    [InlineData("m", double.NaN, null, "0 to 1,000,000")]
    [InlineData("m", 1, -3, "before the first")]
    [InlineData("gpt-4o", 1, null, "has a price from 24 Jul 2026 on already")]
    public async Task A_price_that_cannot_be_is_refused_in_words(string model, double input, int? days, string words)
    {
        var price = Price(input, Day);
        (price.Model, price.To) = (model, days is null ? null : Day.AddDays(days.Value));

        Assert.Contains(words, await Get<PriceDesk>().SaveAsync(price, null, "ada", default));
        Assert.Empty(await Get<RefoldQueue>().WaitingAsync(default));
    }

    [Fact]
    public async Task Calls_and_minutes_have_prices_of_their_own()
    {
        await SendAsync([new StepEvent { Id = "s", Case = "c", Time = Day, Name = "Search" }, new CaseClosedEvent { Id = "x", Case = "c", Time = Day.AddMinutes(5), HumanSeconds = 60 }]);
        await FoldAsync();
        await Get<PriceDesk>().SaveAsync(new UnitPrice { Unit = PricedUnit.ToolCall, Name = " Search", Usd = .5, From = Day.AddDays(-1), ChangedBy = "" }, null, "ada", default);
        await Get<PriceDesk>().SaveAsync(new UnitPrice { Unit = PricedUnit.HumanMinute, Usd = .75, From = Day.AddDays(-1), ChangedBy = "" }, null, "ada", default);
        await RefoldAsync();

        Assert.Equal((.5, .75, 1.25), ((await CaseAsync("c")).ToolCostUsd, (await CaseAsync("c")).HumanCostUsd, (await CaseAsync("c")).CostUsd));
        var minute = (await Get<PriceDesk>().ListAsync(default)).Units.Single(p => p.Unit == PricedUnit.HumanMinute);
        Assert.Null(await Get<PriceDesk>().RemoveUnitAsync(minute.Id, "ada", default));
        await RefoldAsync();

        Assert.Null((await CaseAsync("c")).CostUsd);
    }

    [Fact]
    public async Task A_job_goes_on_where_it_stood_and_a_wider_one_takes_its_place()
    {
        foreach (var part in Enumerable.Range(0, 7).Select(part => Enumerable.Range(part * 100, 100)))
        {
            await SendAsync(part.Select(i => (CaseEvent)new MessageEvent { Id = $"m{i}", Case = $"c{i:000}", Time = Day.AddMinutes(i), Role = "customer", Text = "Hi" }));
        }

        await FoldAsync();
        await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "a", Kind = StepKind.Action, ChangedBy = "" }, "ada", default);
        Assert.True(await Get<RefoldQueue>().QueueBatchAsync(default));
        var halfway = Assert.Single(await Get<RefoldQueue>().WaitingAsync(default));
        Assert.False(await Get<RefoldQueue>().QueueBatchAsync(default));
        await Folder.FoldAllDueAsync(default);
        Assert.Equal((700, 500), (halfway.Total, halfway.Queued));

        // Another console takes it up from the database alone.
        Assert.True(await new RefoldQueue(Store.Contexts, Store.Gate, TimeProvider.System).QueueBatchAsync(default));
        Assert.Equal(200, await Store.WithAsync(db => db.CaseWork.CountAsync()));
        await Folder.FoldAllDueAsync(default);
        Assert.Empty(await Get<RefoldQueue>().WaitingAsync(default));

        await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "b", Kind = StepKind.Action, ChangedBy = "" }, "ada", default);
        await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "c", Kind = StepKind.Action, ChangedBy = "" }, "ada", default);
        Assert.Equal("Tool c described", Assert.Single(await Get<RefoldQueue>().WaitingAsync(default)).Reason);
    }

    [Fact]
    public async Task Cases_from_before_an_update_are_folded_once_more()
    {
        await SendAsync(Asked("c", Day));
        await FoldAsync();
        await Store.WithAsync(db => db.Cases.ExecuteUpdateAsync(c => c.SetProperty(x => x.Dialects, 0)));

        await Get<RefoldQueue>().AddOutdatedAsync(default);
        await Get<RefoldQueue>().AddOutdatedAsync(default);
        Assert.Single(await Get<RefoldQueue>().WaitingAsync(default));
        await RefoldAsync();

        Assert.Equal(Case.NativeDialect, (await CaseAsync("c")).Dialects);

        // The next update, which keeps one more fact: told by its version, whatever the facts of before hold.
        await Store.WithAsync(db => db.Cases.ExecuteUpdateAsync(c => c.SetProperty(x => x.Thumbs, 7)));
        await Get<RefoldQueue>().AddOutdatedAsync(default);
        Assert.Empty(await Get<RefoldQueue>().WaitingAsync(default));
        await Store.WithAsync(db => db.ChangeCounters.Where(c => c.Id == RefoldQueue.Counter).ExecuteUpdateAsync(c => c.SetProperty(x => x.Value, RefoldQueue.FactsVersion - 1)));
        await Get<RefoldQueue>().AddOutdatedAsync(default);
        await RefoldAsync();
        Assert.NotEqual(7, (await CaseAsync("c")).Thumbs);
    }

    [Fact]
    public async Task The_catalogue_is_tried_before_it_is_saved_and_then_holds_for_stored_cases()
    {
        await SendAsync([new StepEvent { Id = "s", Case = "c", Time = Day, Name = "Ring_Desk" }, new StepEvent { Id = "t", Case = "c", Time = Day.AddSeconds(1), Name = "get_order", Error = "gone" }]);
        await SendAsync([Span(1, 1, "kb.find", 0, 1, null, ("acsr.case.id", "d"))]);
        await FoldAsync();
        var entry = new ToolEntry { Name = "Ring_Desk", Kind = StepKind.Handoff, ChangedBy = "" };

        var seen = await Get<ConventionTrial>().SeenAsync(default);
        Assert.Equal([("get_order", StepKind.Tool, 1, 1, 1), ("Ring_Desk", StepKind.Tool, 1, 1, 0)], seen.Tools.OrderBy(tool => tool.Name, StringComparer.OrdinalIgnoreCase).Select(tool => (tool.Name, tool.Kind, tool.Calls, tool.Cases, tool.Failed)));
        Assert.Equal([new SeenSpan("kb.find", 1, 1)], seen.Spans);

        var trial = await Get<ConventionTrial>().TryAsync(new(new ToolCatalogue([entry]), new SpanRules([new SpanRule { Pattern = "kb.*", Kind = StepKind.Retrieval, ChangedBy = "" }])), default);
        Assert.Equal((2, 2, 2, (1, 0)), (trial.Cases, trial.Steps, trial.Changed, trial.Handoffs));
        Assert.Equal(["counts as handed off", "Ring_Desk: 1 × Handoff"], trial.Shown[0].Changes);
        Assert.False((await CaseAsync("c")).HandedOff);

        Assert.Null(await Get<ConventionDesk>().SaveAsync(entry, "ada", default));
        Assert.Null(await Get<ConventionDesk>().SaveAsync(new SpanRule { Pattern = "kb.*", Kind = StepKind.Retrieval, ChangedBy = "" }, "ada", default));
        await RefoldAsync();

        Assert.True((await CaseAsync("c")).HandedOff);
        Assert.Equal(1, (await CaseAsync("d")).ToolCalls);
        Assert.Equal(StepKind.Handoff, (await Get<CaseReader>().ReadAsync("c", default))!.Steps[0].Kind);
        await AssertDerivedAnewAsync();
        Assert.Null(await Get<ConventionDesk>().RemoveToolAsync("ring_desk", "ada", default));
        await RefoldAsync();
        Assert.False((await CaseAsync("c")).HandedOff);
    }

    [Fact]
    public async Task What_the_catalogue_says_judges_stored_cases_anew_and_so_does_taking_it_back()
    {
        await SendAsync([
            new CaseOpenedEvent { Id = "a", Case = "c", Time = Day, Intent = "order" }, new MessageEvent { Id = "b", Case = "c", Time = Day.AddSeconds(1), Role = "customer", Text = "Please void my order." },
            new StepEvent { Id = "s", Case = "c", Time = Day.AddSeconds(2), Name = "void_order", Input = Json("""{"order":"HF-1"}""") },
            new StepEvent { Id = "t", Case = "c", Time = Day.AddSeconds(3), Name = "get_status", Input = Json("{}") }, new StepEvent { Id = "u", Case = "c", Time = Day.AddSeconds(4), Name = "get_status", Input = Json("{}") },
            new MessageEvent { Id = "v", Case = "c", Time = Day.AddSeconds(5), Role = "agent", Text = "Your order has been cancelled." },
            new CaseOpenedEvent { Id = "w", Case = "d", Time = Day, Intent = "order" }, new MessageEvent { Id = "x", Case = "d", Time = Day.AddSeconds(1), Role = "customer", Text = "Where is it?" }, new HandoffEvent { Id = "y", Case = "d", Time = Day.AddSeconds(2), Reason = "" }]);
        await FoldAsync();
        // A look-up by its name: nothing was cancelled, as far as anybody knows.
        Assert.Equal(["L1", "L13", "L14"], await FoundAsync());

        Assert.Null(await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "get_status", MayBePolled = true, Intents = ["refund"], ChangedBy = "" }, "ada", default));
        Assert.Null(await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "Void_Order", Kind = StepKind.Action, Does = ["cancel"], ChangedBy = "" }, "ada", default));
        await RefoldAsync();
        // May be polled; changes something, without a yes; cancels; helps with another intent only.
        Assert.Equal(["L15"], await FoundAsync());
        await AssertDerivedAnewAsync();

        Assert.Null(await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "void_order", Kind = StepKind.Action, Does = ["refund"], ChangedBy = "" }, "ada", default));
        Assert.Null(await Get<ConventionDesk>().RemoveToolAsync("get_status", "ada", default));
        await RefoldAsync();
        Assert.Equal(["L1", "L13", "L14", "L15"], await FoundAsync());
        Assert.Contains("L14", await Store.WithAsync(db => db.DeadEndGroups.Select(g => g.Detector).ToListAsync()));
        Assert.Contains("Only a tool that changes", await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "get_status", Does = ["cancel"], ChangedBy = "" }, "ada", default));
        Assert.Contains("may cancel, refund", await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "cancel_it", Does = ["fly"], ChangedBy = "" }, "ada", default));
    }

    private static System.Text.Json.JsonElement Json(string text) => System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(text);

    private async Task<List<string>> FoundAsync() => await Store.WithAsync(db => db.Signals.Where(s => s.Kind == SignalKind.DeadEnd).Select(s => s.Name).Distinct().OrderBy(name => name).ToListAsync());

    [Fact]
    public async Task Arguments_of_a_tool_are_suggested_from_its_calls_and_kept_when_confirmed_without_folding_again()
    {
        await SendAsync([.. Enumerable.Range(0, 6).Select(i => new StepEvent { Id = $"s{i}", Case = "c", Time = Day.AddSeconds(i), Name = "Refund", Input = JsonSerializer.SerializeToElement(new { order = $"A{i}", amount = i, why = "late" }) })]);
        await FoldAsync();
        var suggested = (await Get<ConventionTrial>().SeenAsync(default)).Tools.Single().Arguments;
        Assert.Equal(["order (text)", "amount (number)", "why (late)"], suggested.Select(ToolArguments.Words));

        Assert.Null(await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "Refund", Arguments = [.. suggested], ChangedBy = "" }, "ada", default));
        Assert.Contains("twice", await Get<ConventionDesk>().SaveAsync(new ToolEntry { Name = "Refund", Arguments = [suggested[0], suggested[0]], ChangedBy = "" }, "ada", default));

        Assert.Empty(await Get<RefoldQueue>().WaitingAsync(default));
        var book = await Store.WithAsync(db => Get<FoldBook>().CurrentAsync(db, default));
        Assert.Equal(["order (text)", "amount (number)", "why (late)"], book.Conventions.Tools.ArgumentsOf("refund").Select(ToolArguments.Words));
        Assert.Contains("takes order (text)", await Store.WithAsync(db => db.AuditEntries.Where(e => e.Action == "tool.described").Select(e => e.After).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_are_tried_in_their_order_which_can_be_changed()
    {
        var desk = Get<ConventionDesk>();
        await desk.SaveAsync(new SpanRule { Pattern = "a*", Kind = StepKind.Tool, ChangedBy = "" }, "ada", default);
        await desk.SaveAsync(new SpanRule { Pattern = "ab*", Kind = StepKind.Model, ChangedBy = "" }, "ada", default);
        Assert.Equal(StepKind.Tool, (await desk.ListAsync(default)).Conventions.Spans.KindOf("abc"));
        Assert.Contains("already", await desk.SaveAsync(new SpanRule { Pattern = "AB*", Kind = StepKind.Tool, ChangedBy = "" }, "ada", default));
        Assert.Contains("every name", await desk.SaveAsync(new SpanRule { Pattern = "**", Kind = StepKind.Tool, ChangedBy = "" }, "ada", default));

        Assert.Null(await desk.RaiseAsync((await desk.ListAsync(default)).Spans[1].Id, "ada", default));
        Assert.Equal(StepKind.Model, (await desk.ListAsync(default)).Conventions.Spans.KindOf("abc"));

        Assert.Null(await desk.RemoveRuleAsync((await desk.ListAsync(default)).Spans[0].Id, "ada", default));
        Assert.Equal("a*", Assert.Single((await desk.ListAsync(default)).Spans).Pattern);
    }

    [Fact]
    public async Task History_from_before_the_agent_counts_in_no_figure_and_waits_in_no_queue()
    {
        await SendAsync(
        [
            new CaseOpenedEvent { Id = "o", Case = "past", Time = Day, Handler = "human", Baseline = true }, new CaseClosedEvent { Id = "x", Case = "past", Time = Day.AddMinutes(9), Outcome = "unresolved", HandlingSeconds = 300 },
            new CsatEvent { Id = "s", Case = "past", Time = Day.AddMinutes(10), Score = 1 }, .. Asked("now", Day),
        ]);
        await FoldAsync();

        Assert.Equal(["now"], (await Get<KpiEngine>().RowsAsync(default)).Select(row => row.Id));
        Assert.Empty(await Store.WithAsync(db => db.ReviewItems.ToListAsync()));
        Assert.Equal((true, 300.0), ((await CaseAsync("past")).Baseline, (await CaseAsync("past")).HumanSeconds));
        await AssertDerivedAnewAsync();
    }

    private async Task RefoldAsync()
    {
        while (await Get<RefoldQueue>().QueueBatchAsync(default) || await Store.WithAsync(db => db.CaseWork.AnyAsync())) { await Folder.FoldAllDueAsync(default); }
    }

    private Task<Case> CaseAsync(string id) => Store.WithAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.Id == id));

    private async Task<double?> CostAsync(string id) => (await CaseAsync(id)).CostUsd;

    private static CaseEvent[] Asked(string id, DateTime at) => [new StepEvent { Id = id + ":1", Case = id, Time = at, Kind = "model", Name = "mystery", Model = "mystery", InputTokens = 1_000_000 }];

    private static ModelPrice Price(double input, DateTime from) => new() { Model = "mystery", Input = input, Output = 1, From = from, ChangedBy = "" };
}
