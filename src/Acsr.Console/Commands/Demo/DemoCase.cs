using Acsr.Ingest;

namespace Acsr.Commands.Demo;

/// <summary>A made-up case: everything that happened in it, in order of time.</summary>
/// <param name="Id">Begins with <c>demo-</c>.</param>
/// <param name="Events">Each with id, case and time.</param>
/// <param name="Traced">Whether the agent's work is told as OTLP spans instead of native events.</param>
public sealed record DemoCase(string Id, IReadOnlyList<CaseEvent> Events, bool Traced);

/// <summary>One request to the public ingest API.</summary>
/// <param name="Path">Relative to the console's address, for example <c>/v1/traces</c>.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Body">UTF-8.</param>
public sealed record DemoRequest(string Path, string ContentType, byte[] Body);
