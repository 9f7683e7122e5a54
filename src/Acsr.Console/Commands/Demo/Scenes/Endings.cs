using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Scenes;

/// <summary>How a case ends in which the assistant did not solve it alone.</summary>
internal static class Endings
{
    /// <param name="script">The case so far.</param>
    /// <param name="reasons">Why it would be handed over.</param>
    /// <param name="lastWords">What the assistant says when it leaves it at that.</param>
    public static void Play(CaseScript script, string[] reasons, string[] lastWords)
    {
        switch (script.Plan.Ending)
        {
            case Ending.HumanResolved:
                script.Agent(script.Common.HandOver);
                script.HandOver(script.Luck.Pick(reasons));
                script.Human(script.Common.HumanHello, first: true);
                script.Human(script.Texts.HumanDone);
                Thank(script);
                script.Close("resolved");
                break;
            case Ending.Escalated:
                script.Agent(script.Common.HandOver);
                script.HandOver(script.Luck.Pick(reasons));
                script.Close("escalated");
                break;
            case Ending.Unresolved:
                script.Agent(lastWords);
                if (script.Luck.Chance(0.7))
                {
                    script.Customer(TroubleTexts.Resigned, Moods.Furious);
                }

                script.Close("unresolved");
                break;
            case Ending.Abandoned:
                script.Close("abandoned");
                break;
            case Ending.Resolved:
                Conversation.Solve(script);
                break;
        }
    }

    /// <summary>Thanks to a colleague.</summary>
    public static void Thank(CaseScript script)
    {
        if (script.Luck.Chance(0.85))
        {
            script.Customer(script.Common.Thanks, Moods.Grateful);
            if (script.Luck.Chance(0.55))
            {
                script.Human(script.Common.HumanGoodbye);
            }
        }
    }
}
