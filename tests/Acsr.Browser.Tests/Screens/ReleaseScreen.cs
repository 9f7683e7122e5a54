using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>Making a release, approving it, taking its files away.</summary>
internal sealed class ReleaseScreen(IPage page) : Screen(page)
{
    /// <summary>A row of the training set.</summary>
    public ILocator Row(int position) => Page.GetByRole(AriaRole.Article).Nth(position - 1);

    public ILocator Approval => Region("Approval");

    public async Task<long> FreezeAsync(string name)
    {
        await Field("Name").FillAsync(name);
        await Button("Freeze").ClickAsync();
        await ConfirmAsync("Freeze");
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(@"/releases/\d+$"));
        await ReadyAsync(Page);
        return long.Parse(Page.Url[(Page.Url.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task ApproveAsync()
    {
        await Button("Approve").ClickAsync();
        await ConfirmAsync("Approve");
    }

    /// <summary>The bytes as the browser saves them.</summary>
    public async Task<byte[]> DownloadAsync(string file)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Link($"Download {file}").ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }
}
