using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>The order should go somewhere else.</summary>
internal static class ChangeAddress
{
    public static readonly Intent Intent = new()
    {
        Name = "change_address",
        Weight = 0.06,
        SuccessBefore = 0.79,
        SuccessAfter = 0.80,
        Mood = -0.02,
        Age = (0, 1),
        RefusedAge = (2, 3),
        Status = "processing",
        RefusedStatus = "shipped",
        Queries = ["change delivery address", "wrong address on order", "moved house delivery"],
        Articles = ["Changing the delivery address", "Redirecting a parcel", "Delivery to the Channel Islands"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts), new Call("tool", "lookup_postcode", new { postcode = facts.NewAddress.Postcode }, new { city = facts.NewAddress.City, deliverable = true })],
        Action = facts => new Call("action", "update_shipping_address", new { order_id = facts.Order, street = facts.NewAddress.Street, city = facts.NewAddress.City, postcode = facts.NewAddress.Postcode }, new { order_id = facts.Order, updated = true }),
        Clause = "cancellations-and-address-changes-3",
        RefusalAction = "decline_address_change_shipped",
        RefusalClause = "cancellations-and-address-changes-4",
        English = English,
        Overrides = [FreeRedirection, SameCountry],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "I've given the wrong address for {order}. It should go to {street2}, {city2}, {postcode2}.",
            "[Please change|Can you change] the delivery address of {order} to {street2}, {postcode2} {city2}? [We've just moved.|I've moved house.]",
            "Order {order} is going to my old flat in {city}. [I need it at|Please send it to] {street2}, {city2} {postcode2}.",
            "There's a typo in my address on {order}. The right one is {street2}, {city2}, {postcode2}.",
            "[I won't be at home next week.|I'm at my parents' next week.] Can the {product} ({order}) go to {street2} in {city2}, {postcode2}?",
            "I ordered with an old address by mistake. {order} has to go to {street2}, {postcode2}, please.",
        ],
        Vague =
        [
            "I need to change the delivery address of an order. The new one is {street2}, {city2}, {postcode2}.",
            "My order is going to the wrong [house|address]! It must be {street2}, {postcode2}.",
            "We've moved. Can my {product} be sent to {street2} in {city2} instead? Postcode {postcode2}.",
            "I typed the wrong house number. [Can that be fixed?|Can you correct it?] It's {street2}, {postcode2}.",
            "[Is it possible|Would it be possible] to send my order to work instead? That's {street2}, {city2} {postcode2}.",
        ],
        Proposals =
        [
            "{order} isn't packed yet, so that's easy. New address: {street2}, {city2}, {postcode2}. [Is that right?|Shall I save it?]",
            "I can change it now. The {product} would go to {street2}, {postcode2} {city2}. [Correct?|May I save that?]",
            "Thanks. Just to be sure before I change it: {street2}, {city2}, {postcode2}, same name. [Right?|Is everything correct?]",
            "You're in time. I'll replace {street} by {street2}, {city2}, {postcode2}. [Okay?|Shall I go ahead?]",
            "I've found {street2} in {city2}. [Shall I send {order} there?|May I update {order} with it?]",
        ],
        Done =
        [
            "Done. {order} now goes to {street2}, {city2}, {postcode2}. Delivery should still be around {due}.",
            "I've changed the address. You'll get a new confirmation at {email}.",
            "All set: the {product} will be delivered to {street2}. The invoice keeps your old address.",
            "That's updated, and the label will be printed with {postcode2}.",
            "The new address is saved for {order}. Your account still has the old one, so change that too if you've moved for good.",
        ],
        FollowUps =
        [
            ("Is the account address changed as well?", "No, only this order. You can change your account under 'My details'."),
            ("Does it arrive later now?", "No, it wasn't packed yet, so {due} still stands."),
            ("[Can the neighbour take it?|Can they leave it next door?]", "Yes, you can choose that in the {carrier} text on the morning of delivery."),
            ("What about my other order?", "Only {order} was open. Everything else has been delivered already."),
            ("[Can the invoice stay on the old address?|Which address is on the invoice?]", "The invoice stays with the billing address you gave, {street}."),
        ],
        Refusals =
        [
            "I'm sorry, {order} has been handed to {carrier} already. I can't change the address on our side; you can redirect it once with the link in the tracking email.",
            "The parcel has left us with the old address. From now on only {carrier} can redirect it.",
            "{order} was shipped yesterday, so the address can't be changed here any more. Please use the redirection of {carrier}.",
            "It's too late for a change in our system, as the {product} is on its way. The carrier's link lets you redirect it free of charge.",
            "I can't update an order that has been shipped. {tracking} is the number you need for a redirection.",
        ],
        Pushbacks =
        [
            "The link [doesn't work|asks for a code I don't have].",
            "I wrote to you [yesterday|two days ago] about this. [It wasn't shipped then!|It was still here then.]",
            "Somebody else lives there now. They'll just keep my {product}.",
            "Can't you do it for me? I'm [not good with these things|driving].",
            "[That's a bad joke.|So it goes to a house I don't live in.] I'd like to talk to someone.",
        ],
        HumanDone =
        [
            "I've redirected the parcel with {carrier} myself: it now goes to {street2}, {postcode2}, one day later than planned.",
            "I've asked for the parcel to come back to us, and a new one goes to {street2} today.",
            "The address is corrected; the warehouse hadn't printed the label yet. {city2} it is.",
            "I've called {carrier}. They'll hold the parcel in their {city2} shop for you, and you can collect it from {arrives}.",
            "Done by hand: {order} goes to {street2}, {city2}. I've saved it in your account as well.",
        ],
        Reopenings =
        [
            "The parcel went to the old address after all. [Somebody there signed for it.|I don't know who has it now.]",
            "The confirmation still shows {street}. Did the change go through?",
            "You've mixed up the postcode. It's {postcode2}.",
            "{carrier} says that they never got a new address for {order}.",
            "I need to change it once more, sorry. [My move was postponed.|The flat isn't ready.]",
        ],
    };

    private static OverrideScene FreeRedirection => new()
    {
        Decided = "charge_redirection_fee",
        DecidedArguments = facts => new { tracking_number = facts.Tracking, fee_gbp = 6.50m },
        ReliedOn = "cancellations-and-address-changes-3",
        Final = "request_carrier_redirection",
        FinalArguments = facts => new { tracking_number = facts.Tracking, street = facts.NewAddress.Street, postcode = facts.NewAddress.Postcode, fee_gbp = 0m },
        Clause = "cancellations-and-address-changes-4",
        Wrong =
        [
            "The parcel is with {carrier} now. A redirection costs £6.50; shall I send you a payment link?",
            "I can have it redirected to {street2} for a fee of £6.50.",
        ],
        Objections =
        [
            "Your own delivery page says the first redirection is free.",
            "£6.50 for changing one line? I've never redirected anything before.",
        ],
        Right =
        [
            "The first redirection is free, and I've arranged it: {street2}, {postcode2}, one day later.",
            "No fee, of course. {carrier} brings it to {street2} in {city2}.",
        ],
        Rationales =
        [
            "First redirection of this parcel, so it is free. No fee may be charged.",
            "Agent quoted the carrier's list price. We carry the first redirection.",
            "Fee removed; one free redirection per parcel.",
        ],
    };

    private static OverrideScene SameCountry => new()
    {
        Decided = "update_shipping_address",
        DecidedArguments = facts => new { order_id = facts.Order, city = "Dublin", country = "IE" },
        ReliedOn = "cancellations-and-address-changes-3",
        Final = "cancel_order",
        FinalArguments = facts => new { order_id = facts.Order, reason = "reorder_to_ireland" },
        Clause = "cancellations-and-address-changes-3",
        DataPoint = "Customs papers had been made out for a delivery within the UK.",
        Wrong =
        [
            "I've changed the address to Dublin. The {product} will be sent to Ireland.",
            "No problem, {order} now goes to Dublin instead of {city}.",
        ],
        Objections =
        [
            "Great. Do I have to pay customs for that? The email says 'address not valid for this order'.",
            "I've got an error mail saying the address is outside the delivery area. Is it going or not?",
        ],
        Right =
        [
            "I'm sorry, an order can't change country. I've cancelled it with a full refund; please order again with the Dublin address, I've reserved the {product} for you.",
            "That wasn't possible after all. {order} is cancelled and refunded, and I've put a {product} aside for your new order to Dublin.",
        ],
        Rationales =
        [
            "Address may only change within the same country. Cancelled so that the customer can order again.",
            "Change of country needs new customs papers, which an address change does not create.",
            "Agent accepted an address in another country. Not allowed; cancelled and reserved the item.",
        ],
    };
}
