namespace Acsr.Commands.Demo.Texts;

/// <summary>How it sounds when the assistant gets nowhere: templates as <see cref="Phrase"/> reads them.</summary>
internal static class TroubleTexts
{
    /// <summary>The assistant looks again and finds the same.</summary>
    public static readonly string[] Stalls =
    [
        "Let me check that for you. [I've looked at {order} and see the {product} in {colour}.|I have {order} open now.] What exactly would you like to know?",
        "I've looked again, and {order} shows the same as before. [Could you describe the problem once more?|Is there anything else you can tell me?]",
        "One moment, I'm looking that up. [I still see one {product}, {price}, ordered on {placed}.|The order was placed on {placed}.]",
        "Thanks for waiting. I've opened {order} once more and can't find anything new.",
        "I'm checking {order}. [It contains the {product}.|I can see the {product} in it.] How can I help you with it?",
        "I understand. Let me look at the order details again. They haven't changed since the last time.",
    ];

    public static readonly string[] Impatient =
    [
        "You [just asked me that|asked me the same thing a minute ago].", "[I've told you that already.|I've already said what I need.] Please read what I wrote.", "That's the same answer as before.",
        "[Are you even reading this?|Hello? Did you read my message?]", "We're going round in circles.", "That doesn't answer my question [at all|in the slightest].", "No, again: it's about {order}, and I've explained [why|what's wrong].",
        "I [know|can see] what I ordered. That isn't the point.", "Is this a recording?",
    ];

    /// <summary>An action fails and the assistant tries again.</summary>
    public static readonly string[] Retries =
    [
        "[Bear with me,|One moment,] that didn't go through. I'm trying again.", "Our system didn't accept it. Let me try once more.", "Hm, there was an error. [I'll have another go.|Second try.]",
        "It still won't go through. I'm sending it again now.", "Sorry, it's still not working. I'll give it one more try.", "The system is slow today. Trying again…",
    ];

    public static readonly string[] StillWaiting =
    [
        "[And?|Well?]", "Has it worked now?", "Still there?", "[How long will it take?|Will this take much longer?]", "I've been waiting for a while now.", "Okay…", "Please hurry, I'm on my lunch break.", "Did it go through or not?",
    ];

    /// <summary>Several systems fail one after the other.</summary>
    public static readonly string[] SystemsDown =
    [
        "I'm sorry, I can't reach our order system at the moment. Let me try another way.", "Something on our side isn't responding. [I'm looking for a way round.|One moment, please.]",
        "I seem to have a technical problem here. Give me a second.", "That lookup failed as well. I'm sorry about this.", "Our systems are having a bad day, I'm afraid. [I'll keep trying.|Let me see what else I can do.]",
    ];

    public static readonly string[] GiveUp =
    [
        "I'm sorry, I can't complete this right now. Please try again later.", "I haven't been able to do that today. I'm sorry for the trouble.", "Unfortunately that isn't working for me at the moment.",
        "I've tried everything I can, and it won't go through. Could you come back tomorrow?", "I'm afraid I can't resolve this here.",
    ];

    public static readonly string[] HoldTheLine =
    [
        "I understand, and I'm sorry. The policy doesn't leave me any room here.", "I know it's not the answer you were hoping for. I have to stay with it, though.", "I've checked it again, and the answer is the same. I'm sorry.",
        "I can see why that's annoying, {first}. I can't make an exception, but I've passed your feedback on.", "I'm sorry, {first}. There's nothing more that I can offer you on {order}.",
    ];

    /// <summary>A colleague puts right what had been promised, or cannot.</summary>
    public static readonly string[] PutRight =
    [
        "You're right, that should have worked the first time. I've put it right on {order} and checked it twice.", "Thank you for coming back to us. I've corrected it just now, and you'll have a confirmation at {email} in a minute.",
        "I've found what went wrong: it was never passed on to the warehouse. It has been now, with priority.", "I'm sorry, that slipped through. It's done now, and I've put a £10 voucher, {voucher}, in your account.",
        "I've taken this on myself, {first}. It's sorted, and I'll look at {order} again tomorrow to be sure.", "My apologies. I've done it by hand this time, so that nothing can get lost again.",
    ];

    public static readonly string[] NothingMore =
    [
        "I've gone through {order} once more with the team. We've done what we could, and I'm sorry that it isn't what you hoped for.", "I've checked everything again, {first}. On our side it's as it should be, so there's nothing that I can change today.",
        "I'm sorry, {first}, but I can't offer more than we already have on {order}.", "The carrier has closed its enquiry, and without it I can't decide differently. I'm sorry.",
        "I understand that you're unhappy with it. I can only pass it on as feedback at this point.",
    ];

    public static readonly string[] Resigned =
    [
        "[Fine.|Okay then.] Not what I expected.", "That's disappointing.", "[Then I'll shop elsewhere.|I won't order again.]", "Okay, I'll leave it.", "[Great service. Not.|Very helpful.]", "I'll [write a review|take it up with my bank].", "Whatever.",
    ];

    public static readonly string[] TakesTooLong =
    [
        "customer asked for a person", "customer repeated the request several times", "assistant could not make progress", "customer is upset",
    ];

    public static readonly string[] RefusalReasons = ["customer disputes the policy decision", "exception to the policy requested", "customer asked for a person"];

    public static readonly string[] ActionFailedReasons = ["tool failed repeatedly", "action could not be completed"];

    public static readonly string[] LookupFailedReasons = ["order system not reachable", "tool failed repeatedly"];

    public static readonly string[] UnsureReasons = ["low confidence in the right action", "identity could not be verified", "needs approval by a colleague", "customer asked for a person"];

    /// <summary>What the tools say when they fail.</summary>
    public static readonly string[] ActionErrors =
    [
        "timeout: no answer within 10 s", "conflict: order is locked by warehouse-sync", "503 Service Unavailable", "error: request rejected by shop backend (E-5102)", "412 Precondition Failed: order version changed",
    ];

    public static readonly string[] LookupErrors =
    [
        "503 Service Unavailable", "timeout: no answer within 5 s", "502 Bad Gateway", "error: connection reset by peer", "429 Too Many Requests",
    ];

    public static IEnumerable<string> All => [.. Stalls, .. Impatient, .. Retries, .. StillWaiting, .. SystemsDown, .. GiveUp, .. HoldTheLine, .. PutRight, .. NothingMore, .. Resigned];
}
