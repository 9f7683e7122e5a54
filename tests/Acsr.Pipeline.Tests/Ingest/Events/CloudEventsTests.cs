using System.Text;

namespace Acsr.Ingest.Events;

public sealed class CloudEventsTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Good = """{"specversion":"1.0","id":"1","source":"/s","type":"io.acsr.csat.v1","time":"2026-03-01T12:00:05Z","subject":"c","data":{"score":4}}""";

    [Fact]
    public void What_the_data_leaves_out_is_taken_from_the_envelope()
    {
        var csat = Assert.IsType<CsatEvent>(Only(Good));

        Assert.Equal(("/s#1", "c", 4.0, new DateTime(2026, 3, 1, 12, 0, 5, DateTimeKind.Utc)), (csat.Id, csat.Case, csat.Score, csat.Time));
    }

    [Fact]
    public void What_the_data_says_itself_holds()
    {
        var csat = Only(Good.Replace("{\"score\":4}", """{"score":4,"id":"own","case":"other","time":"2026-03-02T12:00:05Z","type":"message"}""", StringComparison.Ordinal));

        Assert.Equal(("own", "other", 2), (csat.Id, csat.Case, csat.Time!.Value.Day));
        Assert.IsType<CsatEvent>(csat);
    }

    [Theory]
    [InlineData("io.acsr.csat.v1")]
    [InlineData("io.acsr.signal.csat.v1")]
    [InlineData("io.acsr.csat")]
    [InlineData("csat")]
    public void The_type_names_the_native_one(string type) => Assert.IsType<CsatEvent>(Only(Good.Replace("io.acsr.csat.v1", type, StringComparison.Ordinal)));

    [Fact]
    public void A_type_of_the_senders_own_is_taken_where_the_data_names_a_native_one() =>
        Assert.IsType<ThumbsEvent>(Only(Good.Replace("io.acsr.csat.v1", "com.shop.feedback", StringComparison.Ordinal).Replace("\"score\":4", "\"type\":\"thumbs\",\"value\":\"up\"", StringComparison.Ordinal)));

    [Fact]
    public void Without_a_case_the_trace_of_the_tracing_extension_holds()
    {
        var item = Only(Good.Replace("\"subject\":\"c\"", $"\"traceparent\":\"00-{Trace}-b7ad6b7169203331-01\"", StringComparison.Ordinal));

        Assert.Equal(("", Trace, Trace), (item.Case, item.Trace, item.Under()));
    }

    [Fact]
    public void An_event_without_data_may_have_nothing_to_say() =>
        Assert.IsType<HandoffEvent>(Only(Good.Replace(",\"data\":{\"score\":4}", "", StringComparison.Ordinal).Replace("csat", "handoff", StringComparison.Ordinal)));

    [Fact]
    public void Source_and_id_that_are_long_together_become_a_shorter_id_that_is_always_the_same()
    {
        var long_ = Good.Replace("/s", "/" + new string('s', 300), StringComparison.Ordinal);

        Assert.Equal(Only(long_).Id, Only(long_).Id);
        Assert.StartsWith("cloudevent:", Only(long_).Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"specversion\":\"1.0\",", "", "'specversion' is missing")]
    [InlineData("\"1.0\"", "\"0.3\"", "send 1.0")]
    [InlineData("\"id\":\"1\",", "", "'id' is missing")]
    [InlineData("\"source\":\"/s\",", "", "'source' is missing")]
    [InlineData("io.acsr.csat.v1", "io.acsr.carsat.v1", "io.acsr.csat.v1")]
    [InlineData("io.acsr.csat.v1", "csat\",\"datacontenttype\":\"text/xml", "'datacontenttype' is 'text/xml'")]
    [InlineData("{\"score\":4}", "\"4\"", "it must be an object")]
    [InlineData("\"data\":{\"score\":4}", "\"data_base64\":\"!\"", "not base64")]
    [InlineData("\"data\":{\"score\":4}", "\"data_base64\":\"AAEC\"", "holds no JSON")]
    [InlineData("{\"score\":4}", "{\"score\":\"\\ud800\"}", "Unicode")]
    [InlineData("{\"score\":4}", "{\"score\":9}", "'score' is 9")]
    [InlineData("\"time\":\"2026-03-01T12:00:05Z\",", "", "'time' is missing")]
    [InlineData("\"subject\":\"c\"", "\"traceparent\":\"00-no-no-01\"", "'case' is missing")]
    [InlineData("\"subject\":\"c\"", "\"traceparent\":\"00-00000000000000000000000000000000-b7ad6b7169203331-01\"", "'trace' must be")]
    public void A_fault_is_named_with_what_to_do(string good, string bad, string said)
    {
        var batch = Read(Good.Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal((0, 1), (batch.Accepted, batch.Refused));
        Assert.Contains(said, batch.Errors[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_an_attribute_that_was_not_sent() =>
        Assert.Contains("'id' is missing", Read(Good.Replace("\"1\"", "null", StringComparison.Ordinal)).Errors[0].Error, StringComparison.Ordinal);

    [Fact]
    public void Binary_mode_takes_attributes_from_headers_with_their_escapes()
    {
        var offered = CloudEvents.Binary(new Dictionary<string, string>
        {
            ["specversion"] = "1.0",
            ["id"] = "1",
            ["source"] = "/caf%C3%A9",
            ["type"] = "io.acsr.csat.v1",
            ["subject"] = "c",
            ["time"] = "2026-03-01T12:00:05Z",
        }, """{"score":4}"""u8.ToArray());

        Assert.Equal("/café#1", Assert.Single(EventBatch.ReadPayload(EventBatch.Read([offered]).Payload)).Id);
    }

    private static EventBatch Read(string item) => EventBatch.Read(CloudEvents.Structured(Encoding.UTF8.GetBytes(item), batch: false));

    private static CaseEvent Only(string item)
    {
        var batch = Read(item);
        Assert.Empty(batch.Errors);
        return Assert.Single(EventBatch.ReadPayload(batch.Payload));
    }
}
