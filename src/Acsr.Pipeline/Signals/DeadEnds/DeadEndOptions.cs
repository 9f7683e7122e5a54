namespace Acsr.Signals.DeadEnds;

/// <summary>Thresholds of the dead-end detectors. Section <c>DeadEnds</c>; the defaults are calibrated on real support traces (formats F.3).</summary>
public sealed class DeadEndOptions
{
    public const string Section = "DeadEnds";

    /// <summary>L1: how often the same action may occur before it counts as repeated.</summary>
    public int RepeatedAction { get; set; } = 2;
    /// <summary>L1: tools that may be asked again and again, for example a status that is polled.</summary>
    public List<string> PollableTools { get; set; } = [];
    /// <summary>L2: how often the same action may give the same answer before it counts as repeated.</summary>
    public int RepeatedPair { get; set; } = 2;
    /// <summary>L3: how many times a round of two or three calls may be gone through.</summary>
    public int AlternationRounds { get; set; } = 2;
    /// <summary>L3: the most calls that make a round.</summary>
    public int AlternationCalls { get; set; } = 3;
    /// <summary>L4: errors of the same action.</summary>
    public int SameActionErrors { get; set; } = 2;
    /// <summary>L5: tool errors in a row.</summary>
    public int ErrorStreak { get; set; } = 2;
    /// <summary>L5: tool errors in the whole case.</summary>
    public int ErrorsInCase { get; set; } = 3;
    /// <summary>L6: the customer's messages without anything new learnt or changed in between; medium.</summary>
    public int NoProgressTurns { get; set; } = 6;
    /// <summary>L6: the same as a hint of low severity; 0 is off, because 4 fired no more often in cases that failed than in any (docs/dead-ends.md).</summary>
    public int NoProgressHintTurns { get; set; }
    /// <summary>L7: searches in a row that find no document.</summary>
    public int EmptyRetrievals { get; set; } = 2;
    /// <summary>L7: different queries that find the same documents.</summary>
    public int SameDocumentsQueries { get; set; } = 3;
    /// <summary>L8: messages of the agent in a row.</summary>
    public int MonologueMessages { get; set; } = 3;
    /// <summary>L9: Jaccard similarity, 0 to 1, from which the agent repeats an earlier message.</summary>
    public double AgentRepeatSimilarity { get; set; } = .9;
    /// <summary>L9: only messages of more words than this, stop words aside, are compared.</summary>
    public int AgentRepeatWords { get; set; } = 5;
    /// <summary>L9: repeats from which it is medium.</summary>
    public int AgentRepeatMedium { get; set; } = 3;
    /// <summary>L10: Jaccard similarity, 0 to 1, from which the customer says one of the two messages before again.</summary>
    public double RephraseSimilarity { get; set; } = .6;
    /// <summary>L10: the same as cosine of letter trigrams, 0 to 1.</summary>
    public double RephraseTrigrams { get; set; } = .8;
    /// <summary>L10: only messages of at least so many words, stop words aside, are compared.</summary>
    public int RephraseWords { get; set; } = 4;
    /// <summary>L10: how many of the customer's messages are looked back.</summary>
    public int RephraseWindow { get; set; } = 2;
    /// <summary>L11: messages in which the agent says sorry.</summary>
    public int Apologies { get; set; } = 3;
    /// <summary>L12: messages in which the agent asks for the same piece of information, or asks the same.</summary>
    public int Clarifications { get; set; } = 3;
    /// <summary>L12: Jaccard similarity, 0 to 1, from which two questions are the same.</summary>
    public double ClarificationSimilarity { get; set; } = .6;
    /// <summary>L12: only questions of at least so many words, stop words aside, are compared.</summary>
    public int ClarificationWords { get; set; } = 3;
    /// <summary>L15: tools that change something and need no yes, for example one that sends a copy of an invoice.</summary>
    public List<string> NoConfirmationTools { get; set; } = [];
    /// <summary>L16: message texts and tool calls together.</summary>
    public int StepBudget { get; set; } = 30;
    /// <summary>L17: the agent's confidence, 0 to 1, below which it should not have acted.</summary>
    public double LowConfidence { get; set; } = .5;
    /// <summary>L18: how providers say that an answer was cut off; the case of letters does not matter.</summary>
    public List<string> TruncatedFinishReasons { get; set; } = ["length", "max_tokens", "max_output_tokens", "model_length", "content_filter", "content_filtered", "safety"];
    /// <summary>Arguments that differ between calls that are the same.</summary>
    public List<string> VolatileArguments { get; set; } = ["request_id", "timestamp", "nonce"];
}
