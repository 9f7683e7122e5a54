using System.Text;

namespace Acsr.Ingest.Transcripts;

public sealed class TranscriptFileTests
{
    private const string One = """{"id":"c1","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}""";
    private const string Two = """{"id":"c2","messages":[{"role":"user","content":"Bye"}]}""";

    public static TheoryData<string> Layouts => new(
        $"[{One},{Two}]",
        $"{One}\n{Two}\n",
        $"{One}\r\n\r\n{Two}",
        $"\uFEFF[\n{One},\n{Two}\n]",
        $"[\n{One}\n,\n{Two}\n]",
        Pretty(One) + "\n" + Pretty(Two));

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_file_is_read_in_whatever_layout_it_comes(string text)
    {
        foreach (var cases in new[] { TranscriptText.Read(text), TranscriptText.Read(TranscriptText.Gzip(text)) })
        {
            Assert.Equal([("s/c1", null), ("s/c2", null)], cases.Select(one => (one.CaseId, one.Refused)));
            Assert.Equal([2, 1], cases.Select(one => one.Messages));
        }
    }

    [Theory]
    [InlineData(One)]
    [InlineData("""[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]""")]
    [InlineData("""[[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]]""")]
    public void One_conversation_may_be_the_whole_file(string text)
    {
        var only = Assert.Single(TranscriptText.Read(text));

        Assert.Equal(["customer", "agent"], only.Events.OfType<MessageEvent>().Select(message => message.Role));
    }

    [Fact]
    public void Bare_messages_on_lines_are_a_conversation_each()
    {
        var cases = TranscriptText.Read("""
            [{"role":"user","content":"Hi"}]
            [{"role":"user","content":"Bye"}]
            """);

        Assert.Equal(2, cases.Select(one => one.CaseId).Distinct().Count());
        Assert.All(cases, one => Assert.Equal(1, one.Messages));
    }

    [Fact]
    public void A_conversation_without_id_is_named_by_its_content_however_it_is_laid_out()
    {
        var compact = Assert.Single(TranscriptText.Read("""{"messages":[{"role":"user","content":"Hi"}]}"""));
        var spaced = Assert.Single(TranscriptText.Read("""[ { "messages": [ { "content": "Hi", "role": "user" } ] } ]"""));
        var other = Assert.Single(TranscriptText.Read("""{"messages":[{"role":"user","content":"Ho"}]}"""));

        Assert.Equal(compact.CaseId, spaced.CaseId);
        Assert.NotEqual(compact.CaseId, other.CaseId);
    }

    [Fact]
    public void A_bad_line_is_refused_with_its_number_and_the_others_are_taken()
    {
        var cases = TranscriptText.Read($"{{\"id\": \"cut\n{One}\n{{]\n{Two}");

        Assert.Equal(["", "s/c1", "", "s/c2"], cases.Select(one => one.CaseId));
        Assert.StartsWith("line 1: it is not JSON", cases[0].Refused, StringComparison.Ordinal);
        Assert.StartsWith("line 3: it is not JSON", cases[2].Refused, StringComparison.Ordinal);
        Assert.All(cases.Where(one => one.Refused is not null), one => Assert.Empty(one.Events));
    }

    [Fact]
    public void A_list_that_breaks_off_keeps_what_came_before()
    {
        var cases = TranscriptText.Read($"[{One},{Two},{{\"id\":");

        Assert.Null(cases[0].Refused);
        Assert.StartsWith("file: the file is not JSON from line 1 on", cases[^1].Refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_gzip_is_refused_in_words()
    {
        var packed = TranscriptText.Gzip($"[{One},{Two}]");

        var last = TranscriptText.Read(packed[..(packed.Length / 2)])[^1];

        Assert.NotNull(last.Refused);
        Assert.Contains("damaged gzip", TranscriptText.Read([0x1f, 0x8b, 1, 2, 3])[^1].Refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("  \n ", "the file is empty")]
    [InlineData("role,content\nuser,Hi", "neither JSON nor JSON Lines")]
    [InlineData("{\"hello\":1}", "its shape is not known: it has hello")]
    [InlineData("[1]", "its shape is not known")]
    [InlineData("[[]]", "its shape is not known")]
    [InlineData("""{"id":"x","messages":[]}""", "it has no messages")]
    [InlineData("""{"id":"x","messages":[{"role":"user","content":""}]}""", "none of its messages holds a text")]
    [InlineData("""{"id":"x","messages":[{"role":"user","content":"a"},{"role":"bot","content":"b"}]}""", "message 2: its role 'bot' is not known")]
    [InlineData("""{"id":"x","messages":[{"content":"a"}]}""", "message 1: it has no 'role'; it has content")]
    [InlineData("""{"id":"x","messages":[7]}""", "message 1: it has no 'role'")]
    [InlineData("""{"id":"x","messages":[{"role":"user","content":"a","timestamp":"noon"}]}""", "its timestamp 'noon' is not a time")]
    [InlineData("""{"id":"x","messages":[{"role":"assistant","tool_calls":[{"id":"1"}]}]}""", "'name' is missing")]
    [InlineData("""{"id":"x","messages":[{"role":"assistant","content":"a","cost":-1}]}""", "'costUsd' is -1")]
    [InlineData("""{"id":"x","messages":[{"role":"user","content":"\ud800"}]}""", "not valid Unicode")]
    public void What_cannot_be_read_is_refused_with_the_reason(string text, string reason)
    {
        var refused = Assert.Single(TranscriptText.Read(text));

        Assert.Contains(reason, refused.Refused, StringComparison.Ordinal);
        Assert.Empty(refused.Events);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("""[{"id":"x","messages":[{"role":"user","content":" """), 0xff, 0xfe, .. "\"}]}]"u8];

        Assert.Contains("Unicode", Assert.Single(TranscriptText.Read(bytes)).Refused, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_conversation_twice_is_the_same_case_but_another_under_its_id_is_refused()
    {
        var cases = TranscriptText.Read($"{One}\n{One}\n{Two.Replace("c2", "c1", StringComparison.Ordinal)}");

        Assert.Equal(cases[0].Events.Select(e => e.Id), cases[1].Events.Select(e => e.Id));
        Assert.StartsWith("line 3: another conversation of the file has the id 'c1'", cases[2].Refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_stay_within_their_limit_and_apart()
    {
        var long1 = One.Replace("c1", new string('x', 400) + "1", StringComparison.Ordinal);
        var long2 = One.Replace("c1", new string('x', 400) + "2", StringComparison.Ordinal);

        var cases = TranscriptText.Read($"{long1}\n{long2}");

        Assert.Equal(2, cases.Select(one => one.CaseId).Distinct().Count());
        Assert.All(cases.SelectMany(one => one.Events), e => Assert.InRange(e.Id.Length, 1, 200));
    }

    [Fact]
    public void Conversations_come_one_at_a_time()
    {
        using var file = new EndlessList($"{One},");

        Assert.Equal(1_000, TranscriptFile.Read(file, new TranscriptOptions { Source = "s" }).Take(1_000).Count());
    }

    private static string Pretty(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString(new() { WriteIndented = true });

    /// <summary>A list of conversations that never ends.</summary>
    private sealed class EndlessList(string item) : Stream
    {
        private readonly byte[] _item = Encoding.UTF8.GetBytes(item);
        private long _at = -1;

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var index = 0; index < count; index++, _at++)
            {
                buffer[offset + index] = _at < 0 ? (byte)'[' : _item[_at % _item.Length];
            }

            return count;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
