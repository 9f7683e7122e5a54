using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Cases;
using Acsr.Releases.Formats;

namespace Acsr.Releases;

public sealed class SftFormatTests
{
    private static readonly TrainingItem Item = Given.Item(Given.Case("c1"), Given.Review());

    [Fact]
    public void The_trl_row_is_written_to_the_letter() => Assert.Equal(
        """{"prompt":[{"role":"system","content":"You may refund at most $20."},{"role":"user","content":"My parcel – “no. 7” – never came."},"""
        + """{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"get_order","arguments":{"id":7,"with":["items"]}}}]},"""
        + """{"role":"tool","name":"get_order","content":"{\"total\": 50}"},{"role":"assistant","content":"I am sorry. One moment."}]"""
        + ""","completion":[{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"refund","arguments":{"amount":20}}}]}]}""",
        Encoding.UTF8.GetString(Assert.Single(new SftTrl().Write(Item))));

    [Fact]
    public void The_openai_row_is_written_to_the_letter() => Assert.Equal(
        """{"messages":[{"role":"system","content":"You may refund at most $20."},{"role":"user","content":"My parcel – “no. 7” – never came."},"""
        + """{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_order","arguments":"{\"id\":7,\"with\":[\"items\"]}"}}],"weight":0},"""
        + """{"role":"tool","tool_call_id":"call_1","content":"{\"total\": 50}"},{"role":"assistant","content":"I am sorry. One moment.","weight":0},"""
        + """{"role":"assistant","content":null,"tool_calls":[{"id":"call_2","type":"function","function":{"name":"refund","arguments":"{\"amount\":20}"}}],"weight":1}]}""",
        Encoding.UTF8.GetString(Assert.Single(new SftOpenAi().Write(Item))));

    [Fact]
    public void Rows_as_written_have_no_fault() => Assert.All(ReleaseBuilder.Formats, format => Assert.All(format.Write(Item), line => Assert.Null(format.Fault(line))));

    [Fact]
    public void Openai_function_names_are_made_of_letters_the_service_takes()
    {
        var review = Given.Review();
        review.FinalAction = "refund.partial für " + new string('x', 80);
        var row = JsonNode.Parse(Assert.Single(new SftOpenAi().Write(Given.Item(Given.Case("c1"), review))))!;

        Assert.Equal("refund_partial_f_r_" + new string('x', 45), (string?)row["messages"]!.AsArray()[^1]!["tool_calls"]![0]!["function"]!["name"]);
    }

    [Fact]
    public void Line_separators_of_any_kind_stay_inside_their_row()
    {
        var steps = new[] { Given.Said("u", Role.Customer, "a\nb\r\nc\u2028d\u2029e\u0085f\vg"), Given.Called("s5", "refund") };
        Assert.All(ReleaseBuilder.Formats, format =>
        {
            Assert.All(format.Write(Given.Item(Given.Case("c1", steps), Given.Review())), line =>
                Assert.DoesNotContain(Encoding.UTF8.GetString(line), c => c is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '\v'));
        });
    }

    public static TheoryData<string, string> BrokenTrl => new()
    {
        { "row.extra = 1", "no key of this format" },
        { "prompt = []", "not a list with messages" },
        { "prompt.0.role = \"developer\"", "unknown role" },
        { "prompt.1.role = \"system\"", "No message is a user's" },
        { "prompt.1.content = 3", "not a text" },
        { "prompt.3.name = \"other\"", "answers no call" },
        { "prompt.3.role = \"user\"", "before 'get_order' was answered" },
        { "prompt.3.tool_call_id = \"x\"", "no key of this format" },
        { "prompt.2.tool_calls.0.function.arguments = \"{}\"", "not an object" },
        { "prompt.2.tool_calls.0.id = \"x\"", "no key of this format" },
        { "prompt.2.tool_calls = []", "not a list with calls" },
        { "completion.0.role = \"user\"", "last message" },
    };

    [Theory]
    [MemberData(nameof(BrokenTrl))]
    public void A_broken_trl_row_is_found(string change, string fault) => AssertFault(new SftTrl(), change, fault);

    public static TheoryData<string, string> BrokenOpenAi => new()
    {
        { "row.tools = []", "no key of this format" },
        { "messages = 1", "not a list with messages" },
        { "messages.2.weight = 1", "weight 0" },
        { "messages.5.weight = 0", "weight 1" },
        { "messages.1.weight = 0", "no key of this format" },
        { "messages.3.tool_call_id = \"call_9\"", "answers no call" },
        { "messages.3.name = \"get_order\"", "no key of this format" },
        { "messages.2.tool_calls.0.function.arguments = {}", "not a text" },
        { "messages.2.tool_calls.0.function.arguments = \"{\"", "holds no JSON" },
        { "messages.2.tool_calls.0.function.arguments = \"[]\"", "holds no JSON object" },
        { "messages.2.tool_calls.0.function.name = \"a b\"", "letters" },
        { "messages.2.tool_calls.0.type = \"tool\"", "of the type" },
        { "messages.4.content = null", "neither says nor calls" },
    };

    [Theory]
    [MemberData(nameof(BrokenOpenAi))]
    public void A_broken_openai_row_is_found(string change, string fault) => AssertFault(new SftOpenAi(), change, fault);

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}\n{}", "line break")]
    [InlineData("""{"prompt":[],"prompt":[],"completion":[]}""", "not JSON")]
    [InlineData("""{"messages":[1]}""", "")]
    [InlineData("""{"prompt":[{"role":"user","content":"x"}],"completion":[{"role":"assistant","tool_calls":[{"type":"function","function":[]}]}]}""", "")]
    [InlineData("""{"messages":[{"role":"assistant","content":null,"weight":1,"tool_calls":[{"id":1,"type":"function","function":{"name":1,"arguments":1}}]}]}""", "")]
    public void What_is_no_row_at_all_is_found(string line, string fault) => Assert.All(ReleaseBuilder.Formats, format =>
        Assert.Contains(fault, format.Fault(Encoding.UTF8.GetBytes(line)) ?? throw new InvalidOperationException("no fault"), StringComparison.Ordinal));

    private static void AssertFault(ITrainingFormat format, string change, string fault)
    {
        var (path, value) = change.Split(" = ") is [var p, var v] ? (p.Split('.'), v) : throw new ArgumentException(change);
        JsonNode row = JsonNode.Parse(Assert.Single(format.Write(Item)))!;
        var target = row;
        foreach (var key in path[..^1].Where(k => k != "row")) { target = int.TryParse(key, out var index) ? target[index]! : target[key]!; }
        target[path[^1]] = JsonNode.Parse(value);

        Assert.Contains(fault, format.Fault(JsonSerializer.SerializeToUtf8Bytes(row)) ?? "none", StringComparison.Ordinal);
    }
}
