using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Kpis.Steps;

/// <summary>
/// Adds to the hours what folds noted, and takes out what they had noted before. Both in one transaction with the note that it is done, so that a crash, a
/// second fold or a second node neither loses a step nor counts it twice.
/// </summary>
public sealed class StepHours(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock, ILogger<StepHours> log) : PeriodicWorker(contexts, clock, log)
{
    private const int CasesAtOnce = 500;

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <summary>Takes the steps of removed cases out of the hours; belongs to the transaction that removes the cases.</summary>
    public static Task<int> ForgetAsync(ConsoleDbContext db, IReadOnlyCollection<string> caseIds, CancellationToken cancellationToken)
    {
        byte[] nothing = [];
        return db.CaseSteps.Where(s => caseIds.Contains(s.CaseId)).ExecuteUpdateAsync(s => s.SetProperty(x => x.Data, nothing).SetProperty(x => x.Waiting, true), cancellationToken);
    }

    /// <inheritdoc/>
    /// <returns>Whether there was anything to add.</returns>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.CaseSteps.AnyAsync(s => s.Waiting, cancellationToken)) { return false; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One node at a time: two would each write the sum of their own.
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "ChangeCounters" ("Id", "Value") VALUES (4, 1) ON CONFLICT ("Id") DO UPDATE SET "Value" = "ChangeCounters"."Value" + 1""", cancellationToken);
        // Held until the end: a fold that notes something else meanwhile waits, and its note is not taken for counted.
        var sql = $$"""SELECT * FROM "CaseSteps" WHERE "Waiting" ORDER BY "CaseId" LIMIT {0} {{db.SkipLocked}}""";
        var waiting = await db.CaseSteps.FromSqlRaw(sql, CasesAtOnce).ToListAsync(cancellationToken);
        var cells = new Dictionary<StepKey, StepCell>();
        foreach (var one in waiting)
        {
            StepCells.Read(one.Counted, cells, -1);
            StepCells.Read(one.Data, cells, 1);
            (one.Counted, one.Waiting) = (one.Data, false);
            if (one.Data.Length == 0) { db.Remove(one); }
        }

        await AddAsync(db, cells, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return waiting.Count > 0;
    }

    private static async Task AddAsync(ConsoleDbContext db, Dictionary<StepKey, StepCell> cells, CancellationToken cancellationToken)
    {
        var hours = cells.Keys.Select(k => k.Hour).Distinct().ToList();
        var known = (await db.StepHours.Where(h => hours.Contains(h.Hour)).ToListAsync(cancellationToken)).ToDictionary(h => new StepKey(h.Hour, h.Kind, h.Name, h.AgentVersion));
        foreach (var (key, cell) in cells)
        {
            if (known.TryGetValue(key, out var row)) { cell.Add(row); }
            if (cell.Steps == 0)
            {
                if (row is not null) { db.Remove(row); }
                continue;
            }

            if (row is null) { db.StepHours.Add(row = new StepHour { Hour = key.Hour, Kind = key.Kind, Name = key.Name, AgentVersion = key.AgentVersion }); }
            (row.Steps, row.Errors, row.InputTokens, row.OutputTokens, row.Metered, row.Costed) = (cell.Steps, cell.Errors, cell.InputTokens, cell.OutputTokens, cell.Metered, cell.Costed);
            // What was added and taken away again may leave a rounding error where nothing is left.
            row.CostUsd = cell.Costed == 0 ? 0 : cell.CostUsd;
            (row.Powered, row.EnergyLowWh, row.EnergyHighWh) = cell.Powered == 0 ? (0, 0, 0) : (cell.Powered, cell.EnergyLowWh, cell.EnergyHighWh);
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream);
            cell.Latency.Write(writer);
            writer.Flush();
            row.Latency = stream.ToArray();
        }
    }
}
