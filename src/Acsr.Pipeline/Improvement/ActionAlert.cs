using System.Text.Json.Nodes;
using Acsr.Delivery;

namespace Acsr.Improvement;

/// <summary>How an action that was opened, or opened again, is told of.</summary>
internal static class ActionAlert
{
    public static Alert Of(ImprovementAction action, bool again)
    {
        var data = new JsonObject
        {
            ["action"] = action.Id,
            ["change"] = again ? "reopened" : "opened",
            ["source"] = action.Source switch { ActionSource.Rule => "rule", ActionSource.Matrix => "matrix", ActionSource.Kpi => "kpi", ActionSource.DeadEnd => "dead-end" },
            ["openedBy"] = action.OpenedBy,
            ["row"] = action.Row,
            ["kpi"] = action.Kpi,
            ["segment"] = new JsonObject { ["agent"] = action.Agent, ["version"] = action.AgentVersion, ["channel"] = action.Channel, ["intent"] = action.Intent, ["source"] = action.CaseSource },
            ["value"] = action.Value,
            ["unit"] = action.Unit.Length == 0 ? null : action.Unit,
            ["n"] = action.N,
            ["lower"] = action.Lower,
            ["upper"] = action.Upper,
            ["reference"] = action.Reference,
            ["expectedValue"] = Math.Round(action.ExpectedValue, 3),
            ["demo"] = action.Demo,
        };
        return new Alert(Alert.Raised, (again ? "Again: " : "") + action.Title, action.Why, $"/actions/{action.Id}", data, action.Demo);
    }
}
