using Acsr.Cases;
using Acsr.Components;
using Acsr.Signals.Sentiment;
using Bunit;

namespace Acsr.Signals;

public sealed class SignalListTests : ComponentTest
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_signal_says_what_it_is_its_value_where_it_came_from_and_when()
    {
        var list = Show(new Signal
        {
            CaseId = "c",
            Id = "e1",
            Kind = SignalKind.Ces,
            Name = "ces",
            Value = 5.5,
            Label = "2 on 1 to 5, less is easier",
            ScaleMin = 1,
            ScaleMax = 7,
            HigherIsBetter = true,
            Text = "Quick & <easy>",
            Source = "survey-tool",
            OccurredAt = Noon,
            ReceivedAt = Noon.AddMinutes(5),
        });

        Assert.Equal("Customer effort", list.Find(".acsr-tag").TextContent);
        Assert.Equal("5.5 of 7, 2 on 1 to 5, less is easier", list.Find(".signal-value").TextContent);
        Assert.Contains("Quick & <easy>", list.Find(".signal-text").TextContent, StringComparison.Ordinal);
        Assert.Contains("reported by survey-tool", list.Find(".signal-from").TextContent, StringComparison.Ordinal);
        Assert.Equal("Happened 2 Mar 2026 12:00:00 UTC, received 2 Mar 2026 12:05:00 UTC", list.Find("time").GetAttribute("title"));
    }

    [Fact]
    public void The_steps_that_show_it_can_be_gone_to_and_steps_that_are_not_there_cannot()
    {
        var shown = "";
        var signal = new Signal { CaseId = "c", Id = "b", Kind = SignalKind.Backtrack, Name = "undone", Value = 1, StepIds = ["s1", "gone", "s9"], Source = "console" };
        var list = Render<SignalList>(p => p.Add(l => l.Signals, [signal]).Add(l => l.Steps, new Dictionary<string, int> { ["s1"] = 1, ["s9"] = 9 }).Add(l => l.OnShow, id => shown = id));

        Assert.Equal(["step 1", "step 9"], list.FindAll("button").Select(b => b.TextContent));
        list.On(() => list.FindAll("button")[1], e => e.Click());
        Assert.Equal("s9", shown);
    }

    [Fact]
    public void Another_case_is_a_link() => Assert.Equal("/cases/shop/7%3F",
        Show(new Signal { CaseId = "c", Id = "r", Kind = SignalKind.Recontact, Name = "the customer came back", Value = 2.5, OtherCase = "shop/7?" }).Find("a").GetAttribute("href"));

    [Fact]
    public void Every_kind_has_words() => Assert.All(Enum.GetValues<SignalKind>(), kind =>
    {
        var signal = new Signal { CaseId = "c", Id = "x", Kind = kind, Name = "L1", Value = 1, Label = "policy", Source = "console" };

        Assert.NotEmpty(SignalWords.Title(signal));
        Assert.NotNull(SignalWords.Value(signal));
        Assert.EndsWith(" by the console", SignalWords.From(signal), StringComparison.Ordinal);
    });

    [Fact]
    public void A_bar_stands_for_each_message_and_one_without_a_score_says_so()
    {
        var shown = "";
        var turns = new SentimentTurns([new("m1", 1, -.6), new("m2", 2, null), new("m3", 3, .2)], SentimentFrom.Console);
        var strip = Render<SentimentStrip>(p => p.Add(s => s.Turns, turns).Add(s => s.OnShow, id => shown = id));

        Assert.Equal(["Message of turn 1: −0.60 on −1 to +1", "Message of turn 2: not scored", "Message of turn 3: +0.20 on −1 to +1"], strip.FindAll("button").Select(b => b.GetAttribute("aria-label")!));
        Assert.Equal(2, strip.FindAll("rect").Count);
        Assert.Single(strip.FindAll("rect.is-below"));
        Assert.Contains("2 of 3 messages, scored by the console, first to last +0.80", strip.Find("figcaption").TextContent, StringComparison.Ordinal);
        strip.On(() => strip.FindAll("button")[2], e => e.Click());
        Assert.Equal("m3", shown);
    }

    private IRenderedComponent<SignalList> Show(params Signal[] signals) => Render<SignalList>(p => p.Add(l => l.Signals, signals).Add(l => l.Steps, new Dictionary<string, int>()));
}
