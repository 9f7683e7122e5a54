using System.Security.Claims;

namespace Acsr.Access;

/// <summary>A password that somebody else has seen: its owner must choose another one before anything else.</summary>
internal static class OneTimePassword
{
    public static readonly Claim Claim = new("acsr:one-time-password", "true");

    /// <summary>Sends people who still have one to the page where they change it. Files and the account pages stay open to them.</summary>
    public static void UseOneTimePasswords(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!context.User.HasClaim(Claim.Type, Claim.Value) || IsNeeded(context)) { return next(context); }
        context.Response.Redirect("/account/change-password");
        return Task.CompletedTask;
    });

    private static bool IsNeeded(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/account", StringComparison.Ordinal)
        || context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null;
}
