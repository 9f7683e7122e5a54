using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>The same thing in another colour.</summary>
internal static class Exchange
{
    public static readonly Intent Intent = new()
    {
        Name = "exchange",
        Weight = 0.08,
        SuccessBefore = 0.69,
        SuccessAfter = 0.71,
        Mood = 0.05,
        Age = (5, 24),
        RefusedAge = (6, 24),
        Queries = ["exchange for another colour", "swap an item", "exchange colour or size"],
        Articles = ["Exchanging an item", "Colours and finishes", "When will it be back in stock?"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts), Tools.CheckStock(facts, allowed)],
        Action = facts => Tools.Replace(facts, facts.OtherColour, "exchange_colour"),
        Clause = "exchanges-and-replacements-1",
        RefusalAction = "decline_exchange_out_of_stock",
        RefusalClause = "exchanges-and-replacements-3",
        English = English,
        Overrides = [SmallDifference, LongWait],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "Can I swap the {product} from {order} for the one in {colour2}? [The {colour} doesn't work here.|{colour} was the wrong choice.]",
            "I ordered the {product} in {colour} (order {order}) and [would rather have|now I'd prefer] {colour2}.",
            "Exchange please: {order}, {product}, {colour} to {colour2}. [It's unused.|Not used yet.]",
            "I [picked|clicked on] the wrong colour. It should have been {colour2}, not {colour}. The order is {order}.",
            "The {product} is lovely, but {why}. Could I have it in {colour2} instead? Order number {order}.",
            "Is the {product} available in {colour2}? I'd like to exchange mine, order {order}.",
        ],
        Vague =
        [
            "I'd like to [exchange something|swap an item] for a different colour.",
            "Can I change my {product} from {colour} to {colour2}?",
            "[How do exchanges work?|What's the way to exchange an item?] I've got the {product} in the wrong colour.",
            "I was sent a {product} in {colour}, but I need {colour2} to match the others.",
            "Do you still have the {product} in {colour2}? Mine is {colour} and doesn't [suit|match] the room.",
        ],
        Proposals =
        [
            "The {product} in {colour2} is in stock, and your first exchange is free. I'd send the new one tomorrow with a label for the old one. [Shall I?|All right?]",
            "We have {colour2} on the shelf. You'd get the {product} in {colour2} within 3 days and hand the {colour} one to the driver. [Is that okay?|Would that suit you?]",
            "Yes, that's possible: same {product}, {colour2} instead of {colour}, no extra cost. [May I book it?|Shall I book it?]",
            "Good choice, {colour2} is available. I'll set up a free exchange on {order} if you agree. [Do you?|Go ahead?]",
            "I can exchange it for you until {window}. The {colour2} one would leave our warehouse tomorrow. [Want me to do that?|Shall I arrange it?]",
        ],
        Done =
        [
            "Your exchange is booked. The {product} in {colour2} ships tomorrow, and the label for the {colour} one is in your inbox.",
            "Done. Order {order}-R is the new one, in {colour2}. Please send the {colour} one back within 14 days.",
            "That's arranged: {colour2} is reserved for you and should arrive around {arrives}.",
            "All set. You'll get the tracking for the {colour2} one by email tomorrow evening.",
            "The swap is in the system. The driver brings {colour2} and takes {colour} with them, so keep the box handy.",
        ],
        FollowUps =
        [
            ("Do I have to send the old one first?", "No, the new one comes first. You have 14 days to send back the {colour} one."),
            ("What if I don't like {colour2} either?", "Then you can return it for a refund until {window}. Only the first exchange is free, though."),
            ("Is the price the same?", "Yes, the {product} is {price} in both colours."),
            ("[How should I pack the old one?|Can I use the same box for the old one?]", "The box the new one arrives in is ideal. The label goes over the old address."),
            ("Can you send it to my office?", "The exchange goes to the address on the order, {street}. After it ships you can redirect it once through {carrier}."),
        ],
        Refusals =
        [
            "I'm sorry, {colour2} is sold out and the next delivery is about five weeks away. I can't book an exchange for it at the moment.",
            "The {product} isn't available in {colour2} right now, so there's nothing I can swap it for. You could return yours for a refund until {window}.",
            "Unfortunately we're out of {colour2}. Since the wait is more than 14 days, the policy offers a refund instead of an exchange.",
            "There's no stock of the {product} in {colour2}, and I can't reserve one that we don't have. A refund would be possible.",
            "{colour2} won't be back for more than a month, so an exchange isn't possible. Would a refund help?",
        ],
        Pushbacks =
        [
            "But your website [shows|showed] it in stock [an hour ago|this morning]!",
            "I don't want a refund, I want it in {colour2}. [Can't you ask the shops?|Is there none left anywhere?]",
            "I've already [painted the wall|bought the rest] to go with {colour2}.",
            "[Five weeks?|A month?] That's too long. What else can you do?",
            "Then hold one for me when they come in. [Is that so hard?|Surely that's possible.]",
        ],
        HumanDone =
        [
            "I've found a {product} in {colour2} in our Bristol shop and asked them to send it straight to you.",
            "I've reserved one from the next delivery under your name. Keep the {colour} one until it comes; there's no rush.",
            "There's one display piece left in {colour2}. I've sent it to you and taken 15 percent off.",
            "I've booked the exchange by hand; the stock figure was wrong. It ships tomorrow.",
            "As {colour2} is so far off, I've refunded {price} and you can keep using the {colour} one until we collect it.",
        ],
        Reopenings =
        [
            "The exchange came, but it's {colour} again. [That's the same one.|I asked for {colour2}.]",
            "I got the {product} in {colour2} but no label for the old one.",
            "You've charged me {price} again for the exchange. [Why?|Please put that right.]",
            "[Nothing has shipped yet|Still no tracking] for my exchange on {order}. You said tomorrow.",
            "The one in {colour2} has {damage}. [Can I have another?|Now what?]",
        ],
    };

    private static OverrideScene SmallDifference => new()
    {
        Decided = "request_additional_payment",
        DecidedArguments = facts => new { order_id = facts.Order, amount_gbp = 4.00m },
        ReliedOn = "exchanges-and-replacements-1",
        Final = "create_replacement",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, colour = facts.OtherColour, waived_gbp = 4.00m },
        Clause = "exchanges-and-replacements-4",
        Wrong =
        [
            "The {product} in {colour2} costs £4.00 more. I can book the exchange once you've paid the difference.",
            "There's a price difference of £4.00 for {colour2}. I'll send a payment link to {email}.",
        ],
        Objections =
        [
            "Four pounds? I have to go through a payment page for [that|four pounds]?",
            "Your FAQ says small differences don't matter. Is that not true?",
        ],
        Right =
        [
            "Forget the £4.00, we waive anything up to £5. The {colour2} one ships tomorrow.",
            "No payment needed: differences of up to £5 are on us. Your exchange is booked.",
        ],
        Rationales =
        [
            "Difference is £4.00, and up to £5 is waived on an exchange.",
            "No payment to be asked for below £5. The agent treated the exchange as a new order.",
            "Waived: the price difference lies under the limit.",
        ],
    };

    private static OverrideScene LongWait => new()
    {
        Decided = "backorder_replacement",
        DecidedArguments = facts => new { sku = facts.Product.Sku, colour = facts.OtherColour, expected_on = Tools.Iso(facts.Today.AddDays(33)) },
        ReliedOn = "exchanges-and-replacements-1",
        Final = "refund_order",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, amount_gbp = facts.Product.Price },
        Clause = "exchanges-and-replacements-3",
        Wrong =
        [
            "{colour2} is out of stock until next month. I've put you on the waiting list; there's no other option.",
            "I've ordered the {product} in {colour2} for you. It will take about five weeks, and the order can't be refunded meanwhile.",
        ],
        Objections =
        [
            "I never agreed to wait five weeks. I'd rather have my money back.",
            "[Five weeks?|That long?] Then I want a refund and I'll buy it somewhere else.",
        ],
        Right =
        [
            "With a wait like that the choice is yours. I've cancelled the waiting list and refunded {price}.",
            "Of course. Over 14 days you can have your money back, so I've refunded {price} and sent a label for the {colour} one.",
        ],
        Rationales =
        [
            "Replacement is more than 14 days out. Customer may choose a refund and did.",
            "The agent offered the waiting list as the only option; at 33 days a refund has to be offered.",
            "Out of stock for over two weeks, refund on request is in the policy.",
        ],
    };
}
