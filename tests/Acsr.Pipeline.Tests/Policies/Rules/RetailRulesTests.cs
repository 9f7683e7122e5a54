using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies.Rules;

/// <summary>
/// The worked rules on the shop's policy, from the document to the audits. No recorded runs of a shop's agent are at hand, so the
/// conversations are of our own making: one that keeps every rule and for each rule one that breaks it.
/// </summary>
public sealed class RetailRulesTests : CaseFixture<SqliteStore>
{
    private const string Policy = "retail";
    private static readonly DateTime Day = new(2026, 8, 1, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>The table of docs/policy-rules.md: decisions looked at, broken, not known.</summary>
    private static readonly (string Rule, int Decisions, int Violated, int Unknown)[] Known =
    [
        ("RTL-AUTH", 11, 1, 0), ("RTL-CONF", 11, 1, 0), ("RTL-CAN-1", 4, 1, 1), ("RTL-CAN-2", 4, 1, 0), ("RTL-MOD-5", 2, 1, 0), ("RTL-EXC-1", 2, 1, 0),
        ("RTL-RET-1", 3, 1, 0), ("RTL-RET-3", 3, 1, 0), ("GEN-FEE", 3, 2, 0),
    ];

    [Fact]
    public async Task Each_rule_finds_the_conversation_that_breaks_it_and_no_other()
    {
        var wiki = await File.ReadAllTextAsync(SharedData.Path("tau-bench/retail_wiki.md"));
        Assert.IsType<PolicyImportOutcome.Imported>(await Get<PolicyImport>().ImportAsync(Policy, wiki, DateTime.UnixEpoch, "test", demo: false));
        Dictionary<long, string> ids = [];
        foreach (var rule in WorkedRules.Retail)
        {
            var outcome = await Get<RuleDesk>().SaveAsync(rule.Draft(Policy), "test");
            Assert.Empty((outcome as RuleChangeOutcome.Refused)?.Reasons ?? []);
            var saved = Assert.IsType<RuleChangeOutcome.Done>(outcome);
            Assert.IsType<RuleChangeOutcome.Done>(await Get<RuleDesk>().SwitchOnAsync(saved.RuleId, saved.Version, "test"));
            ids[saved.RuleId] = rule.Id;
        }

        await SendAsync([
            .. Case("kept", "pending", Find, Look, Yes, Cancel("no longer needed")), .. Case("kept-return", "delivered", Find, Look, Yes, Return("gift_card_1")),
            .. Case("kept-fee", "pending", Profile("gold", 1), Fee(50)),
            .. Case("RTL-AUTH", "pending", Look, Yes, Cancel("ordered by mistake")), .. Case("RTL-CONF", "delivered", Find, Look, Ask, Return("credit_card_1")),
            .. Case("RTL-CAN-1", "processed", Find, Look, Yes, Cancel("no longer needed")), .. Case("RTL-CAN-2", "pending", Find, Yes, Cancel("found it cheaper")),
            .. Case("RTL-MOD-5", "pending", Find, Look, Yes, Call("modify_pending_order_items"), Yes, Call("modify_pending_order_items")),
            .. Case("RTL-EXC-1", "delivered", Find, Look, Yes, Call("exchange_delivered_order_items"), Yes, Call("exchange_delivered_order_items")),
            .. Case("RTL-RET", "pending", Find, Look, Yes, Return("paypal_9")),
            .. Case("GEN-FEE", "pending", Profile("silver", 0), Fee(21)), .. Case("GEN-FEE-often", "pending", Profile("gold", 2), Fee(5))]);
        await FoldAsync();

        var audits = await Store.WithAsync(db => db.PolicyAudits.AsNoTracking().ToListAsync());
        Assert.Equal(Known, ids.Select(rule => (rule.Value, audits.Count(a => a.RuleId == rule.Key), audits.Count(a => a.RuleId == rule.Key && a.Outcome == RuleOutcome.Violation), audits.Count(a => a.RuleId == rule.Key && a.Outcome == RuleOutcome.Unknown))));
        Assert.All(audits.Where(a => a.Outcome == RuleOutcome.Violation), a => Assert.StartsWith(a.CaseId[..7], ids[a.RuleId], StringComparison.Ordinal));
        Assert.All(audits.Where(a => a.CaseId.StartsWith("kept", StringComparison.Ordinal)), a => Assert.Equal(RuleOutcome.Pass, a.Outcome));
        await AssertDerivedAnewAsync();

        // What is broken or not known is a signal, and waits in the queue.
        var flagged = audits.Where(a => a.Outcome != RuleOutcome.Pass).Select(a => a.CaseId).ToHashSet();
        Assert.Equal(flagged, (await Store.WithAsync(db => db.Signals.Where(s => s.Kind == SignalKind.PolicyFlag).Select(s => s.CaseId).ToListAsync())).ToHashSet());
        var queued = await Store.WithAsync(db => db.ReviewItems.AsNoTracking().ToListAsync());
        Assert.Equal(flagged, queued.Where(i => i.Reasons.Contains(ReviewReason.PolicyViolation) || i.Reasons.Contains(ReviewReason.PolicyUnknown)).Select(i => i.CaseId).ToHashSet());
    }

    private static IEnumerable<CaseEvent> Case(string id, string status, params Func<string, string, DateTime, CaseEvent>[] what) =>
        what.Select((make, i) => make(id, status, Day.AddMinutes(i)) with { Case = id, Id = $"{id}:{i}", Time = Day.AddMinutes(i) });

    private static StepEvent Find(string id, string status, DateTime at) => Step("find_user_id_by_email", """{"email":"a@example.org"}""", "\"u_1\"");

    private static StepEvent Look(string id, string status, DateTime at) =>
        Step("get_order_details", """{"order_id":"#W1"}""", $$"""{"order_id":"#W1","status":"{{status}}","payment_history":[{"payment_method_id":"credit_card_1"}]}""");

    private static MessageEvent Yes(string id, string status, DateTime at) => new() { Id = "", Case = "", Role = "customer", Text = "Yes, please." };

    private static MessageEvent Ask(string id, string status, DateTime at) => new() { Id = "", Case = "", Role = "customer", Text = "How long does it take?" };

    private static Func<string, string, DateTime, CaseEvent> Profile(string tier, int waivers) => (_, _, _) => Step("get_customer", "{}", $$"""{"tier":"{{tier}}","waivers_12m":{{waivers}}}""");

    private static Func<string, string, DateTime, CaseEvent> Fee(int amount) => Call("waive_fee", $$"""{"amount":{{amount}}}""");

    private static Func<string, string, DateTime, CaseEvent> Cancel(string reason) => Call("cancel_pending_order", $$"""{"order_id":"#W1","reason":"{{reason}}"}""");

    private static Func<string, string, DateTime, CaseEvent> Return(string method) => Call("return_delivered_order_items", $$"""{"order_id":"#W1","item_ids":["1"],"payment_method_id":"{{method}}"}""");

    private static Func<string, string, DateTime, CaseEvent> Call(string tool, string input = """{"order_id":"#W1"}""") => (_, _, _) => Step(tool, input, "\"done\"");

    private static StepEvent Step(string tool, string input, string output) =>
        new() { Id = "", Case = "", Name = tool, Input = JsonSerializer.Deserialize<JsonElement>(input), Output = JsonSerializer.Deserialize<JsonElement>(output) };
}
