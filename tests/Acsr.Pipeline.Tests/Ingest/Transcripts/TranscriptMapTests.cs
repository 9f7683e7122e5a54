namespace Acsr.Ingest.Transcripts;

public sealed class TranscriptMapTests
{
    // The shape of the STAR dialogues, in words of our own.
    private const string Dialogue = """
        {"Dialogue":{"Id":10},"Level":"Complete","Cost":0.5,"Events":[
          {"Who":"User","Act":"say","Said":{"Text":"A table for two, please."},"At":1589372301},
          {"Who":"Operator","Act":"draft","Said":{"Text":"which day"},"At":1589372302},
          {"Who":"Operator","Act":"query","Api":"find_table","With":{"people":2},"At":1589372303},
          {"Who":"Base","Act":"return","Item":{"table":4},"At":1589372304},
          {"Who":"Guide","Act":"say","Said":{"Text":"Ask about the weather."},"At":1589372304},
          {"Who":"Operator","Act":"say","Said":{"Text":"Table four is yours."},"At":1589372305.5}]}
        """;

    private const string Map = """
        {
          "id": "Dialogue.Id", "messages": "Events", "outcome": "Level", "solved": ["Complete"], "caseCost": "Cost",
          "role": "Who", "roles": {"User": "customer", "Operator": "agent", "Base": "tool", "Guide": "skip"},
          "skip": {"Act": ["draft"]}, "text": "Said.Text", "time": "At",
          "toolCalls": {"name": "Api", "arguments": "With", "result": "Item"}
        }
        """;

    [Fact]
    public void A_map_reads_a_shape_of_its_own()
    {
        var only = Assert.Single(TranscriptText.Read(Dialogue, Good(Map)));

        Assert.Null(only.Refused);
        Assert.Equal("s/10", only.CaseId);
        Assert.Equal([("customer", "A table for two, please."), ("agent", "Table four is yours.")],
            only.Events.OfType<MessageEvent>().Select(message => (message.Role, message.Text)));
        var call = only.Events.OfType<StepEvent>().Single();
        Assert.Equal(("find_table", """{"people":2}""", """{"table":4}"""), (call.Name, call.Input!.Value.GetRawText(), call.Output!.Value.GetString()));
        Assert.True(only.Events.OfType<OutcomeEvent>().Single().Solved);
        Assert.Equal(0.5, only.Events.OfType<CaseClosedEvent>().Single().CostUsd);
        Assert.Equal(new DateTime(2020, 5, 13, 12, 18, 21, DateTimeKind.Utc), only.Events[0].Time);
        Assert.Equal(TimeSpan.FromSeconds(4.5), only.Events[^1].Time - only.Events[0].Time);
    }

    [Fact]
    public void A_map_finds_conversations_and_listed_calls_deep_in_a_document()
    {
        var only = Assert.Single(TranscriptText.Read("""
            {"data":[{"items":[{"log":[
              {"by":"user","text":"Hi"},
              {"by":"assistant","usd":0.25,"in":7,"out":3,"llm":"m1","uses":[{"key":"k","tool":"get","json":"{\"a\":1}","gave":"Error: no"}]}],
              "ok":1.0}]}]}
            """, Good("""
            {"conversations":"data.0.items","messages":"log","outcome":"ok","solved":["1"],"role":"by","text":"text",
             "cost":"usd","inputTokens":"in","outputTokens":"out","model":"llm",
             "toolCalls":{"calls":"uses","id":"key","name":"tool","arguments":"json","result":"gave"}}
            """)));

        Assert.Null(only.Refused);
        Assert.True(only.Events.OfType<OutcomeEvent>().Single().Solved);
        Assert.Equal((1, 1), (only.ToolCalls, only.ToolErrors));
        var model = only.Events.OfType<StepEvent>().Single(step => step.Kind == "model");
        Assert.Equal(("m1", 0.25, 7, 3), (model.Name, model.CostUsd!.Value, model.InputTokens!.Value, model.OutputTokens!.Value));
        Assert.Equal("""{"a":1}""", only.Events.OfType<StepEvent>().Single(step => step.Kind == "tool").Input!.Value.GetRawText());
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("[]", "cannot be read")]
    [InlineData("null", "The map is empty")]
    [InlineData("""{"rolle":"a"}""", "use a JSON object with the names conversations, id, messages")]
    [InlineData("""{"role":5}""", "cannot be read at $.role")]
    [InlineData("""{"text":"t"}""", "no 'role'")]
    [InlineData("""{"role":"r"}""", "no 'text'")]
    [InlineData("""{"role":"r","text":"t","roles":{"a":"bot"}}""", "'a' stands for 'bot'; use one of: customer, agent")]
    [InlineData("""{"role":"r","text":"t","roles":{"a":null}}""", "'a' stands for ''")]
    [InlineData("""{"role":"r","text":"t","roles":null}""", "cannot be read")]
    [InlineData("""{"role":"r","text":"t","skip":{"a":null}}""", "'skip' holds a path without values")]
    [InlineData("""{"role":"r","text":"t","outcome":"o"}""", "no 'solved'")]
    [InlineData("""{"role":"r","text":"t","solved":["1"]}""", "no 'outcome'")]
    [InlineData("""{"role":"r","toolCalls":{"id":"i"}}""", "'toolCalls' has no 'name'")]
    public void A_wrong_map_is_refused_in_words_that_mend_it(string json, string reason)
    {
        var (map, fault) = TranscriptMap.Parse(json);

        Assert.Null(map);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"messages\": \"Events\"", "\"messages\": \"Turns\"", "'messages' path 'Turns' leads to no list; the conversation has: Dialogue, Level, Cost, Events")]
    [InlineData("\"role\": \"Who\"", "\"role\": \"Speaker\"", "message 1: the map's 'role' path 'Speaker' leads nowhere; the message has: Who, Act")]
    [InlineData("\"Guide\": \"skip\"", "\"Host\": \"skip\"", "its role 'Guide' is not in the map")]
    [InlineData("\"time\": \"At\"", "\"time\": \"Act\"", "its time 'say' at 'Act' is not a time")]
    [InlineData("\"id\": \"Dialogue.Id\"", "\"conversations\": \"items\"", "'conversations' path 'items' leads to no list; at the top there are: Dialogue")]
    [InlineData("\"Cost\"", "\"cost\"", "path 'cost' was found in no conversation")]
    public void A_map_that_does_not_fit_the_file_says_where(string right, string wrong, string reason) =>
        Assert.Contains(TranscriptText.Read(Dialogue, Good(Map.Replace(right, wrong, StringComparison.Ordinal))),
            one => one.Refused?.Contains(reason, StringComparison.Ordinal) == true);

    private static TranscriptMap Good(string json)
    {
        var (map, fault) = TranscriptMap.Parse(json);
        Assert.Null(fault);
        return map!;
    }
}
