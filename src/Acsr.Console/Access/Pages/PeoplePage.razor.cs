using Acsr.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Acsr.Access.Pages;

/// <summary>Lists, adds, changes and removes people.</summary>
public sealed partial class PeoplePage(Users users, AuthenticationStateProvider authentication, Notices notices)
{
    private readonly PersonForm _form = new();
    private DataPanel<IReadOnlyList<Person>>? _list;
    private (string Name, string Password)? _added;
    private string? _problem;
    private string? _me;
    private string _by = "";

    private Users PeopleService => users;

    protected override async Task OnInitializedAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        (_me, _by) = (user.PersonId(), user.ActorName());
    }

    private async Task AddAsync()
    {
        var result = await users.AddAsync(_form.Name, [.. _form.Roles], _by, password: null, oneTime: true, demo: false, Leaving);
        _problem = result.Problem;
        if (result.Outcome != UserOutcome.Done) { return; }
        _added = (_form.Name.Trim(), result.Password!);
        (_form.Name, _form.Roles) = ("", []);
        await _list!.ReloadAsync();
    }

    private async Task ChangeAsync(Func<Users, string, Task<UserResult>> change)
    {
        var result = await change(users, _by);
        if (result.Outcome == UserOutcome.Done) { notices.Done("Done"); } else { notices.Failed(result.Problem ?? "That did not work."); }
        await _list!.ReloadAsync();
    }

    private sealed class PersonForm
    {
        public string Name { get; set; } = "";

        public IReadOnlyCollection<string> Roles { get; set; } = [];
    }
}
