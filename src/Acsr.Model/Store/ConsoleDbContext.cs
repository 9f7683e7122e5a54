using System.Text.Json;
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
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Acsr.Store;

/// <summary>
/// All tables, in the order the data flows. One operation, one context: take it from the factory, commit, dispose. What the two
/// databases do differently is in the two classes that derive from this one, and nowhere else.
/// </summary>
public abstract partial class ConsoleDbContext(DbContextOptions options) : IdentityDbContext<User, IdentityRole, string>(options), IDataProtectionKeyContext
{
    public DbSet<Segment> Segments => Set<Segment>();
    public DbSet<UnfiledSegment> UnfiledSegments => Set<UnfiledSegment>();
    public DbSet<SegmentCase> SegmentCases => Set<SegmentCase>();
    public DbSet<TraceCase> TraceCases => Set<TraceCase>();
    public DbSet<ToolEntry> ToolEntries => Set<ToolEntry>();
    public DbSet<SpanRule> SpanRules => Set<SpanRule>();
    public DbSet<SourceHour> SourceHours => Set<SourceHour>();
    public DbSet<IngestRefusal> IngestRefusals => Set<IngestRefusal>();
    public DbSet<BaselineImport> BaselineImports => Set<BaselineImport>();
    public DbSet<ModelPrice> ModelPrices => Set<ModelPrice>();
    public DbSet<UnitPrice> UnitPrices => Set<UnitPrice>();
    public DbSet<RefoldJob> RefoldJobs => Set<RefoldJob>();
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
    public DbSet<DetectorStandard> DetectorStandards => Set<DetectorStandard>();
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
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<Dashboard> Dashboards => Set<Dashboard>();
    public DbSet<CaseSteps> CaseSteps => Set<CaseSteps>();
    public DbSet<StepHour> StepHours => Set<StepHour>();
    public DbSet<ReviewItem> ReviewItems => Set<ReviewItem>();
    public DbSet<ReviewRequest> ReviewRequests => Set<ReviewRequest>();
    public DbSet<ReviewSkip> ReviewSkips => Set<ReviewSkip>();
    public DbSet<ReviewDraft> ReviewDrafts => Set<ReviewDraft>();
    public DbSet<CaseReview> Reviews => Set<CaseReview>();
    public DbSet<ClauseRecall> ClauseRecalls => Set<ClauseRecall>();
    public DbSet<ReviewRetirement> ReviewRetirements => Set<ReviewRetirement>();
    public DbSet<ReviewQueueSettings> ReviewQueues => Set<ReviewQueueSettings>();
    public DbSet<ReviewGuideline> ReviewGuidelines => Set<ReviewGuideline>();
    public DbSet<ReviewerProfile> ReviewerProfiles => Set<ReviewerProfile>();
    public DbSet<ReviewSamplingRate> ReviewSamplingRates => Set<ReviewSamplingRate>();
    public DbSet<ReviewProposal> ReviewProposals => Set<ReviewProposal>();
    public DbSet<KnownAnswer> KnownAnswers => Set<KnownAnswer>();
    public DbSet<KnownAnswerReply> KnownAnswerReplies => Set<KnownAnswerReply>();
    public DbSet<ReviewerPause> ReviewerPauses => Set<ReviewerPause>();
    public DbSet<ReleaseFeedback> ReleaseFeedback => Set<ReleaseFeedback>();
    public DbSet<ReviewLabel> ReviewLabels => Set<ReviewLabel>();
    public DbSet<ReviewEscalation> ReviewEscalations => Set<ReviewEscalation>();
    public DbSet<ReviewBatch> ReviewBatches => Set<ReviewBatch>();
    public DbSet<Article> Articles => Set<Article>();
    public DbSet<ArticleVersion> ArticleVersions => Set<ArticleVersion>();
    public DbSet<ArticleChunk> ArticleChunks => Set<ArticleChunk>();
    public DbSet<ChunkClause> ChunkClauses => Set<ChunkClause>();
    public DbSet<IntentChange> IntentChanges => Set<IntentChange>();
    public DbSet<IntentLabel> IntentLabels => Set<IntentLabel>();
    public DbSet<Changeset> Changesets => Set<Changeset>();
    public DbSet<ChunkChange> ChunkChanges => Set<ChunkChange>();
    public DbSet<ArticleEdit> ArticleEdits => Set<ArticleEdit>();
    public DbSet<EditWriter> EditWriters => Set<EditWriter>();
    public DbSet<EditCase> EditCases => Set<EditCase>();
    public DbSet<EditComment> EditComments => Set<EditComment>();
    public DbSet<EditTest> EditTests => Set<EditTest>();
    public DbSet<Release> Releases => Set<Release>();
    public DbSet<ReleaseRow> ReleaseRows => Set<ReleaseRow>();
    public DbSet<ReleaseFile> ReleaseFiles => Set<ReleaseFile>();
    public DbSet<ReleaseSecret> ReleaseSecrets => Set<ReleaseSecret>();
    public DbSet<Preflight> Preflights => Set<Preflight>();
    public DbSet<ReleaseApproval> ReleaseApprovals => Set<ReleaseApproval>();
    public DbSet<ReleaseFilePart> ReleaseFileParts => Set<ReleaseFilePart>();
    public DbSet<ReleaseSigningKey> ReleaseSigningKeys => Set<ReleaseSigningKey>();
    public DbSet<ReleaseDestination> ReleaseDestinations => Set<ReleaseDestination>();
    public DbSet<ReleaseDelivery> ReleaseDeliveries => Set<ReleaseDelivery>();
    public DbSet<ReleaseDeliveryAttempt> ReleaseDeliveryAttempts => Set<ReleaseDeliveryAttempt>();
    public DbSet<DeliveryReceipt> DeliveryReceipts => Set<DeliveryReceipt>();
    public DbSet<ReleasePull> ReleasePulls => Set<ReleasePull>();
    public DbSet<Erasure> Erasures => Set<Erasure>();
    public DbSet<ErasureCount> ErasureCounts => Set<ErasureCount>();
    public DbSet<MatrixTarget> MatrixTargets => Set<MatrixTarget>();
    public DbSet<MatrixRule> MatrixRules => Set<MatrixRule>();
    public DbSet<AlertRule> AlertRules => Set<AlertRule>();
    public DbSet<AlertEvent> AlertEvents => Set<AlertEvent>();
    public DbSet<ImprovementAction> ImprovementActions => Set<ImprovementAction>();
    public DbSet<ActionNote> ActionNotes => Set<ActionNote>();
    public DbSet<Deployment> Deployments => Set<Deployment>();
    public DbSet<Experiment> Experiments => Set<Experiment>();
    public DbSet<ExperimentArm> ExperimentArms => Set<ExperimentArm>();
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<ReturnAssumptions> ReturnAssumptions => Set<ReturnAssumptions>();
    public DbSet<AgentThreshold> AgentThresholds => Set<AgentThreshold>();
    public DbSet<ConfigurationKey> ConfigurationKeys => Set<ConfigurationKey>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<NotificationRead> NotificationReads => Set<NotificationRead>();
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();
    public DbSet<SurveyLink> SurveyLinks => Set<SurveyLink>();
    public DbSet<SurveySettings> SurveySettings => Set<SurveySettings>();
    public DbSet<OutcomeCheck> OutcomeChecks => Set<OutcomeCheck>();
    public DbSet<OutcomeRun> OutcomeRuns => Set<OutcomeRun>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>
    /// Without a savepoint around each save: a save that fails fails its operation, and one that is stopped half-way would report an error
    /// because it can no more go back to the savepoint.
    /// </summary>
    public override DatabaseFacade Database => field ??= WithoutSavepoints(base.Database);

    /// <summary>Rows to be added by prepared statements, written by <see cref="NewRows.WriteAsync"/>.</summary>
    public NewRows Rows => field ??= new NewRows(this);

    /// <summary>A query for the texts of a JSON array, each as <c>value</c>.</summary>
    /// <param name="json">The place of the array in the statement.</param>
    public abstract string TextsIn(string json);

    /// <summary>How many values one statement takes at best.</summary>
    public abstract int ValuesAtOnce { get; }

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

    private static DatabaseFacade WithoutSavepoints(DatabaseFacade database)
    {
        database.AutoSavepointsEnabled = false;
        return database;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<List<string>>().HaveConversion<JsonListConverter<string>, JsonListComparer<string>>();
        configurationBuilder.Properties<List<ReviewReason>>().HaveConversion<JsonListConverter<ReviewReason>, JsonListComparer<ReviewReason>>();
        configurationBuilder.Properties<List<OutcomeExpectation>>().HaveConversion<JsonListConverter<OutcomeExpectation>, JsonListComparer<OutcomeExpectation>>();
        configurationBuilder.Properties<List<RuleExample>>().HaveConversion<JsonListConverter<RuleExample>, JsonListComparer<RuleExample>>();
        configurationBuilder.Properties<List<ToolArgument>>().HaveConversion<JsonListConverter<ToolArgument>, JsonListComparer<ToolArgument>>();
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
