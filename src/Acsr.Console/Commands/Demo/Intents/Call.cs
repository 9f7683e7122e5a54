using System.Text.Json;
using Acsr.Ingest.Events;

namespace Acsr.Commands.Demo.Intents;

/// <summary>A call of a tool and what comes back.</summary>
/// <param name="Kind">As in a step event: <c>tool</c>, <c>retrieval</c>, <c>policy_check</c> or <c>action</c>.</param>
/// <param name="Name">The tool.</param>
/// <param name="Input">Its arguments, any object.</param>
/// <param name="Output">Its result; null where the "action" is only an answer and no tool is called.</param>
internal sealed record Call(string Kind, string Name, object Input, object? Output)
{
    public JsonElement Arguments => JsonSerializer.SerializeToElement(Input, EventJson.Options);

    public JsonElement? Result => Output is null ? null : JsonSerializer.SerializeToElement(Output, EventJson.Options);
}
