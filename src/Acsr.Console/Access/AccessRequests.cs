using System.Security.Claims;
using Acsr.Ingest;

namespace Acsr.Access;

/// <summary>What a request tells about who sent it.</summary>
public static class AccessRequests
{
    /// <summary>Whether a program is asking (<c>/api</c>, <c>/v1</c>, gRPC): it gets status codes and problem details, never a page.</summary>
    public static bool IsFromMachine(this HttpRequest request) =>
        request.IsGrpc() ||
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);

    /// <summary>The signed-in person's id, as reviews and leases keep it.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static string PersonId(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The signed-in person's or the key's name, as the audit log keeps it.</summary>
    public static string ActorName(this ClaimsPrincipal user) => user.Identity?.Name ?? "nobody";
}
