using System.CommandLine;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Commands.Demo;
using Acsr.Effects;
using Acsr.Improvement;
using Acsr.Knowledge;
using Acsr.Policies;
using Acsr.Policies.Rules;
using Acsr.Releases;
using Acsr.Retention;
using Acsr.Review;
using Acsr.Shell;
using Acsr.Signals.Gaps;

namespace Acsr.Commands;

/// <summary>
/// <c>demo</c>: serves the console with a made-up support desk in it. Its cases come in through the public ingest API, as any agent's
/// would; its people, policy and key are made as an administrator makes them. All of it is marked, and goes with <c>demo --remove</c>.
/// </summary>
internal static class DemoCommand
{
    private const string Actor = "demo";
    private static readonly (string Name, string Role)[] People =
        [("lead@demo", Roles.Lead), ("reviewer@demo", Roles.Reviewer), ("engineer@demo", Roles.KnowledgeEngineer), ("editor@demo", Roles.KnowledgeEngineer), ("admin@demo", Roles.Administrator)];

    public static Command Create(string[] settings)
    {
        var urls = ServeCommand.Urls();
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same desk.", DefaultValueFactory = _ => 1 };
        var fill = new Option<bool>("--fill") { Description = "Fill the store and end, instead of serving." };
        var remove = new Option<bool>("--remove") { Description = "Take the demo desk away and end; nothing else is touched." };
        var command = new Command("demo", "Serves the console with a demo support desk and says who to sign in as.") { urls, seed, fill, remove };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(remove)
            ? CommandHost.RunAsync(settings, RemoveAsync, cancellationToken)
            : RunAsync([.. settings, .. parsed.UnmatchedTokens, .. ServeCommand.UrlSetting(parsed.GetValue(urls))], parsed.GetValue(seed), parsed.GetValue(fill), cancellationToken));
        return command;
    }

    private static async Task<int> RemoveAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var removed = await services.GetRequiredService<DemoRemoval>().RemoveAsync("command line", cancellationToken);
        Console.WriteLine(removed.IsEmpty
            ? "There is no demo desk."
            : $"Removed {removed.Cases} cases, {removed.Reviews} reviews, {removed.Releases} releases, {removed.Policies} policies, {removed.People} people and {removed.Keys} keys of the demo desk.");
        return CommandLine.Done;
    }

    private static async Task<int> RunAsync(string[] settings, int seed, bool fillOnly, CancellationToken cancellationToken)
    {
        await using var app = ConsoleApp.Build(WebApplication.CreateBuilder(settings));
        await app.MigrateAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        if ((await app.Services.GetRequiredService<DemoRemoval>().CountAsync(cancellationToken)).Cases == 0) { await FillAsync(app, seed, cancellationToken); }
        var passwords = await PeopleAsync(app.Services, cancellationToken);
        if (fillOnly)
        {
            await app.StopAsync(cancellationToken);
            return CommandLine.Done;
        }

        Console.WriteLine($"The console is at {app.LocalAddress()}. Sign in as:");
        foreach (var ((name, role), password) in People.Zip(passwords)) { Console.WriteLine($"  {name,-16} {password}   ({role})"); }
        Console.WriteLine("Press Ctrl+C to stop; take the demo desk away under Settings › Data, or with demo --remove.");
        await app.WaitForShutdownAsync(cancellationToken);
        return CommandLine.Done;
    }

    private static async Task FillAsync(WebApplication app, int seed, CancellationToken cancellationToken)
    {
        var services = app.Services;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var policies = services.GetRequiredService<PolicyImport>();
        await policies.ImportAsync(DemoPolicy.Id, DemoPolicy.Markdown, now.AddDays(-120), Actor, demo: true, cancellationToken);
        await DemoRules.SaveAsync(services.GetRequiredService<RuleDesk>(), Actor, cancellationToken);
        await services.GetRequiredService<ArticleImport>().ApplyAsync(DemoArticles.Source, DemoArticles.Reading(now.Date), new ImportChoices(), Actor, demo: true, cancellationToken);
        await policies.ImportAsync(DemoPolicy.Id, DemoPolicy.Next, now.Date.AddDays(14), Actor, demo: true, cancellationToken);
        await DemoReviews.PrepareAsync(services.GetRequiredService<ReviewQueues>(), Actor, cancellationToken);
        var (row, key) = await services.GetRequiredService<ApiKeys>().CreateAsync("demo desk", KeyScope.Ingest, Actor, demo: true, cancellationToken);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(app.LocalAddress()) };
            await Console.Error.WriteLineAsync("Filling the demo desk…");
            await DemoSender.SendAsync(client, key, DemoDesk.Requests(seed, now.Date), null, cancellationToken);
            await services.GetRequiredService<CaseFolder>().FoldAllAsync(cancellationToken);
            while (await services.GetRequiredService<GapWorker>().RunOnceAsync(cancellationToken)) { }
            await DemoEdits.MakeAsync(services, cancellationToken);
            await DemoReviews.MakeAsync(services, cancellationToken);
            await DemoTraining.MakeAsync(services.GetRequiredService<CandidateBoard>(), services.GetRequiredService<ReleaseDesk>(), cancellationToken);
            await DemoTargets.SetAsync(services.GetRequiredService<MatrixSettings>(), Actor, cancellationToken);
            await services.GetRequiredService<ImprovementWorker>().EvaluateAsync(cancellationToken);
            await DemoAlerts.SaveAsync(services.GetRequiredService<AlertDesk>(), services.GetRequiredService<AlertWorker>(), Actor, cancellationToken);
            await DemoReleases.TellAsync(services.GetRequiredService<DeploymentDesk>(), now.Date, Actor, cancellationToken);
            await DemoExperiment.MakeAsync(services, now.Date, Actor, cancellationToken);
            await services.GetRequiredService<EffectWorker>().ComputeAsync(cancellationToken);
        }
        finally
        {
            await services.GetRequiredService<ApiKeys>().RevokeAsync(row.Id, Actor, CancellationToken.None);
        }
    }

    /// <summary>Passwords are kept nowhere, so each start of the demo makes its people anew.</summary>
    private static async Task<IReadOnlyList<string>> PeopleAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DemoRemoval>().RemovePeopleAsync(cancellationToken);
        var passwords = new List<string>();
        foreach (var (name, role) in People)
        {
            var added = await services.GetRequiredService<Users>().AddAsync(name, [role], Actor, password: null, oneTime: false, demo: true, cancellationToken);
            passwords.Add(added.Password ?? throw new CommandException($"'{name}' could not be added: {added.Problem}"));
        }

        return passwords;
    }
}
