using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>
/// Workflows of the Microsoft Agent Framework (formats B.3); its agents and tools speak <c>gen_ai.*</c>. A message from one executor to
/// the next stays a step of no kind: a hand-off, for us, is to a human, and counts as one.
/// </summary>
internal static class AgentFrameworkDialect
{
    public static SpanReading Read(OtlpSpan span) => OperationOf(span.Name) switch
    {
        "executor.process" => new()
        {
            Kind = StepKind.Other,
            Name = span.Text("executor.id"),
            Input = span.Text("executor.input"),
            Output = span.Text("executor.output"),
            Error = span.Text("error.message"),
        },
        "message.send" => new() { Kind = StepKind.Other, Input = span.Text("message.content") },
        "workflow.build" or "workflow.session" or "workflow_invoke" or "workflow.run" or "edge_group.process" => new() { Kind = StepKind.Other, Error = span.Text("error.message") },
        _ => new(),
    };

    // Some versions put the executor's id behind the operation.
    private static string OperationOf(string name) => name.Split(' ', 2)[0];
}
