using Acsr.Cases;

namespace Acsr.Signals.Sentiment;

/// <summary>A message of the customer with its score.</summary>
/// <param name="StepId">The message.</param>
/// <param name="Turn">From 1.</param>
/// <param name="Score">−1 to +1; null where it could not be scored.</param>
public sealed record ScoredMessage(string StepId, int Turn, double? Score);

/// <summary>How each message of the customer sounds, in order.</summary>
/// <param name="Messages">All of them, scored or not.</param>
/// <param name="From">Who scored them: where the sender scored any, the sender alone.</param>
public sealed record SentimentTurns(IReadOnlyList<ScoredMessage> Messages, SentimentFrom From)
{
    public static SentimentTurns Of(IReadOnlyList<Step> steps, SentimentScorer scorer)
    {
        var said = steps.Where(step => step is { Kind: StepKind.Message, Role: Role.Customer } && !string.IsNullOrWhiteSpace(step.Text)).ToList();
        var sent = said.Any(step => step.Sentiment is not null);
        List<ScoredMessage> messages = [.. said.Select(step => new ScoredMessage(step.Id, step.Turn, sent ? step.Sentiment : scorer.Score(step.Text)))];
        return new SentimentTurns(messages, messages.All(m => m.Score is null) ? SentimentFrom.None : sent ? SentimentFrom.Sender : SentimentFrom.Console);
    }

    /// <summary>The scores there are.</summary>
    public IReadOnlyList<double> Scores => [.. Messages.Select(m => m.Score).OfType<double>()];

    /// <summary>End minus start, −2 to +2: means of the last and first third; null below two scores.</summary>
    public double? Shift => Scores is not { Count: > 1 } scores ? null
        : SentimentTrend.Of(scores)?.Shift is { } trend ? trend / 50
        : scores[^1] - scores[0];
}
