using Acsr.Commands.Demo.Intents;
using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo;

public sealed class DemoTextTests
{
    private const int LeastPhrasings = 5;

    [Fact]
    public void Every_template_can_be_filled()
    {
        foreach (var (language, template) in Templates())
        {
            var dice = Dice.For(1, DateTime.UnixEpoch, 1, salt: 9);
            var facts = CaseFacts.Invent(dice, Refund.Intent, language, Customer.Number(7), new DateTime(2026, 3, 18, 0, 0, 0, DateTimeKind.Utc), refused: false);
            for (var tries = 0; tries < 8; tries++)
            {
                Assert.DoesNotMatch(@"[\[\]{}|]|\s\s", Phrase.Say(template, dice, facts.Slots).Replace("\n", "", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Each_kind_of_message_has_five_phrasings_or_more()
    {
        foreach (var texts in DemoDesk.Intents.SelectMany(intent => intent.Translations.Values.Append(intent.English)))
        {
            Assert.All(new[] { texts.Openings, texts.Vague, texts.Done, texts.HumanDone }, kind => Assert.True(kind.Length >= LeastPhrasings));
            Assert.True(texts.FollowUps.Length >= LeastPhrasings);
        }

        Assert.All(DemoDesk.Intents.Select(intent => intent.English), texts => Assert.All(
            new[] { texts.Refusals, texts.Pushbacks, texts.Reopenings }, kind => Assert.True(kind.Length >= LeastPhrasings)));
    }

    [Fact]
    public void A_slot_that_nobody_fills_is_an_error() =>
        Assert.Throws<KeyNotFoundException>(() => Phrase.Say("Where is {nothing}?", Dice.For(1, DateTime.UnixEpoch, 1, salt: 9), new Dictionary<string, string>()));

    [Fact]
    public void A_colour_at_the_start_of_a_sentence_gets_a_capital() =>
        Assert.Equal("Sage is sold out. Oak too.", Phrase.Say("{a} is sold out. {b} too.", Dice.For(1, DateTime.UnixEpoch, 1, salt: 9), new Dictionary<string, string> { ["a"] = "sage", ["b"] = "oak" }));

    private static IEnumerable<(string Language, string Template)> Templates()
    {
        foreach (var intent in DemoDesk.Intents)
        {
            IEnumerable<string> scenes = intent.Overrides.SelectMany(scene => new[] { scene.Wrong, scene.Objections, scene.Right, scene.Rationales }).SelectMany(kind => kind);
            foreach (var template in intent.English.All.Concat(scenes))
            {
                yield return ("en", template);
            }

            foreach (var (language, texts) in intent.Translations)
            {
                foreach (var template in texts.All)
                {
                    yield return (language, template);
                }
            }
        }

        foreach (var language in new[] { "en", "de", "fr" })
        {
            foreach (var template in CommonTexts.In(language).All)
            {
                yield return (language, template);
            }
        }

        foreach (var template in TroubleTexts.All.Concat(SideQuestions.All.SelectMany(side => new[] { side.Question, side.Answer, side.Query ?? "" })))
        {
            yield return ("en", template);
        }
    }
}
