using System.CommandLine;
using System.Text.RegularExpressions;
using Acsr.Store;
using Microsoft.Extensions.Options;

namespace Acsr.Commands;

/// <summary>
/// The verbs of the executable. Standard output holds the answer and nothing else; what is said on the way goes to standard error. Exit
/// codes: 0 done, 1 a check found something or nothing could be taken, 2 the call or a setting is wrong, 3 it broke.
/// </summary>
internal static partial class CommandLine
{
    public const int Done = 0;
    public const int Found = 1;
    public const int Misused = 2;
    public const int Broken = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var (words, settings) = Split(args);
        var root = Root(settings);

        // Without a verb it serves.
        var bare = words.Length == 0 || (words[0].StartsWith('-') && words[0] is not ("--help" or "-h" or "-?" or "--version"));
        var parsed = root.Parse(bare ? ["serve", .. words] : words);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) { await Console.Error.WriteLineAsync(error.Message); }
            await Console.Error.WriteLineAsync("See --help.");
            return Misused;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return Broken;
        }
        catch (Exception error) when (error is CommandException or SettingException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Misused;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync($"{error.GetBaseException().Message} ({error.GetType().Name})");
            return Broken;
        }
    }

    /// <summary>All verbs; what they do begins with <paramref name="settings"/>.</summary>
    internal static RootCommand Root(string[] settings) =>
        new("The operations console for autonomous customer support agents. Settings come from appsettings.json, the environment (Store__Provider) and arguments (--Store:Provider=Postgres).")
        {
            ServeCommand.Create(settings), DemoCommand.Create(settings), ImportCommand.Create(settings), ExportCommand.Create(settings),
            UsersCommand.Create(settings), KeysCommand.Create(settings), KpisCommand.Create(settings), DbCommand.Create(settings),
        };

    /// <summary>Tells settings (a colon in the name) from words and options of a verb.</summary>
    internal static (string[] Words, string[] Settings) Split(string[] args)
    {
        List<string> words = [], settings = [];
        for (var i = 0; i < args.Length; i++)
        {
            if (!Setting().IsMatch(args[i]))
            {
                words.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (!args[i].Contains('=') && i + 1 < args.Length) { settings.Add(args[++i]); }
        }

        return ([.. words], [.. settings]);
    }

    [GeneratedRegex(@"^--?[A-Za-z0-9]+(:[A-Za-z0-9_.-]+)+(=|$)")]
    private static partial Regex Setting();
}

/// <summary>The call cannot be carried out as it stands; the message says how to mend it.</summary>
internal sealed class CommandException(string message) : Exception(message);
