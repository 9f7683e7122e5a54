using System.Buffers;
using System.IO.Compression;
using Microsoft.Extensions.Options;

namespace Acsr.Ingest;

/// <summary>
/// Reads request bodies within bounds: one body never exceeds its limit, before or after decompression, and all bodies that are held
/// at once never exceed theirs, whatever the senders do.
/// </summary>
internal sealed class RequestBody(IOptions<IngestOptions> options)
{
    private long _held;

    /// <summary>The largest body in bytes, before and after decompression.</summary>
    public int Limit => options.Value.MaxRequestBytes;

    /// <summary>The body, or the status code to refuse it with and the reason.</summary>
    public Task<Read> ReadAsync(HttpRequest request, CancellationToken cancellationToken) => ReadAsync(request, Limit, cancellationToken);

    /// <summary>The same for a door with a smaller limit of its own.</summary>
    public async Task<Read> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit) { return TooLarge(); }
        return request.Headers.ContentEncoding.ToString().Trim().ToUpperInvariant() switch
        {
            "" or "IDENTITY" => await FillAsync(request.Body, limit, cancellationToken),
            "GZIP" => await UnzipAsync(request.Body, "Content-Encoding", limit, cancellationToken),
            _ => new Read(415, $"Content-Encoding '{request.Headers.ContentEncoding}' is not supported; send gzip or none."),
        };
    }

    /// <summary>What a gzip stream holds.</summary>
    /// <param name="stream">The compressed bytes; stays open.</param>
    /// <param name="header">Which header said so.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<Read> UnzipAsync(Stream stream, string header, CancellationToken cancellationToken) => UnzipAsync(stream, header, Limit, cancellationToken);

    private async Task<Read> UnzipAsync(Stream stream, string header, int limit, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return await FillAsync(gzip, limit, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return new Read(400, $"{header} says gzip, but the body is not a whole gzip stream.");
        }
    }

    /// <summary>A stream to its end.</summary>
    public Task<Read> FillAsync(Stream stream, CancellationToken cancellationToken) => FillAsync(stream, Limit, cancellationToken);

    private async Task<Read> FillAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        var read = new Read(200, null);
        try
        {
            return await FillAsync(read, stream, limit, cancellationToken);
        }
        catch (BadHttpRequestException error)
        {
            read.Dispose();
            return error.StatusCode == 413 ? TooLarge() : new Read(error.StatusCode, "The body ended early or is not framed as HTTP asks.");
        }
        catch
        {
            read.Dispose();
            throw;
        }
    }

    private async Task<Read> FillAsync(Read read, Stream stream, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (read.Free == 0)
            {
                var grow = Math.Max(16 * 1024, read.Length);
                if (Interlocked.Add(ref _held, grow) > options.Value.BodyBytes)
                {
                    Interlocked.Add(ref _held, -grow);
                    read.Dispose();
                    return new Read(503, "Too many large requests at once; send this one again later.");
                }

                read.Grow(grow, bytes => Interlocked.Add(ref _held, -bytes));
            }

            var count = await stream.ReadAsync(read.Rest, cancellationToken);
            if (count == 0) { return read; }
            read.Advance(count);
            if (read.Length > limit)
            {
                read.Dispose();
                return TooLarge();
            }
        }
    }

    public Read TooLarge() => new(413, $"The request is larger than {Limit} bytes (setting Ingest:MaxRequestBytes), before or after decompression; send it in parts.");

    /// <summary>A body in pooled memory, or a refusal. Dispose it when the bytes are no longer needed.</summary>
    internal sealed class Read(int status, string? problem) : IDisposable
    {
        private byte[] _buffer = [];
        private long _counted;
        private Action<long>? _release;

        public int Status => status;
        public string? Problem => problem;
        public int Length { get; private set; }
        public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

        /// <summary>The bytes as a stream, as long as they are held.</summary>
        public Stream Stream() => new MemoryStream(_buffer, 0, Length, writable: false);

        internal int Free => _buffer.Length - Length;
        internal Memory<byte> Rest => _buffer.AsMemory(Length);

        internal void Advance(int count) => Length += count;

        internal void Grow(int bytes, Action<long> release)
        {
            _release = release;
            _counted += bytes;
            var larger = ArrayPool<byte>.Shared.Rent(Length + bytes);
            _buffer.AsSpan(0, Length).CopyTo(larger);
            if (_buffer.Length > 0) { ArrayPool<byte>.Shared.Return(_buffer); }
            _buffer = larger;
        }

        public void Dispose()
        {
            if (_buffer.Length > 0) { ArrayPool<byte>.Shared.Return(_buffer); }
            _buffer = [];
            Length = 0;
            _release?.Invoke(_counted);
            _release = null;
            _counted = 0;
        }
    }
}
