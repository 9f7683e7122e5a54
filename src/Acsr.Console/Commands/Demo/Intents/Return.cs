using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>The customer wants to send something back.</summary>
internal static class Return
{
    public static readonly Intent Intent = new()
    {
        Name = "return",
        Weight = 0.12,
        SuccessBefore = 0.76,
        SuccessAfter = 0.78,
        Mood = 0.0,
        Age = (5, 26),
        RefusedAge = (40, 80),
        Queries = ["return an item", "how to send something back", "return label"],
        Articles = ["Sending something back", "What can't be returned", "Returning large furniture"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts), Tools.CheckReturn(facts, allowed, "returns-1")],
        Action = facts => new Call("action", "create_return_label", new { order_id = facts.Order, sku = facts.Product.Sku }, new { label_id = $"RL-{facts.Order[3..]}", carrier = facts.Carrier, sent_to = facts.Customer.Email }),
        Clause = "returns-1",
        RefusalAction = "decline_return_outside_window",
        RefusalClause = "returns-1",
        English = English,
        Translations = new Dictionary<string, IntentTexts> { ["de"] = GermanTexts.Return, ["fr"] = FrenchTexts.Return },
        Overrides = [HeavyItem, FreeLabel],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "I'd like to return the {product} from order {order}[.|; {why}.]",
            "[How do I|How can I] send the {product} back? Order {order}, it arrived on {delivered} and {why}.",
            "The {product} ({order}) isn't for me: {why}. [Can I return it?|Can I send it back?]",
            "I need a return label for {order} please. [It's unused|It's still in its box|I haven't taken the tags off].",
            "[Is it too late|Am I still in time] to return the {product}? It came on {delivered}, order number {order}.",
            "Could you arrange a return for {order}? I [ordered the wrong one|changed my mind], and {why}.",
            "The {product} in {colour} looks [lovely|great] but {why}, so I'd like to send {order} back.",
        ],
        Vague =
        [
            "I'd like to [return something|send something back].",
            "What do I have to do to [return|send back] a {product}?",
            "[Can I return an item without the box?|Do I need the original box for a return?] It's the {product}.",
            "I've got a {product} here that I don't want to keep, because {why}.",
            "There was no return label in my parcel. [How do I get one?|Where do I find one?]",
            "I want to send the {product} back, [nothing wrong with it|it's perfectly fine], but {why}.",
        ],
        Proposals =
        [
            "You can return the {product} until {window}. I'll send a {carrier} label to {email}; you drop the parcel at any of their shops. [Shall I create it?|Okay?]",
            "That's no problem, it was delivered on {delivered} and you have 30 days. I can email you a label now. The £3.95 for it comes off the refund. [Is that all right?|Shall I go ahead?]",
            "Sure. I'd set up a return for the {product} ({price}) with a {carrier} label. [Would you like that?|Shall I send it?]",
            "I've checked: you're within the return window until {window}. [Shall I send the label to {email}?|May I send a label to {email}?]",
            "Happy to help. One return for the {product} in {colour}, refund of {price} to the way you paid. [Can I set it up?|Do you want me to set it up?]",
        ],
        Done =
        [
            "The label is in your inbox at {email}. Once the warehouse books the {product} in, {price} goes back to you within 5 working days.",
            "All done. Print the label or show the code at a {carrier} shop, and please post it before {window}.",
            "Your return is set up. Put the {product} in any sturdy box, stick the label on, and keep the receipt from {carrier}.",
            "I've emailed the {carrier} label. You'll get a message when the parcel reaches us and another one when {price} is refunded.",
            "That's arranged. No need to print anything: the shop scans the code from your phone.",
        ],
        FollowUps =
        [
            ("Does it have to be the original box?", "No, any box that protects it will do. Only the {product} itself has to be unused."),
            ("[Where's the nearest drop-off?|Where can I drop it off?]", "The email has a link to the nearest {carrier} shops around {postcode}."),
            ("Can somebody collect it instead?", "For parcels under 20 kg there's a drop-off only. Furniture is collected from your home."),
            ("[What about the gift wrap I paid for?|Do I get the gift wrap back too?]", "Gift wrapping is refunded if the whole order comes back within 14 days."),
            ("When do I get the money?", "Within 5 working days after the warehouse has booked the return in. You'll get an email at each step."),
            ("Can I put two returns in one box?", "Yes, as long as both are on the same label. Tell me the second item and I'll add it."),
        ],
        Refusals =
        [
            "I'm sorry, but {order} arrived on {delivered} and the 30 days for a return ended on {window}. I can't create a label any more.",
            "The return window for the {product} closed on {window}, so it can't come back to us now. If it has a fault, I can check the warranty for you.",
            "We take unused items back for 30 days from delivery. For {order} that was until {window}; I'm afraid it's too late.",
            "It's been {days} days since the {product} was delivered. Our policy allows 30, so I have to decline this return.",
            "I've looked at {order} and it's outside the return period. I could offer tips on selling it on, but not a return.",
        ],
        Pushbacks =
        [
            "It's only a [few|couple of] days over. [Come on.|Please.]",
            "I've [bought from you for years|spent hundreds of pounds with you]. Is that how you treat customers?",
            "The box [hasn't even been opened|is still sealed]! What difference does it make to you?",
            "I was waiting for my decorator to finish. [I couldn't know earlier.|There was no way to try it earlier.]",
            "[Other shops give 60 days.|Everybody else gives 60 days.] I'd like to speak to someone.",
        ],
        HumanDone =
        [
            "I've made a one-off exception and emailed you a label. Please post the {product} by the end of the week.",
            "I've booked a collection for the {product}: the van comes on {arrives} between 8 and 12. No need to carry anything.",
            "The label is on its way to {email}. I've waived the £3.95 as well, since this took more than one try.",
            "I can't take it back for money at this point, but I've put store credit of {price} on your account for when it reaches us.",
            "Sorted: the return for {order} is open and the label goes out in the next ten minutes.",
        ],
        Reopenings =
        [
            "The label you sent [won't scan|has expired]. {carrier} sent me home with the parcel.",
            "No email with a label has arrived, and I've checked spam. Order {order}.",
            "{carrier} says the parcel is too large for the shop. [What now?|How do I get it to you?]",
            "I've changed my mind, I'd rather exchange the {product} than return it. Is that still possible?",
            "You've put the wrong item on the return. It's the {product} I'm sending back.",
        ],
    };

    private static OverrideScene HeavyItem => new()
    {
        Decided = "create_return_label",
        DecidedArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, method = "drop_off" },
        ReliedOn = "returns-1",
        Final = "book_collection",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, on = Tools.Iso(facts.Arrives) },
        Clause = "returns-6",
        DataPoint = "The order's shipping weight is 23.4 kg, packaging included.",
        Wrong =
        [
            "I've prepared a drop-off label for the {product}. Please take it to a {carrier} shop near {postcode}.",
            "You can return the {product} at any {carrier} shop with the label I'm sending you.",
        ],
        Objections =
        [
            "The box weighs over 20 kilos and I don't have a car. How am I supposed to get it to a shop?",
            "I can't carry that, it came on a pallet with two men. Doesn't somebody pick it up?",
        ],
        Right =
        [
            "Of course we'll collect it. The van comes on {arrives} between 8 and 12; please leave it packed by the door.",
            "Sorry, a parcel of that weight is ours to collect. I've booked {arrives} and cancelled the drop-off label.",
        ],
        Rationales =
        [
            "Parcel is over 20 kg. Items of that weight are collected, so the drop-off label was wrong.",
            "Weight in the order is above the drop-off limit; collection booked instead.",
            "Agent offered the default label without looking at the weight. Policy says collection.",
        ],
    };

    private static OverrideScene FreeLabel => new()
    {
        Decided = "create_return_label",
        DecidedArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, label_fee_gbp = 3.95m },
        ReliedOn = "returns-5",
        Final = "create_return_label",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, label_fee_gbp = 0m },
        Clause = "returns-5",
        Wrong =
        [
            "The label costs £3.95, which will be taken off your refund of {price}.",
            "I'll send you a label. Please note that we deduct £3.95 for the return.",
        ],
        Objections =
        [
            "I'm in the Finch Club, number {member}. I thought returns were free for members?",
            "It {defect}, that's why it's going back. Why am I paying for the label?",
        ],
        Right =
        [
            "They are free for you. I've taken the fee off; the full {price} comes back once we have the {product}.",
            "You shouldn't pay for that, and now you don't. The new label is free of charge.",
        ],
        Rationales =
        [
            "Label is free for club members and for faulty items. The fee was charged by default.",
            "Agent quoted the right clause but the wrong half of it: the customer is exempt from the fee.",
            "Fee waived; the exemption applies and the account shows it.",
        ],
    };
}
