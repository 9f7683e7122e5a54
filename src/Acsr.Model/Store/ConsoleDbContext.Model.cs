using Acsr.Access;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Effects;
using Acsr.Finding;
using Acsr.Improvement;
using Acsr.Ingest;
using Acsr.Knowledge;
using Acsr.Kpis;
using Acsr.Outcomes;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Retention;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Store;

/// <content>Keys, indexes and relations, stage by stage.</content>
public abstract partial class ConsoleDbContext
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        ShapeIngest(builder);
        ShapeCases(builder);
        ShapeSignals(builder);
        ShapePolicies(builder);
        ShapeKpis(builder);
        ShapeReview(builder);
        ShapeKnowledge(builder);
        ShapeReleases(builder);
        ShapeImprovement(builder);
        ShapeEffects(builder);
        ShapeDelivery(builder);
        ShapeOutcomes(builder);
        ShapeAccess(builder);
    }

    private static void ShapeIngest(ModelBuilder builder)
    {
        builder.Entity<Segment>().HasIndex(s => s.Hash).IsUnique();
        builder.Entity<UnfiledSegment>(e => { e.HasKey(u => u.SegmentId); e.Property(u => u.SegmentId).ValueGeneratedNever(); });
        builder.Entity<SegmentCase>().HasKey(s => new { s.CaseId, s.SegmentId });
        builder.Entity<TraceCase>(e => { e.HasKey(t => t.TraceId); e.HasIndex(t => t.CaseId); });

        builder.Entity<ToolEntry>().HasKey(t => t.Name);
        builder.Entity<SourceHour>(e => { e.HasKey(h => new { h.Source, h.Hour }); e.HasIndex(h => h.Hour); });
        builder.Entity<IngestRefusal>().HasIndex(r => new { r.Source, r.Id });
        builder.Entity<ModelPrice>().HasData(PriceSeed.Rows);
        builder.Entity<RefoldJob>().HasIndex(j => j.DoneAt);
    }

    private static void ShapeCases(ModelBuilder builder)
    {
        builder.Entity<CaseWork>(e => { e.HasKey(w => w.CaseId); e.HasIndex(w => w.DueAt); });
        builder.Entity<CaseTimer>(e => { e.HasKey(t => t.CaseId); e.HasIndex(t => t.DueAt); });
        builder.Entity<Case>(e =>
        {
            e.HasIndex(c => new { c.At, c.Id });
            e.HasIndex(c => c.Sequence);
            // What sources send is counted from the index alone, however wide a case is.
            e.HasIndex(c => new { c.At, c.Source, c.Dialects, c.Carries, c.Baseline }, "IX_Cases_Carried");
            e.HasIndex(c => c.UnpricedModels).HasFilter("\"UnpricedModels\" <> '[]' AND \"UnpricedModels\" <> ''");
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
    }

    private static void ShapeSignals(ModelBuilder builder)
    {
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
        builder.Entity<DetectorStandard>().HasKey(s => new { s.Kind, s.Key, s.FromDay });
        builder.Entity<KnowledgeGap>().HasKey(g => g.Key);
        builder.Entity<GapForm>(e => { e.HasKey(f => f.Form); e.HasIndex(f => f.Gap); });
        builder.Entity<GapBand>().HasKey(b => new { b.Hash, b.Gap });
    }

    private static void ShapePolicies(ModelBuilder builder)
    {
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
    }

    private static void ShapeKpis(ModelBuilder builder)
    {
        builder.Entity<StoredChunk>().HasKey(c => new { c.Day, c.Part });
        builder.Entity<StoredChunkState>().Property(s => s.Id).ValueGeneratedNever();
        builder.Entity<CaseSteps>(e =>
        {
            e.HasKey(s => s.CaseId);
            // What waits to be added up; the worker reads it in this order.
            e.HasIndex(s => s.CaseId, "IX_CaseSteps_Waiting").HasFilter("\"Waiting\"");
        });
        builder.Entity<SavedView>().HasIndex(v => new { v.UserId, v.Name }).IsUnique();
        builder.Entity<Dashboard>().HasIndex(d => d.UserId);
        builder.Entity<StepHour>().HasKey(h => new { h.Hour, h.Kind, h.Name, h.AgentVersion });
    }

    private static void ShapeReview(ModelBuilder builder)
    {
        builder.Entity<ReviewItem>(e =>
        {
            e.HasIndex(i => i.CaseId);
            // A fold and a person who sends the case back may both want to open one.
            e.HasIndex(i => i.CaseId, "IX_ReviewItems_OneOpen").IsUnique().HasFilter("\"DoneAt\" IS NULL AND \"Purpose\" = 0");
            // Without the filter SQLite would take this index to find open items, all of them, and sort.
            e.HasIndex(i => i.DoneAt).HasFilter("\"DoneAt\" IS NOT NULL");
            // A claim reads the first entry or so of each of these two, however long the queue is.
            e.HasIndex(i => i.LeasedBy);
            e.HasIndex(i => new { i.Priority, i.Id }).IsDescending(true, false).HasFilter("\"DoneAt\" IS NULL");
            // What is free, without those in somebody's hands: however many are, a claim does not step over them.
            e.HasIndex(i => new { i.Priority, i.Id }, "IX_ReviewItems_Free").IsDescending(true, false).HasFilter("\"DoneAt\" IS NULL AND \"LeasedUntil\" IS NULL");
            e.HasIndex(i => i.LeasedUntil).HasFilter("\"LeasedUntil\" IS NOT NULL");
            e.HasIndex(i => i.ForUser).HasFilter("\"ForUser\" IS NOT NULL");
            // The few that were drawn at random are taken out of their turn.
            e.HasIndex(i => i.Id, "IX_ReviewItems_AtRandom").HasFilter("\"DoneAt\" IS NULL AND \"InclusionProbability\" IS NOT NULL");
            e.HasIndex(i => new { i.DueAt, i.Id }).HasFilter("\"DoneAt\" IS NULL AND \"DueAt\" IS NOT NULL");
            e.HasIndex(i => i.FirstId).HasFilter("\"FirstId\" IS NOT NULL");
            e.HasIndex(i => new { i.Group, i.OpenedAt });
            e.HasIndex(i => i.Group, "IX_ReviewItems_NotValued").HasFilter("\"DoneAt\" IS NULL AND \"Worth\" IS NULL");
            e.Property(i => i.Queue).HasDefaultValue(ReviewQueueSettings.General);
            e.Property(i => i.Opinions).HasDefaultValue(1);
        });
        builder.Entity<ReviewRequest>().HasKey(r => new { r.CaseId, r.Group });
        builder.Entity<ReviewSkip>().HasKey(s => new { s.ItemId, s.UserId });
        builder.Entity<ReviewDraft>().HasKey(d => new { d.ItemId, d.UserId });
        builder.Entity<ReviewEscalation>(e => { e.HasKey(x => x.ItemId); e.Property(x => x.ItemId).ValueGeneratedNever(); e.HasIndex(x => x.To); e.HasIndex(x => x.ById); });
        builder.Entity<CaseReview>(e => { e.ToTable("Reviews"); e.HasIndex(r => r.ItemId).IsUnique(); e.HasIndex(r => r.CaseId); e.HasIndex(r => r.Clause); e.HasIndex(r => new { r.ReviewerId, r.At }); e.HasIndex(r => new { r.SetId, r.ReviewerId }).IsUnique().HasFilter("\"SetId\" <> 0"); e.Property(r => r.Queue).HasDefaultValue(ReviewQueueSettings.General); e.Ignore(r => r.IsTriadComplete); });
        builder.Entity<ReviewQueueSettings>(e => { e.ToTable("ReviewQueues"); e.Property(q => q.GoldPauseAfter).HasDefaultValue(10); });
        builder.Entity<KnownAnswer>(e => { e.HasIndex(k => k.ReviewId).IsUnique(); e.HasIndex(k => k.CaseId); });
        builder.Entity<KnownAnswerReply>(e => { e.HasIndex(r => new { r.KnownAnswerId, r.ReviewerId }).IsUnique(); e.HasIndex(r => new { r.ReviewerId, r.Queue, r.At }); e.HasIndex(r => r.CaseId); });
        // Nobody is paused twice at once, however many answers come at the same moment.
        builder.Entity<ReviewerPause>().HasIndex(p => new { p.ReviewerId, p.Queue }).IsUnique().HasFilter("\"ResumedAt\" IS NULL");
        builder.Entity<ReleaseFeedback>(e => { e.ToTable("ReleaseFeedback"); e.HasIndex(f => f.CaseId); e.HasIndex(f => f.ReleaseId); });
        builder.Entity<ReviewLabel>().HasKey(l => new { l.ReviewId, l.Position });
        builder.Entity<ReviewGuideline>().HasKey(g => new { g.Queue, g.Version });
        builder.Entity<ReviewerProfile>().HasKey(p => p.UserId);
        builder.Entity<ReviewSamplingRate>().HasKey(r => r.From);
        builder.Entity<ReviewProposal>().HasIndex(p => p.CaseId);
        builder.Entity<ClauseRecall>(e => { e.HasKey(r => new { r.CaseId, r.PolicyId, r.ClauseId, r.Version }); e.Ignore(r => r.SignalId); });
        builder.Entity<ReviewRetirement>(e => { e.HasKey(r => r.ReviewId); e.Property(r => r.ReviewId).ValueGeneratedNever(); e.HasIndex(r => r.CaseId); });
    }

    private static void ShapeKnowledge(ModelBuilder builder)
    {
        builder.Entity<Article>(e => { e.Property(a => a.Id).HasMaxLength(Article.MaxId); e.HasIndex(a => a.Sequence); e.HasMany<ArticleVersion>().WithOne().HasForeignKey(v => v.ArticleId); e.HasMany<ArticleChunk>().WithOne().HasForeignKey(c => c.ArticleId); });
        builder.Entity<ArticleVersion>(e => { e.HasKey(v => new { v.ArticleId, v.Version }); e.HasIndex(v => v.ChangesetId); });
        builder.Entity<ArticleChunk>().HasMany<ChunkClause>().WithOne().HasForeignKey(c => c.ChunkId);
        builder.Entity<ChunkClause>(e => { e.HasKey(c => new { c.ChunkId, c.PolicyId, c.ClauseId, c.Version }); e.HasIndex(c => new { c.PolicyId, c.ClauseId, c.Version }); });
        // Two nodes that publish at once cannot give out one version twice.
        builder.Entity<Changeset>(e => { e.HasIndex(c => new { c.Major, c.Minor, c.Patch }).IsUnique(); e.Ignore(c => c.Version); });
        builder.Entity<ChunkChange>(e => { e.HasKey(c => c.Sequence); e.Property(c => c.Sequence).ValueGeneratedNever(); e.HasIndex(c => c.ChangesetId); });
        builder.Entity<ArticleEdit>(e =>
        {
            // The last word on four eyes, whoever writes to the table.
            e.ToTable(t => t.HasCheckConstraint("CK_ArticleEdits_FourEyes", "\"ApprovedById\" IS NULL OR \"ApprovedById\" <> \"AuthorId\""));
            e.HasIndex(x => x.ArticleId);
            e.HasIndex(x => x.Gap);
            e.HasMany<EditWriter>().WithOne().HasForeignKey(x => x.EditId);
            e.HasMany<EditCase>().WithOne().HasForeignKey(x => x.EditId);
            e.HasMany<EditComment>().WithOne().HasForeignKey(x => x.EditId);
            e.HasMany<EditTest>().WithOne().HasForeignKey(x => x.EditId);
        });
        builder.Entity<IntentLabel>().HasKey(x => new { x.ChangeId, x.CaseId });
        builder.Entity<EditWriter>().HasKey(x => new { x.EditId, x.UserId });
        builder.Entity<EditCase>(e => { e.HasKey(x => new { x.EditId, x.CaseId }); e.HasIndex(x => x.CaseId); });
    }

    private static void ShapeReleases(ModelBuilder builder)
    {
        builder.Entity<Release>(e =>
        {
            e.HasMany(r => r.Rows).WithOne().HasForeignKey(r => r.ReleaseId);
            e.HasMany(r => r.Files).WithOne().HasForeignKey(f => f.ReleaseId);
            e.HasMany(r => r.Approvals).WithOne().HasForeignKey(a => a.ReleaseId);
            e.HasMany<ReleaseDelivery>().WithOne().HasForeignKey(d => d.ReleaseId);
            e.HasMany<ReleasePull>().WithOne().HasForeignKey(p => p.ReleaseId);
            e.Property(r => r.Major).HasDefaultValue(1);
            e.Ignore(r => r.Version);
            // Two nodes that make the next version at once cannot give out one version twice.
            e.HasIndex(r => new { r.Name, r.Major, r.Minor, r.Patch }).IsUnique();
        });
        builder.Entity<ReleaseRow>(e =>
        {
            e.HasKey(r => new { r.ReleaseId, r.Position });
            e.HasIndex(r => r.ReviewId);
            e.HasIndex(r => r.CaseId);
            e.HasIndex(r => new { r.ReleaseId, r.ItemId });
            e.HasIndex(r => r.ReviewerId);
            e.HasIndex(r => r.Clause).HasFilter("\"Clause\" IS NOT NULL");
        });
        builder.Entity<ReleaseFilePart>().HasKey(p => new { p.FileSha256, p.Position });
        builder.Entity<ReleaseDestination>().HasMany<ReleaseDelivery>().WithOne().HasForeignKey(d => d.DestinationId);
        builder.Entity<ReleaseDelivery>(e =>
        {
            // The last word on "nothing is sent under two ids", whoever writes to the table.
            e.HasIndex(d => new { d.ReleaseId, d.DestinationId, d.Task }).IsUnique();
            e.HasIndex(d => d.DueAt).HasFilter("\"State\" = 0");
            e.HasMany(d => d.Log).WithOne().HasForeignKey(a => a.DeliveryId);
        });
        builder.Entity<DeliveryReceipt>(e => { e.HasKey(r => r.DeliveryId); e.HasIndex(r => r.ReleaseId); });
        builder.Entity<ReleasePull>().HasKey(p => new { p.ReleaseId, p.By });
        builder.Entity<Erasure>(e => { e.HasIndex(x => x.Subject); e.HasMany(x => x.Counts).WithOne().HasForeignKey(c => c.ErasureId); });
        builder.Entity<ErasureCount>().HasKey(c => new { c.ErasureId, c.Place, c.Done });
        builder.Entity<ReleaseFile>().HasKey(f => new { f.ReleaseId, f.Path });
        builder.Entity<Preflight>(e => { e.HasIndex(p => p.Key); e.HasIndex(p => p.State); });
        builder.Entity<ReleaseSecret>().Property(s => s.Id).ValueGeneratedNever();
        builder.Entity<ReleaseApproval>().HasKey(a => new { a.ReleaseId, a.UserId });
    }

    private static void ShapeImprovement(ModelBuilder builder)
    {
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
    }

    private static void ShapeEffects(ModelBuilder builder)
    {
        builder.Entity<Deployment>(e => { e.HasIndex(d => d.ReleaseId); e.HasIndex(d => d.At); });
        builder.Entity<Experiment>(e => { e.HasIndex(x => x.Name).IsUnique(); e.HasMany(x => x.Arms).WithOne().HasForeignKey(a => a.ExperimentId); });
        builder.Entity<ExperimentArm>().HasKey(a => new { a.ExperimentId, a.Position });
        builder.Entity<Assignment>(e =>
        {
            e.HasKey(a => new { a.ExperimentId, a.CaseId });
            e.HasIndex(a => a.CaseId);
            e.HasOne<Experiment>().WithMany().HasForeignKey(a => a.ExperimentId);
        });
        builder.Entity<AgentThreshold>().HasIndex(t => t.Intent).IsUnique().HasFilter("\"RetiredAt\" IS NULL");
        builder.Entity<ConfigurationKey>().Property(k => k.Id).ValueGeneratedNever();
    }

    private static void ShapeDelivery(ModelBuilder builder)
    {
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
    }

    private static void ShapeOutcomes(ModelBuilder builder)
    {
        builder.Entity<SurveyLink>(e => { e.HasIndex(l => l.CaseId); e.HasIndex(l => l.AnsweredAt).HasFilter("\"AnsweredAt\" IS NOT NULL AND \"ForwardedAt\" IS NULL"); });
        builder.Entity<SurveySettings>().Property(s => s.Id).ValueGeneratedNever();
        builder.Entity<OutcomeCheck>().HasMany<OutcomeRun>().WithOne().HasForeignKey(r => r.CheckId);
        builder.Entity<OutcomeRun>(e =>
        {
            // A call is checked once by each check, however often its case is folded.
            e.HasIndex(r => new { r.CheckId, r.CaseId, r.StepId }).IsUnique();
            e.HasIndex(r => r.CaseId);
            e.HasIndex(r => r.DueAt).HasFilter("\"State\" = 0");
        });
    }

    private static void ShapeAccess(ModelBuilder builder)
    {
        builder.Entity<ApiKey>(e => { e.HasIndex(k => k.Hash).IsUnique(); });
        builder.Entity<AuditEntry>().HasIndex(a => a.Hash).IsUnique();
    }
}
