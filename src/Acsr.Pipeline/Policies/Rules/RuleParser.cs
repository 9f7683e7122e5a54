using System.Text.Json;
using System.Text.RegularExpressions;

namespace Acsr.Policies.Rules;

/// <summary>Something wrong with a rule's JSON.</summary>
/// <param name="Path">Where, as a JSON path, for example <c>$.and[1]</c>.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Mend">How to mend it.</param>
public sealed record RuleFault(string Path, string What, string Mend)
{
    public override string ToString() => $"{Path}: {What} {Mend}";
}

/// <summary>Reads JsonLogic, and says of everything that is wrong where it stands. Pure.</summary>
internal sealed class RuleParser
{
    public const int MaxDepth = 32;
    public const int MaxLength = 20_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 2 * (MaxDepth + 2) };

    private readonly List<RuleFault> _faults = [];

    public static (RuleNode? Root, IReadOnlyList<RuleFault> Faults) Parse(string json)
    {
        if (json.Length > MaxLength) { return (null, [new RuleFault("$", $"The rule has {json.Length:N0} characters.", $"Use at most {MaxLength:N0}, or split it into several rules.")]); }
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var parser = new RuleParser();
            var root = parser.Node(document.RootElement, "$", 1);
            return parser._faults.Count == 0 ? (root, []) : (null, parser._faults);
        }
        catch (JsonException error)
        {
            return (null, [new RuleFault("$", $"This is not JSON: line {(error.LineNumber ?? 0) + 1}, character {(error.BytePositionInLine ?? 0) + 1}.", "Close every brace and quotation mark, and put commas between the parts.")]);
        }
        catch (InvalidOperationException)
        {
            return (null, [new RuleFault("$", "A text holds half of a character pair.", "Write the character itself.")]);
        }
    }

    private RuleNode Node(JsonElement json, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            Fault(path, $"The rule is nested more than {MaxDepth} levels deep.", "Split it into several rules.");
            return new LiteralNode(path, null);
        }

        return json.ValueKind switch
        {
            JsonValueKind.Object => Call(json, path, depth),
            JsonValueKind.Array => new ListNode(path, [.. json.EnumerateArray().Select((item, i) => Node(item, $"{path}[{i}]", depth + 1))]),
            JsonValueKind.Number when !json.TryGetDecimal(out _) => Wrong(path, $"The number {json.GetRawText()} is too large.", "Use a number of at most 28 digits."),
            _ => new LiteralNode(path, RuleValue.From(json)),
        };
    }

    private RuleNode Call(JsonElement json, string path, int depth)
    {
        var fields = json.EnumerateObject().ToList();
        if (fields.Count != 1)
        {
            return Wrong(path, fields.Count == 0 ? "Here stands an empty object." : $"Here stand {fields.Count} operators side by side: {string.Join(", ", fields.Select(f => f.Name))}.",
                "Each object holds exactly one operator; join several with \"and\" or \"or\".");
        }

        var (name, value) = (fields[0].Name, fields[0].Value);
        if (!RuleOperators.ByName.TryGetValue(name, out var known))
        {
            return Wrong(path, $"There is no operator '{name}'.", RuleOperators.Nearest(name) is { } near ? $"Did you mean '{near}'?" : $"Use one of: {string.Join(" ", RuleOperators.ByName.Keys)}.");
        }

        var at = $"{path}.{name}";
        IReadOnlyList<RuleNode> arguments = value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select((item, i) => Node(item, $"{at}[{i}]", depth + 1))]
            : [Node(value, at, depth + 1)];
        if (arguments.Count < known.Least || arguments.Count > known.Most)
        {
            var wanted = known.Least == known.Most ? $"{known.Least}" : known.Most == int.MaxValue ? $"at least {known.Least}" : $"{known.Least} to {known.Most}";
            return Wrong(at, $"'{name}' has {arguments.Count} arguments and takes {wanted}.", $"It means: {known.Meaning}.");
        }

        var call = new CallNode(at, known, arguments);
        return name == "regex" ? WithPattern(call) : call;
    }

    // Known when the rule is written, so that a pattern that does not work is found then, and is compiled once.
    private CallNode WithPattern(CallNode call)
    {
        var at = $"{call.Path}[1]";
        if (call.Arguments[1] is not LiteralNode { Value: string pattern })
        {
            Fault(at, "The pattern is not a text.", "Write the pattern itself, for example \"^gift_card\".");
            return call;
        }

        try { return call with { Arguments = [call.Arguments[0], new LiteralNode(at, RulePattern.Compile(pattern))] }; }
        catch (ArgumentException error)
        {
            Fault(at, $"'{pattern}' is not a pattern: {error.Message}", "Close every bracket, and put \\\\ before signs that are meant as such.");
            return call;
        }
    }

    private LiteralNode Wrong(string path, string what, string mend)
    {
        Fault(path, what, mend);
        return new LiteralNode(path, null);
    }

    private void Fault(string path, string what, string mend) => _faults.Add(new RuleFault(path, what, mend));
}

/// <summary>Patterns of <c>regex</c>: without backtracking where the pattern allows it, so that their time grows with the text and no faster.</summary>
internal static class RulePattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(50);

    public static Regex Compile(string pattern)
    {
        const RegexOptions options = RegexOptions.CultureInvariant;
        try { return new Regex(pattern, options | RegexOptions.NonBacktracking); }
        catch (NotSupportedException)
        {
            // Look-around and back references need backtracking; there the time is the bound.
            return new Regex(pattern, options, Timeout);
        }
    }

    public static string? Of(RuleNode node) => node is LiteralNode { Value: Regex regex } ? regex.ToString() : null;
}
