using Acsr.Commands.Demo.Intents;

namespace Acsr.Commands.Demo;

/// <summary>How a case ends for the first time.</summary>
internal enum Ending { Resolved, HumanResolved, Escalated, Unresolved, Abandoned }

/// <summary>How the assistant gets stuck: one for each detector (formats F.4: L1, L4, L5, L16).</summary>
internal enum Trouble { None, RepeatedAction, SameActionError, ErrorStreak, StepBudget }

/// <summary>What a colleague's override lacks of the triad.</summary>
internal enum Triad { Complete, DataPointOnly, NoReference, NoRationale, NoOriginal }

/// <summary>What is going to happen in a case, decided before a word is said.</summary>
internal sealed record CasePlan
{
    public const string OldVersion = "2.3.0";
    public const string NewVersion = "2.4.0";

    public required string Id { get; init; }
    public required DateTime OpenedAt { get; init; }
    public required Intent Intent { get; init; }
    public required string Channel { get; init; }
    public required string Language { get; init; }
    public required string Version { get; init; }
    public required Ending Ending { get; init; }
    public bool HumanOnly { get; init; }
    public Trouble Trouble { get; init; }
    public OverrideScene? Override { get; init; }
    public Triad Triad { get; init; }
    /// <summary>The policy is against the customer.</summary>
    public bool Refused { get; init; }
    /// <summary>The first message does not name the order.</summary>
    public bool Vague { get; init; }
    /// <summary>Hours from closing to reopening; null when it stays closed.</summary>
    public double? ReopenedAfterHours { get; init; }
    public bool Traced { get; init; }

    /// <param name="dice">Where everything else comes from.</param>
    /// <param name="id">The case.</param>
    /// <param name="openedAt">UTC.</param>
    /// <param name="day">Of the desk, from 0.</param>
    /// <param name="fortune">0 to 1 for a case of an intent: below the share of success, the assistant solves it.</param>
    public static CasePlan Draw(Dice dice, string id, DateTime openedAt, int day, Func<Intent, double> fortune)
    {
        var intent = dice.Weighted(DemoDesk.Intents, intent => intent.Weight);
        var solved = fortune(intent) < DemoReleases.Success(intent, day);
        var language = intent.Translations.Count == 0 ? "en" : dice.Weighted(["en", "de", "fr"], code => code == "en" ? 0.82 : 0.09);
        var plan = new CasePlan
        {
            Id = id,
            OpenedAt = openedAt,
            Intent = intent,
            Language = language,
            Version = day < DemoCalendar.NewVersionFrom ? OldVersion : NewVersion,
            HumanOnly = dice.Chance(0.12),
            Channel = dice.Weighted(["chat", "email", "voice"], channel => channel == "chat" ? 0.57 : channel == "email" ? 0.27 : intent.ByVoice ? 0.16 : 0),
            Vague = dice.Chance(0.42),
            Traced = dice.Chance(0.5),
            Ending = Ending.Resolved,
        };

        plan = plan.HumanOnly ? plan.WorkedByPeople(dice) : solved ? plan.Solved(dice) : plan.Failed(dice);
        return plan.Ending is Ending.Resolved or Ending.HumanResolved && language == "en" && dice.Chance(0.06)
            ? plan with { ReopenedAfterHours = dice.Chance(0.5) ? dice.Between(1.5, 19.0) : dice.Between(26.0, 200.0) }
            : plan;
    }

    private CasePlan WorkedByPeople(Dice dice)
    {
        var ending = dice.Weighted([Ending.HumanResolved, Ending.Unresolved, Ending.Escalated, Ending.Abandoned], ending => ending switch { Ending.HumanResolved => 0.82, Ending.Unresolved => 0.10, Ending.Escalated => 0.04, _ => 0.04 });
        if (ending == Ending.Unresolved && Language != "en")
        {
            ending = Ending.HumanResolved;
        }

        // Only a question can be left without an answer.
        return this with { Traced = false, Ending = ending, Vague = Vague || ending == Ending.Abandoned };
    }

    /// <summary>Now and then the assistant gets stuck and still finds a way out.</summary>
    private CasePlan Solved(Dice dice) => Language == "en" && dice.Chance(0.015) ? Stuck(dice) with { Ending = Ending.Resolved } : this;

    private CasePlan Failed(Dice dice)
    {
        if (Language != "en")
        {
            return this with { Ending = dice.Weighted([Ending.HumanResolved, Ending.Escalated, Ending.Abandoned], ending => ending == Ending.HumanResolved ? 0.7 : 0.15) };
        }

        return dice.Weighted(["stuck", "overruled", "handed over", "refused", "abandoned"], mode => mode switch { "stuck" => 0.30, "overruled" => 0.32, "handed over" => 0.19, "refused" => 0.12, _ => 0.07 }) switch
        {
            "stuck" => Stuck(dice),
            "overruled" => this with { Override = dice.Pick(Intent.Overrides), Triad = DrawTriad(dice), Ending = Ending.HumanResolved },
            "handed over" => this with { Ending = dice.Chance(0.78) ? Ending.HumanResolved : Ending.Escalated },
            "refused" => this with { Refused = true, Ending = dice.Chance(0.65) ? Ending.Unresolved : Ending.HumanResolved },
            _ => this with { Ending = Ending.Abandoned },
        };
    }

    private CasePlan Stuck(Dice dice)
    {
        var trouble = dice.Weighted([Trouble.RepeatedAction, Trouble.SameActionError, Trouble.ErrorStreak, Trouble.StepBudget], trouble => trouble switch { Trouble.RepeatedAction => 0.30, Trouble.SameActionError => 0.27, Trouble.ErrorStreak => 0.23, _ => 0.20 });
        return this with
        {
            Trouble = trouble,
            // Whoever writes emails does not ask whether anybody is still there, and thirty messages are a chat.
            Channel = trouble == Trouble.StepBudget || Channel == "email" ? "chat" : Channel,
            Ending = dice.Weighted([Ending.HumanResolved, Ending.Escalated, Ending.Unresolved, Ending.Abandoned], ending => ending switch { Ending.HumanResolved => 0.45, Ending.Escalated => 0.18, Ending.Unresolved => 0.22, _ => 0.15 }),
        };
    }

    private static Triad DrawTriad(Dice dice) =>
        dice.Weighted([Triad.Complete, Triad.DataPointOnly, Triad.NoReference, Triad.NoRationale, Triad.NoOriginal], triad => triad switch { Triad.Complete => 0.50, Triad.DataPointOnly => 0.08, Triad.NoReference => 0.16, Triad.NoRationale => 0.14, _ => 0.12 });
}
