using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Acsr.Commands.Demo;

/// <summary>Sends the demo's requests to a console, as any agent would: with an ingest key, and patiently.</summary>
public static class DemoSender
{
    private const int RequestsAtATime = 2;
    private const int Attempts = 20;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Posts every request. Waits and tries again where the server is busy (429, 503).</summary>
    /// <param name="http">With the console's address as its base address.</param>
    /// <param name="key">An ingest key.</param>
    /// <param name="requests">Read while sending; never held all at once.</param>
    /// <param name="progress">Told the number of requests that the server has taken, after each one.</param>
    /// <param name="cancellationToken">Stops between and within requests.</param>
    /// <exception cref="DemoRefusedException">The server refused a request, wholly or in part; the message holds its words.</exception>
    public static async Task SendAsync(HttpClient http, string key, IEnumerable<DemoRequest> requests, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var taken = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = RequestsAtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(requests, options, async (request, token) =>
        {
            await PostAsync(http, key, request, token);
            progress?.Report(Interlocked.Increment(ref taken));
        });
    }

    private static async Task PostAsync(HttpClient http, string key, DemoRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, request.Path) { Content = new ByteArrayContent(request.Body) };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await http.SendAsync(message, cancellationToken);
            var busy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            if (!busy || attempt == Attempts)
            {
                var words = await response.Content.ReadAsStringAsync(cancellationToken);
                if (response.IsSuccessStatusCode && !RefusesSome(words))
                {
                    return;
                }

                throw new DemoRefusedException($"{request.Path} answered {(int)response.StatusCode}: {words}");
            }

            await Task.Delay(Pause(response.Headers.RetryAfter, attempt), cancellationToken);
        }
    }

    /// <summary>Good items are kept beside bad ones, so that a refusal can hide in a success: as <c>refused</c>, or as OTLP's partial success.</summary>
    private static bool RefusesSome(string answer)
    {
        if (answer.Length == 0)
        {
            return false;
        }

        var json = JsonNode.Parse(answer);
        var count = json?["refused"] ?? json?["partialSuccess"]?["rejectedSpans"];
        return count is not null && count.ToString() != "0";
    }

    /// <summary>As long as the server asks for, in seconds or until a time; else a little longer each time.</summary>
    private static TimeSpan Pause(RetryConditionHeaderValue? asked, int attempt)
    {
        var pause = asked?.Delta ?? (asked?.Date - DateTimeOffset.UtcNow) ?? TimeSpan.FromMilliseconds(200 * attempt);
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;
    }
}

/// <summary>The console did not take a request of the demo.</summary>
public sealed class DemoRefusedException(string message) : Exception(message);
