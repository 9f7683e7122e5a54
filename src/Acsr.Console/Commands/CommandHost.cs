using Acsr.Shell;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Commands;

/// <summary>The services of the console without its web server, for verbs that do one thing and end.</summary>
internal static class CommandHost
{
    /// <summary>Runs a verb against the store, which is brought to the newest version first.</summary>
    public static async Task<int> RunAsync(string[] settings, Func<IServiceProvider, CancellationToken, Task<int>> verb, CancellationToken cancellationToken, bool migrate = true)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.AddPipeline();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var services = builder.Services.BuildServiceProvider();
        if (migrate) { await MigrateAsync(services, cancellationToken); }
        return await verb(services, cancellationToken);
    }

    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }
}
