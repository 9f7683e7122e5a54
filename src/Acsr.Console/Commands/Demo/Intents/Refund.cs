using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>The item went back, the money has not come.</summary>
internal static class Refund
{
    public static readonly Intent Intent = new()
    {
        Name = "refund",
        Weight = 0.16,
        SuccessBefore = 0.59,
        SuccessAfter = 0.80,
        Mood = -0.35,
        Age = (18, 30),
        RefusedAge = (48, 75),
        Queries = ["refund after return", "how long does a refund take", "refund not received"],
        Articles = ["When will I get my refund?", "Refunds to gift cards and PayPal", "Sending something back"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts), Tools.CheckReturn(facts, allowed, allowed ? "refunds-1" : "returns-1")],
        Action = facts => Tools.Refund(facts, facts.Product.Price, "returned_item"),
        Clause = "refunds-1",
        RefusalAction = "decline_refund_outside_window",
        RefusalClause = "returns-1",
        English = English,
        Overrides = [TwoParcels, FaultyDelivery],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "I sent the {product} back on {sent} and [still haven't had my money|the refund hasn't arrived]. Order {order}.",
            "[When will I|When do I] get the refund for {order}? You [should have|must have] had the {product} for [days|a week] by now.",
            "Order {order}: returned on {sent}, {price} outstanding. [Please refund it.|Can you look into it?]",
            "{carrier} shows my return as delivered to you. [Where is my {price}?|So where's the refund?] The order number is {order}.",
            "I'd like to know what's happening with my refund. I returned the {product} from {order} because {why}.",
            "[It's been over a week|More than a week has gone by] since I posted the {product} back to you and my bank shows nothing. Order {order}[.|, {price}.]",
            "A refund for {order}, please. The {product} went back to you on {sent}; I've kept the receipt from {carrier}.",
        ],
        Vague =
        [
            "I [returned|sent back] a {product} and [I'm still waiting for|haven't seen] the refund.",
            "Where's my money? [The parcel reached you days ago.|You've had the parcel for days.]",
            "[How long does a refund take?|How long do refunds usually take?] I posted mine on {sent}.",
            "I was [told|promised] five working days for my refund and [that's long over|it's been longer than that].",
            "My return was [delivered|signed for] at your warehouse, but nothing has come back to my card.",
            "[I need some help with a refund.|It's about a refund.] I sent the {product} back since {why}.",
        ],
        Proposals =
        [
            "I've found your return: the warehouse booked the {product} in on {booked}. I can release {price} to the card you paid with. [Shall I do that now?|Is that all right?]",
            "Thank you. Your return is complete, but the refund was never started. I'd like to send {price} back to your original payment method. [May I go ahead?|Okay with you?]",
            "The {product} came back to us on {booked} in good order. I can refund {price} today; banks usually take 3 to 5 working days. [Shall I?|Would you like me to do that?]",
            "I can see the return of {sent} on {order}. The amount due is {price}, to the card you used. [Can I confirm that?|Do you want me to go ahead?]",
            "Your parcel was booked in on {booked}. I'll refund {price} the way you paid, unless you'd rather have store credit. [Which do you prefer?|Is the card all right?]",
        ],
        Done =
        [
            "Done: {price} is on its way to your original payment method. You'll see it within 5 working days.",
            "I've released the refund of {price} for the {product}. [A confirmation is going|The confirmation goes] to {email} now.",
            "That's submitted. {price} will show up on your statement as 'Harbour & Finch' within 5 working days. Sorry that you had to ask.",
            "The refund for {order} is through: {price}, to the account you paid from. Your bank needs up to 5 working days.",
            "All set. I've sent {price} back to your card, and the order now shows as refunded.",
        ],
        FollowUps =
        [
            ("[Does that include the delivery charge?|And the delivery charge?]", "The delivery charge is refunded when the whole order comes back within 14 days. Here it's the price of the {product}, {price}."),
            ("Will it go to the same card? [That one has expired.|I've got a new one since.]", "It goes to the same card account. If the card has been replaced, your bank passes it on to the new one."),
            ("Why did it take so long?", "The return was booked in on {booked}, but the refund wasn't triggered. That was our mistake, and I'm sorry."),
            ("[Can I have store credit instead?|Could I get a voucher instead?]", "You can, but once it's sent to the card I can't turn it round. If you'd like credit next time, tell us before we release it."),
            ("Do I get an email about it?", "Yes, it goes to {email} within a few minutes."),
            ("Do the loyalty points go as well?", "The points for the {product} are taken off again; everything else on your account stays."),
        ],
        Refusals =
        [
            "I've checked {order}: it was delivered on {delivered} and the 30 days ended on {window}. As the {product} was sent after that, I'm not able to refund it.",
            "The return was posted on {sent}, which is after the return window closed on {window}. Our policy doesn't allow a refund in that case; we can send the {product} back to you.",
            "I'm sorry, but the {product} came back more than 30 days after delivery, so I can't release {price}. You're welcome to have it sent back free of charge.",
            "According to our records the 30 days for {order} were over on {window}. That's why the refund was declined and not forgotten.",
            "I can't refund this one: delivered on {delivered}, returned on {sent}. The policy allows 30 days from delivery.",
        ],
        Pushbacks =
        [
            "Nobody told me about [a date|any window] when I [printed the label|asked for the label].",
            "I was [in hospital|abroad|moving house] and couldn't post it earlier. [Can't you make an exception?|Surely there's some leeway.]",
            "[That's ridiculous.|Unbelievable.] You've got the {product} and my {price}.",
            "I want [someone|a person] to look at this properly. It's {price}, not five pounds.",
            "Your website says 'easy returns'. [This isn't easy.|Is this what you mean by easy?]",
        ],
        HumanDone =
        [
            "I've released {price} by hand; the payment provider had it stuck in review. It should reach you within 3 working days.",
            "I've been through the return with the warehouse and refunded {price} to your card. I've added the {carrier} postage you paid as well.",
            "The refund is confirmed now: {price}, and I've added a voucher of £10 because you had to chase us. The code is {voucher}.",
            "Found it. The return was booked under a different order number. I've moved it and sent the {price}.",
            "I've spoken with finance. Your {price} leaves today by bank transfer, so you don't have to wait for the card company.",
        ],
        Reopenings =
        [
            "[It's me again about|Back again about] the refund for {order}. [Still no sign of it.|My bank still shows nothing.]",
            "I've been refunded the wrong amount. The {product} was {price}, not [£20|what you sent].",
            "The refund went to a card I closed [years ago|last year]. What now?",
            "You told me {price} was on its way. [It isn't.|Nothing has arrived.]",
            "My bank says no refund was ever started for {order}.",
        ],
    };

    private static OverrideScene TwoParcels => new()
    {
        Decided = "decline_refund_outside_window",
        DecidedArguments = facts => new { order_id = facts.Order, delivered_on = Tools.Iso(facts.Delivered.AddDays(-5)) },
        ReliedOn = "returns-1",
        Final = "refund_order",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, amount_gbp = facts.Product.Price },
        Clause = "returns-2",
        Wrong =
        [
            "{order} was delivered on {firstparcel}. Your return reached us after the 30 days, so I'm not able to refund it.",
            "I'm sorry, the return window is counted from {firstparcel} and had closed when the {product} came back. I can't refund {price}.",
        ],
        Objections =
        [
            "That was only the first box. The {product} itself came on {delivered}[.|, five days later.]",
            "No, you sent that order in two parcels. I couldn't return the {product} before I even had it on {delivered}.",
        ],
        Right =
        [
            "You're right, the order came in two parcels and the last one arrived on {delivered}. Your return is in time, and I've refunded {price}.",
            "Thank you for pointing that out. The clock starts with the last parcel, so the refund of {price} is yours. It's on its way.",
        ],
        Rationales =
        [
            "Two parcels. The 30 days run from the last one, so the return was in time and the refund is due.",
            "Agent took the first scan as delivery. Last parcel arrived five days later; within the window by that date.",
            "Split shipment: window counts from the last delivery. Refund approved in full.",
        ],
    };

    private static OverrideScene FaultyDelivery => new()
    {
        Decided = "refund_order_without_delivery_charge",
        DecidedArguments = facts => new { order_id = facts.Order, amount_gbp = facts.Product.Price },
        ReliedOn = "refunds-1",
        Final = "refund_order",
        FinalArguments = facts => new { order_id = facts.Order, amount_gbp = facts.Product.Price + 3.95m, includes_delivery = true },
        Clause = "refunds-4",
        Wrong =
        [
            "I've prepared a refund of {price} for the {product}. The delivery charge isn't refundable.",
            "The refund comes to {price}. Delivery was a service we provided, so it stays with us.",
        ],
        Objections =
        [
            "I sent it back because it {defect}. Why should I pay for the delivery of a broken thing?",
            "It was faulty from the start: it {defect}. I want the delivery back as well.",
        ],
        Right =
        [
            "Quite right: the fault was ours, so the delivery charge comes back too. I've refunded {price} plus £3.95.",
            "I've corrected that. Because the {product} was faulty, you get the £3.95 for delivery on top of the {price}.",
        ],
        Rationales =
        [
            "Item was faulty on arrival, so the original delivery charge is part of the refund.",
            "Return reason in the log is a fault, not a change of mind. Delivery charge is due when the fault is ours.",
            "Agent used the standard refund and ignored the stated fault. Added the delivery charge.",
        ],
    };
}
