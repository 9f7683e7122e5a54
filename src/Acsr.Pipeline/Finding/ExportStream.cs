using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Finding;

/// <summary>An export's file as a stream, from any place on: one piece of it is in memory at a time, so that a broken download goes on where it broke off.</summary>
internal sealed class ExportStream(IDbContextFactory<ConsoleDbContext> contexts, long exportId, long length) : Stream
{
    private CaseExportPart? _part;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.Length == 0) { return 0; }
        if (_part is null || Position < _part.Offset || Position >= _part.Offset + _part.Length)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var (id, place) = (exportId, Position);
            _part = await db.CaseExportParts.AsNoTracking().Where(p => p.ExportId == id && p.Offset <= place && p.Offset + p.Length > place).FirstOrDefaultAsync(cancellationToken)
                ?? throw new IOException("The export was removed while it was read.");
        }

        var from = (int)(Position - _part.Offset);
        var count = Math.Min(buffer.Length, _part.Length - from);
        _part.Content.AsMemory(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read from the database: use ReadAsync.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
