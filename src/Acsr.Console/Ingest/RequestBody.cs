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

    /// <summary>The body, or the status code to refuse it with and the reason.</summary>
    public async Task<Read> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxRequestBytes;
        if (request.ContentLength > limit) { return TooLarge(limit); }
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToUpperInvariant();
        if (encoding is not ("" or "IDENTITY" or "GZIP")) { return new Read(415, $"Content-Encoding '{request.Headers.ContentEncoding}' is not supported; send gzip or none."); }

        var read = new Read(200, null);
        var stream = encoding == "GZIP" ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : request.Body;
        try
        {
            return await FillAsync(read, stream, limit, cancellationToken);
        }
        catch (InvalidDataException)
        {
            read.Dispose();
            return new Read(400, "Content-Encoding says gzip, but the body is not a whole gzip stream.");
        }
        catch (BadHttpRequestException error)
        {
            read.Dispose();
            return error.StatusCode == 413 ? TooLarge(limit) : new Read(error.StatusCode, "The body ended early or is not framed as HTTP asks.");
        }
        catch
        {
            read.Dispose();
            throw;
        }
        finally
        {
            if (encoding == "GZIP") { await stream.DisposeAsync(); }
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
                return TooLarge(limit);
            }
        }
    }

    private static Read TooLarge(int limit) => new(413, $"The request is larger than {limit} bytes (setting Ingest:MaxRequestBytes), before or after decompression; send it in parts.");

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
