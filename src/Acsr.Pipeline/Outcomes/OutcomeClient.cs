using System.Text;
using Acsr.Cases;
using Acsr.Delivery;

namespace Acsr.Outcomes;

/// <summary>A request as it goes out, without its secret.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Url">Filled.</param>
/// <param name="Body">JSON; null for a GET.</param>
/// <param name="Missing">Placeholders that the call does not fill: such a request is not sent.</param>
public sealed record OutcomeRequest(string Method, string Url, string? Body, IReadOnlyCollection<string> Missing);

/// <summary>What came of one attempt.</summary>
/// <param name="Status">HTTP status; null where there was no answer.</param>
/// <param name="Answer">The beginning of the answer.</param>
/// <param name="Finding">What it means.</param>
/// <param name="RetryAfter">When the other side wants to be asked again.</param>
public sealed record OutcomeAttempt(int? Status, string? Answer, OutcomeFinding Finding, TimeSpan? RetryAfter);

/// <summary>Asks a system of record once, through the guard that keeps the console away from addresses that are not allowed.</summary>
public sealed class OutcomeClient(AddressGuard guard, OutcomeSecrets secrets, TimeProvider clock) : IDisposable
{
    private const int MaxAnswer = 256 * 1024;
    private const int MaxShown = 2_000;

    private readonly HttpClient _http = new(guard.Handler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The request for one call.</summary>
    public static OutcomeRequest Request(OutcomeCheck check, OutcomeTemplate template)
    {
        var (url, body) = (template.Url(check.Url), check is { Method: "POST", Body.Length: > 0 } ? template.Json(check.Body) : null);
        return new(check.Method, url, body, template.Missing);
    }

    /// <summary>Never throws for what the other side does.</summary>
    public async Task<OutcomeAttempt> AskAsync(OutcomeCheck check, OutcomeTemplate template, CancellationToken cancellationToken)
    {
        var request = Request(check, template);
        if (guard.FaultOf(request.Url) is { } fault) { return Failed(fault); }
        if (check.HeaderSecret is { } held && secrets.Reveal(held) is null) { return Failed("The header's value cannot be read: the keys that encrypted it are gone. Enter it again."); }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(check.TimeoutSeconds));
        try
        {
            using var message = Message(check, request);
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await ReadAsync(answer.Content, limit.Token);
            var status = (int)answer.StatusCode;
            return body is null
                ? Failed($"The answer is larger than {MaxAnswer / 1024} KiB", status)
                : new(status, body.Length > MaxShown ? body[..MaxShown] + "…" : body, OutcomeExpectations.Judge(check, template, status, body), RetryAfter(answer));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"No answer within {check.TimeoutSeconds} s");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return Failed(error.GetBaseException().Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(OutcomeCheck check, OutcomeRequest request)
    {
        var message = new HttpRequestMessage(request.Method == "POST" ? HttpMethod.Post : HttpMethod.Get, request.Url);
        message.Headers.UserAgent.ParseAdd("Acsr.Console/1");
        message.Headers.Accept.ParseAdd("application/json");
        if (request.Body is not null) { message.Content = new StringContent(request.Body, Encoding.UTF8, "application/json"); }
        if (check is { HeaderName: { Length: > 0 } name, HeaderSecret: { } secret }) { message.Headers.TryAddWithoutValidation(name, secrets.Reveal(secret)); }
        return message;
    }

    private static async Task<string?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxAnswer + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxAnswer ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is not { } asked ? null : asked.Delta ?? (asked.Date is { } date ? date - clock.GetUtcNow() : null);

    private static OutcomeAttempt Failed(string why, int? status = null) => new(status, null, new OutcomeFinding(Verification.TimedOut, why), null);
}
