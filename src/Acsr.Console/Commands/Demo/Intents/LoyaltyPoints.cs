using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>Points of the Finch Club are missing.</summary>
internal static class LoyaltyPoints
{
    public static readonly Intent Intent = new()
    {
        Name = "loyalty_points",
        Weight = 0.05,
        SuccessBefore = 0.75,
        SuccessAfter = 0.77,
        Mood = -0.08,
        Age = (8, 60),
        RefusedAge = (105, 170),
        Queries = ["loyalty points missing", "Finch Club points", "when are points credited"],
        Articles = ["How the Finch Club works", "Missing points", "Using your points"],
        LookUps = (facts, allowed) => [new Call("tool", "get_loyalty_account", new { member_id = facts.Customer.Member }, new { member_id = facts.Customer.Member, balance = 140 + (facts.Points * 3), last_credit = (string?)null }), Tools.GetOrder(facts)],
        Action = facts => new Call("action", "update_loyalty_points", new { member_id = facts.Customer.Member, order_id = facts.Order, points = facts.Points }, new { member_id = facts.Customer.Member, credited = facts.Points, balance = 140 + (facts.Points * 4) }),
        Clause = "discounts-and-loyalty-points-3",
        RefusalAction = "decline_late_points_claim",
        RefusalClause = "discounts-and-loyalty-points-3",
        English = English,
        Overrides = [ReturnedOrder, NotDeliveredYet],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "I haven't got any points for {order}. [It was {total}.|That should be {points} points.] My number is {member}.",
            "Finch Club {member}: the points for order {order} are missing.",
            "[Where are my points|What happened to my points] for the {product}? Order {order}, delivered on {delivered}.",
            "I [forgot to log in|wasn't logged in] when I ordered {order}. Can the {points} points be added to {member}?",
            "My account {member} shows no points for {order}, although it came [a while ago|weeks ago].",
            "Could you credit the points for {order} to my card {member}? [It's about {points}.|I spent {total}.]",
        ],
        Vague =
        [
            "My [loyalty|Finch Club] points are wrong. The last order is missing.",
            "I bought a {product} and [got no points|no points were added].",
            "[When are points credited?|How long do points take?] Mine haven't come.",
            "My balance hasn't changed since [last month|my last order]. Member {member}.",
            "Can points be added afterwards? I forgot my number, {member}.",
        ],
        Proposals =
        [
            "I see {order} over {total} and no points for it. I can credit {points} points to {member}. [Shall I?|Okay?]",
            "You're right, {points} points are missing. [May I add them to {member} now?|Shall I add them now?]",
            "The order wasn't linked to your card. I'd link it and credit {points} points. [Is {member} correct?|All right?]",
            "That's one point for each full pound, so {points} points for {order}. [Shall I credit them?|May I book them?]",
            "Delivered on {delivered}, so the points are due. I'd put {points} on your account. [Go ahead?|Do you agree?]",
        ],
        Done =
        [
            "Done: {points} points are on {member}. You can use them straight away.",
            "I've credited {points} points for {order}. The new balance shows in your account in a minute.",
            "That's booked. {order} is linked to {member} and {points} points were added.",
            "All set, your {points} points are there. 500 of them make a £5 voucher.",
            "Your points are in: plus {points}. Thank you for telling us.",
        ],
        FollowUps =
        [
            ("When do they expire?", "Points are valid for two years from the day they're credited."),
            ("[How many do I need for a voucher?|What can I do with them?]", "500 points make a £5 voucher. You can exchange them under 'My club'."),
            ("Do sale items count too?", "Yes, every full pound counts, sale or not. Only gift cards don't."),
            ("[Why weren't they added automatically?|What went wrong?]", "The order was placed without your member number, so it wasn't linked."),
            ("Can my partner and I share an account?", "You can add a second person to {member} in the club settings."),
        ],
        Refusals =
        [
            "I'm sorry, {order} was delivered on {delivered}. Missing points can be claimed for 90 days, and those are over.",
            "The order is more than 90 days old, so I can't credit the {points} points any more.",
            "For {order} the claim period has ended. We keep it at 90 days from delivery.",
            "I can see the points were never credited, but after {days} days I'm not able to add them.",
            "Points can be added up to 90 days after delivery; for {order} that time has passed.",
        ],
        Pushbacks =
        [
            "It's your system that lost them. [Why is that my problem?|Why should I lose out?]",
            "I've been a member since you started. {points} points, seriously?",
            "Nobody checks their points [every month|all the time].",
            "Where do I find this 90-day rule? [I've never seen it.|It isn't on my card.]",
            "[Can I talk to someone from the club?|Is there a club manager?]",
        ],
        HumanDone =
        [
            "I've added the {points} points by hand, and 100 on top for your patience.",
            "Your two accounts were mixed up. I've merged them into {member}; all points are there now.",
            "I've credited {points} points as a one-off. Please log in before you order, then it happens by itself.",
            "The points were on an old card number. They're on {member} now.",
            "I can't book points after that long, but I've sent you a £5 voucher instead: {voucher}.",
        ],
        Reopenings =
        [
            "The {points} points have disappeared again. [They were there yesterday.|My balance is back to the old one.]",
            "You've credited 10 points instead of {points}.",
            "My account is now blocked after the change to {member}. [I can't log in.|What's happened?]",
            "The points still don't show. It's been [two|three] days.",
            "I can't redeem the points for {order}; it says 'pending'.",
        ],
    };

    private static OverrideScene ReturnedOrder => new()
    {
        Decided = "decline_points_expired",
        DecidedArguments = facts => new { member_id = facts.Customer.Member, points = 500 },
        ReliedOn = "discounts-and-loyalty-points-3",
        Final = "update_loyalty_points",
        FinalArguments = facts => new { member_id = facts.Customer.Member, points = 500, reason = "order_returned" },
        Clause = "discounts-and-loyalty-points-4",
        Wrong =
        [
            "The 500 points you used on {order} expired last month, so they can't be given back.",
            "I'm sorry, those points are past their date. Returning the order doesn't bring them back.",
        ],
        Objections =
        [
            "They were valid when I spent them! I returned the order, so they should come back.",
            "I paid with 500 points, got nothing for them, and now they're gone?",
        ],
        Right =
        [
            "They come back, of course. The 500 points are on {member} again and stay valid for three months.",
            "I've returned your 500 points. Expiry doesn't matter for an order that came back.",
        ],
        Rationales =
        [
            "Points spent on a returned order go back even if they would have expired.",
            "Agent looked at the expiry date alone. Returned order: points restored.",
            "Customer paid with points and returned the goods. 500 points given back.",
        ],
    };

    private static OverrideScene NotDeliveredYet => new()
    {
        Decided = "update_loyalty_points",
        DecidedArguments = facts => new { member_id = facts.Customer.Member, order_id = facts.Order, points = facts.Points },
        ReliedOn = "discounts-and-loyalty-points-3",
        Final = "explain_credit_on_delivery",
        FinalArguments = facts => new { member_id = facts.Customer.Member, order_id = facts.Order, credit_on = Tools.Iso(facts.Arrives) },
        Clause = "discounts-and-loyalty-points-3",
        DataPoint = "The second parcel of the order is still with the carrier.",
        Wrong =
        [
            "I've credited {points} points for the whole of {order} right away.",
            "No problem, the {points} points for {order} are booked already.",
        ],
        Objections =
        [
            "Thanks, but half of the order hasn't even come. Won't they be taken off again?",
            "Is that right? The second parcel is still on its way.",
        ],
        Right =
        [
            "Well spotted. Points come with the delivery, so the rest is booked automatically around {arrives}. I've corrected it for now.",
            "You're right, that was too early. The points follow by themselves when the second parcel is there, around {arrives}.",
        ],
        Rationales =
        [
            "Points are due on delivery. The order was only half delivered, so the credit was taken back and will follow.",
            "Credited before delivery. Corrected; the system books them when the last parcel arrives.",
            "Too early: second parcel in transit. No points before delivery.",
        ],
    };
}
