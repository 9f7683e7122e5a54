using Acsr.Commands.Demo.Intents;
using Acsr.Effects;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Commands.Demo;

/// <summary>An experiment of the demo desk whose arms do the same, as many do, and the assumptions that its return is reckoned with.</summary>
internal static class DemoExperiment
{
    private const int Days = 42;

    public static async Task MakeAsync(IServiceProvider services, DateTime today, string by, CancellationToken cancellationToken)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
        var experiment = new Experiment
        {
            Name = "shorter-answers",
            Hypothesis = "Answers of two sentences are enough.",
            Metric = "success",
            Guardrails = ["csat", "violation"],
            Worth = .1,
            Power = .8,
            HoldOut = .05,
            MostDays = 90,
            Salt = "demo",
            State = ExperimentState.Running,
            By = by,
            CreatedAt = today.AddDays(-Days),
            StartedAt = today.AddDays(-Days),
            Demo = true,
            Intents = [WhereIsMyOrder.Intent.Name, DiscountNotApplied.Intent.Name, InvoiceCopy.Intent.Name, CancelOrder.Intent.Name],
            Arms = [new() { Name = "as-today", Share = 1 }, new() { Name = "two-sentences", Share = 1, Position = 1 }],
        };
        using (await services.GetRequiredService<WriteGate>().EnterAsync(cancellationToken))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await db.Experiments.AnyAsync(e => e.Name == experiment.Name, cancellationToken)) { return; }
            var cases = await db.Cases.Where(c => c.Demo && c.At >= experiment.StartedAt && c.Intent != null && experiment.Intents.Contains(c.Intent)).Select(c => new { c.Id, c.At }).ToListAsync(cancellationToken);
            db.Experiments.Add(experiment);
            await db.SaveChangesAsync(cancellationToken);
            db.Assignments.AddRange(cases.Select(c => new Assignment { ExperimentId = experiment.Id, CaseId = c.Id, Arm = ExperimentLot.Draw(experiment, c.Id), At = c.At }));
            await db.SaveChangesAsync(cancellationToken);
        }

        await services.GetRequiredService<ReturnDesk>().SaveAsync(new ReturnAssumptions
        {
            By = by,
            MinutesLow = 5,
            MinutesHigh = 9,
            RateLow = .55,
            RateHigh = .8,
            ReviewMinutesLow = 1,
            ReviewMinutesHigh = 3,
            ReopenMinutesLow = 4,
            ReopenMinutesHigh = 8,
            MonthlyLow = 250,
            MonthlyHigh = 400,
            Note = "Made up for the demo desk",
            Demo = true,
        }, by, cancellationToken);
    }
}
