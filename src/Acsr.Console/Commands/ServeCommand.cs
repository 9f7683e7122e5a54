using System.CommandLine;
using Acsr.Shell;

namespace Acsr.Commands;

/// <summary><c>serve</c>: the console itself; the default verb.</summary>
internal static class ServeCommand
{
    public static Command Create(string[] settings)
    {
        var urls = Urls();
        var command = new Command("serve", "Serves the console (the default).") { urls };

        // What is no option of ours is a setting of .NET, for example --environment=Development.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var app = ConsoleApp.Build(WebApplication.CreateBuilder([.. settings, .. parsed.UnmatchedTokens, .. UrlSetting(parsed.GetValue(urls))]));
            await app.ServeAsync(cancellationToken);
            return CommandLine.Done;
        });
        return command;
    }

    public static Option<string?> Urls() => new("--urls") { Description = "Where to listen, for example http://0.0.0.0:5080; default http://localhost:5080." };

    public static string[] UrlSetting(string? urls) => urls is null ? [] : ["--urls", urls];
}
