// A support agent on Microsoft.Extensions.AI that a console sees whole: intent, look-up, clause, decision, tools, tokens, answer.
//   ACSR_KEY=… dotnet run [CASE]        (ACSR_URL: where the console is, http://localhost:5080 unless set)
using Microsoft.Extensions.AI;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Samples;

var console = new Uri(Environment.GetEnvironmentVariable("ACSR_URL") ?? "http://localhost:5080");
var key = Environment.GetEnvironmentVariable("ACSR_KEY") ?? throw new InvalidOperationException("Set ACSR_KEY to a key of scope ingest.");
var caseId = args.FirstOrDefault() ?? $"dotnet-{Guid.NewGuid():N}";

using var tracing = Sdk.CreateTracerProviderBuilder()
    .ConfigureResource(resource => resource.AddService("order-agent", serviceVersion: "1.4.0"))
    .AddSource(Desk.Source.Name)
    .AddOtlpExporter(otlp =>
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri(console, "/v1/traces");
        otlp.Headers = $"Authorization=Bearer {key}";
    })
    .Build();

// Function calls inside, telemetry outside of the model: each call of a tool gets a span of its own.
using IChatClient chat = new ScriptedModel().AsBuilder()
    .UseFunctionInvocation()
    .UseOpenTelemetry(sourceName: Desk.Source.Name, configure: telemetry => telemetry.EnableSensitiveData = true)
    .Build();

using (var turn = Desk.Source.StartActivity("invoke_agent order-agent"))
{
    // The case is said once, on the outermost span; the rest of the trace belongs to it.
    turn?.SetTag("gen_ai.operation.name", "invoke_agent").SetTag("acsr.case.id", caseId).SetTag("acsr.channel", "chat").SetTag("acsr.customer.ref", "customer-58");

    Desk.Understand("cancel_order", confidence: 0.93);
    Desk.LookUp("When can an order be cancelled?", "orders.md#cancelling");
    Desk.CheckPolicy("orders/cancel-1@3", outcome: "allow");

    var answer = await chat.GetResponseAsync(
        [new(ChatRole.System, "You help customers with their orders."), new(ChatRole.User, "Please cancel order A-18. Yes, I am sure.")],
        new ChatOptions { Tools = [AIFunctionFactory.Create(Desk.GetOrder, "get_order"), AIFunctionFactory.Create(Desk.CancelOrder, "cancel_order")] });
    Console.WriteLine(answer.Text);

    // What the agent believes. Whether it is true is told later, by an outcome event or the customer.
    turn?.SetTag("acsr.outcome", "resolved");
}

Console.WriteLine(tracing.ForceFlush() ? $"Sent: case {caseId}" : "The console did not take it; is the key good?");
