using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>The customer does not want the order any more.</summary>
internal static class CancelOrder
{
    public static readonly Intent Intent = new()
    {
        Name = "cancel_order",
        Weight = 0.09,
        SuccessBefore = 0.79,
        SuccessAfter = 0.81,
        Mood = -0.05,
        Age = (0, 1),
        RefusedAge = (2, 3),
        Status = "processing",
        RefusedStatus = "shipped",
        Queries = ["cancel an order", "stop an order before dispatch", "cancel order fee"],
        Articles = ["Cancelling your order", "When is my order packed?", "I ordered the wrong thing"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts)],
        Action = facts => new Call("action", "cancel_order", new { order_id = facts.Order, reason = "customer_request" }, new { order_id = facts.Order, status = "cancelled", refund_gbp = facts.Total }),
        Clause = "cancellations-and-address-changes-1",
        RefusalAction = "decline_cancellation_shipped",
        RefusalClause = "cancellations-and-address-changes-1",
        English = English,
        Overrides = [Packed, MadeToMeasure],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "[Please cancel|I need to cancel|Can you cancel] order {order}. [I ordered it twice by mistake.|I don't need it any more.|I found it cheaper.]",
            "I just placed {order} and [used the wrong card|picked the wrong size|got the wrong colour]. Can you [stop|cancel] it?",
            "Stop {order} [please|before it ships]! My partner has [bought|ordered] the same {product}.",
            "I'd like to cancel the {product} I ordered on {placed}. Order number {order}.",
            "[Is it still possible|Is there still time] to cancel {order}? The {product} won't fit after all.",
            "Cancel {order} and refund {total}, please. [Your site doesn't let me do it myself.|There's no cancel button on my account.]",
        ],
        Vague =
        [
            "I want to cancel [my order|an order I placed yesterday].",
            "[How do I cancel?|Where can I cancel an order?] I ordered the wrong {product}.",
            "I've ordered [by accident|twice by accident]. The page hung and I pressed the button again.",
            "Please don't send the {product}. [Plans have changed.|We've changed our minds.]",
            "Can I still cancel a {product}? I ordered it [an hour ago|last night].",
        ],
        Proposals =
        [
            "{order} hasn't been packed yet, so I can cancel it free of charge and refund {total}. [Shall I?|Do you want me to?]",
            "You're in time. If I cancel {order} now, {total} goes back to the way you paid. [Is that what you'd like?|Okay to go ahead?]",
            "I've found it: one {product} in {colour}, {total}, still being processed. [Cancel the whole order?|Shall I cancel it?]",
            "Yes, that's possible until the order is packed. [Can I confirm the cancellation of {order}?|Just to be sure: cancel {order} completely?]",
            "No problem. I'd cancel the {product} and release the payment of {total}. [May I?|Go ahead?]",
        ],
        Done =
        [
            "{order} is cancelled. The {total} was only reserved and will be released by your bank within 5 working days.",
            "Done, nothing will be sent. You'll get the confirmation at {email} in a minute.",
            "I've stopped {order} before packing. The refund of {total} is on its way to you.",
            "That's cancelled. If you paid with points or a voucher, they're back on your account already.",
            "All sorted: the {product} stays here, and {total} goes back to your card.",
        ],
        FollowUps =
        [
            ("Is there a fee?", "No, cancelling before packing is free."),
            ("[I used a discount code. Is it lost now?|Can I use my code again?]", "The code {code} works again from tomorrow."),
            ("When will I see the money?", "If your bank only reserved the sum, it disappears within a day or two. Otherwise it takes up to 5 working days."),
            ("Can I order it again later at the same price?", "The price may change, but I can't see a change planned for the {product}."),
            ("Does the other order stay as it is?", "Yes, I've only touched {order}."),
        ],
        Refusals =
        [
            "I'm sorry, {order} is already with {carrier}, so I can't cancel it any more. You can refuse the parcel at the door or return it within 30 days.",
            "The {product} left our warehouse yesterday. From that point an order can't be cancelled, only returned.",
            "{order} has been shipped. I can't stop it, but if you send it back unused, you'll get {price} back.",
            "I've checked, and the order is no longer with us but with {carrier}. Cancelling is only possible until it's packed.",
            "It's too late to cancel {order}: it's on its way. I can send you a return label for when it arrives.",
        ],
        Pushbacks =
        [
            "I [wrote|asked] within [an hour|two hours] of ordering! [Nobody answered.|You just didn't read it.]",
            "So I have to wait for a parcel I don't want and carry it back? [Great.|Wonderful.]",
            "Why can't you just [call the driver|ask them to turn round]?",
            "I'm not paying £3.95 to send back something I cancelled.",
            "That's not [acceptable|good enough]. I'd like to [speak to|talk to] a person.",
        ],
        HumanDone =
        [
            "I've asked the warehouse to pull {order} off the line, and they caught it in time. {total} is on its way back to you.",
            "I've told {carrier} to return the parcel to us. You don't need to do anything, and I've refunded {total} already.",
            "Cancelled by hand: your first message came before packing, so that's what counts. The {total} is released.",
            "I've sent you a free return label and noted that you asked to cancel on time. You won't be charged anything.",
            "The duplicate order is gone. {order} was the second one, the first one is coming as planned.",
        ],
        Reopenings =
        [
            "I cancelled {order} and [it has just been delivered|now I've got a dispatch email]. What am I supposed to do with it?",
            "You cancelled the wrong order. I [wanted to keep|still want] {order}.",
            "{order} is cancelled, but my {total} [isn't back|is still missing].",
            "My voucher was not given back after the cancellation of {order}.",
            "The order shows as cancelled in the email and as 'processing' in my account. [Which is it?|What's true?]",
        ],
    };

    private static OverrideScene Packed => new()
    {
        Decided = "decline_cancellation_packed",
        DecidedArguments = facts => new { order_id = facts.Order, status = "packed" },
        ReliedOn = "cancellations-and-address-changes-1",
        Final = "cancel_order",
        FinalArguments = facts => new { order_id = facts.Order, warehouse_stop = true },
        Clause = "cancellations-and-address-changes-2",
        Wrong =
        [
            "{order} is already packed, so it can't be cancelled any more. You can return it once it has arrived.",
            "I'm sorry, the parcel for {order} is packed and waiting for {carrier}. I have to decline the cancellation.",
        ],
        Objections =
        [
            "If it's waiting, it hasn't gone. Somebody can walk over and take it off the shelf, surely?",
            "It's still in your building! [Please just stop it.|Can nobody stop it?]",
        ],
        Right =
        [
            "You're right, it hadn't left yet. The warehouse has taken it out, and {total} comes back to you.",
            "I've had it pulled before the collection. {order} is cancelled and refunded.",
        ],
        Rationales =
        [
            "Packed but not with the carrier: a colleague can stop it. The agent should have handed over instead of declining.",
            "Warehouse stop was still possible until the 16:00 collection. Cancelled.",
            "Order was packed and in the building. Policy lets us stop those by hand.",
        ],
    };

    private static OverrideScene MadeToMeasure => new()
    {
        Decided = "decline_cancellation_made_to_measure",
        DecidedArguments = facts => new { order_id = facts.Order },
        ReliedOn = "returns-3",
        Final = "cancel_order",
        FinalArguments = facts => new { order_id = facts.Order, refund_gbp = facts.Total },
        Clause = "cancellations-and-address-changes-5",
        DataPoint = "The order was 6 hours old when the customer wrote.",
        Wrong =
        [
            "{order} includes made-to-measure curtains. Those can't be returned or cancelled.",
            "I can't cancel {order}: the curtains in it are made for your window, and made-to-measure items are excluded.",
        ],
        Objections =
        [
            "I ordered this morning. Nobody has cut anything yet!",
            "I got the width wrong and noticed straight away. It's been six hours.",
        ],
        Right =
        [
            "You're within the 24 hours, so I've cancelled it. {total} goes back to your card.",
            "That was caught in time. The order is cancelled, and you can place it again with the right width.",
        ],
        Rationales =
        [
            "Made-to-measure can be cancelled within 24 hours; the order was placed the same morning.",
            "Agent mixed up returning with cancelling. Cancelling is open for a day.",
            "Inside the 24 hours and nothing was cut. Cancelled in full.",
        ],
    };
}
