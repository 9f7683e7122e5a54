using System.CommandLine;
using System.Globalization;
using Acsr.Access;

namespace Acsr.Commands;

/// <summary><c>keys add|list|revoke</c>.</summary>
internal static class KeysCommand
{
    private const string Actor = "command line";

    public static Command Create(string[] settings) => new("keys", "Makes, lists and revokes machines' keys.") { Add(settings), List(settings), Revoke(settings) };

    private static Command Add(string[] settings)
    {
        var name = new Argument<string>("NAME") { Description = "What the key is for; shown beside what it sends." };
        var scope = new Option<string>("--scope") { Description = "ingest (send only), browser (send from a browser only) or read (read KPIs and releases only).", Required = true };
        scope.AcceptOnlyFromAmong("ingest", "browser", "read");
        var origins = new Option<string[]>("--origin") { Description = "Of a browser key: an origin whose pages may use it, for example https://shop.example.com. May be given several times." };
        var command = new Command("add", "Makes a key and prints it. It cannot be read again.") { name, scope, origins };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var wanted = Enum.Parse<KeyScope>(parsed.GetRequiredValue(scope), ignoreCase: true);
            var (_, key) = await services.GetRequiredService<ApiKeys>().CreateAsync(parsed.GetRequiredValue(name), wanted, OriginsOf(parsed.GetValue(origins)), Actor, demo: false, ct);
            Console.WriteLine(key);
            return CommandLine.Done;
        }, cancellationToken));
        return command;
    }

    private static IReadOnlyList<string> OriginsOf(string[]? given)
    {
        if (given is null or []) { return []; }
        return KeyOrigins.Read(string.Join(' ', given), out var origins) is { } fault ? throw new CommandException(fault) : origins;
    }

    private static Command List(string[] settings)
    {
        var command = new Command("list", "Lists keys: id, first characters, scope, name, made, revoked; tab-separated.");
        command.SetAction((_, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            foreach (var key in await services.GetRequiredService<ApiKeys>().ListAsync(ct))
            {
                Console.WriteLine(string.Join('\t', key.Id.ToString(CultureInfo.InvariantCulture), key.Prefix + "…", ApiKeys.NameOf(key.Scope), key.Name, key.CreatedAt.ToString("O"), key.RevokedAt?.ToString("O") ?? ""));
            }

            return CommandLine.Done;
        }, cancellationToken));
        return command;
    }

    private static Command Revoke(string[] settings)
    {
        var id = new Argument<long>("ID") { Description = "From keys list." };
        var command = new Command("revoke", "Revokes a key; it works nowhere a few seconds later.") { id };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
            await services.GetRequiredService<ApiKeys>().RevokeAsync(parsed.GetRequiredValue(id), Actor, ct)
                ? CommandLine.Done
                : throw new CommandException($"No key {parsed.GetRequiredValue(id)} is in use; see keys list."), cancellationToken));
        return command;
    }
}
