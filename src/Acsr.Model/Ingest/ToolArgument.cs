namespace Acsr.Ingest;

/// <summary>What an argument of a tool holds. The numbers are stored.</summary>
public enum ArgumentType
{
    /// <summary>A JSON string of any words.</summary>
    Text = 0,
    /// <summary>A JSON number.</summary>
    Number = 1,
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 2,
    /// <summary>A JSON string that is a day or a time by ISO 8601.</summary>
    Date = 3,
    /// <summary>A JSON string, one of <see cref="ToolArgument.Values"/>.</summary>
    Choice = 4,
    /// <summary>A list, an object, or now this and now that.</summary>
    Json = 5,
}

/// <summary>One argument that a tool takes, at the top level of its JSON object.</summary>
/// <param name="Name">As the agent writes it; the case of letters matters.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Required">Every call gives it.</param>
/// <param name="Values">Those to choose from, of a <see cref="ArgumentType.Choice"/>; of the others none.</param>
public sealed record ToolArgument(string Name, ArgumentType Type, bool Required, IReadOnlyList<string> Values);
