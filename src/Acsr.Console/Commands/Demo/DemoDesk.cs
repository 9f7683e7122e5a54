using Acsr.Commands.Demo.Intents;
using Acsr.Commands.Demo.Scenes;
using Acsr.Commands.Demo.Wire;

namespace Acsr.Commands.Demo;

/// <summary>
/// The support desk of Harbour &amp; Finch, a homeware shop that does not exist: 90 days of cases, the same for the same seed and day.
/// A day's cases depend on its date alone, so that a later run mostly repeats ids and adds what has happened since.
/// </summary>
public static class DemoDesk
{
    /// <summary>The demo's agent, as it names itself.</summary>
    internal const string AgentName = "harbour-assistant";

    internal static readonly Intent[] Intents =
    [
        WhereIsMyOrder.Intent, Refund.Intent, Return.Intent, Exchange.Intent, CancelOrder.Intent, WarrantyClaim.Intent,
        DiscountNotApplied.Intent, ChangeAddress.Intent, InvoiceCopy.Intent, DeliveryDamaged.Intent, LoyaltyPoints.Intent,
    ];

    private const ulong CalendarSalt = 1, PlanSalt = 2, FactsSalt = 3, TextsSalt = 4, TimesSalt = 5, ScoresSalt = 6, AnswersSalt = 7;

    /// <summary>About 3,000 cases, opened in the 90 days before <paramref name="today"/> (a UTC date); nothing happens after yesterday evening.</summary>
    public static IEnumerable<DemoCase> Cases(int seed, DateTime today)
    {
        var horizon = DemoCalendar.Horizon(today);
        for (var day = 0; day < DemoCalendar.Days; day++)
        {
            var date = DateTime.SpecifyKind(today.Date, DateTimeKind.Utc).AddDays(day - DemoCalendar.Days);
            var openings = DemoCalendar.Openings(Dice.For(seed, date, 0, CalendarSalt), date);
            var fortune = new Fortune(seed, date);
            for (var number = 1; number <= openings.Count && openings[number - 1] < horizon; number++)
            {
                yield return Play(seed, date, number, openings[number - 1], day, horizon, fortune);
            }
        }
    }

    /// <summary>The same as requests to the public ingest API, oldest cases first.</summary>
    public static IEnumerable<DemoRequest> Requests(int seed, DateTime today) => DemoWire.Requests(Cases(seed, today));

    private static DemoCase Play(int seed, DateTime date, int number, DateTime openedAt, int day, DateTime horizon, Fortune fortune)
    {
        Dice Stream(ulong salt) => Dice.For(seed, date, number, salt);
        var plan = CasePlan.Draw(Stream(PlanSalt), $"demo-{seed}-{date:yyMMdd}-{number:000}", openedAt, day, fortune.Of);
        var facts = Stream(FactsSalt);
        var customer = Customer.Number(facts.Between(1, Customer.Count));
        var script = new CaseScript(plan, CaseFacts.Invent(facts, plan.Intent, plan.Language, customer, openedAt, plan.Refused), Stream(TextsSalt), Stream(TimesSalt), Stream(ScoresSalt), Stream(AnswersSalt));
        Conversation.Play(script);
        return new DemoCase(plan.Id, script.UpTo(horizon), plan.Traced);
    }
}
