using System.Globalization;
using System.Reflection;
using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>Every threshold matters: moved by one step, up or down, it changes what is found in at least one case that stands at the border.</summary>
public sealed class ThresholdTests
{
    /// <summary>Of similarities and confidence.</summary>
    private const double Step = .05;

    private static readonly PropertyInfo[] Properties = typeof(DeadEndOptions).GetProperties();

    /// <summary>Cases on both sides of every border, of our own making.</summary>
    private static readonly IReadOnlyList<Play> Borders =
    [
        // L1 and L4, L2, L3: once and twice; arguments that differ in what does not matter.
        Calls(1), Calls(2), Calls(3), Failures(1), Failures(2), Failures(3),
        new Play().Look("a").Act().Look("a"), new Play().Look("a", "one").Act().Look("a", "two"), new Play().Look("a").Act().Look("a").Act("other").Look("a"),
        Rounds(1), Rounds(2), Rounds(3), Rounds(2, 3), Rounds(2, 4),
        .. new DeadEndOptions().VolatileArguments.Select(name => new Play().Look($$"""{"{{name}}":1}""").Look($$"""{"{{name}}":2}""")),
        new Play().Look("""{"moved":1}""").Look("""{"moved":2}"""),
        // L5: streaks, and errors of a case that no streak joins.
        Errors(1), Errors(2), Errors(3), Apart(1), Apart(2), Apart(3), Apart(4),
        // L6
        Nothing(1), Nothing(5), Nothing(6), Nothing(7),
        // L7
        Empty(1), Empty(2), Empty(3), Same(1), Same(2), Same(3), Same(4),
        // L8
        new Play().Times(2, (play, i) => play.Agent($"word{i}")), new Play().Times(3, (play, i) => play.Agent($"word{i}")),
        // L9: words shared of all words 19 of 21, 12 of 14; 5, 6 and 7 words; one to four repeats.
        Says(Role.Agent, Words(0, 20), Words(1, 20)), Says(Role.Agent, Words(0, 13), Words(1, 13)),
        Says(Role.Agent, Words(0, 5), Words(0, 5)), Says(Role.Agent, Words(0, 6), Words(0, 6)), Says(Role.Agent, Words(0, 7), Words(0, 7)),
        Says(Role.Agent, [.. Enumerable.Repeat(Words(0, 9), 3)]), Says(Role.Agent, [.. Enumerable.Repeat(Words(0, 9), 4)]), Says(Role.Agent, [.. Enumerable.Repeat(Words(0, 9), 5)]),
        // L10: Jaccard .6 and .556 with other letters next to each other; cosine of trigrams .786 and .818 with few whole words shared; 3, 4 and 5 words.
        Says(Role.Customer, "alpha bravo carol delta eagle fancy ghost hotel", "hotel fancy delta bravo carol alpha india joker"),
        Says(Role.Customer, "alpha bravo carol delta eagle fancy ghost", "eagle carol alpha delta bravo india joker"),
        Says(Role.Customer, "change delivery address parcel tomorrow", "changing delivery addresses parcels tomorrow"),
        Says(Role.Customer, "change delivery address parcel tomorrow please", "changing delivery addresses parcels tomorrow please"),
        Says(Role.Customer, Words(0, 3), Words(0, 3)), Says(Role.Customer, Words(0, 4), Words(0, 4)),
        // L10: said again after one and after two other messages.
        Says(Role.Customer, Words(0, 4), Words(5, 4), Words(0, 4)), Says(Role.Customer, Words(0, 4), Words(5, 4), Words(10, 4), Words(0, 4)),
        // L11, on top of L10.
        Sorry(2), Sorry(3), Sorry(4),
        // L12: two to four questions; Jaccard .6 and .556.
        Asked(2, 0), Asked(3, 0), Asked(4, 0), Asked(3, 2, of: 8), Asked(3, 2, of: 7), Asked(3, 0, of: 2), Asked(3, 0, of: 3), Wanted(2), Wanted(3), Wanted(4),
        // L15, L17
        new Play().Customer("Hm.").Act("send_invoice"), new Play().Act(confidence: .47), new Play().Act(confidence: .52),
        // L16
        Long(29), Long(30),
        // L18
        .. new DeadEndOptions().TruncatedFinishReasons.Select(reason => new Play().Model(reason)), new Play().Model("moved"),
    ];

    public static TheoryData<string, string> Moves
    {
        get
        {
            TheoryData<string, string> moves = [];
            foreach (var property in Properties)
            {
                foreach (var (name, _) in MovesOf(property)) { moves.Add(property.Name, name); }
            }

            return moves;
        }
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_threshold_that_is_moved_by_one_step_changes_what_is_found(string threshold, string move)
    {
        var property = typeof(DeadEndOptions).GetProperty(threshold)!;
        var moved = new DeadEndOptions();
        property.SetValue(moved, MovesOf(property).Single(m => m.Name == move).Value);

        Assert.Contains(Borders, play => Found(play, new()) != Found(play, moved));
    }

    [Fact]
    public void Every_threshold_is_moved_up_and_down_unless_it_is_off_or_a_list() =>
        Assert.Equal([nameof(DeadEndOptions.NoProgressHintTurns), nameof(DeadEndOptions.PollableTools), nameof(DeadEndOptions.NoConfirmationTools)],
            Properties.Where(property => MovesOf(property).Count() < 2).Select(property => property.Name).OrderDescending().OrderBy(name => name.EndsWith("Tools", StringComparison.Ordinal)));

    /// <summary>What else a threshold may be: a number one step up or down; a list with one entry less or more.</summary>
    private static IEnumerable<(string Name, object Value)> MovesOf(PropertyInfo property)
    {
        switch (property.GetValue(new DeadEndOptions()))
        {
            case int number:
                yield return ("up", number + 1);
                // Zero is off, and below off is nothing.
                if (number > 0) { yield return ("down", number - 1); }
                break;
            case double share:
                yield return ("up", share + Step);
                yield return ("down", share - Step);
                break;
            case List<string> list:
                foreach (var entry in list) { yield return ($"without {entry}", list.Where(other => other != entry).ToList()); }
                yield return ("with one more", (List<string>)[.. list, More(property.Name)]);
                break;
            default:
                throw new NotSupportedException($"The test knows no step of {property.Name}: say how far it is moved.");
        }
    }

    /// <summary>A tool among tools; an argument or a reason among theirs.</summary>
    private static string More(string list) => list switch
    {
        nameof(DeadEndOptions.PollableTools) => "look_up",
        nameof(DeadEndOptions.NoConfirmationTools) => "send_invoice",
        _ => "moved",
    };

    private static string Found(Play play, DeadEndOptions options) =>
        string.Join('\n', DeadEndRules.Find(play.Steps, options).Select(hit => string.Create(CultureInfo.InvariantCulture, $"{hit.Rule} {hit.Severity} {hit.Count} {string.Join(' ', hit.StepIds)}")));

    private static Play Calls(int times) => new Play().Times(times, (play, _) => play.Look("a"));

    private static Play Failures(int times) => new Play().Times(times, (play, i) => play.Look("a", error: $"no {i}").Look($"b{i}"));

    private static Play Rounds(int times) => new Play().Times(times, (play, _) => play.Look("a", "1").Look("b", "2"));

    private static Play Rounds(int times, int calls) => new Play().Times(times * calls, (play, i) => play.Look($"{i % calls}", $"{i % calls}"));

    private static Play Errors(int times) => new Play().Times(times, (play, i) => play.Look($"{i}", error: "no"));

    private static Play Apart(int times) => new Play().Times(times, (play, i) => play.Look($"{i}", error: "no").Look($"ok {i}", $"{i}"));

    private static Play Nothing(int messages) => new Play().Look("a").Times(messages, (play, i) => play.Customer($"word{i}"));

    private static Play Empty(int searches) => new Play().Times(searches, (play, i) => play.Search($"q{i}", "[]"));

    private static Play Same(int searches) => new Play().Times(searches, (play, i) => play.Search($"q{i}", """[{"id":"d"}]"""));

    private static Play Says(Role role, params string[] texts) => texts.Aggregate(new Play(), (play, text) => role == Role.Agent ? play.Agent(text).Look(text) : play.Customer(text).Look(text, text));

    private static Play Sorry(int times) => new Play().Customer(Words(0, 4)).Customer(Words(0, 4)).Times(times, (play, i) => play.Agent("I am sorry.").Look($"{i}"));

    /// <summary>Questions of so many words, of which so many differ from the first question's.</summary>
    private static Play Asked(int times, int different, int of = 6) => new Play().Times(times, (play, i) => play.Agent(Words(i == 0 ? 0 : different, of) + "?").Look($"{i}"));

    private static Play Wanted(int times) => new Play().Times(times, (play, i) => play.Agent($"{Words(2 * i, 2)}: what is your order number?").Customer($"word{i}"));

    private static Play Long(int steps) => new Play().Times(steps, (play, i) => play.Look($"{i}", $"{i}"));

    /// <summary>Words w(from) to w(from + count − 1).</summary>
    private static string Words(int from, int count) => string.Join(' ', Enumerable.Range(from, count).Select(i => $"w{(char)('a' + i)}rd"));
}
