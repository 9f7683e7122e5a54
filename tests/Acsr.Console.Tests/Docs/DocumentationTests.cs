using System.CommandLine;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Acsr.Commands;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Kpis;

namespace Acsr.Docs;

public sealed partial class DocumentationTests
{
    private static readonly string[] CommonFields = ["id", "case", "trace", "time", "seq"];

    [Fact]
    public void The_readme_begins_with_one_command_that_runs_and_one_that_tests() => Assert.Equal(
        ["dotnet run --project src/Acsr.Console -c Release -- demo", "bash tests/run.sh"],
        Document.Named("README.md").Blocks().Take(2));

    [Fact]
    public void The_readme_names_every_verb_and_no_other()
    {
        var named = Document.FirstCells(Section(Document.Named("README.md"), "Verbs"));
        var root = CommandLine.Root([]);

        Assert.Equal(Verbs(root).Order(), named.Select(verb => Word().Match(verb).Value.Trim()).Order());
        Assert.All(named, verb => Assert.All(Option().Matches(verb), option => Assert.Contains(option.Value, OptionsOf(root, verb))));
    }

    [Fact]
    public void Every_kpi_is_documented_by_its_own_definition() => Assert.Equal(
        KpiDefinitions.All.Select(kpi => (kpi.Id, kpi.Definition)),
        Document.Named("docs/kpis.md").CodeSections().Select(s => (s.Name, Quoted().Match(s.Text).Groups["text"].Value)));

    [Fact]
    public void Every_event_type_is_documented_with_its_fields()
    {
        var written = Document.Named("docs/ingest.md").CodeSections();

        Assert.Equal(EventJson.Types, written.Select(section => section.Name));
        Assert.All(written, section => Assert.Equal(FieldsOf(section.Name).Order(), Document.FirstCells(section.Text).Order()));
    }

    [Fact]
    public void Every_example_of_an_event_is_accepted()
    {
        var examples = string.Join('\n', Document.Named("docs/ingest.md").Blocks("json"));

        var batch = EventBatch.Read(Encoding.UTF8.GetBytes(examples), lines: true);

        Assert.Empty(batch.Errors);
        Assert.Equal(EventJson.Types, EventBatch.ReadPayload(batch.Payload).Select(TypeOf));
    }

    [Fact]
    public void Every_link_and_every_path_of_ours_leads_somewhere() => Assert.All(Document.All, document =>
    {
        var folder = Path.GetDirectoryName(document.Path)!;
        Assert.All(document.Links(), target => Assert.True(Document.Exists(Path.Combine(folder, target)), $"{document.Path} links to {target}"));
        Assert.All(OwnPath().Matches(document.Text), path => Assert.True(Document.Exists(path.Value), $"{document.Path} names {path.Value}"));
    });

    [Fact]
    public void No_page_holds_a_path_of_somebodys_machine() =>
        Assert.All(Document.All, document => Assert.DoesNotMatch(@"(?<![\w.:/-])/(home|root|work|tmp)\b", document.Text));

    private static string Section(Document document, string heading) =>
        Regex.Match(document.Text, $@"^## {heading}\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups["text"].Value;

    private static IEnumerable<string> Verbs(Command command) => command.Subcommands.SelectMany(sub =>
        sub.Subcommands.Count == 0 ? [sub.Name] : Verbs(sub).Select(verb => $"{sub.Name} {verb}"));

    private static IEnumerable<string> OptionsOf(Command root, string verb) =>
        Word().Match(verb).Value.Trim().Split(' ').Aggregate(root, (at, word) => at.Subcommands.Single(sub => sub.Name == word)).Options.Select(option => option.Name);

    private static IEnumerable<string> FieldsOf(string type)
    {
        var derived = typeof(CaseEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>()
            .Single(attribute => (string)attribute.TypeDiscriminator! == type).DerivedType;
        return EventJson.Options.GetTypeInfo(derived).Properties.Select(property => property.Name).Where(name => name != "type").Except(CommonFields);
    }

    private static string TypeOf(CaseEvent item) => (string)typeof(CaseEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false)
        .Cast<JsonDerivedTypeAttribute>().Single(attribute => attribute.DerivedType == item.GetType()).TypeDiscriminator!;

    [GeneratedRegex("^[a-z ]+")]
    private static partial Regex Word();

    [GeneratedRegex("--[a-z]+")]
    private static partial Regex Option();

    [GeneratedRegex("^> (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w/.-])(src|tests|docs|wwwroot-assets)/[\w./-]*\w")]
    private static partial Regex OwnPath();
}
