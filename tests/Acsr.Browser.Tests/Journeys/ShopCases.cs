using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Acsr.Journeys;

/// <summary>Cases of a shop whose parcels get lost, as its agent would send them: written after the API's description, not with the console's own types.</summary>
internal static class ShopCases
{
    public const string Prefix = "shop-";

    public const int Count = Overridden + Stuck + Solved;

    /// <summary>A colleague overruled the agent, and did not say what would have been right.</summary>
    public const int Overridden = 18;

    /// <summary>The agent called the same tool in vain, again and again.</summary>
    public const int Stuck = 3;

    public const int Solved = 6;

    public const string PolicyId = "shop";

    public const string Policy = """
        # Shop policy

        ## Parcels

        - A parcel that is a week late counts as lost, and the customer gets the money back.
        - A parcel that was redirected is followed at the carrier first.
        """;

    /// <summary>Other words for the clause that every correction cites.</summary>
    public static string NextPolicy => Policy.Replace("a week late", "ten days late", StringComparison.Ordinal);

    /// <summary>Words that only the clause about lost parcels holds.</summary>
    public const string ClauseWords = "counts as lost";

    public const string Clause = "shop/parcels-1@1";

    /// <summary>What the agent decided, and what would have been right.</summary>
    public const string Decision = "refuse_refund";

    public const string Correction = "refund_order";

    /// <summary>Arguments of the correction for a case.</summary>
    public static string CorrectionOf(string caseId) => $$"""{"order":"{{OrderOf(caseId)}}"}""";

    /// <summary>All events, one a line.</summary>
    public static string Lines(DateTime now)
    {
        var lines = new StringBuilder();
        for (var n = 1; n <= Count; n++)
        {
            var opened = now.Date.AddDays(-1 - (n % 20)).AddHours(9);
            var (id, seconds) = (string.Create(CultureInfo.InvariantCulture, $"{Prefix}{n:00}"), 0);
            void Tell(string type, object what)
            {
                var line = JsonSerializer.SerializeToNode(what)!.AsObject();
                line["id"] = $"{id}-{seconds}";
                line["type"] = type;
                line["case"] = id;
                line["time"] = opened.AddSeconds(10 * seconds++).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                lines.Append(line.ToJsonString()).Append('\n');
            }

            var order = OrderOf(id);
            Tell("case.opened", new { channel = "chat", intent = "lost_parcel", customer = $"c-{n}", agent = "shop-bot", agentVersion = n % 3 == 0 ? "1.1" : "1.0", language = "en" });
            Tell("message", new { role = "customer", text = $"Order {order} has not arrived. I want my money back.", sentiment = -0.4 });
            Tell("step", new { kind = "tool", name = "get_order", input = new { order }, output = new { status = "in transit", late = "9 days" }, costUsd = 0.002 });
            if (n <= Overridden) { TellOverridden(Tell, order); }
            else if (n <= Overridden + Stuck) { TellStuck(Tell, order); }
            else { TellSolved(Tell, order); }
        }

        return lines.ToString();
    }

    private static string OrderOf(string caseId) => $"W-10{caseId[Prefix.Length..]}";

    private static void TellOverridden(Action<string, object> tell, string order)
    {
        tell("decision", new { action = Decision, arguments = new { order, reason = "in transit" }, confidence = 0.81 });
        tell("message", new { role = "agent", text = "Your parcel is still on its way, so there is no refund." });
        tell("override", new { original = new { action = Decision, arguments = new { order, reason = "in transit" }, confidence = 0.81 }, by = "colleague-3" });
        tell("message", new { role = "human", text = "I am sorry, that was wrong. Your money is on its way." });
        tell("case.closed", new { outcome = "resolved" });
    }

    private static void TellStuck(Action<string, object> tell, string order)
    {
        for (var attempt = 0; attempt < 6; attempt++) { tell("step", new { kind = "tool", name = "refund_order", input = new { order }, error = "timeout of the payment service" }); }
        tell("message", new { role = "agent", text = "I could not do it." });
        tell("case.closed", new { outcome = "unresolved" });
    }

    private static void TellSolved(Action<string, object> tell, string order)
    {
        tell("decision", new { action = Correction, arguments = new { order }, confidence = 0.93 });
        tell("step", new { kind = "action", name = Correction, input = new { order }, output = "refunded", costUsd = 0.004 });
        tell("message", new { role = "agent", text = "Your money is on its way." });
        tell("case.closed", new { outcome = "resolved" });
    }
}
