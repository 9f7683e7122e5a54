using Acsr.Access;
using Acsr.Policies;
using Acsr.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Review;

/// <summary>A clock that moves only when it is told to.</summary>
internal sealed class TestClock : TimeProvider
{
    public DateTime Now { get; set; } = new(2026, 5, 4, 9, 0, 0, DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>The review stage on an empty store.</summary>
public abstract class ReviewFixture<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    internal TStore Store { get; } = new();
    internal TestClock Clock { get; } = new();
    private int _added;
    internal ReviewQueue Queue => Store.Services.GetRequiredService<ReviewQueue>();
    internal ReviewDesk Desk => Store.Services.GetRequiredService<ReviewDesk>();
    internal ReviewLists Lists => Store.Services.GetRequiredService<ReviewLists>();
    internal ReviewOpener Opener => Store.Services.GetRequiredService<ReviewOpener>();

    public virtual async ValueTask InitializeAsync() => await Store.OpenAsync(services => services
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddReview().Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Store.DisposeAsync();
    }

    /// <summary>Adds open items with the given priorities and returns their ids, in that order.</summary>
    internal async Task<IReadOnlyList<long>> AddItemsAsync(params double[] priorities)
    {
        var items = priorities.Select((priority, i) => new ReviewItem
        {
            CaseId = $"case-{_added++}",
            Reasons = [i % 2 == 0 ? ReviewReason.Override : ReviewReason.DeadEnd],
            Why = "Because.",
            Priority = priority,
            OpenedAt = Clock.Now,
        }).ToArray();
        await Store.AddAsync([.. items]);
        return [.. items.Select(item => item.Id)];
    }

    internal Task AddPolicyAsync() => Store.AddAsync(new Policy
    {
        Id = "airline",
        Title = "Airline",
        Versions =
        [
            new PolicyVersion
            {
                PolicyId = "airline", Version = 1, ImportedBy = "test", Sha256 = "", Text = "",
                Clauses = [new Clause { PolicyId = "airline", Version = 1, ClauseId = "refund-2", Heading = "", Text = "", TextHash = "" }],
            },
        ],
    });

    /// <summary>People with a role each, whose ids are their names.</summary>
    internal Task AddPeopleAsync(params (string Name, string Role)[] people) => Store.WithAsync(async db =>
    {
        var roles = await db.Roles.ToDictionaryAsync(r => r.Name!);
        foreach (var (name, role) in people)
        {
            if (!roles.TryGetValue(role, out var row)) { db.Roles.Add(roles[role] = row = new IdentityRole(role) { NormalizedName = role.ToUpperInvariant() }); }
            db.Users.Add(new User { Id = name, UserName = name, NormalizedUserName = name.ToUpperInvariant() });
            db.UserRoles.Add(new IdentityUserRole<string> { UserId = name, RoleId = row.Id });
        }

        return await db.SaveChangesAsync();
    });

    internal async Task<Lease> NextAsync(string user) => (await Queue.NextAsync(user, default)).Lease ?? throw new InvalidOperationException("Nothing to lease.");

    internal Task<SubmitResult> SubmitAsync(Lease lease, string user, ReviewForm? form = null) =>
        Desk.SubmitAsync(lease.ItemId, new Reviewer(user, user.ToUpperInvariant()), lease.Token, form ?? CompleteForm(), default);

    internal static ReviewForm CompleteForm() => new()
    {
        Verdict = Verdict.Corrected,
        OriginalAction = "refund_order",
        OriginalArguments = """{"order":"A1"}""",
        OriginalConfidence = 0.92,
        FinalAction = "deny_refund",
        FinalArguments = """{"order":"A1"}""",
        Rationale = "The ticket was used.",
        DataPoint = "flown = true",
    };
}
