using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>An invoice for the books.</summary>
internal static class InvoiceCopy
{
    public static readonly Intent Intent = new()
    {
        Name = "invoice_copy",
        Weight = 0.05,
        SuccessBefore = 0.89,
        SuccessAfter = 0.90,
        Mood = 0.08,
        Age = (5, 70),
        RefusedAge = (5, 70),
        Queries = ["copy of invoice", "VAT invoice", "invoice for business"],
        Articles = ["Finding your invoice", "Buying as a business", "VAT on our invoices"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts), new Call("tool", "get_invoice", new { order_id = facts.Order }, new { invoice_id = $"INV-{facts.Order[3..]}", total_gbp = facts.Total, vat_gbp = Math.Round(facts.Total / 6, 2) })],
        Action = facts => new Call("action", "send_invoice", new { order_id = facts.Order, to = facts.Customer.Email }, new { sent = true, invoice_id = $"INV-{facts.Order[3..]}" }),
        RefusalAction = "decline_invoice_rename",
        English = English,
        Overrides = [GiftOrder, DeliveryCharge],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "[Could you send me|Please send me|I need] a copy of the invoice for {order}.",
            "I need a VAT invoice for {order} for [my accountant|the tax office|my expenses].",
            "There was no invoice in the parcel for {order}. [Can you email it?|Could I have one by email?]",
            "My company, {company}, needs the invoice for order {order} ({total}).",
            "I can't find the invoice for {order} in my account. It was on {placed}, {total}.",
            "For the warranty I'd like the invoice of the {product}, order {order}.",
        ],
        Vague =
        [
            "I need a copy of an invoice.",
            "[Where do I find my invoices?|Where can I download an invoice?] I bought a {product}.",
            "My accountant is asking for the invoice of the {product}, {price}.",
            "Can you send an invoice to {email}? I ordered on {placed}.",
            "I [lost|deleted] the invoice for my {product}.",
        ],
        Proposals =
        [
            "I've found {invoice} over {total}. [Shall I send it to {email}?|May I send it to {email}?]",
            "The invoice for {order} is ready as a PDF. Is {email} still the right address?",
            "That's quickly done: {invoice}, dated {placed}, with VAT shown. [Send it to {email}?|To {email}?]",
            "I have the invoice here. I'd email it to {email}, [all right?|okay?]",
            "Invoice {invoice} belongs to {order}. [Would you like it by email?|Shall I email it?]",
        ],
        Done =
        [
            "{invoice} is on its way to {email}. VAT is listed separately.",
            "Sent. If it's not there in five minutes, please look in the spam folder.",
            "I've emailed the invoice for {order}. You'll also find it under 'My orders' now.",
            "Done: the PDF is in your inbox, over {total}.",
            "The copy of {invoice} has just gone out to {email}.",
        ],
        FollowUps =
        [
            ("Is the VAT number on it?", "Yes, ours is at the foot of the page, and VAT is shown as a line of its own."),
            ("Can I get all invoices of this year?", "Under 'My orders' you can choose a year and download them all as one file."),
            ("[Can you put a cost centre on it?|Can my order reference go on it?]", "A reference can be added while you order, in the field 'your reference'. On an issued invoice it can't, I'm sorry."),
            ("Does it show the discount?", "Yes, any discount has its own line."),
            ("[Will I get it automatically next time?|Do I always have to ask?]", "It comes with the dispatch email. You can also switch on 'invoice by email' in your account."),
        ],
        Refusals =
        [
            "I can send {invoice} as it is, but I can't change the name on an invoice that has been issued.",
            "{invoice} was made out to {name}. I'm not able to change it to {company} afterwards.",
            "I'm sorry, once issued an invoice stays as it is. The company name has to be entered with the order.",
            "An issued invoice can't be renamed by me. I can only send you the copy.",
            "The billing name is fixed when the order is placed, so I can't issue {invoice} to {company}.",
        ],
        Pushbacks =
        [
            "My accountant won't accept it in my private name. It has to say {company}.",
            "[Every other shop can do that.|Other shops change that in a minute.] It's one line!",
            "Then I can't claim the VAT. That's {total} of business costs.",
            "I did enter {company}. Your form [dropped|lost] it.",
            "Who can change it, then? [I'd like to speak to them.|Put me through, please.]",
        ],
        HumanDone =
        [
            "I've cancelled {invoice} and issued a new one to {company}. It's in your inbox.",
            "Accounting has corrected the name: {company}. The new invoice follows within the hour.",
            "I've sent a credit note and a fresh invoice made out to {company}, so that your books are in order.",
            "Here you go: the invoice for {order} went to {email}, with your reference added.",
            "I've found the invoice in the archive and emailed it. Sorry that it wasn't in your account.",
        ],
        Reopenings =
        [
            "The PDF [won't open|is empty]. Could you send {invoice} again?",
            "That's the invoice of a different order. I need {order}.",
            "The invoice shows the wrong address. I moved to {city2}.",
            "No email has come. [Is {email} right on your side?|I've looked in spam as well.]",
            "VAT is missing on the copy you sent.",
        ],
    };

    private static OverrideScene GiftOrder => new()
    {
        Decided = "send_invoice",
        DecidedArguments = facts => new { order_id = facts.Order, to = facts.Customer.Email },
        ReliedOn = "refunds-5",
        Final = "send_gift_receipt",
        FinalArguments = facts => new { order_id = facts.Order, to = facts.Customer.Email, prices = false },
        Clause = "refunds-5",
        DataPoint = "The order belongs to another account; the writer is the person who received it.",
        Wrong =
        [
            "I'll send the full invoice for {order} to {email}.",
            "Here's the invoice for {order}; it shows the price, {price}, and the buyer's address.",
        ],
        Objections =
        [
            "Oh, it was a present. I only need something to prove where it's from. [I don't want to know the price.|The price is none of my business.]",
            "Wait, that's my aunt's order. I got it as a gift and just need a receipt for the warranty.",
        ],
        Right =
        [
            "Then a gift receipt is the right thing: no price, no address. It's in your inbox.",
            "I've stopped the invoice and sent you a gift receipt instead. Your aunt won't hear of it.",
        ],
        Rationales =
        [
            "Writer is the recipient of a gift. The giver's data stays private, so a gift receipt goes out.",
            "An invoice would have shown the giver's address and the price. Gift receipt instead.",
            "Not the buyer. Recipients are served without involving the giver.",
        ],
    };

    private static OverrideScene DeliveryCharge => new()
    {
        Decided = "confirm_invoice_correct",
        DecidedArguments = facts => new { order_id = facts.Order, invoice_id = $"INV-{facts.Order[3..]}" },
        ReliedOn = "refunds-1",
        Final = "refund_order",
        FinalArguments = facts => new { order_id = facts.Order, amount_gbp = 3.95m, reason = "delivery_charge" },
        Clause = "refunds-4",
        Wrong =
        [
            "I've compared {invoice} with the order, and the sum of {total} is correct.",
            "{invoice} is right as it stands: items plus delivery.",
        ],
        Objections =
        [
            "It still has the £3.95 for delivery, but the whole order went back within a week.",
            "I returned everything on {order} after five days. Delivery should be off the invoice.",
        ],
        Right =
        [
            "You're right, the delivery charge comes off when the whole order is returned in time. £3.95 is refunded, and the corrected invoice is in your inbox.",
            "I've refunded the £3.95 and issued a corrected {invoice}.",
        ],
        Rationales =
        [
            "Whole order came back within 14 days, so the delivery charge had to be refunded and the invoice corrected.",
            "Invoice matched the order but not the return. Delivery charge was due back.",
            "Agent checked the sum, not the return. £3.95 refunded.",
        ],
    };
}
