using Acsr.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Acsr.Access.Account;

/// <summary>Signs a person in with name and password.</summary>
public sealed partial class SignInPage(SignInManager<User> signIn, WriteGate gate, NavigationManager navigation)
{
    // Verified when there is no such user, so that the answer takes as long as when there is.
    private static readonly User Nobody = new();
    private static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(Nobody, "nobody");

    private string? _problem;

    [SupplyParameterFromForm] private SignInForm? Form { get; set; }

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    protected override void OnInitialized() => Form ??= new SignInForm();

    private async Task SignInAsync()
    {
        SignInResult result;
        // Failures are counted in the user's row, which is a write.
        using (await gate.EnterAsync(CancellationToken.None))
        {
            var user = await signIn.UserManager.FindByNameAsync(Form!.Name.Trim());
            if (user is null) { signIn.UserManager.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, Form.Password); }
            result = user is null ? SignInResult.Failed : await signIn.PasswordSignInAsync(user, Form.Password, isPersistent: false, lockoutOnFailure: true);
        }

        if (result.Succeeded)
        {
            navigation.NavigateTo(IsOurs(ReturnUrl) ? ReturnUrl! : "/");
        }
        else
        {
            // The same words in every case: they do not tell which names exist.
            _problem = "Name or password is wrong, or the account is locked. After five failures an account stays locked for 15 minutes.";
        }
    }

    // Browsers read "//host" and "/\host" as another site.
    private static bool IsOurs(string? url) => url is ['/', ..] and not ['/', '/' or '\\', ..];
}
