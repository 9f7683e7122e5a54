using Acsr.Ingest;

namespace Acsr.Settings;

/// <summary>An argument of a tool while somebody writes it.</summary>
public sealed class ArgumentLine
{
    public string Name { get; set; } = "";
    public ArgumentType Type { get; set; }
    public bool Required { get; set; }
    /// <summary>Of a choice, separated by commas.</summary>
    public string Values { get; set; } = "";

    /// <summary>As it is stored.</summary>
    public ToolArgument Argument => new(Name, Type, Required, Type == ArgumentType.Choice ? [.. Values.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)] : []);

    /// <summary>A stored or suggested one, to be changed.</summary>
    public static ArgumentLine Of(ToolArgument argument) => new() { Name = argument.Name, Type = argument.Type, Required = argument.Required, Values = string.Join(", ", argument.Values) };
}
