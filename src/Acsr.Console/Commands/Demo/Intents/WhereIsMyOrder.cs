using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>The parcel has not come yet.</summary>
internal static class WhereIsMyOrder
{
    public static readonly Intent Intent = new()
    {
        Name = "where_is_my_order",
        Weight = 0.20,
        SuccessBefore = 0.84,
        SuccessAfter = 0.86,
        Mood = -0.15,
        Age = (4, 7),
        RefusedAge = (6, 8),
        Status = "shipped",
        RefusedStatus = "shipped",
        Queries = ["delivery times", "late parcel", "parcel not arrived tracking"],
        Articles = ["How long does delivery take?", "My parcel is late", "Following your parcel"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts), Tools.TrackParcel(facts)],
        Action = facts => Tools.Answer(facts, "delivery_status"),
        Clause = "refunds-3",
        RefusalAction = "decline_refund_parcel_in_transit",
        RefusalClause = "refunds-3",
        English = English,
        Translations = new Dictionary<string, IntentTexts> { ["de"] = GermanTexts.WhereIsMyOrder, ["fr"] = FrenchTexts.WhereIsMyOrder },
        Overrides = [Lost, Redirect],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "[Where is|Can you tell me where|Any news on] my order {order}? It was [supposed to|meant to] arrive on {due}[.|, and there is still no sign of it.]",
            "I ordered the {product} on {placed}, order number {order}, and it [hasn't turned up yet|still isn't here]. [What's going on?|Can you check?]",
            "The tracking for {order} [hasn't moved|has said the same thing] for [two|three] days. [Is it lost?|Should I be worried?|Is it stuck somewhere?]",
            "[I stayed home all day|I waited in the whole of {due}] for the {product} and nobody came. The order is {order}.",
            "I need to know when {order} [will be delivered|is coming]. [I'm away from the weekend|It's a birthday present|The old one is already gone], so it matters.",
            "[Just checking on|Could I get an update on] {order}, the {product} in {colour}. [The email said {due}.|I was told {due}.]",
            "Your app says {order} is 'on its way' but that was [three days ago|last week]. When does the {product} actually arrive?",
        ],
        Vague =
        [
            "[Where is my parcel?|Where's my delivery?] It was [due|promised for] {due}.",
            "My {product} [hasn't arrived|didn't come] and [I've heard nothing|nobody has told me anything].",
            "I'm [still waiting|waiting] for a {product} that I ordered on {placed}. [Has it been sent?|Is it even on its way?]",
            "[Can you check a delivery for me?|Can you look up a delivery?] I ordered [over a week ago|a while back] and the tracking link [is empty|doesn't open].",
            "I missed a text from {carrier}, I think. [When do they come again?|Will they try again?] It should be my {product}.",
            "The {product} was [supposed to be here|meant to come] by {due}. [It isn't.|Nothing so far.]",
        ],
        Done =
        [
            "[Thanks for waiting.|I've found it.] Your {product} is with {carrier} and was scanned in {hub} yesterday. They now expect to deliver it on {arrives}. The tracking number is {tracking}.",
            "{order} left our warehouse on time but was held up at the {carrier} depot in {hub}. It's moving again and should be with you on {arrives}.",
            "I've checked with the carrier: the parcel is in {hub}, on the way to {city}, and delivery is planned for {arrives}. You can follow it under {tracking}.",
            "Good news: {carrier} has your {product} on the van list for {arrives}. [You'll get a text with a two-hour window that morning.|They send a two-hour window by text that morning.]",
            "Sorry about the wait. The last scan was in {hub} yesterday, and the new delivery date is {arrives}. If nothing has come by then, write back here and we'll send another or refund you.",
            "Your parcel {tracking} is running about two days late because of a backlog in {hub}. {carrier} confirms {arrives}.",
        ],
        FollowUps =
        [
            ("[Can they leave it with a neighbour?|Can it go to my neighbour if I'm out?]", "Yes. Use the link in the {carrier} text on the morning of delivery and choose 'leave with a neighbour'."),
            ("Do I need to sign for it?", "No signature is needed for this one. The driver takes a photo of where it was left."),
            ("What if it [doesn't come|isn't there] on {arrives}?", "If it hasn't arrived 7 days after the promised date, we treat it as lost and you choose between a full refund and a new parcel."),
            ("[Can you change the delivery day?|Could it come a day later?]", "{carrier} lets you move it by up to three days. The link is in the tracking email, under 'change my delivery'."),
            ("Is everything I ordered in that one parcel?", "Yes, {order} was packed as a single parcel."),
            ("Will I be told when it's out for delivery?", "You will: {carrier} sends a text to the number on the order when the van leaves the depot."),
        ],
        Refusals =
        [
            "I understand that's frustrating. The parcel was scanned in {hub} yesterday, so it isn't lost, and I can't refund it yet. If it hasn't come 7 days after {due}, you can choose a refund or a new one.",
            "At the moment {carrier} still expects to deliver on {arrives}. A parcel only counts as lost 7 days after the promised date, so I can't send a second {product} today.",
            "I can't cancel an order that's already travelling. It should arrive on {arrives}; if you no longer want it then, you can send it back within 30 days.",
            "The tracking shows movement as of yesterday, so our policy doesn't let me refund {total} now. I can check again for you after {arrives}.",
            "I can see the delay, and I'm sorry. While the carrier has the parcel and it's less than 7 days late, I'm not able to send a replacement.",
        ],
        Pushbacks =
        [
            "[That's what I was told last time.|I heard that on Monday already.] I don't want to wait [any longer|another week].",
            "I've already bought [another one|something else] elsewhere. I [just want|only want] my money back.",
            "So I have to [sit here and hope|keep waiting]? [That can't be right.|Not good enough.]",
            "It was a present for {due}. [It's useless to me now.|It's too late now.]",
            "The driver never rang the bell, that's [your carrier's|{carrier}'s] fault and not mine.",
        ],
        HumanDone =
        [
            "I've rung the {hub} depot. They found your parcel on the wrong cage and it's on tomorrow's van. I've also taken the delivery charge off your order.",
            "I've opened a trace with {carrier} and marked {order} for a call-back. If they can't show me a scan by tomorrow noon, I'll send a new {product} the same day.",
            "I've sent a second {product} by next-day courier, free of charge. If the first one turns up as well, just refuse it at the door.",
            "Right, I've got {carrier} on the other line: it's being delivered on {arrives} before noon, and they'll ring you half an hour ahead.",
            "I've refunded {total} to your card, as it's clearly not going to make it in time. Sorry that this took so long.",
        ],
        Reopenings =
        [
            "It's {arrives} and [still nothing|the {product} isn't here]. You said it would be delivered today.",
            "The tracking now says 'returned to sender'. [What happened?|Why?] Order {order}.",
            "{carrier} says it was delivered, but [it isn't here|I've got nothing]. I've asked the neighbours as well.",
            "Update on {order}: the box came but the {product} wasn't in it.",
            "They tried to deliver to the wrong house number. [Can you sort this out?|Please sort it out.]",
        ],
    };

    private static OverrideScene Lost => new()
    {
        Decided = "ask_customer_to_wait",
        DecidedArguments = facts => new { order_id = facts.Order, until = Tools.Iso(facts.Arrives) },
        ReliedOn = "refunds-3",
        Final = "create_replacement",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, reason = "parcel_lost" },
        Clause = "refunds-3",
        DataPoint = "The carrier's trace lists the parcel as 'contents destroyed' in the depot.",
        Wrong =
        [
            "Your parcel is still with {carrier}. Please wait until {arrives}; it's on its way.",
            "The tracking shows {order} in transit, so there's nothing for me to do yet. Please allow a few more days.",
        ],
        Objections =
        [
            "{carrier} told me on the phone that it was damaged in {hub} and thrown away. [It isn't in transit.|Nothing is in transit.]",
            "I've just got an email from {carrier} saying the parcel was destroyed. How can it be on its way?",
        ],
        Right =
        [
            "You're right, I can see the carrier's note: the parcel was destroyed in {hub}. I've sent a new {product} today at no cost to you.",
            "Sorry about that. The parcel is gone, and waiting won't bring it back. A new one leaves tomorrow morning with next-day delivery.",
        ],
        Rationales =
        [
            "Carrier confirmed that the parcel was destroyed, so it counts as lost now; the customer chose a new parcel.",
            "The 7 days protect us while a parcel may still turn up. This one cannot: the trace says destroyed. Replacement sent.",
            "Agent read the last public scan only and missed the damage note in the trace. Lost parcel, customer's choice is a replacement.",
        ],
    };

    private static OverrideScene Redirect => new()
    {
        Decided = "decline_redirection",
        DecidedArguments = facts => new { order_id = facts.Order, reason = "already_shipped" },
        ReliedOn = "cancellations-and-address-changes-3",
        Final = "request_carrier_redirection",
        FinalArguments = facts => new { tracking_number = facts.Tracking, street = facts.NewAddress.Street, postcode = facts.NewAddress.Postcode },
        Clause = "cancellations-and-address-changes-4",
        Wrong =
        [
            "{order} has already been shipped, so the address can't be changed any more.",
            "I'm afraid that once a parcel has left us it goes to the address on the order. I can't redirect it.",
        ],
        Objections =
        [
            "But I'm at {street2}, {city2} until the end of the month. Nobody is at home to take it.",
            "[Really?|Seriously?] Last year you sent one to my office while it was on the way. I need it at {street2}, {postcode2}.",
        ],
        Right =
        [
            "That can be done once, free of charge: I've asked {carrier} to bring it to {street2}, {postcode2}. Expect it one day later.",
            "I've redirected the parcel to {street2} in {city2}. {carrier} will confirm by text.",
        ],
        Rationales =
        [
            "One redirection through the carrier is free after dispatch. The agent applied the rule for orders that are not packed yet.",
            "Address rule before packing does not apply here; redirection does, and it had not been used.",
            "Customer may redirect once. No earlier redirection on this parcel, so there was no reason to decline.",
        ],
    };
}
