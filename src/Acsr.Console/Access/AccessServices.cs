using Acsr.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Access;

/// <summary>Registers sign-in, keys and policies.</summary>
public static class AccessServices
{
    /// <summary>How soon a changed role, password or lock is felt by a session that is open.</summary>
    internal static readonly TimeSpan Revalidation = TimeSpan.FromMinutes(1);

    /// <summary>People by cookie, machines by key, and nobody else: what has no policy of its own asks for a signed-in person.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddIdentityCore<User>(Configure).AddRoles<IdentityRole>().AddEntityFrameworkStores<ConsoleDbContext>().AddSignInManager();
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = Revalidation);
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddIdentityCookies();
        services.ConfigureApplicationCookie(Configure);
        services.AddAuthorization(Configure);
        services.AddDataProtection().SetApplicationName("acsr-console").PersistKeysToDbContext<ConsoleDbContext>();
        services.AddScoped<AuthenticationStateProvider, RevalidatingState>();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<ApiKeys>().AddSingleton<Users>().AddSingleton<SetupLink>();
        return services;
    }

    // Length beats composition rules (NIST SP 800-63B 3.1.1.2): what one must remember may be a sentence.
    private static void Configure(IdentityOptions options)
    {
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 4;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "acsr";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = "/account/sign-in";
        options.AccessDeniedPath = "/account/access-denied";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    // A machine that follows a redirect to a sign-in page takes its 200 for success.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.IsFromMachine()) { context.Response.StatusCode = status; } else { context.Response.Redirect(context.RedirectUri); }
        return Task.CompletedTask;
    }

    private static void Configure(AuthorizationOptions options)
    {
        foreach (var (policy, roles) in AccessTable.RolesOf) { options.AddPolicy(policy, p => p.RequireRole(roles)); }
        foreach (var (policy, scopes) in AccessTable.ScopesOf)
        {
            options.AddPolicy(policy, p => p.AddAuthenticationSchemes(ApiKeyHandler.SchemeName).RequireClaim(ApiKeyHandler.ScopeClaim, scopes.Select(ApiKeys.NameOf)));
        }

        options.AddPolicy(AccessPolicies.SignedIn, p => p.RequireAuthenticatedUser());
        options.FallbackPolicy = options.GetPolicy(AccessPolicies.SignedIn);
    }
}
