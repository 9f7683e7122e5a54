using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>A message as spans carry it: what is said, which tools are asked for, what they gave back.</summary>
internal sealed record ChatMessage(Role Role, string Text, IReadOnlyList<ChatCall> Calls, IReadOnlyList<ChatResult> Results);

/// <summary>A tool that a message asks for; senders may leave the id out.</summary>
internal sealed record ChatCall(string? Id, string Name, string? Arguments);

/// <summary>What a tool gave back.</summary>
internal sealed record ChatResult(string? Id, string? Response);
