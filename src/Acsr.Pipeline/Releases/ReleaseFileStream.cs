using System.Security.Cryptography;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>The bytes as stored are not those that were frozen, or are gone.</summary>
public sealed class ReleaseDamagedException(string path) : IOException($"The stored bytes of '{path}' no longer match their SHA-256.");

/// <summary>
/// A file of a release, read part by part and each part compared with its hash, so that a large file takes little memory and a download can
/// go on where it broke off.
/// </summary>
public sealed class ReleaseFileStream : Stream
{
    private readonly ReleaseFile _file;
    private readonly IDbContextFactory<ConsoleDbContext> _contexts;
    private int _at = -1;
    private byte[] _part = [];

    internal ReleaseFileStream(ReleaseFile file, IDbContextFactory<ConsoleDbContext> contexts)
    {
        (_file, _contexts) = (file, contexts);
        Length = file.Length > 0 ? file.Length : file.Content.Length;
    }

    public string Path => _file.Path;

    /// <summary>Of the whole file.</summary>
    public string Sha256 => _file.Sha256;

    public override long Length { get; }
    public override long Position { get; set; }
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;

    /// <summary>Whether the first part is there and as it was frozen; what is handed out must not break off at its first byte.</summary>
    public async Task<bool> BeginsWellAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Length > 0) { await LoadAsync(0, cancellationToken); }
            return true;
        }
        catch (ReleaseDamagedException)
        {
            return false;
        }
    }

    /// <exception cref="ReleaseDamagedException">A part is not as it was frozen.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.Length == 0) { return 0; }
        var number = (int)(Position / ReleaseFilePart.Size);
        if (number != _at) { await LoadAsync(number, cancellationToken); }
        var within = (int)(Position - ((long)number * ReleaseFilePart.Size));
        var count = Math.Min(buffer.Length, _part.Length - within);
        _part.AsMemory(within, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task LoadAsync(int number, CancellationToken cancellationToken)
    {
        if (_file.Length == 0)
        {
            Check(_file.Content, _file.Sha256);
            (_part, _at) = (_file.Content.AsSpan(number * ReleaseFilePart.Size, Math.Min(ReleaseFilePart.Size, _file.Content.Length - (number * ReleaseFilePart.Size))).ToArray(), number);
            return;
        }

        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var part = await db.ReleaseFileParts.AsNoTracking().SingleOrDefaultAsync(p => p.FileSha256 == _file.Sha256 && p.Position == number, cancellationToken)
            ?? throw new ReleaseDamagedException(_file.Path);
        Check(part.Content, part.Sha256);
        if (part.Content.Length != Math.Min(ReleaseFilePart.Size, Length - ((long)number * ReleaseFilePart.Size))) { throw new ReleaseDamagedException(_file.Path); }
        (_part, _at) = (part.Content, number);
    }

    private void Check(byte[] content, string sha256)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != sha256) { throw new ReleaseDamagedException(_file.Path); }
    }
}
