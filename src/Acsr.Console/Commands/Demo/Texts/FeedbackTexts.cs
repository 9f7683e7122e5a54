namespace Acsr.Commands.Demo.Texts;

/// <summary>What customers write into the survey and beside a thumb.</summary>
internal static class FeedbackTexts
{
    public static readonly string[] Happy =
    [
        "Quick and friendly.", "Sorted within minutes, thank you.", "Didn't expect a bot to be that helpful.", "Exactly what I needed.", "Easy, no waiting in a queue.", "Very clear answers.", "Good service as always.",
        "Solved first time.", "Polite and to the point.", "Much better than phoning.", "Even at half past ten in the evening. Great.", "Will order again.",
    ];

    public static readonly string[] Mixed =
    [
        "It worked in the end.", "OK, but took a few tries.", "Had to explain it twice.", "Answer fine, a bit slow.", "Friendly, but I'd have liked a person sooner.", "Could be clearer about the dates.", "Half of my question was ignored.", "Average.",
    ];

    public static readonly string[] Unhappy =
    [
        "Went round in circles.", "The assistant didn't understand me at all.", "Problem not solved.", "Had to repeat everything to a person.", "Policy over people.", "Wasted half an hour.", "It kept asking for the same thing.",
        "Said it was done, and it wasn't.", "Wrong answer, had to insist.", "I'll shop somewhere else.", "No way to reach a human for ages.", "Told me the opposite of what the website says.",
    ];

    public static readonly string[] ThumbsUp = ["Clear.", "That's the answer I was looking for.", "Helpful.", "Spot on."];

    public static readonly string[] ThumbsDown = ["Not true.", "That's not what I asked.", "Too generic.", "You've told me that before.", "Wrong date."];
}
