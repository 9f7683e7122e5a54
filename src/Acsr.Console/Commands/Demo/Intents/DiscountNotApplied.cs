using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Intents;

/// <summary>The code was ignored at the checkout.</summary>
internal static class DiscountNotApplied
{
    public static readonly Intent Intent = new()
    {
        Name = "discount_not_applied",
        Weight = 0.07,
        SuccessBefore = 0.72,
        SuccessAfter = 0.73,
        Mood = -0.2,
        Age = (0, 9),
        RefusedAge = (18, 45),
        Status = "processing",
        Queries = ["discount code not applied", "promo code does not work", "voucher terms"],
        Articles = ["Using a discount code", "My code doesn't work", "Finch Club offers"],
        LookUps = (facts, allowed) => [Tools.GetOrder(facts), new Call("policy_check", "validate_promo_code", new { code = facts.Code, order_id = facts.Order }, new { valid_on_order_date = true, percent = facts.Percent, asked_within_days = (int)(facts.Today - facts.Placed).TotalDays, credit_allowed = allowed })],
        Action = facts => Tools.Voucher(facts, facts.Saving, "code_not_applied"),
        Clause = "discounts-and-loyalty-points-1",
        RefusalAction = "decline_late_discount",
        RefusalClause = "discounts-and-loyalty-points-1",
        English = English,
        Overrides = [BetterCode, GoodwillLimit],
    };

    private static IntentTexts English => new()
    {
        Openings =
        [
            "The code {code} [wasn't applied|didn't work] on order {order}. I've paid the full {total}.",
            "I entered {code} at the checkout, but {order} was charged without the {percent} percent. [Can you fix it?|Please correct that.]",
            "My discount is missing on {order}. It should have been {percent}% off with {code}.",
            "[Why was I|How come I was] charged {total} for {order}? I had a {percent} percent code, {code}.",
            "I've just noticed that {code} was never taken off {order}. That's {saving} too much.",
            "Your newsletter promised {percent}% with {code}, yet order {order} shows nothing. The {product} was full price.",
        ],
        Vague =
        [
            "My discount code [doesn't work|wasn't accepted].",
            "I forgot to enter {code} when I ordered. [Can it be added now?|Is it too late?]",
            "The {percent}% [newsletter|welcome] discount wasn't taken off my order.",
            "I paid full price although I [had a code|typed in {code}].",
            "The checkout said 'code applied' but the invoice says otherwise.",
        ],
        Proposals =
        [
            "{code} was valid when you ordered, so you should have had {saving} off. I can issue that as a voucher. [Would that be all right?|Shall I?]",
            "You're right, the {percent}% are missing. I'd like to credit {saving} with a voucher for your next order. [Is that okay?|May I do that?]",
            "Our checkout had a problem with {code} that day. I can make good for it with a voucher over {saving}. [Shall I create it?|Do you agree?]",
            "I've checked the code: {percent}% on {total} makes {saving}. [Would you like it as a voucher?|May I send you a voucher for it?]",
            "Thanks. The code counts for {order}, and {saving} is yours. I'd send the voucher to {email}. [Okay?|Go ahead?]",
        ],
        Done =
        [
            "Your voucher over {saving} is {voucher}. It's valid for six months, also on sale items.",
            "Done: {voucher} takes {saving} off your next order. I've sent it to {email} too.",
            "I've credited {saving}. Just enter {voucher} at the checkout next time.",
            "That's sorted. The {saving} you missed on {order} is now in voucher {voucher}.",
            "Voucher {voucher} over {saving} is active. Sorry that {code} didn't go through.",
        ],
        FollowUps =
        [
            ("Can I have it back on my card instead?", "For a missed code we give vouchers only. It's valid for six months and can be used in parts."),
            ("[Can I use the voucher in the shops?|Does it work in your shops too?]", "Yes, online and in all our shops."),
            ("Can I combine it with another code?", "A voucher counts as payment, so it works together with one discount code."),
            ("Does it expire?", "After 180 days. We send a reminder two weeks before."),
            ("[Why didn't it work?|What went wrong?]", "The checkout didn't recognise {code} in capitals for a few hours. It's fixed now."),
        ],
        Refusals =
        [
            "I'm sorry, but {order} was placed on {placed}. A missed code can be credited within 14 days only.",
            "The order is more than 14 days old, so I can't credit {code} any more.",
            "{code} would have been valid on {placed}, but the 14 days for claiming it afterwards are over.",
            "I see the code in your account, but not in time: we credit discounts for two weeks after the order, and that has passed.",
            "Unfortunately I have to say no here. Codes can be credited within 14 days of the order; yours was on {placed}.",
        ],
        Pushbacks =
        [
            "I only [noticed|saw it] when I did my accounts. It was your checkout that failed!",
            "It's {saving}. Do you want to lose a customer over {saving}?",
            "Where does it say 14 days? [Not in the email with the code.|I've read the newsletter again: nothing.]",
            "I [wrote|complained] about it straight after ordering and got no answer.",
            "[Fine, then cancel the order.|Then I'll send the whole order back.]",
        ],
        HumanDone =
        [
            "I've found your first message from the day of the order, so you were in time. {saving} is back on your card.",
            "I've credited {saving} as a voucher, {voucher}, although the 14 days are over. The error was on our side.",
            "The checkout log shows that {code} was entered and rejected by mistake. I've refunded {saving}.",
            "I've put {saving} on your Finch Club account as credit. It's taken off automatically next time.",
            "I've corrected the invoice for {order}: {percent}% off, {saving} refunded.",
        ],
        Reopenings =
        [
            "The voucher {voucher} isn't accepted either. [It says 'invalid'.|Same problem again.]",
            "I was promised {saving}, but the voucher is over £5 only.",
            "No voucher has arrived, [not even in spam|I've waited since yesterday].",
            "The voucher says it's for new customers only. I'm not new.",
            "I'd rather have the {saving} on my card after all. Is that possible?",
        ],
    };

    private static OverrideScene BetterCode => new()
    {
        Decided = "apply_lower_discount",
        DecidedArguments = facts => new { order_id = facts.Order, percent = 5 },
        ReliedOn = "discounts-and-loyalty-points-2",
        Final = "issue_voucher",
        FinalArguments = facts => new { customer = facts.Customer.Reference, amount_gbp = facts.Saving, code = facts.Code },
        Clause = "discounts-and-loyalty-points-2",
        Wrong =
        [
            "Your order already had the 5% newsletter discount. Codes can't be combined, so {code} doesn't count.",
            "As another code was used on {order}, I can't consider {code} any more.",
        ],
        Objections =
        [
            "I don't want both. I want the better one, which is {percent} percent!",
            "The 5% were put in automatically. I typed in {code} myself, and that's {percent}%.",
        ],
        Right =
        [
            "Fair point: of two codes the better one counts. I've credited the difference to {percent}%, voucher {voucher}.",
            "You're right, {code} is the better one, and it applies. The difference is in voucher {voucher}.",
        ],
        Rationales =
        [
            "Codes cannot be combined, but the better one counts. The agent kept the worse one.",
            "Both codes were valid; the customer is entitled to the higher discount.",
            "Corrected to the better of the two codes.",
        ],
    };

    private static OverrideScene GoodwillLimit => new()
    {
        Decided = "issue_voucher",
        DecidedArguments = facts => new { customer = facts.Customer.Reference, amount_gbp = 25.00m, reason = "goodwill" },
        ReliedOn = "discounts-and-loyalty-points-5",
        Final = "issue_voucher",
        FinalArguments = facts => new { customer = facts.Customer.Reference, amount_gbp = facts.Saving, reason = "code_not_applied" },
        Clause = "discounts-and-loyalty-points-5",
        Wrong =
        [
            "Because of the trouble I'd like to give you a goodwill voucher of £25.00.",
            "I've put a voucher over £25.00 in your account to make up for it.",
        ],
        Objections =
        [
            "That's generous, but the voucher shows up as 'pending approval'. What does that mean?",
            "Thanks! When can I use it? It says it has to be approved.",
        ],
        Right =
        [
            "Sorry for the confusion: the assistant can't give that much by itself. What you're owed is {saving}, and that voucher, {voucher}, is active now.",
            "I've replaced it with the discount you missed, {saving}. The code is {voucher} and it works straight away.",
        ],
        Rationales =
        [
            "Goodwill above £15 needs a colleague. The missed discount itself is due, so I issued that sum instead.",
            "Agent went over its limit of £15. Replaced by the exact discount.",
            "Limit exceeded; voucher withdrawn and the correct amount credited.",
        ],
    };
}
