using Microsoft.Extensions.AI;

namespace Samples;

/// <summary>Stands in for a model, so that the sample runs without one. Put any <see cref="IChatClient"/> in its place.</summary>
internal sealed class ScriptedModel : IChatClient
{
    private readonly Queue<AIContent> _answers = new(
    [
        new FunctionCallContent("call_1", "get_order", new Dictionary<string, object?> { ["order"] = "A-18" }),
        new FunctionCallContent("call_2", "cancel_order", new Dictionary<string, object?> { ["order"] = "A-18" }),
        new TextContent("Order A-18 is cancelled. The money is back on your card within five days."),
    ]);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = _answers.Dequeue();
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [answer]))
        {
            ModelId = "scripted-1",
            FinishReason = answer is FunctionCallContent ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 210, OutputTokenCount = 18, TotalTokenCount = 228 },
        });
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The script is not streamed.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, "scripted-1") : null;

    public void Dispose() { }
}
