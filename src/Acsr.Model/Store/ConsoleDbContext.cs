using System.Text.Json;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Review;
using Acsr.Signals;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Acsr.Store;

/// <summary>
/// All tables, in the order the data flows. One operation, one context: take it from the factory, commit, dispose. What the two
/// databases do differently is in the two classes that derive from this one, and nowhere else.
/// </summary>
public abstract class ConsoleDbContext(DbContextOptions options) : IdentityDbContext<User, IdentityRole, string>(options), IDataProtectionKeyContext
{
    public DbSet<Segment> Segments => Set<Segment>();
    public DbSet<UnfiledSegment> UnfiledSegments => Set<UnfiledSegment>();
    public DbSet<SegmentCase> SegmentCases => Set<SegmentCase>();
    public DbSet<TraceCase> TraceCases => Set<TraceCase>();
    public DbSet<CaseWork> CaseWork => Set<CaseWork>();
    public DbSet<CaseTimer> CaseTimers => Set<CaseTimer>();
    public DbSet<Case> Cases => Set<Case>();
    public DbSet<ChangeCounter> ChangeCounters => Set<ChangeCounter>();
    public DbSet<Signal> Signals => Set<Signal>();
    public DbSet<Policy> Policies => Set<Policy>();
    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();
    public DbSet<Clause> Clauses => Set<Clause>();
    public DbSet<ReviewItem> ReviewItems => Set<ReviewItem>();
    public DbSet<ReviewSkip> ReviewSkips => Set<ReviewSkip>();
    public DbSet<ReviewDraft> ReviewDrafts => Set<ReviewDraft>();
    public DbSet<CaseReview> Reviews => Set<CaseReview>();
    public DbSet<Release> Releases => Set<Release>();
    public DbSet<ReleaseRow> ReleaseRows => Set<ReleaseRow>();
    public DbSet<ReleaseFile> ReleaseFiles => Set<ReleaseFile>();
    public DbSet<ReleaseApproval> ReleaseApprovals => Set<ReleaseApproval>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>What a claiming sub-select ends with, so that two nodes never wait for each other's row.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>The collation that orders text as its characters are numbered, as .NET's ordinal order does.</summary>
    public abstract string Ordinal { get; }

    /// <summary>A query for the size of the whole database, one number of bytes named <c>Value</c>.</summary>
    public abstract string SizeQuery { get; }

    /// <summary>Whether an error means that the database is busy or away, so that the same write may succeed later.</summary>
    public abstract bool IsTransient(Exception error);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<List<string>>().HaveConversion<JsonListConverter<string>, JsonListComparer<string>>();
        configurationBuilder.Properties<List<ReviewReason>>().HaveConversion<JsonListConverter<ReviewReason>, JsonListComparer<ReviewReason>>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        builder.Entity<Segment>().HasIndex(s => s.Hash).IsUnique();
        builder.Entity<UnfiledSegment>(e => { e.HasKey(u => u.SegmentId); e.Property(u => u.SegmentId).ValueGeneratedNever(); });
        builder.Entity<SegmentCase>().HasKey(s => new { s.CaseId, s.SegmentId });
        builder.Entity<TraceCase>(e => { e.HasKey(t => t.TraceId); e.HasIndex(t => t.CaseId); });

        builder.Entity<CaseWork>(e => { e.HasKey(w => w.CaseId); e.HasIndex(w => w.DueAt); });
        builder.Entity<CaseTimer>(e => { e.HasKey(t => t.CaseId); e.HasIndex(t => t.DueAt); });
        builder.Entity<Case>(e =>
        {
            e.HasIndex(c => new { c.At, c.Id });
            e.HasIndex(c => c.Sequence);
            // A fold finds the cases before and after each of its own with one step in this index, however many the customer has.
            e.HasIndex(c => new { c.Customer, c.Intent, c.At, c.Id }).HasFilter("\"Customer\" IS NOT NULL AND \"Intent\" IS NOT NULL");
        });
        builder.Entity<ChangeCounter>(e => { e.Property(c => c.Id).ValueGeneratedNever(); e.HasData(new ChangeCounter { Id = 1, Value = 0 }); });
        builder.Entity<Signal>(e => { e.HasKey(s => new { s.CaseId, s.Id }); e.Ignore(s => s.Polarity); });

        builder.Entity<Policy>().HasMany(p => p.Versions).WithOne().HasForeignKey(v => v.PolicyId);
        builder.Entity<PolicyVersion>(e =>
        {
            e.HasKey(v => new { v.PolicyId, v.Version });
            e.HasMany(v => v.Clauses).WithOne().HasForeignKey(c => new { c.PolicyId, c.Version });
        });
        builder.Entity<Clause>(e => { e.HasKey(c => new { c.PolicyId, c.Version, c.ClauseId }); e.Ignore(c => c.Citation); });

        builder.Entity<ReviewItem>(e =>
        {
            e.HasIndex(i => i.CaseId);
            // Without the filter SQLite would take this index to find open items, all of them, and sort.
            e.HasIndex(i => i.DoneAt).HasFilter("\"DoneAt\" IS NOT NULL");
            // A claim reads the first entry or so of each of these two, however long the queue is.
            e.HasIndex(i => i.LeasedBy);
            e.HasIndex(i => new { i.Priority, i.Id }).IsDescending(true, false).HasFilter("\"DoneAt\" IS NULL");
        });
        builder.Entity<ReviewSkip>().HasKey(s => new { s.ItemId, s.UserId });
        builder.Entity<ReviewDraft>().HasKey(d => new { d.ItemId, d.UserId });
        builder.Entity<CaseReview>(e => { e.ToTable("Reviews"); e.HasIndex(r => r.ItemId).IsUnique(); e.HasIndex(r => r.CaseId); e.Ignore(r => r.IsTriadComplete); });

        builder.Entity<Release>(e =>
        {
            e.HasMany(r => r.Rows).WithOne().HasForeignKey(r => r.ReleaseId);
            e.HasMany(r => r.Files).WithOne().HasForeignKey(f => f.ReleaseId);
            e.HasMany(r => r.Approvals).WithOne().HasForeignKey(a => a.ReleaseId);
        });
        builder.Entity<ReleaseRow>(e => { e.HasKey(r => new { r.ReleaseId, r.Position }); e.HasIndex(r => r.ReviewId); e.HasIndex(r => r.CaseId); });
        builder.Entity<ReleaseFile>().HasKey(f => new { f.ReleaseId, f.Path });
        builder.Entity<ReleaseApproval>().HasKey(a => new { a.ReleaseId, a.UserId });

        builder.Entity<ApiKey>(e => { e.HasIndex(k => k.Hash).IsUnique(); });
        builder.Entity<AuditEntry>().HasIndex(a => a.Hash).IsUnique();
    }

    private sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
        time => time.Kind == DateTimeKind.Utc ? time : time.ToUniversalTime(),
        stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    private sealed class JsonListConverter<T>() : ValueConverter<List<T>, string>(
        list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
        text => JsonSerializer.Deserialize<List<T>>(text, JsonSerializerOptions.Default) ?? new List<T>());

    private sealed class JsonListComparer<T>() : ValueComparer<List<T>>(
        (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)),
        list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
        list => list.ToList());
}
