namespace Acsr.Store;

/// <summary>
/// Lets one writer at a time into a SQLite file, first come first served. Without it, writers poll for the file lock and a busy one
/// (ingest) starves the others. On PostgreSQL it lets everybody through.
/// </summary>
public sealed class WriteGate(bool singleWriter) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async ValueTask<Pass> EnterAsync(CancellationToken cancellationToken)
    {
        if (!singleWriter) { return default; }
        await _gate.WaitAsync(cancellationToken);
        return new Pass(_gate);
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Dispose it to let the next writer in.</summary>
    public readonly record struct Pass(SemaphoreSlim? Gate) : IDisposable
    {
        public void Dispose() => Gate?.Release();
    }
}
