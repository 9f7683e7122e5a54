using System.Diagnostics;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Shell;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Acsr.Ingest;

/// <summary>Agents that are instrumented with the libraries as they are published, exporting to a console on a real socket.</summary>
public sealed class RealSdkTests : IAsyncLifetime
{
    private const string MeaiSource = "Experimental.Microsoft.Extensions.AI";
    private const string OwnSource = "acsr.tests.agent";

    private static readonly string[] Clauses = ["air/refund-1@1", "air/refund-2@1"];

    private readonly TestConsole _console = new() { OnSocket = true, WithGrpc = true, Settings = ["--Ingest:FoldDelaySeconds=0"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("agent", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData(true, OtlpExportProtocol.HttpProtobuf, OtlpExportCompression.None)]
    [InlineData(false, OtlpExportProtocol.HttpProtobuf, OtlpExportCompression.GZip)]
    [InlineData(true, OtlpExportProtocol.Grpc, OtlpExportCompression.GZip)]
    [InlineData(false, OtlpExportProtocol.Grpc, OtlpExportCompression.None)]
    public async Task A_conversation_of_microsoft_extensions_ai_becomes_one_case_with_its_steps_and_tokens(bool functionsOutside, OtlpExportProtocol protocol, OtlpExportCompression compression)
    {
        using (var exporter = Exporter(MeaiSource, protocol, compression))
        {
            using var agent = Agent(functionsOutside);
            await ConverseAsync(agent, "conversation-1");
            Assert.True(exporter.ForceFlush());
        }

        var (facts, steps) = await OnlyCaseAsync();

        Assert.Equal(("conversation-1", "Where is order 7?", Handler.Agent), (facts.Id, facts.Title, facts.Handler));
        Assert.Equal((400, 40), (facts.InputTokens, facts.OutputTokens));
        Assert.Equal((2, 2, 1), (facts.Turns, facts.ToolCalls, facts.ToolErrors));
        Assert.Equal(
            [(Role.Customer, "Where is order 7?"), (Role.Agent, "It is lost."), (Role.Customer, "Then refund it."), (Role.Agent, "The refund failed, a colleague will help.")],
            steps.Where(s => s.Kind == StepKind.Message && s.Role is Role.Customer or Role.Agent).Select(s => (s.Role, s.Text!)));
        Assert.Equal([("lookup_order", StepKind.Tool, "call_1", 1, true), ("issue_refund", StepKind.Action, "call_2", 2, false)],
            steps.Where(s => s.IsToolCall).Select(s => (s.Name, s.Kind, s.CallId!, s.Turn, s.Error is null)));
        Assert.All(steps.Where(s => s.IsToolCall), s => Assert.Contains("7", s.Input, StringComparison.Ordinal));
        Assert.Contains("lost", steps.Single(s => s.Name == "lookup_order").Output, StringComparison.Ordinal);
        Assert.Equal("Answer briefly.", steps.Single(s => s.Role == Role.System).Text);
        Assert.All(steps.Where(s => s.Kind == StepKind.Model), s => Assert.Equal("gpt-x", s.Model));
        Assert.Equal(functionsOutside ? 4 : 2, steps.Count(s => s.Kind == StepKind.Model));
    }

    [Fact]
    public async Task Spans_of_the_opentelemetry_sdk_with_our_attributes_become_a_case_and_its_facts()
    {
        using (var exporter = Exporter(OwnSource))
        {
            using var source = new ActivitySource(OwnSource);
            using (var turn = source.StartActivity("invoke_agent desk")!)
            {
                turn.SetTag("gen_ai.operation.name", "invoke_agent").SetTag("acsr.case.id", "case-9").SetTag("acsr.channel", "chat").SetTag("acsr.outcome", "resolved");
                using (var check = source.StartActivity("check the rules")!)
                {
                    check.SetTag("acsr.step.kind", "policy_check").SetTag("acsr.policy.clause_ids", Clauses);
                }

                using var decision = source.StartActivity("execute_tool refund_order")!;
                decision.SetTag("gen_ai.operation.name", "execute_tool").SetTag("gen_ai.tool.name", "refund_order").SetTag("gen_ai.tool.call.id", "c1")
                    .SetTag("acsr.decision.action", "refund_order").SetTag("acsr.decision.confidence", 0.82).SetTag("acsr.cost.usd", 0.004);
                decision.SetStatus(ActivityStatusCode.Error, "card refused");
            }

            Assert.True(exporter.ForceFlush());
        }

        var (facts, steps) = await OnlyCaseAsync();

        Assert.Equal(("case-9", "chat", "desk-agent", true), (facts.Id, facts.Channel, facts.Agent, facts.Solved));
        // The check is a call too.
        Assert.Equal((2, 1, 0.004), (facts.ToolCalls, facts.ToolErrors, facts.CostUsd));
        Assert.Equal(Clauses, steps.Single(s => s.Kind == StepKind.PolicyCheck).Clauses);
        Assert.Contains(steps, s => s.Name == "refund_order" && s.Confidence == 0.82);
        Assert.Contains(steps, s => s.Name == "refund_order" && s.Error == "card refused");
    }

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task An_evaluation_that_is_logged_becomes_a_signal_on_the_step_it_is_about(OtlpExportProtocol protocol)
    {
        using (var exporter = Exporter(OwnSource, protocol))
        {
            using var logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(telemetry => telemetry.AddOtlpExporter(otlp => To(otlp, protocol, OtlpExportCompression.GZip, "/v1/logs"))));
            using var source = new ActivitySource(OwnSource);
            using (var call = source.StartActivity("chat gpt-x")!)
            {
                call.SetTag("gen_ai.operation.name", "chat").SetTag("gen_ai.conversation.id", "judged");
                logs.CreateLogger("judge").Log(LogLevel.Information, new EventId(1, "gen_ai.evaluation.result"), new Dictionary<string, object?>
                {
                    ["gen_ai.evaluation.name"] = "helpfulness",
                    ["gen_ai.evaluation.score.value"] = 0.75,
                    ["gen_ai.evaluation.explanation"] = "It answers the question.",
                }, null, (_, _) => "evaluated");
            }

            Assert.True(exporter.ForceFlush());
        }

        var (facts, steps) = await OnlyCaseAsync();

        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        var signal = await db.Signals.SingleAsync(s => s.Kind == SignalKind.Evaluation);
        Assert.Equal(("judged", "judged", "helpfulness", 0.75, "It answers the question."), (facts.Id, signal.CaseId, signal.Name, signal.Value, signal.Text));
        Assert.Equal([steps.Single(s => s.Kind == StepKind.Model).Id], signal.StepIds);
    }

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task An_exporter_without_a_good_key_leaves_nothing(OtlpExportProtocol protocol)
    {
        _key = "acsr_i_unknown";
        using (var exporter = Exporter(OwnSource, protocol))
        {
            using var source = new ActivitySource(OwnSource);
            source.StartActivity("chat m")!.Dispose();
            exporter.ForceFlush();
        }

        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        Assert.Empty(db.Segments);
    }

    private TracerProvider Exporter(string source, OtlpExportProtocol protocol = OtlpExportProtocol.HttpProtobuf, OtlpExportCompression compression = OtlpExportCompression.None) => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(resource => resource.AddService("desk-agent", serviceVersion: "1.2"))
        .AddSource(source)
        .AddOtlpExporter(otlp => To(otlp, protocol, compression, "/v1/traces"))
        .Build();

    private void To(OtlpExporterOptions otlp, OtlpExportProtocol protocol, OtlpExportCompression compression, string path)
    {
        otlp.Protocol = protocol;
        otlp.Endpoint = protocol == OtlpExportProtocol.Grpc ? _console.GrpcAddress : new Uri(_console.Address, path);
        otlp.Compression = compression;
        otlp.Headers = $"Authorization=Bearer {_key}";
    }

    private static IChatClient Agent(bool functionsOutside)
    {
        var model = new ScriptedChat(
            new FunctionCallContent("call_1", "lookup_order", new Dictionary<string, object?> { ["order"] = 7 }), new TextContent("It is lost."),
            new FunctionCallContent("call_2", "issue_refund", new Dictionary<string, object?> { ["order"] = 7 }), new TextContent("The refund failed, a colleague will help."));
        var builder = model.AsBuilder();
        return functionsOutside
            ? builder.UseFunctionInvocation().UseOpenTelemetry(configure: telemetry => telemetry.EnableSensitiveData = true).Build()
            : builder.UseOpenTelemetry(configure: telemetry => telemetry.EnableSensitiveData = true).UseFunctionInvocation().Build();
    }

    private static async Task ConverseAsync(IChatClient agent, string conversation)
    {
        List<ChatMessage> history = [new(ChatRole.System, "Answer briefly.")];
        foreach (var said in (string[])["Where is order 7?", "Then refund it."])
        {
            history.Add(new ChatMessage(ChatRole.User, said));
            var answer = await agent.GetResponseAsync(history, new ChatOptions
            {
                ConversationId = conversation,
                Tools =
                [
                    AIFunctionFactory.Create((int order) => new { order, status = "lost" }, "lookup_order"),
                    AIFunctionFactory.Create(string (int order) => throw new InvalidOperationException($"Order {order} was paid by a card that is gone."), "issue_refund"),
                ],
            });
            history.AddRange(answer.Messages);
        }
    }

    private async Task<(Case Facts, IReadOnlyList<Step> Steps)> OnlyCaseAsync()
    {
        await _console.App.Services.GetRequiredService<CaseFolder>().FoldAllAsync(default);
        Assert.Empty((await _console.App.Services.GetRequiredService<DerivedCheck>().RunAsync(null, default)).Differences);
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        var facts = Assert.Single(await db.Cases.ToListAsync());
        return (facts, (await _console.App.Services.GetRequiredService<CaseReader>().ReadAsync(facts.Id, default))!.Steps);
    }
}
