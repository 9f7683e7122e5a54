using System.Globalization;
using System.Text;
using System.Text.Json;
using Acsr.Releases.Formats;
using CsCheck;
using CsvHelper;
using DuckDB.NET.Data;
using YamlDotNet.RepresentationModel;

namespace Acsr.Releases;

/// <summary>
/// What goes into a format comes out again: readers written from the formats' own descriptions, with nothing of our writers and checkers,
/// find what was written, whatever people say.
/// </summary>
public sealed class FormatRoundTripTests
{
    private static readonly string[] Odd = ["- begins like a list", "\"quoted\", with a comma", "# no comment", "emoji 🙂 and\r\nlines", "{not: an entity}", "[text](entity)"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["abc ,\"'\\\n\t{}[]:-#äß€日\u2028"], 1, 40], Gen.Int[0, 5].Select(i => Odd[i]))
        .Where(t => t.Trim().Length > 0);

    private static readonly Gen<JsonElement> Arguments = Gen.Select(Text, Gen.Int, Gen.Bool).Select((text, number, flag) => JsonSerializer.SerializeToElement(new { text, number, nested = new { list = new object[] { number, text, flag } } }));

    private static readonly Gen<TrainingMessage[]> Turn = Gen.OneOf(
        Text.Select(t => new[] { TrainingMessage.Said("user", t) }),
        Text.Select(t => new[] { TrainingMessage.Called(t) }),
        Gen.Select(Arguments, Text).Select((arguments, result) =>
        {
            var call = new TrainingCall("call", "look_up", arguments);
            return new[] { TrainingMessage.Called(null, call), TrainingMessage.Answered(call, result) };
        }));

    private static readonly Gen<TrainingItem> Items =
        Gen.Select(Text, Text, Turn.List[0, 5], Text, Text, Arguments, Gen.Bool).Select((system, first, turns, right, wrong, arguments, calls) =>
        {
            var number = 0;
            List<TrainingMessage> prompt = [TrainingMessage.Said("system", system), TrainingMessage.Said("user", first)];
            foreach (var turn in turns)
            {
                var id = $"call_{++number}";
                prompt.AddRange(turn.Select(m => m with { CallId = m.CallId is null ? null : id, Calls = [.. m.Calls.Select(c => c with { Id = id })] }));
            }

            return Given.Item(Given.Case("c1"), Given.Review()) with
            {
                Prompt = prompt,
                Completion = calls ? TrainingMessage.Called(null, new TrainingCall($"call_{number + 1}", "refund", arguments)) : TrainingMessage.Called(right),
                Rejected = TrainingMessage.Called(wrong == right ? wrong + "?" : wrong),
                Utterance = first,
                Steps = [new JudgedStep(right, true), new JudgedStep(wrong, false)],
            };
        });

    [Fact]
    public void Every_line_of_every_format_passes_its_own_check() => Items.Sample(item =>
    {
        foreach (var format in ReleaseBuilder.Formats) { Assert.All(format.Write(item), line => Assert.Null(format.Fault(line))); }
    }, iter: 200);

    [Fact]
    public void Trl_reads_back_as_it_was() => Items.Sample(item =>
    {
        using var row = Read(new SftTrl(), item);
        Assert.Equal([.. item.Prompt.Select(Plain), Plain(item.Completion)], Trl(row, "prompt").Concat(Trl(row, "completion")));
        using var pair = Read(new DpoTrl(), item);
        Assert.Equal([Plain(item.Completion), Plain(item.Rejected!)], Trl(pair, "chosen").Concat(Trl(pair, "rejected")));
        var single = new KtoTrl().Write(item).Select(line => JsonDocument.Parse(line)).ToList();
        Assert.Equal([(Plain(item.Completion), true), (Plain(item.Rejected!), false)], single.Select(s => (Trl(s, "completion").Single(), s.RootElement.GetProperty("label").GetBoolean())));
    }, iter: 200);

    [Fact]
    public void OpenAi_reads_back_as_it_was_and_weighs_the_last_message_alone() => Items.Sample(item =>
    {
        using var row = Read(new SftOpenAi(), item);
        var messages = row.RootElement.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal([.. item.Prompt.Select(Plain), Plain(item.Completion)], messages.Select(m => Plain(m, arguments: call => call.GetProperty("function").GetProperty("arguments").GetString()!)));
        var weights = messages.Where(m => m.GetProperty("role").ValueEquals("assistant")).Select(m => m.GetProperty("weight").GetInt32()).ToList();
        Assert.Equal(1, weights[^1]);
        Assert.All(weights.SkipLast(1), weight => Assert.Equal(0, weight));
        if (item.Completion.Content is null) { Assert.Empty(new DpoOpenAi().Write(item)); return; }
        using var pair = Read(new DpoOpenAi(), item);
        Assert.Equal((item.Completion.Content, item.Rejected!.Content), (pair.RootElement.GetProperty("preferred_output")[0].GetProperty("content").GetString(), pair.RootElement.GetProperty("non_preferred_output")[0].GetProperty("content").GetString()));
    }, iter: 200);

    [Fact]
    public void Gemini_reads_back_every_part_in_order() => Items.Sample(item =>
    {
        using var row = Read(new SftGemini(), item);
        var parts = row.RootElement.GetProperty("contents").EnumerateArray().SelectMany(turn => turn.GetProperty("parts").EnumerateArray()).Select(part =>
            part.TryGetProperty("text", out var text) ? text.GetString()
            : part.TryGetProperty("functionCall", out var call) ? $"{call.GetProperty("name").GetString()} {call.GetProperty("args").GetRawText()}" : part.GetProperty("functionResponse").GetProperty("response").GetProperty("content").GetString());
        var said = item.Prompt.Where(m => m.Role != "system").Append(item.Completion).SelectMany(m => m.Calls.Count > 0 ? m.Calls.Select(c => $"{c.Name} {ReleaseJson.Text(c.Arguments)}") : new[] { m.Content! });
        Assert.Equal(said, parts!);
        Assert.Equal(item.Prompt[0].Content, row.RootElement.GetProperty("systemInstruction").GetProperty("parts")[0].GetProperty("text").GetString());
        foreach (var line in new DpoGemini().Write(item))
        {
            using var pair = JsonDocument.Parse(line);
            Assert.Equal([(1, item.Completion.Content), (0, item.Rejected!.Content)], pair.RootElement.GetProperty("completions").EnumerateArray().Select(c => (c.GetProperty("score").GetInt32(), c.GetProperty("completion").GetProperty("parts")[0].GetProperty("text").GetString())));
        }
    }, iter: 200);

    [Fact]
    public void Bedrock_alternates_and_ends_in_the_answer() => Items.Sample(item =>
    {
        foreach (var line in new SftBedrock().Write(item))
        {
            using var row = JsonDocument.Parse(line);
            var turns = row.RootElement.GetProperty("messages").EnumerateArray().Select(m => (m.GetProperty("role").GetString(), m.GetProperty("content").GetString())).ToList();
            Assert.Equal(turns.Select((_, i) => i % 2 == 0 ? "user" : "assistant"), turns.Select(t => t.Item1));
            Assert.Equal(item.Completion.Content, turns[^1].Item2);
            Assert.Equal(item.Prompt[0].Content, row.RootElement.GetProperty("system").GetString());
            Assert.All(item.Prompt.Where(m => m.Role == "user"), m => Assert.Contains(turns, t => t.Item1 == "user" && t.Item2!.Contains(m.Content!, StringComparison.Ordinal)));
        }
    }, iter: 200);

    [Fact]
    public void Verdicts_on_steps_read_back_in_order() => Items.Sample(item =>
    {
        using var row = Read(new StepwiseTrl(), item);
        Assert.Equal(item.Steps.Select(s => (s.Text, s.IsRight)), row.RootElement.GetProperty("completions").EnumerateArray().Zip(row.RootElement.GetProperty("labels").EnumerateArray(), (text, label) => (text.GetString()!, label.GetBoolean())));
    }, iter: 100);

    [Fact]
    public void Parquet_holds_the_rows_of_the_lines_for_another_reader_and_the_same_bytes_each_time()
    {
        var items = new List<TrainingItem>();
        Items.Sample(item => { lock (items) { items.Add(item); } }, iter: 40, threads: 1);
        var lines = ReleaseJson.Lines(items.SelectMany(new KtoTrl().Write));
        var path = Path.Combine(Directory.CreateTempSubdirectory("acsr-parquet-").FullName, "kto.trl.parquet");
        File.WriteAllBytes(path, ParquetFiles.Write(lines));
        Assert.Equal(File.ReadAllBytes(path), ParquetFiles.Write(lines));

        using var duck = new DuckDBConnection("Data Source=:memory:");
        duck.Open();
        using var query = duck.CreateCommand();
        query.CommandText = $"SELECT prompt, completion, label FROM read_parquet('{path}')";
        using var reader = query.ExecuteReader();
        List<(string, string, bool)> read = [];
        while (reader.Read()) { read.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2))); }
        var wrote = Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))
            .Select(row => (row.GetProperty("prompt").GetRawText(), row.GetProperty("completion").GetRawText(), row.GetProperty("label").GetBoolean()));
        Assert.Equal(wrote, read);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void What_a_release_keeps_writes_the_same_bytes_again() => Items.Sample(item =>
    {
        var again = ReleaseItems.Read(ReleaseItems.Write(item));
        foreach (var format in ReleaseBuilder.Formats) { Assert.Equal(format.Write(item).Select(Encoding.UTF8.GetString), format.Write(again).Select(Encoding.UTF8.GetString)); }
        Assert.Equal(ReleaseItems.Write(item), ReleaseItems.Write(again));
    }, iter: 200);

    [Fact]
    public void Intents_read_back_from_csv_and_from_yaml() => Text.List[1, 12].Sample(texts =>
    {
        var item = Given.Item(Given.Case("c1"), Given.Review());
        var examples = IntentFiles.Examples(texts.Select((text, i) => item with { Utterance = text, Intent = i % 2 == 0 ? "refund" : "where is it" }));

        using var reader = new StreamReader(new MemoryStream(IntentFiles.Csv(examples)), Encoding.UTF8);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<(string, string)> read = [];
        while (csv.Read()) { read.Add((csv.GetField("text")!, csv.GetField("intent")!)); }
        Assert.Equal(examples, read);

        var yaml = new YamlStream();
        using var rasa = new StringReader(Encoding.UTF8.GetString(IntentFiles.Rasa(examples)));
        yaml.Load(rasa);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        Assert.Equal("3.1", ((YamlScalarNode)root["version"]).Value);
        if (root["nlu"] is not YamlSequenceNode intents) { return; }
        foreach (var intent in intents.Cast<YamlMappingNode>())
        {
            var name = ((YamlScalarNode)intent["intent"]).Value!;
            var lines = ((YamlScalarNode)intent["examples"]).Value!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines, line => Assert.StartsWith("- ", line, StringComparison.Ordinal));
            Assert.All(lines, line => Assert.Contains(examples, e => e.Text.TrimStart('-', ' ') == line[2..] && e.Intent.Replace(' ', '_') == name));
        }
    }, iter: 200);

    private static JsonDocument Read(ITrainingFormat format, TrainingItem item) => JsonDocument.Parse(Assert.Single(format.Write(item)));

    private static IEnumerable<string> Trl(JsonDocument row, string key) => row.RootElement.GetProperty(key).EnumerateArray().Select(m => Plain(m, call => call.GetProperty("function").GetProperty("arguments").GetRawText()));

    private static string Plain(TrainingMessage message) => $"{message.Role}|{message.Content}|{string.Join(';', message.Calls.Select(c => $"{c.Name}{ReleaseJson.Text(c.Arguments)}"))}";

    private static string Plain(JsonElement message, Func<JsonElement, string> arguments) =>
        $"{message.GetProperty("role").GetString()}|{(message.TryGetProperty("content", out var content) ? content.GetString() : null)}|{(message.TryGetProperty("tool_calls", out var calls) ? string.Join(';', calls.EnumerateArray().Select(c => c.GetProperty("function").GetProperty("name").GetString() + arguments(c))) : "")}";
}
