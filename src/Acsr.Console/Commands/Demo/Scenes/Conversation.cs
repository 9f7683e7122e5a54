using Acsr.Commands.Demo.Intents;
using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Scenes;

/// <summary>Plays a case by its plan, from the first message to what comes after it.</summary>
internal static class Conversation
{
    public static void Play(CaseScript script)
    {
        var plan = script.Plan;
        script.Open();
        if (plan.HumanOnly)
        {
            HumanDesk.Play(script);
        }
        else if (plan.Override is { } scene)
        {
            Begin(script);
            Overruling.Play(script, scene);
        }
        else if (plan.Trouble != Trouble.None)
        {
            DeadEnds.Play(script);
        }
        else if (plan.Refused)
        {
            Begin(script);
            Refuse(script);
        }
        else if (plan.Ending == Ending.Resolved)
        {
            Begin(script);
            Solve(script);
        }
        else
        {
            BreakOff(script);
        }

        Aftermath.Play(script);
    }

    /// <summary>The customer says what it is about, and the assistant finds the order.</summary>
    public static void Begin(CaseScript script, bool lookUp = true)
    {
        FirstMessage(script);
        if (lookUp)
        {
            LookUp(script);
        }
    }

    /// <summary>Offers what can be done, does it after a yes, and answers what is left.</summary>
    public static void Solve(CaseScript script, bool proposed = false)
    {
        if (!proposed)
        {
            Propose(script);
        }

        Act(script);
        script.Agent(script.Texts.Done);
        if (script.Luck.Chance(0.4))
        {
            FollowUps(script, script.Luck.Between(1, 2));
        }

        if (script.Luck.Chance(0.85))
        {
            script.Customer(script.Common.Thanks, Moods.Grateful);
            if (script.Luck.Chance(0.7))
            {
                script.Agent(script.Common.Goodbye);
            }
        }

        script.Close("resolved");
    }

    public static void Propose(CaseScript script)
    {
        if (script.Texts.Proposals.Length > 0)
        {
            script.Agent(script.Texts.Proposals);
            script.Customer(script.Common.Confirm, Moods.Agreeing);
        }
    }

    /// <summary>The first message, what the assistant makes of it, and the question for the order where it is not named.</summary>
    private static void FirstMessage(CaseScript script, bool unanswered = false)
    {
        script.CustomerOpens(script.Plan.Vague ? script.Texts.Vague : script.Texts.Openings, script.Plan.Intent.Mood);
        script.Wait(0.1, 0.4);
        script.Intent();
        if (script.Plan.Vague)
        {
            script.Agent(script.Common.Ask);
            if (!unanswered)
            {
                script.Customer(script.Common.Details, Moods.Neutral);
            }
        }
    }

    private static void Act(CaseScript script)
    {
        var action = script.Plan.Intent.Action(script.Facts);
        script.Decide(action.Name, action.Arguments, script.Plan.Intent.Clause, right: true);
        if (action.Output is not null)
        {
            script.Run(action);
        }
    }

    /// <summary>What the help centre has no article for: the desk's knowledge gaps.</summary>
    private static readonly string[] Unanswered = ["cancel order fee", "moved house delivery", "VAT invoice", "voucher terms"];

    private static void LookUp(CaseScript script)
    {
        var intent = script.Plan.Intent;
        if (script.Luck.Chance(0.55))
        {
            var query = script.Luck.Pick(intent.Queries);
            var search = Tools.Search(query, Unanswered.Contains(query) ? [] : intent.Articles);
            script.Run(search, script.Luck.Chance(0.03) ? script.Luck.Pick(TroubleTexts.LookupErrors) : null);
        }

        foreach (var call in intent.LookUps(script.Facts, !script.Plan.Refused))
        {
            script.Run(call);
        }
    }

    private static void FollowUps(CaseScript script, int count)
    {
        foreach (var (question, answer) in script.Luck.Draw(script.Texts.FollowUps, count))
        {
            script.Customer([question], Moods.Neutral);
            script.Agent(answer);
        }
    }

    /// <summary>The policy says no, and the customer does not like it.</summary>
    private static void Refuse(CaseScript script)
    {
        var intent = script.Plan.Intent;
        script.Decide(intent.RefusalAction, intent.LookUps(script.Facts, false)[0].Arguments, intent.RefusalClause, right: true);
        script.Agent(script.Texts.Refusals);
        script.Customer(script.Texts.Pushbacks, Moods.Annoyed);
        Endings.Play(script, TroubleTexts.RefusalReasons, TroubleTexts.HoldTheLine);
    }

    /// <summary>A person is wanted, or the customer stops answering, before anything went wrong.</summary>
    private static void BreakOff(CaseScript script)
    {
        var abandoned = script.Plan.Ending == Ending.Abandoned;
        FirstMessage(script, unanswered: abandoned);
        if (!abandoned || !script.Plan.Vague)
        {
            LookUp(script);
            script.Agent(script.Texts.Proposals.Length > 0 ? script.Texts.Proposals : script.Texts.Done);
        }

        if (!abandoned && script.Luck.Chance(0.75))
        {
            script.Customer(script.Common.AskHuman, Moods.Impatient);
        }

        Endings.Play(script, TroubleTexts.UnsureReasons, TroubleTexts.GiveUp);
    }
}
