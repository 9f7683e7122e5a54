using System.Security.Cryptography;
using Acsr.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Access;

/// <summary>How a change to the people came out.</summary>
public enum UserOutcome
{
    Done = 0,
    NotFound = 1,
    /// <summary>Name, role or password is not acceptable; the result's problem says why.</summary>
    Refused = 2,
    /// <summary>Nobody would be left who can let people in.</summary>
    LastAdministrator = 3,
}

/// <summary>The outcome, what is wrong in words, and a generated password where one was made: it is shown once and kept nowhere.</summary>
public sealed record UserResult(UserOutcome Outcome, string? Problem = null, string? Password = null);

/// <summary>A person as the list shows one.</summary>
public sealed record Person(string Id, string Name, IReadOnlyList<string> Roles, bool Locked, bool Demo);

/// <summary>Adds, changes and removes people; each change and its audit entry in one transaction.</summary>
public sealed class Users(IServiceScopeFactory scopes, WriteGate gate, TimeProvider clock)
{
    /// <summary>All people by name.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ConsoleDbContext>();
        var now = clock.GetUtcNow();
        var users = await db.Users.AsNoTracking().OrderBy(u => u.NormalizedUserName).ToListAsync(cancellationToken);
        var roles = (await db.UserRoles.Join(db.Roles, ur => ur.RoleId, r => r.Id, (ur, r) => new { ur.UserId, r.Name }).ToListAsync(cancellationToken))
            .ToLookup(r => r.UserId, r => r.Name!);
        return [.. users.Select(u => new Person(u.Id, u.UserName!, [.. Roles.All.Where(roles[u.Id].Contains)], IsLocked(u, now), u.Demo))];
    }

    /// <summary>Whether anybody can sign in yet.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ConsoleDbContext>().Users.AnyAsync(cancellationToken);
    }

    /// <summary>Adds a person.</summary>
    /// <param name="name">Name or e-mail address to sign in with.</param>
    /// <param name="roles">Out of <see cref="Roles.All"/>, at least one.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="password">Null: one is generated and returned.</param>
    /// <param name="oneTime">The person must choose a new password on first signing in.</param>
    /// <param name="demo">Goes with the demo desk.</param>
    /// <param name="cancellationToken">Nobody is added when it fires.</param>
    public Task<UserResult> AddAsync(
        string name, IReadOnlyCollection<string> roles, string by, string? password, bool oneTime, bool demo, CancellationToken cancellationToken) =>
        ChangeAsync(async work =>
        {
            var secret = password ?? NewPassword();
            var result = await work.AddAsync(new User { UserName = name.Trim(), Demo = demo }, secret, roles);
            if (result.Outcome != UserOutcome.Done) { return result; }
            if (oneTime) { await work.Manager.AddClaimAsync((await work.Manager.FindByNameAsync(name.Trim()))!, OneTimePassword.Claim); }
            await work.AuditAsync(by, "user.added", name.Trim(), null, string.Join(", ", roles));
            return new UserResult(UserOutcome.Done, Password: password is null ? secret : null);
        }, cancellationToken);

    /// <summary>Adds the very first person, with every role; refused as soon as there is anybody.</summary>
    public Task<UserResult> AddFirstAsync(string name, string password, CancellationToken cancellationToken) =>
        ChangeAsync(async work =>
        {
            if (await work.Db.Users.AnyAsync(cancellationToken)) { return new UserResult(UserOutcome.Refused, "The console is set up already. Sign in."); }
            var result = await work.AddAsync(new User { UserName = name.Trim() }, password, Roles.All);
            if (result.Outcome == UserOutcome.Done) { await work.AuditAsync(name.Trim(), "user.added", name.Trim(), null, "first administrator"); }
            return result;
        }, cancellationToken);

    /// <summary>Replaces a person's roles and ends their sessions, so that the change holds everywhere within a minute.</summary>
    public Task<UserResult> SetRolesAsync(string id, IReadOnlyCollection<string> roles, string by, CancellationToken cancellationToken) =>
        ChangeAsync(async work =>
        {
            if (RolesProblem(roles) is { } problem) { return new UserResult(UserOutcome.Refused, problem); }
            if (await work.Manager.FindByIdAsync(id) is not { } user) { return NotFound; }
            if (!roles.Contains(Roles.Administrator) && await work.IsLastAdministratorAsync(user)) { return LastAdministrator; }
            var before = await work.Manager.GetRolesAsync(user);
            await work.Manager.RemoveFromRolesAsync(user, before.Except(roles));
            await work.PutInRolesAsync(user, roles.Except(before));
            await work.Manager.UpdateSecurityStampAsync(user);
            await work.AuditAsync(by, "user.roles-changed", user.UserName!, string.Join(", ", before.Order()), string.Join(", ", roles.Order()));
            return Done;
        }, cancellationToken);

    /// <summary>Keeps a person out, or lets them in again, and ends their sessions.</summary>
    public Task<UserResult> SetLockedAsync(string id, bool locked, string by, CancellationToken cancellationToken) =>
        ChangeAsync(async work =>
        {
            if (await work.Manager.FindByIdAsync(id) is not { } user) { return NotFound; }
            if (locked && await work.IsLastAdministratorAsync(user)) { return LastAdministrator; }
            await work.Manager.SetLockoutEnabledAsync(user, true);
            await work.Manager.SetLockoutEndDateAsync(user, locked ? DateTimeOffset.MaxValue : null);
            await work.Manager.ResetAccessFailedCountAsync(user);
            await work.Manager.UpdateSecurityStampAsync(user);
            await work.AuditAsync(by, locked ? "user.locked" : "user.unlocked", user.UserName!, null, null);
            return Done;
        }, cancellationToken);

    /// <summary>Ends every session of a person, on every node within a minute.</summary>
    public Task<UserResult> SignOutEverywhereAsync(string id, string by, CancellationToken cancellationToken) =>
        ChangeAsync(async work =>
        {
            if (await work.Manager.FindByIdAsync(id) is not { } user) { return NotFound; }
            await work.Manager.UpdateSecurityStampAsync(user);
            await work.AuditAsync(by, "user.signed-out-everywhere", user.UserName!, null, null);
            return Done;
        }, cancellationToken);

    /// <summary>Removes a person. What they did stays, under their name.</summary>
    public Task<UserResult> RemoveAsync(string id, string by, CancellationToken cancellationToken) =>
        ChangeAsync(async work =>
        {
            if (await work.Manager.FindByIdAsync(id) is not { } user) { return NotFound; }
            if (await work.IsLastAdministratorAsync(user)) { return LastAdministrator; }
            var roles = await work.Manager.GetRolesAsync(user);
            await work.Manager.DeleteAsync(user);
            await work.AuditAsync(by, "user.removed", user.UserName!, string.Join(", ", roles.Order()), null);
            return Done;
        }, cancellationToken);

    /// <summary>Changes one's own password, which ends all other sessions.</summary>
    public Task<UserResult> ChangePasswordAsync(string id, string current, string next, CancellationToken cancellationToken) =>
        ChangeAsync(async work =>
        {
            if (await work.Manager.FindByIdAsync(id) is not { } user) { return NotFound; }
            if (current == next) { return new UserResult(UserOutcome.Refused, "The new password is the old one."); }
            var result = await work.Manager.ChangePasswordAsync(user, current, next);
            if (!result.Succeeded) { return Refused(result); }
            await work.Manager.RemoveClaimAsync(user, OneTimePassword.Claim);
            await work.AuditAsync(user.UserName!, "user.password-changed", user.UserName!, null, null);
            return Done;
        }, cancellationToken);

    private static UserResult Done { get; } = new(UserOutcome.Done);
    private static UserResult NotFound { get; } = new(UserOutcome.NotFound, "There is no such person any more.");
    private static UserResult LastAdministrator { get; } = new(UserOutcome.LastAdministrator, "This is the last administrator. Make somebody else one first.");

    private static UserResult Refused(IdentityResult result) => new(UserOutcome.Refused, string.Join(" ", result.Errors.Select(e => e.Description)));

    private static string? RolesProblem(IReadOnlyCollection<string> roles) =>
        roles.Count == 0 ? "Choose at least one role."
        : roles.FirstOrDefault(r => !Roles.All.Contains(r)) is { } unknown ? $"There is no role '{unknown}'; use one of: {string.Join(", ", Roles.All)}."
        : null;

    private static bool IsLocked(User user, DateTimeOffset now) => user.LockoutEnd > now;

    // 120 random bits in groups that can be read aloud.
    private static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 6)));

    // One at a time over all nodes: else there could be two first administrators, or the last two could leave at once.
    private async Task<UserResult> ChangeAsync(Func<Work, Task<UserResult>> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ConsoleDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var result = await change(new Work(db, scope.ServiceProvider, clock.GetUtcNow(), cancellationToken));
        if (result.Outcome == UserOutcome.Done) { await transaction.CommitAsync(cancellationToken); }
        return result;
    }

    /// <summary>The managers of one scope, all on the one context whose transaction is open.</summary>
    private sealed class Work(ConsoleDbContext db, IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        public ConsoleDbContext Db => db;

        public UserManager<User> Manager { get; } = services.GetRequiredService<UserManager<User>>();

        public async Task<UserResult> AddAsync(User user, string password, IReadOnlyCollection<string> roles)
        {
            if (RolesProblem(roles) is { } problem) { return new UserResult(UserOutcome.Refused, problem); }
            var created = await Manager.CreateAsync(user, password);
            if (!created.Succeeded) { return Refused(created); }
            await PutInRolesAsync(user, roles);
            return Done;
        }

        public async Task PutInRolesAsync(User user, IEnumerable<string> roles)
        {
            var known = services.GetRequiredService<RoleManager<IdentityRole>>();
            foreach (var role in roles)
            {
                if (!await known.RoleExistsAsync(role)) { await known.CreateAsync(new IdentityRole(role)); }
                await Manager.AddToRoleAsync(user, role);
            }
        }

        public async Task<bool> IsLastAdministratorAsync(User user)
        {
            var administrators = await Manager.GetUsersInRoleAsync(Roles.Administrator);
            return administrators.Any(a => a.Id == user.Id) && !administrators.Any(a => a.Id != user.Id && !IsLocked(a, now));
        }

        public Task AuditAsync(string by, string action, string subject, string? before, string? after) =>
            AuditLog.AppendAsync(db, by, action, subject, before, after, now.UtcDateTime, cancellationToken);
    }
}
