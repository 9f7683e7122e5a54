using System.Text.Json;

namespace Acsr.Ingest;

/// <summary>What can be said of the arguments of a tool.</summary>
public static class ToolArguments
{
    /// <summary>More fields than a form can hold.</summary>
    public const int Most = 50;

    /// <summary>More values than anybody chooses from.</summary>
    public const int MostValues = 50;

    private const int MaxName = 200;

    /// <summary>What is wrong with a list of arguments, in words; null when it is good.</summary>
    public static string? FaultOf(IReadOnlyList<ToolArgument> arguments)
    {
        if (arguments.Count > Most) { return $"A tool has at most {Most} arguments."; }
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            if (argument.Name.Trim().Length is 0 or > MaxName) { return $"Name each argument as the agent writes it, in up to {MaxName} characters."; }
            if (!names.Add(argument.Name)) { return $"The argument {argument.Name} is there twice."; }
            if (!Enum.IsDefined(argument.Type)) { return $"Choose what {argument.Name} holds."; }
            if (argument.Type == ArgumentType.Choice && argument.Values.Count is 0 or > MostValues) { return $"Give the values that {argument.Name} may have, up to {MostValues}, separated by commas."; }
            if (argument.Values.Any(value => value.Length is 0 or > MaxName)) { return $"Each value of {argument.Name} has 1 to {MaxName} characters."; }
        }

        return null;
    }

    /// <summary>For people, for example <c>amount (number)</c>, with a question mark where it may be left out.</summary>
    public static string Words(ToolArgument argument) =>
        $"{argument.Name}{(argument.Required ? "" : "?")} ({(argument.Type == ArgumentType.Choice ? string.Join(" | ", argument.Values) : argument.Type.ToString().ToLowerInvariant())})";
}

/// <summary>Learns what a tool takes from calls that were seen. Holds a few words an argument, however many calls there are.</summary>
public sealed class ArgumentLearner
{
    // Words that come back five times each on average are a list to choose from; fewer are names and numbers of things.
    private const int MostChoices = 8;
    private const int TimesEach = 5;
    private const int LongestChoice = 40;

    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>Takes in one call.</summary>
    /// <param name="input">Its arguments as the agent gave them; what is no JSON object says nothing and is not counted.</param>
    public void Add(string? input)
    {
        if (string.IsNullOrWhiteSpace(input)) { return; }
        try
        {
            using var document = JsonDocument.Parse(input);
            if (document.RootElement.ValueKind != JsonValueKind.Object) { return; }
            _calls++;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (_seen.TryGetValue(property.Name, out var seen) || (_seen.Count < ToolArguments.Most && property.Name.Length > 0 && _seen.TryAdd(property.Name, seen = new()))) { seen.Add(_calls, property.Value); }
            }
        }
        catch (JsonException) { }
    }

    /// <summary>The arguments seen, in the order in which they came first. Required is what every one of at least two calls gave.</summary>
    public IReadOnlyList<ToolArgument> Learned() => [.. _seen.Where(seen => seen.Value.Given > 0).Select(seen => seen.Value.Of(seen.Key, _calls))];

    private sealed class Seen
    {
        private readonly HashSet<string> _values = new(StringComparer.Ordinal);
        private int _lastCall, _numbers, _booleans, _texts, _dates;
        private bool _open;

        /// <summary>Calls that gave it, and not as null.</summary>
        public int Given { get; private set; }

        public void Add(int call, JsonElement value)
        {
            // A name that is given twice in one object counts once, as its reader takes one.
            if (value.ValueKind == JsonValueKind.Null || _lastCall == call) { return; }
            (_lastCall, Given) = (call, Given + 1);
            switch (value.ValueKind)
            {
                case JsonValueKind.Number: _numbers++; break;
                case JsonValueKind.True or JsonValueKind.False: _booleans++; break;
                case JsonValueKind.String:
                    _texts++;
                    if (value.TryGetDateTimeOffset(out _)) { _dates++; }
                    var text = value.GetString()!;
                    if (text.Length is 0 or > LongestChoice || (_values.Count == MostChoices && !_values.Contains(text))) { _open = true; }
                    else if (!_open) { _values.Add(text); }
                    break;
                default: break;
            }
        }

        public ToolArgument Of(string name, int calls)
        {
            var type = Given == _numbers ? ArgumentType.Number
                : Given == _booleans ? ArgumentType.Boolean
                : Given != _texts ? ArgumentType.Json
                : _dates == _texts ? ArgumentType.Date
                : !_open && _texts >= _values.Count * TimesEach ? ArgumentType.Choice
                : ArgumentType.Text;
            return new(name, type, calls > 1 && Given == calls, type == ArgumentType.Choice ? [.. _values.Order(StringComparer.Ordinal)] : []);
        }
    }
}
