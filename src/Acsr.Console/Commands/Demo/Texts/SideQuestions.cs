namespace Acsr.Commands.Demo.Texts;

/// <summary>A question beside the matter, its answer, and what the assistant looks up for it; no look-up where the query is null.</summary>
internal sealed record SideQuestion(string Question, string Answer, string? Query, string Article);

/// <summary>What long conversations wander off to.</summary>
internal static class SideQuestions
{
    public static readonly SideQuestion[] All =
    [
        new("[While I'm here:|By the way,] do you have a shop near {city}?", "There are shops in Bristol, Leeds and Edinburgh. The nearest one to {postcode} is shown under 'Our shops'.", "shops near me", "Our shops and opening hours"),
        new("And is the {product} coming in other colours?", "It's available in {colour} and {colour2}. No others are planned at the moment.", null, ""),
        new("[How do I clean it?|What do I clean it with?]", "A damp cloth and mild soap. Please don't use anything abrasive on the {product}.", "care instructions {product}", "Caring for your product"),
        new("Is the packaging recyclable?", "Yes, box and filling are paper. Only the tape belongs in the general waste.", "packaging recycling", "Our packaging"),
        new("[Do you deliver on Saturdays?|Can it come on a Saturday?]", "{carrier} delivers from Monday to Saturday. Saturday costs £2.00 extra at the checkout.", "saturday delivery", "Delivery options"),
        new("Can I pay by [bank transfer|invoice] next time?", "At the moment it's card, PayPal and gift card only. Businesses can pay by invoice.", "payment methods", "Ways to pay"),
        new("What was the total on {order} again?", "{total}, including delivery.", null, ""),
        new("Do you do gift wrapping?", "We do, for £4.00 an item. You can add a card with your own words.", "gift wrapping", "Gift wrapping and cards"),
        new("When is your next sale? [My sister keeps asking.|Just curious.]", "Club members hear about it first, usually at the end of a season. I don't have a date yet.", "next sale dates", "Sales and offers"),
        new("How do I [change my email|update my email address] in the account?", "Under 'My details'. You'll get a link to confirm the new address.", "change email address", "Managing your account"),
        new("Are you sure about the {carrier} part? [Last time it was someone else.|The last parcel came with another one.]", "Yes, {order} went with {carrier}. We use three carriers, depending on the area.", null, ""),
        new("[How heavy is it?|What does it weigh?] I have to carry it up three floors.", "The {product} is listed with its packed weight on the product page; below 20 kg one person brings it to your door.", "product weight {product}", "Sizes and weights"),
        new("Can I order spare parts for it?", "For lighting and furniture we keep spare parts for ten years. Other items we replace as a whole.", "spare parts", "Repairs and spare parts"),
        new("Do I get Finch Club points for this order as well?", "One point for each full pound, so {points} points, as soon as it has been delivered.", "club points order", "How the Finch Club works"),
        new("[And where is it made?|Where do these come from?]", "The {product} is made in Portugal, in a workshop that we've worked with for nine years.", "where is {product} made", "Our makers"),
        new("Would it match the one I bought last year?", "The {colour} hasn't changed since last year, though natural materials always vary a little.", null, ""),
        new("Can I [add something|add another item] to the same order?", "Not to an existing order, I'm afraid. A second order ships separately, free above £60.", "add item to order", "Changing an order"),
        new("Is {email} the address you have for me?", "Yes, that's the one on your account.", null, ""),
        new("Sorry, I lost track. [What did you say about {order}?|Where were we with {order}?]", "No problem. It's about the {product} in {colour}, ordered on {placed}, and I'm still on it.", null, ""),
        new("Could my neighbour [use my discount|order with my account]?", "Discounts belong to one account, but you can send a friend's code from 'My club'.", "share discount with friend", "Recommending us to friends"),
    ];
}
