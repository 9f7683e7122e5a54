using Acsr.Shell;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Access;

public sealed class UsersTests : IAsyncLifetime
{
    private readonly TestConsole _console = new();

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task The_last_administrator_can_be_neither_removed_nor_locked_nor_demoted()
    {
        await AddAsync("ada", Roles.Administrator);
        var ada = (await _console.Users.ListAsync(default)).Single();

        Assert.Equal(UserOutcome.LastAdministrator, (await _console.Users.RemoveAsync(ada.Id, "test", default)).Outcome);
        Assert.Equal(UserOutcome.LastAdministrator, (await _console.Users.SetLockedAsync(ada.Id, true, "test", default)).Outcome);
        Assert.Equal(UserOutcome.LastAdministrator, (await _console.Users.SetRolesAsync(ada.Id, [Roles.Lead], "test", default)).Outcome);

        await AddAsync("bob", Roles.Administrator);
        Assert.Equal(UserOutcome.Done, (await _console.Users.SetRolesAsync(ada.Id, [Roles.Lead], "test", default)).Outcome);
    }

    [Theory]
    [InlineData("short", Roles.Lead)]
    [InlineData("aaaaaaaaaaaaaaaa", Roles.Lead)]
    [InlineData("a long sentence", "emperor")]
    public async Task A_bad_password_or_role_adds_nobody_and_says_why(string password, string role)
    {
        var result = await _console.Users.AddAsync("ada", [role], "test", password, oneTime: false, demo: false, default);

        Assert.Equal(UserOutcome.Refused, result.Outcome);
        Assert.NotEmpty(result.Problem!);
        Assert.Empty(await _console.Users.ListAsync(default));
    }

    [Fact]
    public async Task Every_change_to_people_is_in_the_audit_log_without_passwords()
    {
        var password = (await _console.Users.AddAsync("ada", [Roles.Lead], "root", null, oneTime: true, demo: false, default)).Password!;
        var ada = (await _console.Users.ListAsync(default)).Single();
        await _console.Users.SetRolesAsync(ada.Id, [Roles.Reviewer], "root", default);
        await _console.Users.SetLockedAsync(ada.Id, true, "root", default);
        await _console.Users.RemoveAsync(ada.Id, "root", default);

        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        var entries = await db.AuditEntries.OrderBy(e => e.Id).ToListAsync();
        Assert.Equal(["user.added", "user.roles-changed", "user.locked", "user.removed"], entries.Select(e => e.Action));
        Assert.Equal((Roles.Lead, Roles.Reviewer), (entries[1].Before, entries[1].After));
        Assert.DoesNotContain(entries, e => $"{e.Before}{e.After}".Contains(password, StringComparison.Ordinal));
        Assert.Null(await AuditLog.VerifyAsync(db, default));
    }

    private async Task AddAsync(string name, string role) => await _console.Users.AddAsync(name, [role], "test", "a long sentence", oneTime: false, demo: false, default);
}
