using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Acsr.Components;
using MudBlazor;

namespace Acsr.Cases;

/// <summary>How steps are named, drawn and written out wherever people see them.</summary>
public static class StepWords
{
    /// <summary>Characters of a payload that are shown; a page with megabytes in it helps nobody.</summary>
    public const int PayloadLimit = 20_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The kind in words; of a message who speaks.</summary>
    public static string Title(Step step) => step.Kind switch
    {
        StepKind.Message => Speaker(step.Role),
        StepKind.Intent => "Intent",
        StepKind.Retrieval => "Look-up",
        StepKind.PolicyCheck => "Policy check",
        StepKind.Model => "Model",
        StepKind.Tool => "Tool",
        StepKind.Action => step.Role == Role.Human ? "Action by a human" : "Action",
        StepKind.Handoff => "Hand-off",
        StepKind.Decision => step.Shadow ? "Proposal in shadow mode" : "Decision",
        StepKind.Override => "Override by a human",
        StepKind.Other => "Step",
    };

    public static string Speaker(Role role) => role switch
    {
        Role.Customer => "Customer",
        Role.Agent => "Agent",
        Role.Human => "Human colleague",
        Role.System => "System",
        Role.None => "Message",
    };

    public static string Icon(Step step) => step.Kind switch
    {
        StepKind.Message => step.Role switch
        {
            Role.Customer => Icons.Material.Outlined.Person,
            Role.Agent => Icons.Material.Outlined.SmartToy,
            Role.Human => Icons.Material.Outlined.SupportAgent,
            Role.System or Role.None => Icons.Material.Outlined.Settings,
        },
        StepKind.Intent => Icons.Material.Outlined.Label,
        StepKind.Retrieval => Icons.Material.Outlined.Search,
        StepKind.PolicyCheck => Icons.Material.Outlined.Gavel,
        StepKind.Model => Icons.Material.Outlined.Memory,
        StepKind.Tool => Icons.Material.Outlined.Build,
        StepKind.Action => Icons.Material.Outlined.Bolt,
        StepKind.Handoff => Icons.Material.Outlined.SwapHoriz,
        StepKind.Decision => Icons.Material.Outlined.CallSplit,
        StepKind.Override => Icons.Material.Outlined.EditNote,
        StepKind.Other => Icons.Material.Outlined.Circle,
    };

    /// <summary>Confidence, tokens, cost, duration and model as far as the sender gave them, each a short phrase.</summary>
    public static IEnumerable<string> Facts(Step step)
    {
        if (step.Model is { Length: > 0 } model && model != step.Name) { yield return model; }
        if (step.Confidence is { } confidence) { yield return $"{Quantity.Text(confidence, ChartUnit.Share)} sure"; }
        if (step.InputTokens is not null || step.OutputTokens is not null)
        {
            yield return $"{Tokens(step.InputTokens)} → {Tokens(step.OutputTokens)} tokens";
        }

        if (step.CostUsd is { } cost) { yield return Quantity.Text(cost, ChartUnit.Usd); }
        if (step.EndedAt - step.StartedAt is { Ticks: > 0 } duration) { yield return Duration(duration); }
    }

    /// <summary>A payload for reading: JSON indented, anything else as it is; shortened when very long.</summary>
    public static string Pretty(string payload)
    {
        var text = Indent(payload) ?? payload;
        return text.Length <= PayloadLimit ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, PayloadLimit)}\n… {text.Length - PayloadLimit:#,0} more characters");
    }

    /// <summary>The beginning of a text in one line.</summary>
    /// <param name="text">Text or JSON.</param>
    /// <param name="shown">Characters at most, an ellipsis not counted.</param>
    public static string Preview(string text, int shown = 160)
    {
        var head = text.Length > shown * 2 ? text[..(shown * 2)] : text;
        var line = string.Join(' ', head.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= shown ? line : line[..shown] + "…";
    }

    private static string? Indent(string payload)
    {
        if (payload.AsSpan().TrimStart() is not ['{' or '[', ..]) { return null; }
        try
        {
            using var document = JsonDocument.Parse(payload);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Tokens(long? count) => count is { } known ? known.ToString("#,0", CultureInfo.InvariantCulture) : Quantity.Unknown;

    private static string Duration(TimeSpan duration) =>
        duration.TotalSeconds < 1 ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms") : TimeText.Length(duration.TotalSeconds);
}
