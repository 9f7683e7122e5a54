namespace Acsr.Signals.Sentiment;

/// <summary>How customers' messages are scored where their sender gives no score. Section <c>Sentiment</c>.</summary>
public sealed class SentimentOptions
{
    public const string Section = "Sentiment";

    /// <summary>A lexicon of lines <c>token TAB mean</c> to use in place of our own; empty for our own.</summary>
    public string LexiconFile { get; set; } = "";
}
