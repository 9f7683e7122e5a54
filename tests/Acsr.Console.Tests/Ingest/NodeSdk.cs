using System.Diagnostics;
using System.Security.Cryptography;

namespace Acsr.Ingest;

/// <summary>The OpenTelemetry SDK for JavaScript, installed once for each state of its lock file.</summary>
internal static class NodeSdk
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "Ingest", "node-sdk");
    private static readonly Lazy<Task<(string? Folder, string Reason)>> Installed = new(InstallAsync);

    /// <summary>Runs the agent of two spans; skips the test, with the reason, where the SDK could not be installed.</summary>
    /// <param name="protocol">grpc, proto or json.</param>
    /// <param name="address">Of the console.</param>
    /// <param name="key">A key.</param>
    /// <param name="compression">none or gzip.</param>
    /// <param name="spoilt">The second span goes out with a trace id that cannot be.</param>
    public static async Task<(int Code, string Said)> RunAsync(string protocol, string address, string key, string compression, bool spoilt = false)
    {
        var (folder, reason) = await Installed.Value;
        Assert.SkipWhen(folder is null, reason);
        return await StartAsync("node", folder!, ["agent.mjs", protocol, address, key, compression, spoilt ? "spoilt" : "whole"]);
    }

    /// <summary>One folder for each state of the lock file, so that the packages are fetched once a machine.</summary>
    private static async Task<(string? Folder, string Reason)> InstallAsync()
    {
        var state = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Sources, "package-lock.json"))))[..16];
        var folder = Path.Combine(Path.GetTempPath(), $"acsr-node-sdk-{state}");
        var done = Path.Combine(folder, "installed");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Sources)) { File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true); }
        if (File.Exists(done)) { return (folder, ""); }
        try
        {
            var (code, said) = await StartAsync("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            if (code != 0) { return (null, "The OpenTelemetry SDK for JavaScript could not be installed: " + said); }
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (null, "npm could not be started: " + error.Message);
        }

        await File.WriteAllTextAsync(done, "");
        return (folder, "");
    }

    private static async Task<(int Code, string Said)> StartAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await error);
    }
}
