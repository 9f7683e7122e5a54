using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Ingest.Otlp;

namespace Acsr.Cases;

/// <summary>Finds answers that could not be parsed, and times the agent fell back to something simpler (S2).</summary>
internal static partial class Mishaps
{
    /// <summary>The sender says so, the error's name says so, or the arguments of a call look like JSON and are none.</summary>
    public static bool IsParseFailure(Step step) =>
        step.ParseFailed || (step.Kind is StepKind.Model || step.IsToolCall) && ((step.Error is { } error && Unparsed().IsMatch(error)) || (step.IsToolCall && IsBroken(step.Input)));

    /// <summary>Steps that say so, and intents that are a fallback; an outcome "fallback" counts once where no step says more.</summary>
    public static int Fallbacks(IReadOnlyList<Step> steps, SpanCase spans)
    {
        var counted = steps.Count(step => step.FellBack || (step.Kind == StepKind.Intent && FallbackIntent().IsMatch(step.Name)));
        return counted == 0 && spans.Outcome == "fallback" ? 1 : counted;
    }

    // A text that a sender cut off ends in the middle and does not tell what was wrong; so only what is closed is judged.
    private static bool IsBroken(string? input)
    {
        if (input is null || input.AsSpan().Trim() is not (['{', .., '}'] or ['[', .., ']'])) { return false; }
        try
        {
            using var json = JsonDocument.Parse(input);
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"json(decode|reader|parse)?(error|exception)|outputpars(er|ing)|(parse|parsing)(error|exception| failure)|invalidtool(call|input|arguments)|noobjectgenerated|typevalidationerror|(could not|failed to|unable to) parse|invalid json|malformed (json|response|arguments|output)|unexpected token", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Unparsed();

    [GeneratedRegex("^(nlu_|intent_|action_|default_)*(default_)?fallback", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FallbackIntent();
}
