using Acsr.Commands.Demo.Texts;
using Acsr.Ingest;

namespace Acsr.Commands.Demo.Scenes;

/// <summary>What comes after a case was closed: a check of the outcome, a survey, a thumb, and sometimes the customer again.</summary>
internal static class Aftermath
{
    public static void Play(CaseScript script)
    {
        Check(script);
        Survey(script);
        Thumb(script);
        if (script.Plan.ReopenedAfterHours is { } hours)
        {
            Reopen(script, hours);
        }
    }

    /// <summary>The shop system looks two hours later whether what was promised has happened.</summary>
    private static void Check(CaseScript script)
    {
        bool? solved = script.Plan.Ending switch
        {
            // Who comes back tells it better than any check.
            _ when script.Plan.ReopenedAfterHours is not null => null,
            Ending.Resolved or Ending.HumanResolved => !script.Luck.Chance(0.015),
            Ending.Unresolved or Ending.Abandoned => false,
            _ => null,
        };
        if (solved is { } known && script.Luck.Chance(0.6))
        {
            script.Later(3_600, new OutcomeEvent { Solved = known, By = "shop-system" });
        }
    }

    private static void Survey(CaseScript script)
    {
        var ending = script.Plan.Ending;
        var answered = script.Luck.Chance(ending == Ending.Abandoned ? 0.08 : 0.32);
        if (answered || script.Answers.Chance(0.85))
        {
            script.Later(60, new SurveyInvitedEvent());
        }

        if (!answered)
        {
            return;
        }

        double[] weights = ending switch
        {
            Ending.Resolved => [0.02, 0.03, 0.09, 0.32, 0.54],
            Ending.HumanResolved => script.Plan.HumanOnly ? [0.03, 0.06, 0.16, 0.40, 0.35] : [0.08, 0.13, 0.25, 0.34, 0.20],
            _ => [0.44, 0.27, 0.18, 0.08, 0.03],
        };
        var score = script.Luck.Weighted([1, 2, 3, 4, 5], stars => weights[stars - 1]);
        var comments = score >= 4 ? FeedbackTexts.Happy : score == 3 ? FeedbackTexts.Mixed : FeedbackTexts.Unhappy;
        var seconds = script.Luck.Between(240.0, 4_500.0);
        script.Later(seconds, new CsatEvent { Score = score, Comment = script.Luck.Chance(0.45) ? script.Choose(comments) : null });
        SecondPage(script, seconds);
    }

    /// <summary>Some of those who answer go on to the second page.</summary>
    private static void SecondPage(CaseScript script, double seconds)
    {
        var ending = script.Plan.Ending;
        if (ending is Ending.Escalated or Ending.Abandoned || !script.Answers.Chance(0.6))
        {
            return;
        }

        var solved = ending is Ending.Resolved or Ending.HumanResolved;
        double[] weights = solved ? [0.01, 0.03, 0.06, 0.10, 0.20, 0.35, 0.25] : [0.28, 0.27, 0.19, 0.13, 0.08, 0.04, 0.01];
        script.Later(seconds + 20, new CesEvent { Score = script.Answers.Weighted([1, 2, 3, 4, 5, 6, 7], effort => weights[effort - 1]) });
        // Who is going to come back says later what became of it.
        if (script.Plan.ReopenedAfterHours is null)
        {
            script.Later(seconds + 26, new SurveyEvent { Resolved = solved });
        }
    }

    private static void Thumb(CaseScript script)
    {
        if (script.LastAnswer is not { } answer || !script.Luck.Chance(0.13))
        {
            return;
        }

        var up = script.Luck.Chance(script.Plan.Ending == Ending.Resolved ? 0.9 : 0.1);
        var comment = script.Luck.Chance(0.35) ? script.Choose(up ? FeedbackTexts.ThumbsUp : FeedbackTexts.ThumbsDown) : null;
        script.Later(script.Luck.Between(1.0, 14.0), new ThumbsEvent { Value = up ? "up" : "down", Target = answer, Comment = comment });
    }

    private static void Reopen(CaseScript script, double hours)
    {
        script.Resume(hours);
        script.Later(0, new ReopenedEvent { By = "customer", Reason = script.Luck.Pick(["not solved", "new information", "promise not kept", "solution failed"]) });
        script.CustomerOpens(script.Texts.Reopenings, Moods.Annoyed);
        script.Human(script.Common.HumanFirst, first: true);
        if (script.Luck.Chance(0.75))
        {
            script.Human(TroubleTexts.PutRight);
            Endings.Thank(script);
            script.Close("resolved");
        }
        else
        {
            script.Human(TroubleTexts.NothingMore);
            script.Close("unresolved");
        }
    }
}
