using System.Net;
using System.Text;
using System.Text.Json;
using Acsr.Delivery;
using Acsr.Infrastructure;
using Acsr.Knowledge;
using Microsoft.Extensions.Options;

namespace Acsr.Releases.Preflights;

public sealed class OwnRetrievalTests : IAsyncDisposable
{
    private static readonly (string Question, string ArticleId)[] Questions = [.. Enumerable.Range(1, 30).Select(i => ($"question {i}", "returns"))];

    private readonly Ranker _ranker = new();

    public ValueTask DisposeAsync() => _ranker.DisposeAsync();

    [Fact]
    public async Task It_is_asked_the_same_questions_and_compared_with_what_it_found_when_the_last_release_left()
    {
        using var own = Retriever("127.0.0.0/8");
        _ranker.Finds = number => number <= 20;
        var first = await AskAsync(own, Questions[..25], null);
        _ranker.Finds = number => number is > 10 and <= 24;

        // As it stands in a release, and is read from there.
        var kept = PreflightReport.Read(new PreflightReport(null, null) { Own = first }.Write())!.Own;
        var second = await AskAsync(own, Questions, kept);

        Assert.Equal(("127.0.0.1", 20, 25, null), (first!.Retriever, first.Comparison!.FoundAfter.Good, first.Comparison.FoundAfter.Of, first.Comparison.FoundBefore));
        var found = second!.Comparison!;
        Assert.Equal((14, 30, 20, 25, 4, 10), (found.FoundAfter.Good, found.FoundAfter.Of, found.FoundBefore!.Good, found.FoundBefore.Of, found.Fixed, found.Broken));
        Assert.Equal((14, 20, "refunds 1.0.0"), ((int)Math.Round((found.Recall.After ?? 0) * 25), (int)Math.Round((found.Recall.Before ?? 0) * 25), found.VersionBefore));
        Assert.Equal(["question 1", "question 10"], found.BrokenQuestions.Select(q => q.Question).Order(StringComparer.Ordinal).Take(2));
    }

    [Fact]
    public void Where_it_finds_less_the_release_makes_it_worse()
    {
        List<ComparedQuestion> asked = [.. Questions.Select(q => new ComparedQuestion(q.Question, q.ArticleId, 1, null))];
        var report = new PreflightReport(null, null) { Own = new OwnRetrieval { Retriever = "search", Comparison = RetrievalComparison.Of(asked, asked.Count, 5, "refunds 1.0.0") } };

        Assert.Equal(["recall of your own retriever"], report.Worse);
    }

    [Fact]
    public async Task One_that_cannot_be_asked_is_told_and_stops_nothing()
    {
        using var refused = Retriever();
        using var none = new HttpRetriever(new AddressGuard(Options.Create(new DeliveryOptions())), Options.Create(new KnowledgeOptions()));

        Assert.Contains("Knowledge:RetrieverUrl", (await AskAsync(refused, Questions, null))!.Problem, StringComparison.Ordinal);
        Assert.Equal(0, _ranker.Asked);
        Assert.Null(await AskAsync(none, Questions, null));
    }

    [Fact]
    public async Task It_is_asked_two_hundred_questions_at_most_and_the_same_ones_again()
    {
        using var own = Retriever("127.0.0.0/8");
        (string, string)[] many = [.. Enumerable.Range(1, 300).Select(i => ($"question {i}", "returns"))];

        var first = await AskAsync(own, many, null);
        var second = await AskAsync(own, [.. many.Reverse()], first);

        Assert.Equal((OwnRetrieval.MostQuestions, OwnRetrieval.MostQuestions), (first!.Comparison!.FoundAfter.Of, second!.Comparison!.FoundBefore!.Of));
    }

    private static Task<OwnRetrieval?> AskAsync(HttpRetriever own, IReadOnlyList<(string, string)> questions, OwnRetrieval? before) =>
        OwnRetrieval.AskAsync(own, questions, before, "refunds 1.0.0", 5, _ => Task.CompletedTask, TestContext.Current.CancellationToken);

    private HttpRetriever Retriever(params string[] networks) => new(
        new AddressGuard(Options.Create(new DeliveryOptions { AllowedNetworks = [.. networks] })), Options.Create(new KnowledgeOptions { RetrieverUrl = _ranker.Url }));

    /// <summary>Finds the right article for some questions, by their number.</summary>
    private sealed class Ranker() : LoopbackServer("/rank")
    {
        private int _asked;

        public Func<int, bool> Finds { get; set; } = _ => true;

        public int Asked => _asked;

        protected override async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
        {
            Interlocked.Increment(ref _asked);
            using var json = await JsonDocument.ParseAsync(request.InputStream);
            var number = int.Parse(json.RootElement.GetProperty("query").GetString()!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Finds(number) ? """{"results":[{"id":"hours#~1"},{"id":"returns#~1"}]}""" : """{"results":[{"id":"hours"}]}"""));
        }
    }
}
