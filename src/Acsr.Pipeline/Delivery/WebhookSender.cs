using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Acsr.Delivery;

/// <summary>What an endpoint answered.</summary>
/// <param name="Status">HTTP status; null where there was no answer.</param>
/// <param name="Outcome">In words.</param>
/// <param name="RetryAfter">When it wants to be asked again.</param>
/// <param name="Elapsed">From connecting to the answer's headers.</param>
public sealed record WebhookAnswer(int? Status, string Outcome, TimeSpan? RetryAfter, TimeSpan Elapsed)
{
    /// <summary>Only 2xx says that the message was taken; a redirect is none, for it could lead anywhere.</summary>
    public bool IsTaken => Status is >= 200 and < 300;
}

/// <summary>Sends one message once, signed, to an address that the guard lets through.</summary>
public sealed partial class WebhookSender(AddressGuard guard, TimeProvider clock, ILogger<WebhookSender> log) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new(guard.Handler()) { Timeout = Timeout };

    /// <summary>Never throws for what the other side does.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="secrets">Each makes a signature; at least one.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="body">The message.</param>
    /// <param name="cancellationToken">Stops waiting; then nothing is known about the message.</param>
    public async Task<WebhookAnswer> SendAsync(string url, IReadOnlyList<string> secrets, string id, string body, CancellationToken cancellationToken)
    {
        if (secrets.Count == 0) { return new(null, "The secret cannot be read: the keys that encrypted it are gone. Rotate the secret.", null, TimeSpan.Zero); }
        if (guard.FaultOf(url) is { } fault) { return new(null, fault, null, TimeSpan.Zero); }

        var started = clock.GetTimestamp();
        try
        {
            using var message = Message(url, secrets, id, Encoding.UTF8.GetBytes(body));
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)answer.StatusCode;
            return new(status, InWords(status), RetryAfter(answer.Headers.RetryAfter), clock.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, $"No answer within {Timeout.TotalSeconds:0} s", null, clock.GetElapsedTime(started));
        }
        catch (HttpRequestException error)
        {
            Unreachable(error, id);
            return new(null, error.GetBaseException() is AddressRefusedException refused ? refused.Message : error.GetBaseException().Message, null, clock.GetElapsedTime(started));
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(string url, IReadOnlyList<string> secrets, string id, byte[] body)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("Acsr.Console", "1"));
        message.Headers.Add(StandardWebhook.IdHeader, id);
        message.Headers.Add(StandardWebhook.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        message.Headers.TryAddWithoutValidation(StandardWebhook.SignatureHeader, string.Join(' ', secrets.Select(secret => StandardWebhook.Sign(secret, id, timestamp, body))));
        return message;
    }

    private static string InWords(int status) => status switch
    {
        >= 200 and < 300 => "Taken",
        >= 300 and < 400 => "Answered with a redirect, which is not followed; enter the final address",
        410 => "Answered that it is gone for good",
        429 => "Asked for fewer messages",
        _ => "Not taken",
    };

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? asked) =>
        asked?.Delta ?? (asked?.Date is { } date ? date - clock.GetUtcNow() : null);

    [LoggerMessage(LogLevel.Warning, "The webhook message {Id} reached nobody")]
    private partial void Unreachable(Exception error, string id);
}
