namespace Acsr.Commands.Demo;

/// <summary>The policy of the demo shop, whose clauses the demo's decisions and overrides cite.</summary>
public static class DemoPolicy
{
    /// <summary>The policy's id: the first part of every citation.</summary>
    public const string Id = "harbour-finch";

    public const string Title = "Harbour & Finch returns and refunds policy";

    /// <summary>Citation of a clause in version 1; the importer names clauses by their heading and place, for example <c>refunds-2</c>.</summary>
    public static string Cite(string clause) => $"{Id}/{clause}@1";

    /// <summary>
    /// The document as it is to be in two weeks: other words for four clauses, one that goes and one that comes. What cites the old words
    /// is what the blast radius shows.
    /// </summary>
    public static string Next => Markdown
        .Replace("can be returned within 30 days of the day it was delivered, for any reason", "can be returned within 45 days of the day it was delivered, for any reason", StringComparison.Ordinal)
        .Replace("Up to £50 may be refunded before the return arrives", "Up to £30 may be refunded before the return arrives", StringComparison.Ordinal)
        .Replace("items below £40 need not be sent back", "items below £60 need not be sent back", StringComparison.Ordinal)
        .Replace("of up to £15 a case; anything above", "of up to £10 a case; anything above", StringComparison.Ordinal)
        .Replace("- Made-to-measure orders can be cancelled within 24 hours of being placed.\n", "", StringComparison.Ordinal)
        .Replace("- The order number or the Finch Club account", "- A fault that shows within six months counts as there from the beginning.\n- The order number or the Finch Club account", StringComparison.Ordinal);

    /// <summary>The document, one clause for each list item. Items may only be added at the end of their heading: demo cases cite them by place.</summary>
    public const string Markdown = """
        # Harbour & Finch returns and refunds policy

        ## Returns

        - An unused item can be returned within 30 days of the day it was delivered, for any reason.
        - Where an order arrives in several parcels, the 30 days start on the day the last parcel was delivered.
        - Made-to-measure curtains and blinds and personalised items cannot be returned unless they are faulty.
        - Opened candles, pillows and mattress toppers cannot be returned unless they are faulty.
        - The return label is free for Finch Club members and for faulty items; other customers pay £3.95, which is taken off the refund.
        - Furniture and anything over 20 kg is collected from the customer's home; nobody is asked to carry it to a parcel shop.

        ## Refunds

        - A refund goes to the original payment method within 5 working days after the warehouse has booked the return in.
        - Up to £50 may be refunded before the return arrives, once tracking shows that the carrier has the parcel.
        - A parcel that has not arrived 7 days after the promised date counts as lost; the customer chooses between a full refund and a new parcel.
        - The original delivery charge is refunded when the whole order comes back within 14 days, or when the fault is ours.
        - Somebody who received the item as a gift is refunded as store credit; the giver is not told and the giver's card is not used.

        ## Exchanges and replacements

        - The first exchange for another colour or size of the same item is free within 30 days of delivery.
        - Damage on arrival that is reported within 7 days with a photo is replaced free of charge; items below £40 need not be sent back.
        - If a replacement is out of stock for more than 14 days, the customer may choose a full refund instead.
        - If the new colour or size costs up to £5 more, the difference is waived; if it costs less, the difference is refunded.

        ## Cancellations and address changes

        - An order can be cancelled free of charge until it is packed.
        - An order that is packed but not yet with the carrier can be stopped by a colleague in the warehouse; the assistant hands over and does not refuse.
        - The delivery address can be changed until the order is packed, within the same country.
        - Once the carrier has the parcel, the customer may have it redirected once, free of charge, through the carrier.
        - Made-to-measure orders can be cancelled within 24 hours of being placed.

        ## Warranty

        - Lighting and furniture carry a warranty of two years, everything else of one year, from the day of delivery.
        - The warranty covers faults in material and workmanship; it does not cover wear, accidents or washing against the care label.
        - The order number or the Finch Club account is proof of purchase; no paper receipt is asked for.
        - Furniture above £200 is repaired first; every other item is replaced by the same or the closest model.
        - Where the same fault returns after a repair or replacement, the customer may choose a refund.

        ## Discounts and loyalty points

        - A code that was valid when the order was placed is credited afterwards if the customer asks within 14 days.
        - Codes cannot be combined; where two were valid, the better one counts.
        - One point is credited for each full pound when the order is delivered; missing points can be claimed for 90 days.
        - Points that were spent on a returned order go back to the account, even if they would have expired meanwhile.
        - The assistant may issue goodwill vouchers of up to £15 a case; anything above needs a colleague.

        ## The assistant

        - Before the assistant refunds, replaces, cancels or changes anything, it says what it will do and waits for a yes.
        - The assistant issues vouchers of up to £40, whatever the reason; anything above goes to a colleague.
        """;
}
