using System.Text.Json;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Finding;
using Acsr.Improvement;
using Acsr.Ingest;
using Acsr.Kpis;
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
    public DbSet<WorkerLease> WorkerLeases => Set<WorkerLease>();
    public DbSet<CaseText> CaseTexts => Set<CaseText>();
    public DbSet<SavedFilter> SavedFilters => Set<SavedFilter>();
    public DbSet<CaseColumnChoice> CaseColumnChoices => Set<CaseColumnChoice>();
    public DbSet<CaseExport> CaseExports => Set<CaseExport>();
    public DbSet<CaseExportPart> CaseExportParts => Set<CaseExportPart>();
    public DbSet<Signal> Signals => Set<Signal>();
    public DbSet<DeadEndGroup> DeadEndGroups => Set<DeadEndGroup>();
    public DbSet<DeadEndFinding> DeadEndFindings => Set<DeadEndFinding>();
    public DbSet<Retrieval> Retrievals => Set<Retrieval>();
    public DbSet<RetrievalSource> RetrievalSources => Set<RetrievalSource>();
    public DbSet<KnowledgeGap> KnowledgeGaps => Set<KnowledgeGap>();
    public DbSet<GapForm> GapForms => Set<GapForm>();
    public DbSet<GapBand> GapBands => Set<GapBand>();
    public DbSet<Policy> Policies => Set<Policy>();
    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();
    public DbSet<Clause> Clauses => Set<Clause>();
    public DbSet<ClauseProfile> ClauseProfiles => Set<ClauseProfile>();
    public DbSet<CitedClause> CitedClauses => Set<CitedClause>();
    public DbSet<PolicyRule> PolicyRules => Set<PolicyRule>();
    public DbSet<PolicyRuleVersion> PolicyRuleVersions => Set<PolicyRuleVersion>();
    public DbSet<PolicyAudit> PolicyAudits => Set<PolicyAudit>();
    public DbSet<PolicyRejudge> PolicyRejudges => Set<PolicyRejudge>();
    public DbSet<StoredChunk> StoredChunks => Set<StoredChunk>();
    public DbSet<StoredChunkState> StoredChunkStates => Set<StoredChunkState>();
    public DbSet<CaseSteps> CaseSteps => Set<CaseSteps>();
    public DbSet<StepHour> StepHours => Set<StepHour>();
    public DbSet<ReviewItem> ReviewItems => Set<ReviewItem>();
    public DbSet<ReviewRequest> ReviewRequests => Set<ReviewRequest>();
    public DbSet<ReviewSkip> ReviewSkips => Set<ReviewSkip>();
    public DbSet<ReviewDraft> ReviewDrafts => Set<ReviewDraft>();
    public DbSet<CaseReview> Reviews => Set<CaseReview>();
    public DbSet<ClauseRecall> ClauseRecalls => Set<ClauseRecall>();
    public DbSet<ReviewRetirement> ReviewRetirements => Set<ReviewRetirement>();
    public DbSet<Release> Releases => Set<Release>();
    public DbSet<ReleaseRow> ReleaseRows => Set<ReleaseRow>();
    public DbSet<ReleaseFile> ReleaseFiles => Set<ReleaseFile>();
    public DbSet<ReleaseApproval> ReleaseApprovals => Set<ReleaseApproval>();
    public DbSet<MatrixTarget> MatrixTargets => Set<MatrixTarget>();
    public DbSet<MatrixRule> MatrixRules => Set<MatrixRule>();
    public DbSet<AlertRule> AlertRules => Set<AlertRule>();
    public DbSet<AlertEvent> AlertEvents => Set<AlertEvent>();
    public DbSet<ImprovementAction> ImprovementActions => Set<ImprovementAction>();
    public DbSet<ActionNote> ActionNotes => Set<ActionNote>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<NotificationRead> NotificationReads => Set<NotificationRead>();
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>What a claiming sub-select ends with, so that two nodes never wait for each other's row.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>The collation that orders text as its characters are numbered, as .NET's ordinal order does.</summary>
    public abstract string Ordinal { get; }

    /// <summary>A query for the size of the whole database, one number of bytes named <c>Value</c>.</summary>
    public abstract string SizeQuery { get; }

    /// <summary>A query for the <c>CaseTexts</c> that match the expression <c>{0}</c>.</summary>
    public abstract string TextMatches { get; }

    /// <summary>A query for <c>CaseId</c> and <c>Text</c> of a <see cref="TextExcerpt"/>: of those of the cases <c>{1}</c> and following that match the expression <c>{0}</c>.</summary>
    /// <param name="cases">How many cases there are.</param>
    /// <param name="side">Whose words are shown.</param>
    public abstract string TextExcerpts(int cases, TextSide side);

    /// <summary>The database's expression for texts that hold every one of the phrases.</summary>
    /// <param name="phrases">Each its words in order; the last word of each may go on. Letters and digits only.</param>
    /// <param name="side">Whose words are looked at.</param>
    public abstract string TextExpression(IReadOnlyList<IReadOnlyList<string>> phrases, TextSide side);

    /// <summary>Keeps whoever changes rules waiting until the transaction ends; others who read them go on.</summary>
    public virtual Task HoldRulesAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether an error means that the database is busy or away, so that the same write may succeed later.</summary>
    public abstract bool IsTransient(Exception error);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<List<string>>().HaveConversion<JsonListConverter<string>, JsonListComparer<string>>();
        configurationBuilder.Properties<List<ReviewReason>>().HaveConversion<JsonListConverter<ReviewReason>, JsonListComparer<ReviewReason>>();
        configurationBuilder.Properties<List<RuleExample>>().HaveConversion<JsonListConverter<RuleExample>, JsonListComparer<RuleExample>>();
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
        builder.Entity<Case>(e =>
        {
            // A customer's cases in order of time, whatever they were about.
            e.HasIndex(c => new { c.Customer, c.At, c.Id }).HasFilter("\"Customer\" IS NOT NULL");
            // Each serves a sorted list from whatever place on; who asks for the dearest cases does not ask for those of unknown cost.
            e.HasIndex(c => new { c.CostUsd, c.Id }).HasFilter("\"CostUsd\" IS NOT NULL");
            e.HasIndex(c => new { c.HandlingSeconds, c.Id }).HasFilter("\"HandlingSeconds\" IS NOT NULL");
            e.HasIndex(c => new { c.Csat, c.Id }).HasFilter("\"Csat\" IS NOT NULL");
            e.HasIndex(c => new { c.Sentiment, c.Id }).HasFilter("\"Sentiment\" IS NOT NULL");
            e.HasIndex(c => new { c.Risk, c.Id }).HasFilter("\"Risk\" > 0");
        });
        builder.Entity<WorkerLease>().HasKey(l => l.Name);
        builder.Entity<CaseText>(e => { e.HasIndex(t => t.CaseId).IsUnique(); e.HasOne<Case>().WithOne().HasForeignKey<CaseText>(t => t.CaseId); });
        builder.Entity<SavedFilter>().HasIndex(f => f.OwnerId);
        builder.Entity<CaseColumnChoice>().HasKey(c => c.UserId);
        builder.Entity<CaseExport>(e => { e.HasIndex(x => x.OwnerId); e.HasMany<CaseExportPart>().WithOne().HasForeignKey(p => p.ExportId); });
        builder.Entity<CaseExportPart>().HasKey(p => new { p.ExportId, p.Position });
        builder.Entity<ChangeCounter>(e => { e.Property(c => c.Id).ValueGeneratedNever(); e.HasData(new ChangeCounter { Id = 1, Value = 0 }); });
        builder.Entity<Signal>(e => { e.HasKey(s => new { s.CaseId, s.Id }); e.Ignore(s => s.Polarity); });

        builder.Entity<DeadEndGroup>().HasKey(g => g.Key);
        builder.Entity<DeadEndFinding>(e => { e.HasKey(f => new { f.CaseId, f.Group }); e.HasIndex(f => new { f.Group, f.At, f.CaseId }); });
        builder.Entity<Retrieval>(e =>
        {
            e.HasKey(r => new { r.CaseId, r.StepId });
            e.HasIndex(r => new { r.Source, r.TopScore });
            e.HasIndex(r => new { r.Gap, r.At }).HasFilter("\"Gap\" IS NOT NULL");
            // What waits to be assigned; the worker reads it in this order.
            e.HasIndex(r => r.Form).HasFilter("\"Gap\" IS NULL AND \"Miss\" <> 0");
        });
        builder.Entity<RetrievalSource>().HasKey(s => s.Source);
        builder.Entity<KnowledgeGap>().HasKey(g => g.Key);
        builder.Entity<GapForm>(e => { e.HasKey(f => f.Form); e.HasIndex(f => f.Gap); });
        builder.Entity<GapBand>().HasKey(b => new { b.Hash, b.Gap });

        builder.Entity<Policy>().HasMany(p => p.Versions).WithOne().HasForeignKey(v => v.PolicyId);
        builder.Entity<PolicyVersion>(e =>
        {
            e.HasKey(v => new { v.PolicyId, v.Version });
            e.HasMany(v => v.Clauses).WithOne().HasForeignKey(c => new { c.PolicyId, c.Version });
        });
        builder.Entity<Clause>(e => { e.HasKey(c => new { c.PolicyId, c.Version, c.ClauseId }); e.Ignore(c => c.Citation); });
        builder.Entity<ClauseProfile>().HasKey(p => new { p.PolicyId, p.ClauseId, p.Number });
        builder.Entity<CitedClause>(e =>
        {
            e.HasKey(c => new { c.CaseId, c.StepId, c.PolicyId, c.ClauseId, c.Version, c.In });
            e.HasIndex(c => new { c.PolicyId, c.ClauseId, c.Version });
        });

        builder.Entity<PolicyRule>(e =>
        {
            e.HasOne<Policy>().WithMany().HasForeignKey(r => r.PolicyId);
            e.HasMany(r => r.Versions).WithOne().HasForeignKey(v => v.RuleId);
        });
        builder.Entity<PolicyRuleVersion>().HasKey(v => new { v.RuleId, v.Version });
        builder.Entity<PolicyAudit>(e => { e.HasKey(a => new { a.CaseId, a.StepId, a.RuleId }); e.HasIndex(a => new { a.RuleId, a.Outcome }); e.HasIndex(a => new { a.PolicyId, a.ClauseId, a.ClauseVersion }); e.Ignore(a => a.Citation); });
        builder.Entity<PolicyRejudge>().HasOne<Policy>().WithMany().HasForeignKey(r => r.PolicyId);

        builder.Entity<StoredChunk>().HasKey(c => new { c.Day, c.Part });
        builder.Entity<StoredChunkState>().Property(s => s.Id).ValueGeneratedNever();
        builder.Entity<CaseSteps>(e =>
        {
            e.HasKey(s => s.CaseId);
            // What waits to be added up; the worker reads it in this order.
            e.HasIndex(s => s.CaseId, "IX_CaseSteps_Waiting").HasFilter("\"Waiting\"");
        });
        builder.Entity<StepHour>().HasKey(h => new { h.Hour, h.Kind, h.Name, h.AgentVersion });

        builder.Entity<ReviewItem>(e =>
        {
            e.HasIndex(i => i.CaseId);
            // A fold and a person who sends the case back may both want to open one.
            e.HasIndex(i => i.CaseId, "IX_ReviewItems_OneOpen").IsUnique().HasFilter("\"DoneAt\" IS NULL");
            // Without the filter SQLite would take this index to find open items, all of them, and sort.
            e.HasIndex(i => i.DoneAt).HasFilter("\"DoneAt\" IS NOT NULL");
            // A claim reads the first entry or so of each of these two, however long the queue is.
            e.HasIndex(i => i.LeasedBy);
            e.HasIndex(i => new { i.Priority, i.Id }).IsDescending(true, false).HasFilter("\"DoneAt\" IS NULL");
        });
        builder.Entity<ReviewRequest>().HasKey(r => new { r.CaseId, r.Group });
        builder.Entity<ReviewSkip>().HasKey(s => new { s.ItemId, s.UserId });
        builder.Entity<ReviewDraft>().HasKey(d => new { d.ItemId, d.UserId });
        builder.Entity<CaseReview>(e => { e.ToTable("Reviews"); e.HasIndex(r => r.ItemId).IsUnique(); e.HasIndex(r => r.CaseId); e.HasIndex(r => r.Clause); e.Ignore(r => r.IsTriadComplete); });
        builder.Entity<ClauseRecall>(e => { e.HasKey(r => new { r.CaseId, r.PolicyId, r.ClauseId, r.Version }); e.Ignore(r => r.SignalId); });
        builder.Entity<ReviewRetirement>(e => { e.HasKey(r => r.ReviewId); e.Property(r => r.ReviewId).ValueGeneratedNever(); e.HasIndex(r => r.CaseId); });

        builder.Entity<Release>(e =>
        {
            e.HasMany(r => r.Rows).WithOne().HasForeignKey(r => r.ReleaseId);
            e.HasMany(r => r.Files).WithOne().HasForeignKey(f => f.ReleaseId);
            e.HasMany(r => r.Approvals).WithOne().HasForeignKey(a => a.ReleaseId);
        });
        builder.Entity<ReleaseRow>(e => { e.HasKey(r => new { r.ReleaseId, r.Position }); e.HasIndex(r => r.ReviewId); e.HasIndex(r => r.CaseId); });
        builder.Entity<ReleaseFile>().HasKey(f => new { f.ReleaseId, f.Path });
        builder.Entity<ReleaseApproval>().HasKey(a => new { a.ReleaseId, a.UserId });

        builder.Entity<MatrixTarget>().HasKey(t => new { t.Row, t.Segment });
        builder.Entity<MatrixRule>().HasKey(r => r.Row);
        builder.Entity<AlertRule>().HasMany<AlertEvent>().WithOne().HasForeignKey(a => a.RuleId);
        builder.Entity<ImprovementAction>(e =>
        {
            // Two nodes that see the same thing at the same moment open one action.
            e.HasIndex(a => a.Key).IsUnique();
            e.HasIndex(a => a.ReleaseId);
            e.Ignore(a => a.IsOpen);
            e.HasMany(a => a.Notes).WithOne().HasForeignKey(n => n.ActionId);
        });
        builder.Entity<Notification>().HasIndex(n => n.At);
        builder.Entity<NotificationRead>(e =>
        {
            e.HasKey(r => new { r.UserId, r.NotificationId });
            e.HasOne<Notification>().WithMany().HasForeignKey(r => r.NotificationId);
        });
        builder.Entity<WebhookEndpoint>().HasMany<WebhookDelivery>().WithOne().HasForeignKey(d => d.EndpointId);
        builder.Entity<WebhookDelivery>(e =>
        {
            e.HasIndex(d => d.DueAt).HasFilter("\"State\" = 0");
            e.HasMany(d => d.Log).WithOne().HasForeignKey(a => a.DeliveryId);
        });

        builder.Entity<ApiKey>(e => { e.HasIndex(k => k.Hash).IsUnique(); });
        builder.Entity<AuditEntry>().HasIndex(a => a.Hash).IsUnique();
    }

    private sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
        time => time.Kind == DateTimeKind.Utc ? time : time.ToUniversalTime(),
        stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    private sealed class JsonListConverter<T>() : ValueConverter<List<T>, string>(
        list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
        // A column added to rows that exist holds nothing there.
        text => text.Length == 0 ? new List<T>() : JsonSerializer.Deserialize<List<T>>(text, JsonSerializerOptions.Default) ?? new List<T>());

    private sealed class JsonListComparer<T>() : ValueComparer<List<T>>(
        (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)),
        list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
        list => list.ToList());
}
