namespace Acsr;

/// <summary>The folder of real data beside the checkout. A test that needs it is skipped, and says so, where it is absent.</summary>
internal static class SharedData
{
    /// <summary>Full path of a file or folder below <c>../shared/data</c>.</summary>
    public static string Path(string relative)
    {
        var root = Root();
        Assert.SkipWhen(root is null, $"The folder shared/data with '{relative}' is not beside this checkout.");
        return System.IO.Path.Combine(root!, relative);
    }

    private static string? Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Acsr.Console.sln")))
            {
                var data = System.IO.Path.Combine(folder.Parent!.FullName, "shared", "data");
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}
