using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>Something broke months after it was bought.</summary>
internal static class WarrantyClaim
{
    public static readonly Intent Intent = new()
    {
        Name = "warranty_claim",
        Weight = 0.07,
        SuccessBefore = 0.57,
        SuccessAfter = 0.51,
        Mood = -0.4,
        Age = (50, 340),
        RefusedAge = (780, 1100),
        Queries = ["warranty claim", "product stopped working warranty", "how long is the warranty"],
        Articles = ["Our warranty", "Caring for your product", "Repairs and spare parts"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts), new Call("policy_check", "check_warranty", new { order_id = facts.Order, sku = facts.Product.Sku }, new { covered = allowed, delivered_on = Tools.Iso(facts.Delivered), category = facts.Product.Category, clause = DemoPolicy.Cite("warranty-1") })],
        Action = facts => Tools.Replace(facts, facts.Colour, "warranty"),
        Clause = "warranty-4",
        RefusalAction = "decline_warranty_expired",
        RefusalClause = "warranty-1",
        English = English,
        Overrides = [NoReceipt, SecondFailure],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "My {product} {defect}. I bought it on {placed}, order {order}. [Is that covered?|Is this a warranty case?]",
            "[After only {months} months|Not even {months} months in], the {product} {defect}. Order number {order}. [I expected better.|That can't be normal.]",
            "Warranty claim for {order}: the {product} {defect}.",
            "The {product} from {order} {defect}. [What can you do about it?|Can you repair or replace it?]",
            "I've looked after it well, but my {product} {defect}. Here's the order: {order}.",
            "I'd like to report a fault. Order {order}, {product} in {colour}: it {defect}.",
        ],
        Vague =
        [
            "The {product} I bought from you {defect}.",
            "[How long is the warranty on|Is there still a warranty on] a {product}? Mine {defect}.",
            "I have a [problem|fault] with something I bought a few months ago. The {product} {defect}.",
            "My {product} broke. It {defect}, and I [didn't do anything unusual|only used it normally].",
            "Who do I talk to about a [faulty|broken] {product}? It {defect}.",
        ],
        Proposals =
        [
            "I'm sorry to hear that. The {product} is under warranty, and a replacement in {colour} would be free. [Shall I send one?|Would you like that?]",
            "That shouldn't happen after {months} months. I can replace it under warranty; you keep nothing to pay. [May I order the new one?|Shall I go ahead?]",
            "Thank you for the description. It sounds like a fault in the material, so I'd send a new {product} and a label for the old one. [All right?|Is that okay?]",
            "This is covered. The same model is available, so the quickest way is a replacement to {street}. [Shall I arrange it?|Do you agree?]",
            "I've checked {order}: warranty applies. [Would a new {product} in {colour} be fine for you?|Is a replacement all right for you?]",
        ],
        Done =
        [
            "Your replacement is booked as {order}-R and leaves tomorrow. Please send the faulty one back with the label that comes with it.",
            "Done. A new {product} arrives around {arrives}. The warranty runs on from your original delivery.",
            "I've arranged it: the new {product} ships tomorrow at no cost. Sorry for the trouble.",
            "That's in the system. You'll have the tracking tomorrow evening, and we'd be grateful for the old one so that our workshop can look at it.",
            "All set. The replacement goes to {street}, {postcode}. Please don't use the old one until then.",
        ],
        FollowUps =
        [
            ("Do I need the receipt?", "No, the order number is enough as proof of purchase."),
            ("Does the warranty start again?", "It runs on from the delivery of the first one."),
            ("[Do I pay for sending the old one back?|Who pays for the return?]", "We do. The label that comes with the new one is free."),
            ("What if the new one has the same problem?", "If the same fault comes back, you can have your money instead."),
            ("[Could I have a different colour?|Can I get it in {colour2} instead?]", "For a warranty case we send the same model and colour. An exchange is separate, I'm afraid."),
        ],
        Refusals =
        [
            "The {product} was delivered on {delivered}, and its warranty has ended. I'm sorry, I can't replace it free of charge.",
            "I've checked {order}: it's {months} months old, and the warranty for it is over.",
            "Unfortunately the warranty period for your {product} has passed. Our workshop may be able to repair it at cost.",
            "I understand the disappointment, but after {months} months this is no longer covered by the warranty.",
            "According to the order, the warranty on the {product} has run out. I have to decline the claim.",
        ],
        Pushbacks =
        [
            "For {price} I expect a {product} to last longer than that.",
            "It has had this problem [almost from the start|for ages], I just didn't get round to writing.",
            "[Is that it?|And that's it?] No goodwill at all?",
            "I want to hear that from a person, please.",
            "The label on it says 'made to last'. [Ironic.|Is that a joke?]",
        ],
        HumanDone =
        [
            "I've had a word with our workshop: they'll repair the {product} free of charge, as we know this fault from that batch. A courier collects it on {arrives}.",
            "I've sent you a new {product} as a gesture of goodwill. Please keep or recycle the old one.",
            "The claim is approved. Your replacement ships tomorrow, and I've noted the defect for the supplier.",
            "A spare part is enough here. It's in the post today with a two-minute instruction; if that doesn't help, I'll replace the whole thing.",
            "I can offer you 40 percent off a new {product}, since it's out of warranty. The code is {voucher}.",
        ],
        Reopenings =
        [
            "The replacement {product} {defect} as well. [That's the second one.|Exactly the same fault.]",
            "You sent a replacement in the wrong colour. It should be {colour}.",
            "Nobody came to collect the {product} on the agreed day.",
            "The spare part [doesn't fit|is for a different model]. Order {order}.",
            "I still haven't heard anything about my warranty claim for {order}.",
        ],
    };

    private static OverrideScene NoReceipt => new()
    {
        Decided = "request_proof_of_purchase",
        DecidedArguments = facts => new { order_id = facts.Order, document = "receipt" },
        ReliedOn = "warranty-3",
        Final = "create_replacement",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, reason = "warranty" },
        Clause = "warranty-3",
        Wrong =
        [
            "To open a warranty claim I need a photo of the paper receipt for the {product}.",
            "Please send me the original receipt. Without it I can't check the warranty.",
        ],
        Objections =
        [
            "I've given you the order number. You sold it to me, you know when I bought it!",
            "What receipt? I bought it online, order {order}. There was no paper.",
        ],
        Right =
        [
            "Your order number is all we need. I've sent a new {product}; it ships tomorrow.",
            "Sorry about that, no receipt needed. The claim is approved and the replacement is on its way.",
        ],
        Rationales =
        [
            "Order number is proof of purchase. No receipt may be asked for.",
            "The agent had the order open and still asked for paper. Approved on the order number.",
            "Proof was there. Claim approved, replacement sent.",
        ],
    };

    private static OverrideScene SecondFailure => new()
    {
        Decided = "create_replacement",
        DecidedArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, reason = "warranty" },
        ReliedOn = "warranty-4",
        Final = "refund_order",
        FinalArguments = facts => new { order_id = facts.Order, sku = facts.Product.Sku, amount_gbp = facts.Product.Price },
        Clause = "warranty-5",
        DataPoint = "The order already has one warranty replacement for the same fault.",
        Wrong =
        [
            "I'm sorry that it happened again. I'll send you another {product} under warranty.",
            "The warranty covers a replacement, so I've prepared a new {product}. A refund isn't possible.",
        ],
        Objections =
        [
            "This is already the second one with the same fault. I don't want a third, I want my money back.",
            "You replaced it before and the new one {defect} too. Please just refund me.",
        ],
        Right =
        [
            "I understand. The same fault came back, so you can have a refund: {price} is on its way.",
            "No third one, then. I've refunded {price} and you needn't send the old one back.",
        ],
        Rationales =
        [
            "Same fault after a replacement: the customer may choose a refund and asked for it.",
            "Second failure. Agent should have offered the choice; the history shows a replacement already.",
            "Recurring fault, refund instead of another replacement.",
        ],
    };
}
