using System.CommandLine;
using Acsr.Access;

namespace Acsr.Commands;

/// <summary><c>users add|list|remove</c>.</summary>
internal static class UsersCommand
{
    private const string Actor = "command line";

    public static Command Create(string[] settings) => new("users", "Adds, lists and removes people.") { Add(settings), List(settings), Remove(settings) };

    private static Command Add(string[] settings)
    {
        var name = new Argument<string>("NAME") { Description = "Name or e-mail address to sign in with." };
        var role = new Option<string[]>("--role") { Description = $"One or more of {string.Join(", ", Roles.All)}.", Required = true, AllowMultipleArgumentsPerToken = true };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var command = new Command("add", "Adds a person and prints a one-time password, which has to be changed on first signing in.") { name, role };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var result = await services.GetRequiredService<Users>().AddAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), Actor, password: null, oneTime: true, demo: false, ct);
            if (result.Outcome != UserOutcome.Done) { throw new CommandException(result.Problem ?? result.Outcome.ToString()); }
            Console.WriteLine(result.Password);
            return CommandLine.Done;
        }, cancellationToken));
        return command;
    }

    private static Command List(string[] settings)
    {
        var command = new Command("list", "Lists people: name, roles, locked; tab-separated.");
        command.SetAction((_, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            foreach (var person in await services.GetRequiredService<Users>().ListAsync(ct))
            {
                Console.WriteLine(string.Join('\t', person.Name, string.Join(',', person.Roles), person.Locked ? "locked" : ""));
            }

            return CommandLine.Done;
        }, cancellationToken));
        return command;
    }

    private static Command Remove(string[] settings)
    {
        var name = new Argument<string>("NAME");
        var command = new Command("remove", "Removes a person; what they did stays.") { name };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var users = services.GetRequiredService<Users>();
            var person = (await users.ListAsync(ct)).FirstOrDefault(p => p.Name == parsed.GetRequiredValue(name))
                ?? throw new CommandException($"There is nobody called '{parsed.GetRequiredValue(name)}'; see users list.");
            var result = await users.RemoveAsync(person.Id, Actor, ct);
            return result.Outcome == UserOutcome.Done ? CommandLine.Done : throw new CommandException(result.Problem ?? result.Outcome.ToString());
        }, cancellationToken));
        return command;
    }
}
