using Microsoft.Extensions.AI;

namespace Acsr.Ingest;

/// <summary>A model that answers from a script; every answer costs 100 tokens in, 50 of them cached, and 10 out.</summary>
internal sealed class ScriptedChat(params AIContent[] script) : IChatClient
{
    private readonly Queue<AIContent> _script = new(script);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [_script.Peek()]))
        {
            ModelId = "gpt-x",
            FinishReason = _script.Dequeue() is FunctionCallContent ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 100, CachedInputTokenCount = 50, OutputTokenCount = 10, TotalTokenCount = 110 },
        });

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The script is not streamed.");

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, "gpt-x") : null;

    public void Dispose() { }
}
