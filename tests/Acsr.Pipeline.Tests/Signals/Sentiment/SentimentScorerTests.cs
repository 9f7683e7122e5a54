using Acsr.Cases;
using CsCheck;
using Microsoft.Extensions.Options;

namespace Acsr.Signals.Sentiment;

public sealed class SentimentScorerTests
{
    private readonly SentimentScorer _scorer = new(Lexicon.Own);

    [Fact]
    public void On_support_sentences_of_our_own_the_sign_is_right_in_most_cases()
    {
        var wrong = SupportSentences.All.Where(sentence => SignOf(_scorer.Score(sentence.Text)) != sentence.Sign).Select(sentence => sentence.Text).ToList();

        Assert.True(SupportSentences.All.Count >= 80);
        Assert.True(wrong.Count <= SupportSentences.All.Count * .15, string.Join('\n', wrong));
    }

    [Fact]
    public void Our_lexicon_holds_about_six_hundred_words_within_the_scale()
    {
        Assert.InRange(Lexicon.Own.Count, 500, 700);
        Assert.InRange(Lexicon.Own.Of("awful")!.Value, -4, -2);
        Assert.Null(Lexicon.Own.Of("table"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("Ich warte immer noch auf meine Bestellung, das ist nicht gut.")]
    [InlineData("Je n'ai pas reçu mon colis et c'est la troisième fois.")]
    [InlineData("Hola, no he recibido mi pedido y estoy muy enfadado.")]
    [InlineData("まだ届いていません")]
    public void What_cannot_be_read_is_not_scored(string? text) => Assert.Null(_scorer.Score(text));

    [Theory]
    [InlineData("HF-20811")]
    [InlineData("Thanks")]
    [InlineData("Where is my order?")]
    public void English_and_what_has_no_language_is_scored(string text) => Assert.NotNull(_scorer.Score(text));

    [Fact]
    public void A_curly_apostrophe_is_an_apostrophe() => Assert.Equal(_scorer.Score("It still doesn't work"), _scorer.Score("It still doesn’t work"));

    [Fact]
    public void An_emoji_before_a_phrase_does_not_move_it() => Assert.True(_scorer.Score("😡 That worked? It still doesn't work") < 0);

    [Fact]
    public void Any_text_is_scored_between_minus_one_and_one_and_the_same_each_time() => Gen.String.Sample(text =>
    {
        var score = _scorer.Score(text);
        Assert.True(score is null or (>= -1 and <= 1));
        Assert.Equal(score, _scorer.Score(text));
    }, iter: 2000);

    [Fact]
    public void The_customers_messages_that_can_be_scored_are()
    {
        var steps = new[] { Said(Role.Customer, "Great!"), Said(Role.Customer, "Ich bin nicht zufrieden und warte."), Said(Role.Customer, "It is awful."), Said(Role.Agent, "Wonderful!") };

        Assert.Equal([_scorer.Score("Great!"), null, _scorer.Score("It is awful.")], SentimentTurns.Of(steps, _scorer).Messages.Select(m => m.Score));
        Assert.Equal(SentimentFrom.None, SentimentTurns.Of([Said(Role.Agent, "Wonderful!")], _scorer).From);
    }

    [Fact]
    public void A_lexicon_of_ones_own_takes_the_place_of_ours()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "table\t-3.0\t0.5\t[-3, -3]\n");
            var scorer = new SentimentScorer(Options.Create(new SentimentOptions { LexiconFile = file }));

            Assert.True(scorer.Score("the table") < -.5);
            Assert.Equal(0, scorer.Score("the awful chair"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static int SignOf(double? score) => score is null or (> -.05 and < .05) ? 0 : Math.Sign(score.Value);

    private static Step Said(Role role, string text) => new() { Id = text, Kind = StepKind.Message, Role = role, Text = text };
}
