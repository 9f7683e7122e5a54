using Acsr.Policies;
using Acsr.Policies.Rules;

namespace Acsr.Commands.Demo;

/// <summary>Rules on the demo shop's policy: three that judge, and a draft to play with.</summary>
internal static class DemoRules
{
    /// <summary>In the order in which they are saved; each with whether it is switched on.</summary>
    public static IReadOnlyList<(RuleDraft Draft, bool On)> All =>
    [
        (new RuleDraft
        {
            PolicyId = DemoPolicy.Id,
            ClauseId = "the-assistant-1",
            Name = "A yes before every change",
            AppliesTo = ["refund_order", "create_replacement", "issue_voucher", "cancel_order", "update_shipping_address"],
            Logic = """{"user_confirmed_since":"proposal"}""",
            Severity = 3,
            Remedy = "Say what will happen, ask, and wait for the answer.",
            Examples =
            [
                new("The customer said yes", """{"call":{"tool":"refund_order"},"history":{"confirmed":true}}""", RuleOutcome.Pass),
                new("The customer asked something else", """{"call":{"tool":"refund_order"},"history":{"confirmed":false}}""", RuleOutcome.Violation),
            ],
        }, true),
        (new RuleDraft
        {
            PolicyId = DemoPolicy.Id,
            ClauseId = "the-assistant-2",
            Name = "Vouchers up to £40",
            AppliesTo = ["issue_voucher"],
            Logic = """{"<=":[{"var":"call.args.amount_gbp"},40]}""",
            Severity = 4,
            Remedy = "Hand over to a colleague.",
            Examples =
            [
                new("£40", """{"call":{"tool":"issue_voucher","args":{"amount_gbp":40}}}""", RuleOutcome.Pass),
                new("A penny more", """{"call":{"tool":"issue_voucher","args":{"amount_gbp":40.01}}}""", RuleOutcome.Violation),
            ],
        }, true),
        (new RuleDraft
        {
            PolicyId = DemoPolicy.Id,
            ClauseId = "exchanges-and-replacements-2",
            Name = "Damage reported within 7 days, with a photo",
            AppliesTo = ["create_replacement"],
            AppliesWhen = """{"==":[{"var":"call.args.reason"},"damaged_on_arrival"]}""",
            Logic = """{"and":[{"<=":[{"date_diff_hours":[{"var":"before.damage_report.delivered_on"},{"var":"now"}]},192]},{"==":[{"var":"before.damage_report.photo_received"},true]}]}""",
            Severity = 3,
            Remedy = "Ask for the photo; after seven days it is a case for the warranty.",
            Examples =
            [
                new("On the seventh day", """{"call":{"tool":"create_replacement","args":{"reason":"damaged_on_arrival"}},"before":{"damage_report":{"delivered_on":"2026-03-01","photo_received":true}},"now":"2026-03-08T20:00:00Z"}""", RuleOutcome.Pass),
                new("Two days late", """{"call":{"tool":"create_replacement","args":{"reason":"damaged_on_arrival"}},"before":{"damage_report":{"delivered_on":"2026-03-01","photo_received":true}},"now":"2026-03-10T08:00:00Z"}""", RuleOutcome.Violation),
                new("No photo", """{"call":{"tool":"create_replacement","args":{"reason":"damaged_on_arrival"}},"before":{"damage_report":{"delivered_on":"2026-03-01","photo_received":false}},"now":"2026-03-02T08:00:00Z"}""", RuleOutcome.Violation),
                new("An exchange", """{"call":{"tool":"create_replacement","args":{"reason":"exchange_colour"}}}""", RuleOutcome.NotApplicable),
                new("The report was not looked up", """{"call":{"tool":"create_replacement","args":{"reason":"damaged_on_arrival"}},"before":{},"now":"2026-03-02T08:00:00Z"}""", RuleOutcome.Unknown),
            ],
        }, true),
        (new RuleDraft
        {
            PolicyId = DemoPolicy.Id,
            ClauseId = "cancellations-and-address-changes-1",
            Name = "Cancel only what is not packed",
            AppliesTo = ["cancel_order"],
            Logic = """{"in":[{"var":"before.order.status"},["placed","processing"]]}""",
            Severity = 3,
            Examples =
            [
                new("Being processed", """{"call":{"tool":"cancel_order"},"before":{"order":{"status":"processing"}}}""", RuleOutcome.Pass),
                new("Packed", """{"call":{"tool":"cancel_order"},"before":{"order":{"status":"packed"}}}""", RuleOutcome.Violation),
            ],
        }, false),
    ];

    /// <summary>Saves them, and switches on those that judge. The policy has to be there.</summary>
    public static async Task SaveAsync(RuleDesk desk, string actor, CancellationToken cancellationToken)
    {
        foreach (var (draft, on) in All)
        {
            if (await desk.SaveAsync(draft, actor, cancellationToken) is not RuleChangeOutcome.Done saved) { throw new CommandException($"The demo's rule '{draft.Name}' could not be saved."); }
            if (on) { await desk.SwitchOnAsync(saved.RuleId, saved.Version, actor, cancellationToken); }
        }
    }
}
