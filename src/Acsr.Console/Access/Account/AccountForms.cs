using System.ComponentModel.DataAnnotations;

namespace Acsr.Access.Account;

/// <summary>What the sign-in page posts.</summary>
public sealed class SignInForm
{
    [Required(ErrorMessage = "Enter your name.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; set; } = "";
}

/// <summary>What the set-up page posts.</summary>
public sealed class SetupForm
{
    [Required(ErrorMessage = "Choose a name.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Choose a password.")]
    public string Password { get; set; } = "";

    [Compare(nameof(Password), ErrorMessage = "The two passwords differ.")]
    public string Again { get; set; } = "";
}

/// <summary>What the change-password page posts.</summary>
public sealed class ChangePasswordForm
{
    [Required(ErrorMessage = "Enter your current password.")]
    public string Current { get; set; } = "";

    [Required(ErrorMessage = "Choose a new password.")]
    public string Password { get; set; } = "";

    [Compare(nameof(Password), ErrorMessage = "The two passwords differ.")]
    public string Again { get; set; } = "";
}
