using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;

namespace Acsr.Signals.DeadEnds;

/// <summary>The steps in the events of a transcript, as far as the detectors look at them.</summary>
internal static class TranscriptSteps
{
    public static IReadOnlyList<Step> Of(IEnumerable<CaseEvent> events) => [.. events.Select(Of).OfType<Step>()];

    private static Step? Of(CaseEvent e) => e switch
    {
        MessageEvent message => new Step { Id = e.Id, Kind = StepKind.Message, Role = Enum.Parse<Role>(message.Role, ignoreCase: true), Text = message.Text },
        StepEvent step => new Step
        {
            Id = e.Id,
            Kind = step.Kind switch
            {
                "tool" => ToolCatalogue.Guess(step.Name) == StepKind.Handoff ? StepKind.Handoff : StepKind.Tool,
                "action" => StepKind.Action,
                "policy_check" => StepKind.PolicyCheck,
                "model" => StepKind.Model,
                _ => StepKind.Other,
            },
            Name = step.Name,
            Input = step.Input?.GetRawText(),
            Output = step.Output is { ValueKind: JsonValueKind.String } text ? text.GetString() : step.Output?.GetRawText(),
            Error = step.Error,
            CallId = step.CallId,
        },
        _ => null,
    };
}
