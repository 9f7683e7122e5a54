using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Acsr.Access.Account;

/// <summary>Makes the first administrator, for whoever holds the set-up link.</summary>
public sealed partial class SetupPage(SetupLink link, Users users, SignInManager<User> signIn, NavigationManager navigation)
{
    private bool _open;
    private string? _problem;

    [SupplyParameterFromQuery] private string? Code { get; set; }

    [SupplyParameterFromForm] private SetupForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SetupForm();
        _open = link.Fits(Code) && !await users.AnyAsync(CancellationToken.None);
    }

    private async Task CreateAsync()
    {
        if (!_open) { return; }
        var result = await users.AddFirstAsync(Form!.Name, Form.Password, CancellationToken.None);
        _problem = result.Problem;
        if (result.Outcome != UserOutcome.Done) { return; }

        await signIn.SignInAsync((await signIn.UserManager.FindByNameAsync(Form.Name.Trim()))!, isPersistent: false);
        navigation.NavigateTo("/");
    }
}
