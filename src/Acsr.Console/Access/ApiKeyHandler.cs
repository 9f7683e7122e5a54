using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Acsr.Access;

/// <summary>
/// Recognises a machine by <c>Authorization: Bearer KEY</c>, <c>x-acsr-key: KEY</c>, or <c>Authorization: Basic</c> with the key as
/// password, as clients of Langfuse send it. The identity's name is the key's name.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys, IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    /// <summary>Claim that holds the scope's name.</summary>
    public const string ScopeClaim = "acsr:scope";

    /// <summary>Claim that holds the key's row id.</summary>
    public const string IdClaim = "acsr:key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Sent() is not { } key) { return AuthenticateResult.NoResult(); }
        if (await keys.FindAsync(key, Context.RequestAborted) is not { } row) { return AuthenticateResult.Fail("The key is unknown or revoked."); }

        Claim[] claims =
        [
            new(ClaimTypes.Name, row.Name),
            new(IdClaim, row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new(ScopeClaim, ApiKeys.NameOf(row.Scope)),
        ];
        // A key without its scope opens nothing: who sent it is known, and what is wrong is said.
        if (RefusalOf(row) is { } refusal)
        {
            Context.Items[typeof(ApiKeyHandler)] = refusal;
            claims = claims[..2];
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return AnswerAsync(StatusCodes.Status401Unauthorized, "A key is needed", "Send a key that is known and not revoked: 'Authorization: Bearer KEY'.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AnswerAsync(StatusCodes.Status403Forbidden, "The key may not do this", Context.Items[typeof(ApiKeyHandler)] as string ?? "The key is good, but its scope does not cover this address.");

    private string? RefusalOf(ApiKey key)
    {
        var origin = Request.Headers.Origin.ToString();
        if (!KeyOrigins.Allows(key, origin)) { return $"The key is for pages of other origins than '{(origin.Length > 0 ? origin : "none")}'; an administrator names origins when making a key."; }
        return key.Origins.Count == 0 && Context.GetEndpoint()?.Metadata.GetMetadata<PageKey>() is not null
            ? "The key is bound to no origin; an administrator makes one that names the origins of your pages." : null;
    }

    private string? Sent()
    {
        const string bearer = "Bearer ", basic = "Basic ";
        var authorization = Request.Headers[HeaderNames.Authorization].ToString();
        if (authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)) { return authorization[bearer.Length..].Trim(); }
        if (authorization.StartsWith(basic, StringComparison.OrdinalIgnoreCase)) { return Password(authorization[basic.Length..].Trim()); }
        var own = Request.Headers["x-acsr-key"].ToString();
        if (own.Length > 0) { return own; }
        return Context.GetEndpoint()?.Metadata.GetMetadata<PageKey>() is not null && Request.Query["key"].ToString() is { Length: > 0 } shown ? shown : null;
    }

    // The name before the colon is anything: where a key is, who sends it is known.
    private static string? Password(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var count)) { return null; }
        var text = System.Text.Encoding.UTF8.GetString(bytes, 0, count);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon && colon + 1 < text.Length ? text[(colon + 1)..] : null;
    }

    private async Task AnswerAsync(int status, string title, string detail)
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<KeyRefusal>() is { } own)
        {
            await own.WriteAsync(Context, status, detail);
            return;
        }

        Response.StatusCode = status;
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = Context, ProblemDetails = { Status = status, Title = title, Detail = detail } });
    }
}
