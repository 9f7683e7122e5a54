using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>It arrived broken.</summary>
internal static class DeliveryDamaged
{
    public static readonly Intent Intent = new()
    {
        Name = "delivery_damaged",
        Weight = 0.09,
        SuccessBefore = 0.57,
        SuccessAfter = 0.95,
        Mood = -0.5,
        ByVoice = false,
        Age = (3, 7),
        RefusedAge = (16, 34),
        Queries = ["item arrived damaged", "damaged in transit", "report a damaged delivery"],
        Articles = ["My item arrived damaged", "Taking photos of damage", "Replacements"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts), new Call("policy_check", "check_damage_report", new { order_id = facts.Order, sku = facts.Product.Sku }, new { within_7_days = allowed, delivered_on = Tools.Iso(facts.Delivered), photo_received = true, clause = DemoPolicy.Cite("exchanges-and-replacements-2") })],
        Action = facts => Tools.Replace(facts, facts.Colour, "damaged_on_arrival"),
        Clause = "exchanges-and-replacements-2",
        RefusalAction = "decline_late_damage_report",
        RefusalClause = "exchanges-and-replacements-2",
        English = English,
        Overrides = [SendBack, RefundInstead],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "The {product} from {order} arrived [today|yesterday] with {damage}. [I'm really disappointed.|Not what I hoped for.]",
            "[I've just opened|I've unpacked] {order} and the {product} has {damage}. [Photo attached.|I've attached pictures.]",
            "{order}: {product} delivered with {damage}. The box itself looked fine. [What happens now?|What do I do?]",
            "My {product} is broken, it came with {damage}! Order {order}. [It was a present.|I needed it for the weekend.]",
            "{carrier} must have dropped the parcel. The {product} has {damage}. The order number is {order}.",
            "I'd like a replacement for the {product} in {colour} from {order}; there's {damage}.",
        ],
        Vague =
        [
            "My order arrived [damaged|broken].",
            "The {product} I got from you has {damage}. [How do I get a new one?|Can I get a new one?]",
            "I've just unpacked my {product}: {damage}. [Not impressed.|That's so annoying.]",
            "The parcel was [crushed|soaked] when it came, and the {product} has {damage}.",
            "Something's wrong with my delivery. There's {damage} on the {product}.",
        ],
        Proposals =
        [
            "I'm so sorry, that's not how it should reach you. Thanks for the photo. I can send a new {product} in {colour} free of charge. [Shall I?|Would that help?]",
            "What a shame! The damage is clear from the picture. A replacement could leave tomorrow. [May I order it?|Okay for you?]",
            "Sorry about that. You reported it in time, so I'd replace the {product} at no cost. [Is that what you'd like?|All right?]",
            "Thanks for letting us know so quickly. I'd send another one to {street} right away. [Shall I go ahead?|Do you agree?]",
            "That's {carrier}'s handling, and not your problem. [May I send you a new {product}?|Shall I send a new {product}?]",
        ],
        Done =
        [
            "Your new {product} ships tomorrow under {order}-R and should arrive around {arrives}. Sorry again.",
            "Done. The replacement is free, and I've asked for extra padding.",
            "I've ordered a new one for you. You'll get the tracking tomorrow.",
            "The replacement is on its way to {street}, {postcode}. I've reported the damage to {carrier} as well.",
            "All arranged: a new {product} in {colour}, at no cost, delivered around {arrives}.",
        ],
        FollowUps =
        [
            ("What shall I do with the broken one?", "Items under £40 you can simply recycle. For anything above, a label comes with the new parcel."),
            ("[Can I have my money back instead?|Could I get a refund instead?]", "If the replacement were out of stock for more than 14 days, yes. It's in stock, so the new one is the quickest way."),
            ("Do you need more photos?", "No, the one you sent shows it well."),
            ("Can you make sure it's packed better?", "I've left a note for the packing team to use a double box."),
            ("[Will somebody be told about this driver?|Will {carrier} hear about this?]", "Yes, I've filed a damage report with {carrier}, with your photo."),
        ],
        Refusals =
        [
            "I'm sorry, but {order} was delivered on {delivered}, {days} days ago. Damage on arrival has to be reported within 7 days, so I can't replace it.",
            "The {product} reached you on {delivered}. After 7 days I can't treat it as damage in transit any more.",
            "Thank you for the photo. As more than 7 days have passed since delivery, I have to decline the replacement.",
            "We can only replace damaged deliveries that are reported within 7 days; here it's been {days}.",
            "I understand that you opened the box late, but the 7 days start with the delivery on {delivered}.",
        ],
        Pushbacks =
        [
            "I was away and [only opened it today|didn't open it until now]. How could I know?",
            "It was for a birthday! I wasn't going to unwrap it [just to check|beforehand].",
            "So you sell broken things and then hide behind a date. [Nice.|Great service.]",
            "Look at the photo again. There's {damage}. That didn't happen in my home.",
            "I want to [talk to|speak with] somebody who can decide this.",
        ],
        HumanDone =
        [
            "I've looked at the photos. That happened on the way to you, no question. A new {product} leaves today.",
            "I've replaced it out of goodwill; the new {product} arrives around {arrives}. Please check it when it comes.",
            "The last one in stock is scratched too, so I've refunded {price} instead. Keep or recycle the damaged one.",
            "I've sent a new {product} by special courier, two-man delivery. They'll take the broken one with them.",
            "Would 30 percent back be all right, as it still works? I've refunded that just now; if not, tell me and I'll replace it.",
        ],
        Reopenings =
        [
            "The replacement has arrived with {damage}. [Again!|That's the second time.]",
            "You've sent the {product} in {colour2}. It was supposed to be {colour}.",
            "Nobody has collected the broken {product}, it's been in my hall since.",
            "I got a bill for the replacement of {order}. [It was meant to be free.|Why?]",
            "Still no tracking for the new {product}. You said it would ship the next day.",
        ],
    };

    private static OverrideScene SendBack => new()
    {
        Decided = "request_return_of_damaged_item",
        DecidedArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku },
        ReliedOn = "returns-1",
        Final = "create_replacement",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, return_required = false },
        Clause = "exchanges-and-replacements-2",
        Wrong =
        [
            "Please send the damaged {product} back first. Once we've checked it, I can send a new one.",
            "I need the {product} back in its box before I can do anything about a replacement.",
        ],
        Objections =
        [
            "It's in pieces. You want me to post [shards|broken bits]? You've got the photo.",
            "I sent you a photo an hour after it came. Why isn't that enough?",
        ],
        Right =
        [
            "The photo is enough. Your new {product} ships tomorrow, nothing to send back first.",
            "Please don't post broken pieces. I've ordered the replacement on the strength of your photo.",
        ],
        Rationales =
        [
            "Reported within 7 days with a photo: replace free of charge. There is no condition that the item comes back first.",
            "Agent applied the return procedure to transit damage. Photo was on file.",
            "Damage with photo in time is replaced straight away.",
        ],
    };

    private static OverrideScene RefundInstead => new()
    {
        Decided = "create_replacement",
        DecidedArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, backorder_days = 24 },
        ReliedOn = "exchanges-and-replacements-2",
        Final = "refund_order",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, amount_gbp = facts.Product.Price },
        Clause = "exchanges-and-replacements-3",
        DataPoint = "Stock of this article: none, next delivery in 24 days.",
        Wrong =
        [
            "I've ordered a replacement {product} for you. It will be sent when it's back in stock, in about 24 days.",
            "A new {product} is reserved from the next delivery in three to four weeks. I can't offer a refund.",
        ],
        Objections =
        [
            "Three weeks without it? No, I'd like my money back, please.",
            "That's far too late for me. Refund me and I'll buy one in town.",
        ],
        Right =
        [
            "With that wait you can choose, of course. I've refunded {price} and cancelled the replacement.",
            "Done: {price} goes back to your card. The damaged one can be recycled.",
        ],
        Rationales =
        [
            "Replacement would take 24 days; above 14 the customer may have the refund.",
            "Stock check came after the promise. Customer was entitled to choose and chose the refund.",
            "Out of stock beyond two weeks. Refunded.",
        ],
    };
}
