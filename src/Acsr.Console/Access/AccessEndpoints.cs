using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace Acsr.Access;

/// <summary>The requests of the account that need no page of their own: signing out here, and everywhere.</summary>
public static class AccessEndpoints
{
    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").RequireAuthorization(AccessPolicies.SignedIn).AddEndpointFilter(CheckAntiforgeryAsync);
        account.MapPost("/sign-out", SignOutAsync);
        account.MapPost("/sign-out-everywhere", SignOutEverywhereAsync);
        return routes;
    }

    private static async Task<IResult> SignOutAsync(SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/account/sign-in");
    }

    private static async Task<IResult> SignOutEverywhereAsync(HttpContext context, SignInManager<User> signIn, Users users, CancellationToken cancellationToken)
    {
        await users.SignOutEverywhereAsync(context.User.PersonId(), context.User.ActorName(), cancellationToken);
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/account/sign-in");
    }

    // The framework checks the token only where a form is bound, and these bind none.
    private static async ValueTask<object?> CheckAntiforgeryAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : TypedResults.Problem("The form is out of date. Reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
}
