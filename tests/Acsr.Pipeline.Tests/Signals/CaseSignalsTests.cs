using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Sentiment;

namespace Acsr.Signals;

public sealed class CaseSignalsTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly SentimentScorer _scorer = new(Lexicon.Own);

    [Fact]
    public void The_senders_score_holds_where_any_was_sent()
    {
        var signals = Of(Said("It still doesn't work!", .25), Said("Awful.", null));

        Assert.Equal((.25, SentimentFrom.Sender), (signals.Sentiment, signals.SentimentFrom));
    }

    [Fact]
    public void The_console_scores_what_the_sender_did_not()
    {
        var signals = Of(Said("It still doesn't work!", null));

        Assert.Equal((_scorer.Score("It still doesn't work!"), SentimentFrom.Console), (signals.Sentiment, signals.SentimentFrom));
    }

    [Fact]
    public void What_neither_can_score_has_no_score()
    {
        var signals = Of(Said("Das ist nicht gut, ich warte noch.", null));

        Assert.Equal((null, SentimentFrom.None), (signals.Sentiment, signals.SentimentFrom));
    }

    [Fact]
    public void Applied_twice_the_facts_stay_as_they_are()
    {
        var folded = Fold(Said("Great, thank you!", null));
        var first = CaseSignals.Of(folded, new(), _scorer);
        first.ApplyTo(folded.Facts);

        var again = CaseSignals.Of(folded, new(), _scorer);

        Assert.Equal((first.Sentiment, SentimentFrom.Console), (again.Sentiment, again.SentimentFrom));
        Assert.Equal(first.Sentiment, folded.Facts.Sentiment);
    }

    [Fact]
    public void A_case_closed_on_an_unanswered_question_says_so()
    {
        var signals = Of(Said("Hello", null), new MessageEvent { Id = "a", Case = "c", Time = Start.AddSeconds(5), Role = "agent", Text = "Which order is it about?" },
            new CaseClosedEvent { Id = "x", Case = "c", Time = Start.AddHours(30), Outcome = "abandoned" });

        Assert.Equal("L19", Assert.Single(signals.Signals, signal => signal.Kind == SignalKind.DeadEnd).Name);
        Assert.Equal(Severity.None, signals.DeadEnd);
    }

    private CaseSignals Of(params CaseEvent[] events) => CaseSignals.Of(Fold(events), new DeadEndOptions(), _scorer);

    private static FoldedCase Fold(params CaseEvent[] events) => CaseFold.Fold(new CaseInput("c", events, [], Start, "test"), new CaseOptions())!;

    private static MessageEvent Said(string text, double? sentiment) => new() { Id = text, Case = "c", Time = Start, Role = "customer", Text = text, Sentiment = sentiment };
}
