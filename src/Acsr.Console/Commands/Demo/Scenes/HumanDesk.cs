using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Scenes;

/// <summary>The baseline: cases that people work without the assistant.</summary>
internal static class HumanDesk
{
    public static void Play(CaseScript script)
    {
        var ending = script.Plan.Ending;
        script.CustomerOpens(script.Plan.Vague ? script.Texts.Vague : script.Texts.Openings, script.Plan.Intent.Mood);
        script.Human(script.Common.HumanFirst, first: true);
        if (script.Plan.Vague)
        {
            script.Human(script.Common.Ask);
            if (ending == Ending.Abandoned)
            {
                script.Close("abandoned");
                return;
            }

            script.Customer(script.Common.Details, Moods.Neutral);
        }

        if (ending == Ending.Unresolved)
        {
            script.Human(script.Texts.Refusals);
            script.Customer(script.Texts.Pushbacks, Moods.Annoyed);
            script.Human(TroubleTexts.HoldTheLine);
            script.Close("unresolved");
            return;
        }

        if (ending == Ending.Escalated)
        {
            script.Human(script.Common.HandOver);
            script.Close("escalated");
            return;
        }

        script.Human(script.Texts.HumanDone);
        if (script.Luck.Chance(0.35))
        {
            var (question, answer) = script.Luck.Pick(script.Texts.FollowUps);
            script.Customer([question], Moods.Neutral);
            script.Human([answer]);
        }

        Endings.Thank(script);
        script.Close("resolved");
    }
}
