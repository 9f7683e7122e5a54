using System.Globalization;
using System.IO.Compression;

namespace Acsr.Signals.Sentiment;

/// <summary>With the published lexicon the rules give what the published implementation gives (formats G.1).</summary>
public sealed class MoodRulesTests
{
    private static readonly Lazy<Lexicon> Published = new(() =>
    {
        using var lines = Open("vader/vader_lexicon.txt.gz");
        return Lexicon.Read(lines);
    });

    [Theory]
    [InlineData("VADER is smart, handsome, and funny.", .8316)]
    [InlineData("VADER is smart, handsome, and funny!", .8439)]
    [InlineData("VADER is very smart, handsome, and funny.", .8545)]
    [InlineData("VADER is VERY SMART, handsome, and FUNNY.", .9227)]
    [InlineData("VADER is VERY SMART, handsome, and FUNNY!!!", .9342)]
    [InlineData("VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!", .9469)]
    [InlineData("VADER is not smart, handsome, nor funny.", -.7424)]
    [InlineData("The book was good.", .4404)]
    [InlineData("At least it isn't a horrible book.", .4310)]
    [InlineData("The book was only kind of good.", .3832)]
    [InlineData("The plot was good, but the characters are uncompelling and the dialog is not great.", -.7042)]
    [InlineData("Today SUX!", -.5461)]
    [InlineData("Today only kinda sux! But I'll get by, lol", .5249)]
    [InlineData("Make sure you :) or :D today!", .8633)]
    [InlineData("Catch utf-8 emoji such as 💘 and 💋 and 😁", .8750)]
    [InlineData("Not bad at all", .4310)]
    public void A_sentence_is_scored_as_published(string text, double expected) => Assert.Equal(expected, MoodRules.Score(text, Published.Value), 1e-9);

    [Fact]
    public void The_published_lexicon_is_read_whole() => Assert.Equal(7506, Published.Value.Count);

    /// <summary>Our own lexicon knows a twelfth as many words, and those of support; docs/sentiment.md quotes these figures.</summary>
    [Theory]
    [InlineData("vader/tweets_GroundTruth.txt.gz", 4200, .872, .80)]
    [InlineData("vader/movieReviewSnippets_GroundTruth.txt.gz", 10605, .428, .36)]
    public void Scores_go_with_what_people_felt(string file, int texts, double published, double own)
    {
        var rated = Rated(file);

        Assert.Equal(texts, rated.Count);
        Assert.Equal(published, Correlation(rated, text => MoodRules.Score(text, Published.Value)), 3);
        Assert.Equal(own, Correlation(rated, text => new SentimentScorer(Lexicon.Own).Score(text) ?? 0), 2);
    }

    [Theory]
    [InlineData("great", "very great")]
    [InlineData("great", "great!")]
    [InlineData("it is great", "it is GREAT")]
    [InlineData("somewhat great", "great")]
    [InlineData("great!!!", "great!!!!")]
    [InlineData("bad but great", "great but good")]
    [InlineData("not great", "great")]
    [InlineData("great but bad", "bad but great")]
    [InlineData("great??? bad bad", "great bad bad")]
    public void The_second_is_happier(string one, string other) => Assert.True(MoodRules.Score(one, Lexicon.Own) < MoodRules.Score(other, Lexicon.Own));

    [Theory]
    [InlineData("great!!!!", "great!!!!!")]
    [InlineData("great", "great?")]
    [InlineData("GREAT", "great")]
    [InlineData("", "the")]
    public void Both_are_as_happy(string one, string other) => Assert.Equal(MoodRules.Score(one, Lexicon.Own), MoodRules.Score(other, Lexicon.Own));

    [Fact]
    public void Two_words_of_one_mood_around_a_but_are_each_weighed_by_their_own_place() =>
        Assert.Equal(MoodRules.Compound((2.6 * .5) + (2.6 * 1.5)), MoodRules.Score("great but great", Lexicon.Own), 1e-9);

    [Fact]
    public void A_lexicon_line_without_a_mean_is_named() =>
        Assert.Contains("Line 2", Assert.Throws<FormatException>(() => Lexicon.Read(new StringReader("good\t1.9\nbad"))).Message, StringComparison.Ordinal);

    private static List<(double Rating, string Text)> Rated(string file)
    {
        using var lines = Open(file);
        List<(double, string)> rated = [];
        while (lines.ReadLine() is { } line)
        {
            var parts = line.Split('\t', 3);
            if (parts.Length == 3) { rated.Add((double.Parse(parts[1], CultureInfo.InvariantCulture), parts[2])); }
        }

        return rated;
    }

    private static double Correlation(List<(double Rating, string Text)> rated, Func<string, double> score)
    {
        var scores = rated.ConvertAll(one => score(one.Text));
        var (x, y) = (rated.Average(one => one.Rating), scores.Average());
        var covariance = rated.Zip(scores).Sum(pair => (pair.First.Rating - x) * (pair.Second - y));
        return covariance / Math.Sqrt(rated.Sum(one => Math.Pow(one.Rating - x, 2)) * scores.Sum(one => Math.Pow(one - y, 2)));
    }

    private static StreamReader Open(string file) => new(new GZipStream(File.OpenRead(SharedData.Path(file)), CompressionMode.Decompress));
}
