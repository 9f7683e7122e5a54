using System.Text.Json;
using Acsr.Commands.Demo.Intents;
using Acsr.Commands.Demo.Texts;
using Acsr.Ingest.Events;

namespace Acsr.Commands.Demo.Scenes;

/// <summary>The assistant decides wrongly, the customer objects, and a colleague decides anew.</summary>
internal static class Overruling
{
    private static readonly string[] Reasons = ["customer disputes the decision", "customer asked for a person", "low confidence in the right action", "needs approval by a colleague"];

    /// <summary>Decisions that are a tool call at the same time; the others are only said.</summary>
    private static readonly string[] Tools = ["create_replacement", "create_return_label", "issue_voucher", "update_shipping_address", "update_loyalty_points", "send_invoice"];

    public static void Play(CaseScript script, OverrideScene scene)
    {
        var input = scene.DecidedArguments(script.Facts);
        var confidence = script.Decide(scene.Decided, JsonSerializer.SerializeToElement(input, EventJson.Options), scene.ReliedOn, right: false, announced: script.Plan.Triad != Triad.NoOriginal);
        if (Tools.Contains(scene.Decided))
        {
            script.Run(new Call("action", scene.Decided, input, new { status = "accepted" }));
        }

        script.Agent(scene.Wrong);
        script.Customer(scene.Objections, Moods.Annoyed);
        if (script.Luck.Chance(0.3))
        {
            script.Agent(TroubleTexts.HoldTheLine);
            script.Customer(script.Common.AskHuman, Moods.Annoyed);
        }

        script.Agent(script.Common.HandOver);
        script.HandOver(script.Luck.Pick(Reasons));
        script.Human(script.Common.HumanHello, first: true);
        script.Override(scene, confidence);
        script.Human(scene.Right);
        Endings.Thank(script);
        script.Close("resolved");
    }
}
