namespace Acsr.Cases.Prices;

/// <summary>Tokens of one call of a model. Cached, written and sound are part of the input, reasoning and sound part of the output.</summary>
public readonly record struct TokenUse(long Input, long CacheRead, long CacheWrite, long AudioInput, long Output, long Reasoning, long AudioOutput)
{
    /// <summary>As a step tells them; what it does not tell is none.</summary>
    public static TokenUse Of(Step step) => new(step.InputTokens ?? 0, step.CachedTokens ?? 0, step.CacheWriteTokens ?? 0, step.AudioInputTokens ?? 0,
        step.OutputTokens ?? 0, step.ReasoningTokens ?? 0, step.AudioOutputTokens ?? 0);
}

/// <summary>
/// What a call costs (formats K.1): every kind of token by its own rate, and by the plain rate where it has none. Beyond 200,000 input tokens
/// the long rates hold for the whole request, where there are any.
/// </summary>
public static class TokenCost
{
    private const long LongFrom = 200_000;
    private const double Million = 1e6;

    /// <summary>US dollars.</summary>
    public static double Of(TokenUse use, ModelPrice price)
    {
        var isLong = use.Input > LongFrom;
        var input = Rate(isLong, price.LongInput, price.Input);
        var output = Rate(isLong, price.LongOutput, price.Output);
        var read = isLong && price.LongCacheRead is { } longRead ? longRead : price.CacheRead ?? input;
        var write = isLong && price.LongCacheWrite is { } longWrite ? longWrite : price.CacheWrite ?? input;
        // Some senders leave the cached ones out of the input.
        var plainIn = Math.Max(0, use.Input - use.CacheRead - use.CacheWrite - use.AudioInput);
        var plainOut = Math.Max(0, use.Output - use.Reasoning - use.AudioOutput);
        return ((plainIn * input) + (use.CacheRead * read) + (use.CacheWrite * write) + (use.AudioInput * (price.AudioInput ?? input))
            + (plainOut * output) + (use.Reasoning * (price.Reasoning ?? output)) + (use.AudioOutput * (price.AudioOutput ?? output))) / Million;
    }

    private static double Rate(bool isLong, double? beyond, double plain) => isLong ? beyond ?? plain : plain;
}
