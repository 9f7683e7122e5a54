using Acsr.Access;
using Acsr.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;

namespace Acsr.Knowledge;

/// <summary>Takes files, shows what they would change, and only then imports them.</summary>
public sealed partial class ImportArticlesPage(ArticleImport import, AuthenticationStateProvider authentication, NavigationManager navigation, Notices notices)
{
    private const int Shown = 200;
    private const int MaxFiles = 1_000;

    private string _source = "help-centre";
    private string? _sourceFault;
    private string? _problem;
    private ArticleReading? _reading;
    private ImportPreview? _preview;
    private bool _retire;
    private bool _overwrite;
    private bool _working;

    private ImportChoices Choices => new(_retire, _overwrite);

    // What was previewed is not what is there now.
    private void Change(Action change)
    {
        change();
        (_preview, _problem, _sourceFault) = (null, null, null);
    }

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        Change(() => _reading = null);
        if (chosen.FileCount > MaxFiles)
        {
            _problem = $"{chosen.FileCount:N0} files at once; {MaxFiles:N0} are the most. Pack them into a zip.";
            return;
        }

        List<ArticleReading> parts = [];
        foreach (var file in chosen.GetMultipleFiles(MaxFiles))
        {
            if (file.Size > ArticleFiles.MaxFile)
            {
                parts.Add(new ArticleReading([], [new(file.Name, $"It has {file.Size:N0} bytes; {ArticleFiles.MaxFile:N0} are the most. Split it.")]));
                continue;
            }

            await using var stream = file.OpenReadStream(ArticleFiles.MaxFile, Leaving);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Leaving);
            parts.Add(ArticleFiles.Read(file.Name, bytes.ToArray()));
        }

        _reading = ArticleReading.Of(parts);
    }

    private Task PreviewAsync() => WorkAsync(async () =>
    {
        _sourceFault = ArticleImport.SourceFault(_source.Trim());
        if (_sourceFault is null) { _preview = await import.PreviewAsync(_source.Trim(), _reading!, Leaving); }
    });

    private Task ImportAsync() => WorkAsync(async () =>
    {
        var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
        var done = await import.ApplyAsync(_source.Trim(), _reading!, Choices, by, demo: false, Leaving);
        notices.Done($"{Quantity.Count(done.New + done.Changed + done.Retired, "article")} imported{(done.Changeset is { } set ? $": knowledge base {set.Version}" : "")}");
        navigation.NavigateTo(done.Changeset is { } published ? KnowledgePaths.Changeset(published.Id) : KnowledgePaths.Articles);
    });

    private int Taken(ImportPreview preview) => preview.Count(ImportStep.New) + preview.Count(ImportStep.Changed) + (_retire ? preview.Count(ImportStep.Gone) : 0) + (_overwrite ? preview.Count(ImportStep.EditedHere) : 0);

    private static string Summary(ImportPreview preview) => string.Join(", ", Enum.GetValues<ImportStep>().Select(step => (Step: step, Count: preview.Count(step))).Where(s => s.Count > 0)
        .Select(s => $"{Quantity.Text(s.Count, ChartUnit.Number)} {KnowledgeText.Of(s.Step)}")) is { Length: > 0 } text ? text + "." : "Nothing in it is an article.";

    private async Task WorkAsync(Func<Task> work)
    {
        _working = true;
        try { await work(); }
        finally { _working = false; }
    }
}
