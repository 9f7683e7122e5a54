using Acsr.Commands.Demo.Intents;
using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Scenes;

/// <summary>The assistant gets stuck, in the ways that the detectors know (formats F.4).</summary>
internal static class DeadEnds
{
    public static void Play(CaseScript script)
    {
        switch (script.Plan.Trouble)
        {
            case Trouble.RepeatedAction:
                Repeat(script);
                break;
            case Trouble.SameActionError:
                FailAndRetry(script);
                break;
            case Trouble.ErrorStreak:
                FailEverywhere(script);
                break;
            case Trouble.StepBudget:
                TalkAtLength(script);
                break;
            case Trouble.None:
                break;
        }
    }

    /// <summary>L1: the same look-up again and again, with the same result, while the customer loses patience.</summary>
    private static void Repeat(CaseScript script)
    {
        Conversation.Begin(script);
        var call = script.Luck.Pick(script.Plan.Intent.LookUps(script.Facts, true));
        for (var again = script.Luck.Between(1, 3); again > 0; again--)
        {
            script.Agent(TroubleTexts.Stalls);
            script.Customer(TroubleTexts.Impatient, Moods.Annoyed);
            script.Run(call);
        }

        script.Agent(TroubleTexts.Stalls);
        EndUpset(script, TroubleTexts.Impatient, TroubleTexts.TakesTooLong);
    }

    /// <summary>L4: the right action, which fails each time it is tried.</summary>
    private static void FailAndRetry(CaseScript script)
    {
        Conversation.Begin(script);
        Conversation.Propose(script);
        var intent = script.Plan.Intent;
        var action = intent.Action(script.Facts);
        // Where helping is only an answer in words, there is no call that could fail: ask the carrier instead.
        var call = action.Output is null ? new Call("tool", "request_delivery_scan", new { tracking_number = script.Facts.Tracking }, new { accepted = true }) : action;
        var error = script.Luck.Pick(TroubleTexts.ActionErrors);
        script.Decide(call.Name, call.Arguments, intent.Clause, right: script.Luck.Chance(0.5));
        script.Run(call, error);
        for (var again = script.Luck.Between(1, 3); again > 0; again--)
        {
            script.Agent(TroubleTexts.Retries);
            if (script.Luck.Chance(0.5))
            {
                script.Customer(TroubleTexts.StillWaiting, Moods.Impatient);
            }

            script.Run(call, error);
        }

        if (script.Plan.Ending == Ending.Resolved)
        {
            Conversation.Solve(script, proposed: true);
            return;
        }

        Endings.Play(script, TroubleTexts.ActionFailedReasons, TroubleTexts.GiveUp);
    }

    /// <summary>L5: one system after the other fails.</summary>
    private static void FailEverywhere(CaseScript script)
    {
        Conversation.Begin(script, lookUp: false);
        var intent = script.Plan.Intent;
        foreach (var call in intent.LookUps(script.Facts, true))
        {
            script.Run(call, script.Luck.Pick(TroubleTexts.LookupErrors));
        }

        script.Agent(TroubleTexts.SystemsDown);
        script.Run(Tools.Search(script.Luck.Pick(intent.Queries), intent.Articles), script.Luck.Pick(TroubleTexts.LookupErrors));
        script.Agent(TroubleTexts.SystemsDown);
        EndUpset(script, TroubleTexts.StillWaiting, TroubleTexts.LookupFailedReasons);
    }

    /// <summary>L16: thirty steps and more, because one question leads to the next.</summary>
    private static void TalkAtLength(CaseScript script)
    {
        Conversation.Begin(script);
        script.Agent(script.Texts.Proposals.Length > 0 ? script.Texts.Proposals : script.Texts.Done);
        foreach (var side in script.Luck.Draw(SideQuestions.All, script.Luck.Between(14, 17)))
        {
            script.Customer([side.Question], Moods.Impatient / 3);
            if (side.Query is not null && script.Luck.Chance(0.7))
            {
                script.Run(Tools.Search(Phrase.Say(side.Query, script.Luck, script.Facts.Slots), side.Article));
            }

            script.Agent(side.Answer);
        }

        EndUpset(script, TroubleTexts.Impatient, TroubleTexts.TakesTooLong);
    }

    private static void EndUpset(CaseScript script, string[] complaints, string[] reasons)
    {
        switch (script.Plan.Ending)
        {
            case Ending.Resolved or Ending.Unresolved:
                script.Customer(complaints, Moods.Annoyed);
                break;
            case Ending.HumanResolved or Ending.Escalated:
                script.Customer(script.Common.AskHuman, Moods.Annoyed);
                break;
        }

        Endings.Play(script, reasons, TroubleTexts.GiveUp);
    }
}
