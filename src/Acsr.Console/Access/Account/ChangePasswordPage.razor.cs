using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Acsr.Access.Account;

/// <summary>Changes one's own password.</summary>
public sealed partial class ChangePasswordPage(Users users, SignInManager<User> signIn, NavigationManager navigation)
{
    private bool _oneTime;
    private string? _problem;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm] private ChangePasswordForm? Form { get; set; }

    protected override void OnInitialized()
    {
        Form ??= new ChangePasswordForm();
        _oneTime = Context.User.HasClaim(OneTimePassword.Claim.Type, OneTimePassword.Claim.Value);
    }

    private async Task ChangeAsync()
    {
        var result = await users.ChangePasswordAsync(Context.User.PersonId(), Form!.Current, Form.Password, CancellationToken.None);
        _problem = result.Problem;
        if (result.Outcome != UserOutcome.Done) { return; }

        await signIn.RefreshSignInAsync((await signIn.UserManager.GetUserAsync(Context.User))!);
        navigation.NavigateTo("/");
    }
}
