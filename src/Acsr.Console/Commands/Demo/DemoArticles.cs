using Acsr.Knowledge;

namespace Acsr.Commands.Demo;

/// <summary>The demo shop's help centre: what the demo's searches bring back, by the same titles.</summary>
internal static class DemoArticles
{
    /// <summary>The import's name.</summary>
    public const string Source = "demo-help-centre";

    /// <summary>Id of an article by its title.</summary>
    public static string IdOf(string title) => "demo-" + ArticleIds.Slug(title);

    /// <summary>As they are imported on the demo's first day.</summary>
    public static ArticleReading Reading(DateTime today) => ArticleReading.Of(All.Select(a => new ArticleReading(
        [new ArticleDocument(a.Title, IdOf(a.Title), new ArticleText
        {
            Title = a.Title, Section = a.Section, Tags = [.. a.Tags.Split(' ', StringSplitOptions.RemoveEmptyEntries)], Locale = "en-gb", Owner = a.Section == "Finch Club" ? "Club team" : "Help centre team",
            // One shelf has not been looked at for a while.
            StaleAfter = today.AddDays(a.Section == "Orders" ? -12 : 150), Clauses = a.Clause.Length == 0 ? [] : [DemoPolicy.Cite(a.Clause)], Body = a.Body,
        }.Settled(), ArticleStatus.Published)], [])));

    private static readonly (string Section, string Title, string Clause, string Tags, string Body)[] All =
    [
        ("Returns and refunds", "Sending something back", "returns-1", "return label", "An unused item can be returned within 30 days of delivery.\n\n## The label\n\nCreate the return label under 'My orders'. It is free for Finch Club members and for faulty items; others pay £3.95, which is taken off the refund.\n\n## Several parcels\n\nThe 30 days start on the day the last parcel was delivered."),
        ("Returns and refunds", "What can't be returned", "returns-3", "return", "Made-to-measure curtains and blinds and personalised items cannot be returned unless they are faulty. The same holds for opened candles, pillows and mattress toppers."),
        ("Returns and refunds", "Returning large furniture", "returns-6", "return furniture", "Furniture and anything over 20 kg is collected from your home. Choose a day under 'My orders'; you need not carry anything to a parcel shop."),
        ("Returns and refunds", "When will I get my refund?", "refunds-1", "refund", "A refund goes to the original payment method within 5 working days after the warehouse has booked the return in.\n\n## Sooner\n\nUp to £50 may be refunded before the return arrives, once tracking shows that the carrier has the parcel."),
        ("Returns and refunds", "Refunds to gift cards and PayPal", "refunds-1", "refund", "What was paid by gift card goes back onto the gift card, what was paid with PayPal back to PayPal."),
        ("Returns and refunds", "Exchanging an item", "exchanges-and-replacements-1", "exchange", "The first exchange for another colour or size of the same item is free within 30 days of delivery."),
        ("Returns and refunds", "My item arrived damaged", "exchanges-and-replacements-2", "damage", "Report damage within 7 days with a photo, and the item is replaced free of charge."),
        ("Returns and refunds", "Taking photos of damage", "", "damage", "One photo of the whole item, one of the damage close up, one of the box with its label."),
        ("Returns and refunds", "Replacements", "exchanges-and-replacements-3", "exchange", "If a replacement is out of stock for more than 14 days, you may choose a full refund instead."),
        ("Orders", "Cancelling your order", "cancellations-and-address-changes-1", "order cancel", "An order can be cancelled until it is packed: 'My orders', then 'Cancel'."),
        ("Orders", "When is my order packed?", "", "order", "Orders placed before noon are packed the same day, all others on the next working day."),
        ("Orders", "I ordered the wrong thing", "", "order", "Until the order is packed, cancel it and order again. After that, send it back when it has arrived."),
        ("Orders", "Changing an order", "", "order", "Nothing can be added to an order that is placed. A second order ships separately, free above £60."),
        ("Orders", "Changing the delivery address", "cancellations-and-address-changes-3", "order address", "The delivery address can be changed until the order is packed, within the same country."),
        ("Orders", "Redirecting a parcel", "cancellations-and-address-changes-4", "delivery address", "Once the carrier has the parcel, you may have it redirected once, free of charge, through the carrier's own page."),
        ("Delivery", "How long does delivery take?", "", "delivery", "Two to four working days within Great Britain, up to six to the islands. Furniture is brought on a day that you choose."),
        ("Delivery", "My parcel is late", "refunds-3", "delivery", "A parcel that has not arrived 7 days after the promised date counts as lost; you choose between a full refund and a new parcel."),
        ("Delivery", "Following your parcel", "", "delivery", "The link in the dispatch email shows where the parcel is. It works from the evening of the day it was sent."),
        ("Delivery", "Delivery to the Channel Islands", "", "delivery", "Parcels to the Channel Islands take up to six working days. Furniture cannot be delivered there."),
        ("Delivery", "Delivery options", "", "delivery saturday", "Carriers deliver from Monday to Saturday. Saturday costs £2.00 extra at the checkout."),
        ("Finch Club", "How the Finch Club works", "discounts-and-loyalty-points-3", "club points", "One point is credited for each full pound when the order is delivered."),
        ("Finch Club", "Missing points", "discounts-and-loyalty-points-3", "club points", "Missing points can be claimed for 90 days after delivery, under 'My club'."),
        ("Finch Club", "Using your points", "", "club points", "100 points are worth £1 at the checkout. Points on a returned order go back to the account."),
        ("Finch Club", "Finch Club offers", "", "club offers", "Members hear about sales two days before everybody else."),
        ("Finch Club", "Recommending us to friends", "", "club friend", "Send a friend's code from 'My club'. Discounts themselves belong to one account."),
        ("Payment and invoices", "Using a discount code", "discounts-and-loyalty-points-2", "discount code", "Enter the code at the checkout. Codes cannot be combined; where two were valid, the better one counts."),
        ("Payment and invoices", "My code doesn't work", "discounts-and-loyalty-points-1", "discount code", "A code that was valid when the order was placed is credited afterwards if you ask within 14 days."),
        ("Payment and invoices", "Finding your invoice", "", "invoice", "Every invoice is under 'My orders' as a PDF from the day the order is sent."),
        ("Payment and invoices", "Buying as a business", "", "invoice business", "Businesses can pay by invoice once the account is checked, which takes two working days."),
        ("Payment and invoices", "Ways to pay", "", "payment", "Card, PayPal and gift card. Businesses can pay by invoice."),
        ("Products", "Our warranty", "warranty-1", "warranty", "Lighting and furniture carry a warranty of two years, everything else of one year, from the day of delivery."),
        ("Products", "Repairs and spare parts", "warranty-4", "warranty repair", "Furniture above £200 is repaired first. Spare parts for lighting and furniture are kept for ten years."),
        ("Products", "Caring for your product", "", "care", "A damp cloth and mild soap, nothing abrasive."),
        ("Products", "Colours and finishes", "", "colours", "Natural materials vary a little from piece to piece. The finish is named on the product page."),
        ("Products", "When will it be back in stock?", "", "stock", "The product page shows the next delivery. Leave your address there and you are told."),
        ("Products", "Gift wrapping and cards", "", "gift", "Gift wrapping costs £4.00 an item. You can add a card with your own words."),
        ("About us", "Our shops and opening hours", "", "shops", "There are shops in Bristol, Leeds and Edinburgh, open from Monday to Saturday, 10 to 18."),
        ("About us", "Our packaging", "", "packaging", "Box and filling are paper. Only the tape belongs in the general waste."),
        ("About us", "Managing your account", "", "account", "Under 'My details' you change name, email address and password. A new address is confirmed by a link."),
    ];
}
