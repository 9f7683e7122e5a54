using System.Text;
using Acsr.Cases;

namespace Acsr.Policies.Rules;

/// <summary>
/// What the agent had learnt of the things it deals with, from the answers it got: the latest of each, by name. <c>get_order_details</c>
/// tells of the <c>order</c>. A change that answers with the whole thing, its id included, tells of it too.
/// </summary>
internal sealed class KnownState
{
    private static readonly HashSet<string> Verbs = ["get", "fetch", "read", "load", "lookup", "look", "up", "find", "search", "show", "retrieve", "query", "check", "list", "track", "view", "describe"];
    private static readonly HashSet<string> Tails = ["detail", "details", "info", "information", "data", "record", "records"];
    private static readonly string[] People = ["customer", "user", "account", "profile", "member", "client"];

    private readonly Dictionary<string, List<Seen>> _seen = [];

    private sealed record Seen(string StepId, object? Arguments, object? Value);

    public void Learn(Step step, object? arguments, object? result)
    {
        if (step.Kind is StepKind.Tool or StepKind.Retrieval or StepKind.PolicyCheck)
        {
            Add(EntityOf(step.Name), new Seen(step.Id, arguments, result));
            return;
        }

        if (result is not IReadOnlyDictionary<string, object?> fields) { return; }
        foreach (var (entity, seen) in _seen.ToList())
        {
            var id = entity + "_id";
            var same = fields.TryGetValue(id, out var own) ? seen.FindLast(s => s.Value is IReadOnlyDictionary<string, object?> known && known.TryGetValue(id, out var other) && RuleValue.Same(own, other, loose: true)) : null;
            if (same is not null) { Add(entity, same with { StepId = step.Id, Value = result }); }
        }
    }

    /// <summary>
    /// The latest answer about each thing. Where the call names one of them, such as an order's number, only what was learnt of that one
    /// counts: what is known of another order says nothing.
    /// </summary>
    public Dictionary<string, object?> Before(object? arguments, Dictionary<string, IReadOnlyList<string>> evidence)
    {
        var before = new Dictionary<string, object?>();
        foreach (var (entity, seen) in _seen)
        {
            if (Relevant(seen, arguments) is not { } one) { continue; }
            before[entity] = one.Value;
            evidence[$"before.{entity}"] = [one.StepId];
        }

        return before;
    }

    /// <summary>What was last learnt of the customer, whatever the tools call them, and their reference.</summary>
    public Dictionary<string, object?> Customer(string? reference, Dictionary<string, IReadOnlyList<string>> evidence)
    {
        var customer = new Dictionary<string, object?>();
        foreach (var name in People)
        {
            if (!_seen.TryGetValue(name, out var seen) || seen[^1].Value is not IReadOnlyDictionary<string, object?> fields) { continue; }
            foreach (var (key, value) in fields) { customer[key] = value; }
            evidence["customer"] = [seen[^1].StepId];
            break;
        }

        if (reference is not null) { customer.TryAdd("id", reference); }
        return customer;
    }

    /// <summary>What a tool tells of, by its name: <c>getUserDetails</c> of the <c>user</c>, <c>order.lookup</c> of the <c>order</c>.</summary>
    internal static string EntityOf(string tool)
    {
        var words = Words(tool);
        var verb = words.FindIndex(Verbs.Contains);
        var from = verb < 0 ? 0 : words.FindIndex(verb, word => !Verbs.Contains(word));
        if (from < 0) { return string.Join('_', verb > 0 ? words[..verb] : words); }
        var by = words.FindIndex(from + 1, word => word == "by");
        var rest = words[from..(by < 0 ? words.Count : by)];
        while (rest.Count > 1 && Tails.Contains(rest[^1])) { rest.RemoveAt(rest.Count - 1); }
        return string.Join('_', rest);
    }

    private static Seen? Relevant(List<Seen> seen, object? arguments)
    {
        if (arguments is not IReadOnlyDictionary<string, object?> named) { return seen[^1]; }
        var tied = false;
        for (var i = seen.Count - 1; i >= 0; i--)
        {
            var shared = seen[i].Arguments is IReadOnlyDictionary<string, object?> asked ? asked.Where(a => IsReference(a.Key) && named.ContainsKey(a.Key)).ToList() : [];
            if (shared.Count == 0) { continue; }
            tied = true;
            if (shared.TrueForAll(a => RuleValue.Same(a.Value, named[a.Key], loose: true))) { return seen[i]; }
        }

        return tied ? null : seen[^1];
    }

    // An id or a number of something ties two calls; that both have a date or a cabin does not.
    private static bool IsReference(string name) => Words(name) is var words && words[^1] is "id" or "number" or "no" or "ref" or "reference" or "sku" or "email" or "code";

    private void Add(string entity, Seen seen)
    {
        if (_seen.TryGetValue(entity, out var list)) { list.Add(seen); }
        else { _seen[entity] = [seen]; }
    }

    private static List<string> Words(string name)
    {
        var spaced = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1])) { spaced.Append('_'); }
            spaced.Append(char.IsLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : '_');
        }

        return [.. spaced.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? words : [name]];
    }
}
