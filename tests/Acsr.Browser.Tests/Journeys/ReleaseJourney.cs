using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acsr.Access;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A knowledge engineer turns reviews into a training set.</summary>
public sealed class ReleaseJourney(ShopDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ShopDesk>
{
    private static readonly string[] Files = ["sft.trl.jsonl", "sft.trl.parquet", "sft.openai.jsonl", "sft.gemini.jsonl", "dpo.trl.jsonl", "dpo.trl.parquet", "kto.trl.jsonl", "kto.trl.parquet", "intent.csv", "intent.rasa.yml", "beir/corpus.jsonl", "beir/queries.jsonl", "beir/qrels/train.tsv", "items.jsonl", "README.md", "croissant.json", "manifest.json"];

    [Fact]
    public async Task One_makes_a_release_and_another_approves_it_and_takes_its_files_away()
    {
        await Desk.AddAsync("ruth", Roles.Reviewer);
        var reviewed = await Desk.ReviewAsync("ruth", 3);
        var page = await SignInAsync("kai", Roles.KnowledgeEngineer);
        var release = new ReleaseScreen(page);

        await Screen.OpenAsync(page, "/releases/new");
        await Assertions.Expect(release.Status("3 of 3 complete reviews chosen.")).ToBeVisibleAsync();
        await release.Button("Preview").ClickAsync();
        await Assertions.Expect(release.Status("3 rows.")).ToBeVisibleAsync();
        await release.Row(1).GetByRole(AriaRole.Button, new() { Expanded = false }).ClickAsync();
        await Assertions.Expect(release.Row(1)).ToContainTextAsync("I want my money back.");
        await Assertions.Expect(release.Row(1)).ToContainTextAsync("To be learnt");

        var id = await release.FreezeAsync("parcels-1");
        await Assertions.Expect(release.Approval).ToContainTextAsync("Nobody has approved it yet.");
        using var pipeline = await Desk.ProgramAsync(KeyScope.Read);
        using var early = await pipeline.GetAsync($"/api/v1/releases/{id}/files/sft.trl.jsonl");
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);

        // Who makes it does not let it go.
        await Assertions.Expect(release.Approval).ToContainTextAsync("somebody else has to approve it");
        page = await SignInAsync("kira", Roles.KnowledgeEngineer);
        release = new ReleaseScreen(page);
        await Screen.OpenAsync(page, $"/releases/{id}");
        await release.ApproveAsync();
        await Assertions.Expect(release.Approval).ToContainTextAsync("kira approved it");

        var files = new Dictionary<string, byte[]>();
        foreach (var file in Files)
        {
            // Chromium saves ten files in a row without asking, and begins anew with the page.
            if (files.Count % 9 == 8) { await Screen.OpenAsync(page, $"/releases/{id}"); }
            files[file] = await release.DownloadAsync(file);
            Assert.Equal(await pipeline.GetByteArrayAsync($"/api/v1/releases/{id}/files/{file}"), files[file]);
        }

        CheckManifest(files);
        CheckRows(files["sft.trl.jsonl"], reviewed);
    }

    private static void CheckManifest(Dictionary<string, byte[]> files)
    {
        using var manifest = JsonDocument.Parse(files["manifest.json"]);
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray().ToDictionary(f => f.GetProperty("path").GetString()!, f => f.GetProperty("sha256").GetString());
        Assert.Equal(Files.Where(f => f != "manifest.json").Order(), listed.Keys.Order());
        Assert.All(listed, file => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(files[file.Key])), file.Value));
    }

    private static void CheckRows(byte[] file, IReadOnlyList<string> reviewed)
    {
        var rows = Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        var learnt = rows.ConvertAll(row => Assert.Single(row.GetProperty("completion").EnumerateArray()).GetProperty("tool_calls")[0].GetProperty("function"));

        Assert.All(rows, row => Assert.Contains(row.GetProperty("prompt").EnumerateArray(), message => message.GetProperty("role").ValueEquals("user")));
        Assert.All(learnt, call => Assert.Equal(ShopCases.Correction, call.GetProperty("name").GetString()));
        Assert.Equal(reviewed.Select(ShopCases.CorrectionOf).Order(), learnt.Select(call => call.GetProperty("arguments").GetRawText()).Order());
        Assert.DoesNotContain(ShopCases.Decision, Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }
}
