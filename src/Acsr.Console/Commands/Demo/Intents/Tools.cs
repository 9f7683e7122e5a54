namespace Acsr.Commands.Demo.Intents;

/// <summary>The tools of the assistant: what goes in and what comes back, in terms of the case's facts.</summary>
internal static class Tools
{
    public static Call GetOrder(CaseFacts facts) => new("tool", "get_order", new { order_id = facts.Order }, new
    {
        order_id = facts.Order,
        status = facts.Status,
        placed_on = Iso(facts.Placed),
        delivered_on = facts.Status == "delivered" ? Iso(facts.Delivered) : null,
        items = new[] { new { sku = facts.Product.Sku, name = facts.Product.Name, colour = facts.Colour, price_gbp = facts.Product.Price } },
        total_gbp = facts.Total,
    });

    public static Call TrackParcel(CaseFacts facts) => new("tool", "track_parcel", new { tracking_number = facts.Tracking }, new
    {
        carrier = facts.Carrier,
        status = "in_transit",
        last_scan = new { place = facts.Hub, on = Iso(facts.Today.AddDays(-1)) },
        expected_on = Iso(facts.Arrives),
    });

    public static Call CheckReturn(CaseFacts facts, bool allowed, string clause) =>
        new("policy_check", "check_return_eligibility", new { order_id = facts.Order, sku = facts.Product.Sku }, new
        {
            eligible = allowed,
            delivered_on = Iso(facts.Delivered),
            window_ends_on = Iso(facts.WindowEnds),
            clause = DemoPolicy.Cite(clause),
        });

    public static Call Search(string query, params string[] articles) => new("retrieval", "search_help_center", new { query }, new
    {
        results = articles.Select((title, at) => new { title, score = Math.Round(0.91 - (at * 0.13), 2) }),
    });

    public static Call CheckStock(CaseFacts facts, bool inStock) => new("tool", "check_stock", new { sku = facts.Product.Sku, colour = facts.OtherColour }, new
    {
        in_stock = inStock ? 14 : 0,
        next_delivery_on = inStock ? null : Iso(facts.Today.AddDays(33)),
    });

    public static Call Refund(CaseFacts facts, decimal amount, string reason) =>
        new("action", "refund_order", new { order_id = facts.Order, sku = facts.Product.Sku, amount_gbp = amount, reason }, new
        {
            refund_id = $"RF-{facts.Order[3..]}",
            status = "submitted",
            amount_gbp = amount,
            to = "original_payment_method",
        });

    public static Call Replace(CaseFacts facts, string colour, string reason) =>
        new("action", "create_replacement", new { order_id = facts.Order, sku = facts.Product.Sku, colour, reason }, new
        {
            replacement_order_id = $"{facts.Order}-R",
            ships_on = Iso(facts.Today.AddDays(1)),
        });

    public static Call Voucher(CaseFacts facts, decimal amount, string reason) =>
        new("action", "issue_voucher", new { customer = facts.Customer.Reference, amount_gbp = amount, reason }, new { code = facts.Voucher, amount_gbp = amount, valid_for_days = 180 });

    /// <summary>An answer in words alone: nothing is called.</summary>
    public static Call Answer(CaseFacts facts, string topic) => new("action", "answer_customer", new { topic, order_id = facts.Order }, null);

    public static string Iso(DateTime day) => $"{day:yyyy-MM-dd}";
}
