using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Slice : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_OneOpen",
                table: "ReviewItems");

            migrationBuilder.AddColumn<string>(
                name: "Accepted",
                table: "Reviews",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Batch",
                table: "Reviews",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Control",
                table: "Reviews",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Fault",
                table: "Reviews",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Guideline",
                table: "Reviews",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Impact",
                table: "Reviews",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "InclusionProbability",
                table: "Reviews",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Prefilled",
                table: "Reviews",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Queue",
                table: "Reviews",
                type: "text",
                nullable: false,
                defaultValue: "general");

            migrationBuilder.AddColumn<string>(
                name: "RootCause",
                table: "Reviews",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Seconds",
                table: "Reviews",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SetId",
                table: "Reviews",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Standing",
                table: "Reviews",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "StepVerdicts",
                table: "Reviews",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Unclear",
                table: "Reviews",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Authors",
                table: "ReviewItems",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<double>(
                name: "Confidence",
                table: "ReviewItems",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DueAt",
                table: "ReviewItems",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FirstId",
                table: "ReviewItems",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Group",
                table: "ReviewItems",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<double>(
                name: "InclusionProbability",
                table: "ReviewItems",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Intent",
                table: "ReviewItems",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "ReviewItems",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Opinions",
                table: "ReviewItems",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "Purpose",
                table: "ReviewItems",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Queue",
                table: "ReviewItems",
                type: "text",
                nullable: false,
                defaultValue: "general");

            migrationBuilder.AddColumn<double>(
                name: "Risk",
                table: "ReviewItems",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string>(
                name: "Worth",
                table: "ReviewItems",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HeldOut",
                table: "ReleaseRows",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Audience",
                table: "Notifications",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Carries",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "Confidence",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CostFrom",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Dialects",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "UnpricedModels",
                table: "Cases",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Origins",
                table: "ApiKeys",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "AlertRules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Kpi = table.Column<string>(type: "text", nullable: false),
                    Segment = table.Column<string>(type: "text", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    Check = table.Column<int>(type: "integer", nullable: false),
                    Threshold = table.Column<double>(type: "double precision", nullable: true),
                    Above = table.Column<bool>(type: "boolean", nullable: false),
                    WindowDays = table.Column<int>(type: "integer", nullable: false),
                    BaselineDays = table.Column<int>(type: "integer", nullable: false),
                    MinimumN = table.Column<int>(type: "integer", nullable: false),
                    MinimumChange = table.Column<double>(type: "double precision", nullable: false),
                    Sigmas = table.Column<double>(type: "double precision", nullable: false),
                    NoData = table.Column<int>(type: "integer", nullable: false),
                    Recipients = table.Column<string>(type: "text", nullable: false),
                    Webhooks = table.Column<bool>(type: "boolean", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SnoozedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EvaluatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Value = table.Column<double>(type: "double precision", nullable: true),
                    Lower = table.Column<double>(type: "double precision", nullable: true),
                    Upper = table.Column<double>(type: "double precision", nullable: true),
                    N = table.Column<int>(type: "integer", nullable: false),
                    Reference = table.Column<double>(type: "double precision", nullable: true),
                    Why = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ArticleEdits",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    ArticleId = table.Column<string>(type: "text", nullable: false),
                    BaseVersion = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Section = table.Column<string>(type: "text", nullable: false),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Locale = table.Column<string>(type: "text", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: true),
                    StaleAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Clauses = table.Column<string>(type: "text", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Questions = table.Column<string>(type: "text", nullable: false),
                    Gap = table.Column<string>(type: "text", nullable: true),
                    ReviewId = table.Column<long>(type: "bigint", nullable: true),
                    AuthorId = table.Column<string>(type: "text", nullable: false),
                    AuthorName = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TestedRevision = table.Column<int>(type: "integer", nullable: true),
                    ApprovedRevision = table.Column<int>(type: "integer", nullable: true),
                    ApprovedById = table.Column<string>(type: "text", nullable: true),
                    ApprovedByName = table.Column<string>(type: "text", nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangesetId = table.Column<long>(type: "bigint", nullable: true),
                    RollbackId = table.Column<long>(type: "bigint", nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleEdits", x => x.Id);
                    table.CheckConstraint("CK_ArticleEdits_FourEyes", "\"ApprovedById\" IS NULL OR \"ApprovedById\" <> \"AuthorId\"");
                });

            migrationBuilder.CreateTable(
                name: "Articles",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Source = table.Column<string>(type: "text", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Section = table.Column<string>(type: "text", nullable: false),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Locale = table.Column<string>(type: "text", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: true),
                    StaleAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    UpdatedBy = table.Column<string>(type: "text", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Articles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BaselineImports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Source = table.Column<string>(type: "text", nullable: false),
                    FileName = table.Column<string>(type: "text", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    BytesRead = table.Column<long>(type: "bigint", nullable: false),
                    Mapping = table.Column<string>(type: "text", nullable: false),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    Taken = table.Column<long>(type: "bigint", nullable: false),
                    Duplicates = table.Column<long>(type: "bigint", nullable: false),
                    Refused = table.Column<long>(type: "bigint", nullable: false),
                    Faults = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StartedBy = table.Column<string>(type: "text", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SeenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BaselineImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CaseColumnChoices",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "text", nullable: false),
                    Columns = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseColumnChoices", x => x.UserId);
                });

            migrationBuilder.CreateTable(
                name: "CaseExports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    OwnerId = table.Column<string>(type: "text", nullable: false),
                    OwnerName = table.Column<string>(type: "text", nullable: false),
                    Query = table.Column<string>(type: "text", nullable: false),
                    Columns = table.Column<string>(type: "text", nullable: false),
                    Format = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Cursor = table.Column<string>(type: "text", nullable: true),
                    Problem = table.Column<string>(type: "text", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Token = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseExports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CaseSteps",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    Data = table.Column<byte[]>(type: "bytea", nullable: false),
                    Counted = table.Column<byte[]>(type: "bytea", nullable: false),
                    Waiting = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseSteps", x => x.CaseId);
                });

            migrationBuilder.CreateTable(
                name: "CaseTexts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    Customer = table.Column<string>(type: "text", nullable: false),
                    Agent = table.Column<string>(type: "text", nullable: false),
                    Words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, computedColumnSql: "setweight(to_tsvector('simple', regexp_replace(\"Customer\", '[!-/:-@\\[-`{-~]+', ' ', 'g')), 'A') || setweight(to_tsvector('simple', regexp_replace(\"Agent\", '[!-/:-@\\[-`{-~]+', ' ', 'g')), 'B')", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseTexts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseTexts_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Changesets",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Major = table.Column<int>(type: "integer", nullable: false),
                    Minor = table.Column<int>(type: "integer", nullable: false),
                    Patch = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    EditId = table.Column<long>(type: "bigint", nullable: true),
                    ApprovedBy = table.Column<string>(type: "text", nullable: true),
                    Upserts = table.Column<int>(type: "integer", nullable: false),
                    Tombstones = table.Column<int>(type: "integer", nullable: false),
                    FirstSequence = table.Column<long>(type: "bigint", nullable: false),
                    LastSequence = table.Column<long>(type: "bigint", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Changesets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ChunkChanges",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    ChangesetId = table.Column<long>(type: "bigint", nullable: false),
                    Operation = table.Column<int>(type: "integer", nullable: false),
                    ChunkId = table.Column<string>(type: "text", nullable: false),
                    ArticleId = table.Column<string>(type: "text", nullable: false),
                    Line = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChunkChanges", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "Deployments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ReleaseId = table.Column<long>(type: "bigint", nullable: true),
                    Name = table.Column<string>(type: "text", nullable: false),
                    AgentVersion = table.Column<string>(type: "text", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RevertedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Intents = table.Column<string>(type: "text", nullable: false),
                    Clauses = table.Column<string>(type: "text", nullable: false),
                    Tools = table.Column<string>(type: "text", nullable: false),
                    Groups = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    ToldAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false),
                    Verdict = table.Column<int>(type: "integer", nullable: false),
                    Headline = table.Column<string>(type: "text", nullable: false),
                    ComputedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Report = table.Column<string>(type: "text", nullable: false),
                    AlertedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deployments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DetectorStandards",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    FromDay = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<double>(type: "double precision", nullable: true),
                    Cases = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DetectorStandards", x => new { x.Kind, x.Key, x.FromDay });
                });

            migrationBuilder.CreateTable(
                name: "IngestRefusals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Source = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Door = table.Column<string>(type: "text", nullable: false),
                    Item = table.Column<string>(type: "text", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IngestRefusals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ModelPrices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Model = table.Column<string>(type: "text", nullable: false),
                    Aliases = table.Column<string>(type: "text", nullable: false),
                    Prefix = table.Column<bool>(type: "boolean", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    To = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Input = table.Column<double>(type: "double precision", nullable: false),
                    Output = table.Column<double>(type: "double precision", nullable: false),
                    CacheRead = table.Column<double>(type: "double precision", nullable: true),
                    CacheWrite = table.Column<double>(type: "double precision", nullable: true),
                    Reasoning = table.Column<double>(type: "double precision", nullable: true),
                    AudioInput = table.Column<double>(type: "double precision", nullable: true),
                    AudioOutput = table.Column<double>(type: "double precision", nullable: true),
                    LongInput = table.Column<double>(type: "double precision", nullable: true),
                    LongOutput = table.Column<double>(type: "double precision", nullable: true),
                    LongCacheRead = table.Column<double>(type: "double precision", nullable: true),
                    LongCacheWrite = table.Column<double>(type: "double precision", nullable: true),
                    ActiveLow = table.Column<double>(type: "double precision", nullable: true),
                    ActiveHigh = table.Column<double>(type: "double precision", nullable: true),
                    TotalLow = table.Column<double>(type: "double precision", nullable: true),
                    TotalHigh = table.Column<double>(type: "double precision", nullable: true),
                    Pue = table.Column<double>(type: "double precision", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RetiredBy = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelPrices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OutcomeChecks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Tool = table.Column<string>(type: "text", nullable: false),
                    Method = table.Column<string>(type: "text", nullable: false),
                    Url = table.Column<string>(type: "text", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: true),
                    HeaderName = table.Column<string>(type: "text", nullable: true),
                    HeaderSecret = table.Column<string>(type: "text", nullable: true),
                    FoundPath = table.Column<string>(type: "text", nullable: true),
                    Expectations = table.Column<string>(type: "text", nullable: false),
                    DelaySeconds = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    BackoffSeconds = table.Column<int>(type: "integer", nullable: false),
                    TimeoutSeconds = table.Column<int>(type: "integer", nullable: false),
                    OnSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutcomeChecks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RefoldJobs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RequestedBy = table.Column<string>(type: "text", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    To = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Queued = table.Column<int>(type: "integer", nullable: false),
                    CursorAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CursorId = table.Column<string>(type: "text", nullable: true),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefoldJobs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseSecrets",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseSecrets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewGuidelines",
                columns: table => new
                {
                    Queue = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewGuidelines", x => new { x.Queue, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "ReviewProposals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    ItemId = table.Column<long>(type: "bigint", nullable: true),
                    Text = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewProposals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewQueues",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Reasons = table.Column<string>(type: "text", nullable: false),
                    Intents = table.Column<string>(type: "text", nullable: false),
                    Languages = table.Column<string>(type: "text", nullable: false),
                    Channels = table.Column<string>(type: "text", nullable: false),
                    Agents = table.Column<string>(type: "text", nullable: false),
                    Tiers = table.Column<string>(type: "text", nullable: false),
                    Share = table.Column<double>(type: "double precision", nullable: false),
                    CapPerDay = table.Column<int>(type: "integer", nullable: true),
                    Order = table.Column<int>(type: "integer", nullable: false),
                    DueHours = table.Column<int>(type: "integer", nullable: true),
                    OverlapShare = table.Column<double>(type: "double precision", nullable: false),
                    Opinions = table.Column<int>(type: "integer", nullable: false),
                    ControlShare = table.Column<double>(type: "double precision", nullable: false),
                    Blind = table.Column<bool>(type: "boolean", nullable: false),
                    Members = table.Column<string>(type: "text", nullable: false),
                    Required = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewQueues", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewSamplingRates",
                columns: table => new
                {
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Rate = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewSamplingRates", x => x.From);
                });

            migrationBuilder.CreateTable(
                name: "ReviewerProfiles",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "text", nullable: false),
                    Languages = table.Column<string>(type: "text", nullable: false),
                    Intents = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewerProfiles", x => x.UserId);
                });

            migrationBuilder.CreateTable(
                name: "SavedFilters",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    OwnerId = table.Column<string>(type: "text", nullable: false),
                    OwnerName = table.Column<string>(type: "text", nullable: false),
                    Shared = table.Column<bool>(type: "boolean", nullable: false),
                    Query = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedFilters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    UserId = table.Column<string>(type: "text", nullable: false),
                    UserName = table.Column<string>(type: "text", nullable: false),
                    Shared = table.Column<bool>(type: "boolean", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SourceHours",
                columns: table => new
                {
                    Source = table.Column<string>(type: "text", nullable: false),
                    Hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Spans = table.Column<long>(type: "bigint", nullable: false),
                    Events = table.Column<long>(type: "bigint", nullable: false),
                    LogRecords = table.Column<long>(type: "bigint", nullable: false),
                    Refused = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceHours", x => new { x.Source, x.Hour });
                });

            migrationBuilder.CreateTable(
                name: "SpanRules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Pattern = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpanRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StepHours",
                columns: table => new
                {
                    Hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    AgentVersion = table.Column<string>(type: "text", nullable: false),
                    Steps = table.Column<long>(type: "bigint", nullable: false),
                    Errors = table.Column<long>(type: "bigint", nullable: false),
                    InputTokens = table.Column<long>(type: "bigint", nullable: false),
                    Metered = table.Column<long>(type: "bigint", nullable: false),
                    OutputTokens = table.Column<long>(type: "bigint", nullable: false),
                    CostUsd = table.Column<double>(type: "double precision", nullable: false),
                    Costed = table.Column<long>(type: "bigint", nullable: false),
                    Latency = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StepHours", x => new { x.Hour, x.Kind, x.Name, x.AgentVersion });
                });

            migrationBuilder.CreateTable(
                name: "StoredChunkStates",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredChunkStates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StoredChunks",
                columns: table => new
                {
                    Day = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Part = table.Column<int>(type: "integer", nullable: false),
                    Checksum = table.Column<long>(type: "bigint", nullable: false),
                    Data = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredChunks", x => new { x.Day, x.Part });
                });

            migrationBuilder.CreateTable(
                name: "SurveyLinks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: true),
                    Asks = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Source = table.Column<string>(type: "text", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Answer = table.Column<string>(type: "text", nullable: true),
                    ForwardedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurveyLinks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SurveySettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Brand = table.Column<string>(type: "text", nullable: false),
                    Asks = table.Column<string>(type: "text", nullable: false),
                    ValidDays = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurveySettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ToolEntries",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: true),
                    Kind = table.Column<int>(type: "integer", nullable: true),
                    MayBePolled = table.Column<bool>(type: "boolean", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ToolEntries", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "UnitPrices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Unit = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Usd = table.Column<double>(type: "double precision", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    To = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RetiredBy = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnitPrices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkerLeases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Token = table.Column<long>(type: "bigint", nullable: false),
                    Cursor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkerLeases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "AlertEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RuleId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AlertEvents_AlertRules_RuleId",
                        column: x => x.RuleId,
                        principalTable: "AlertRules",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EditCases",
                columns: table => new
                {
                    EditId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditCases", x => new { x.EditId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_EditCases_ArticleEdits_EditId",
                        column: x => x.EditId,
                        principalTable: "ArticleEdits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EditComments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    EditId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditComments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EditComments_ArticleEdits_EditId",
                        column: x => x.EditId,
                        principalTable: "ArticleEdits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EditTests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    EditId = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Retriever = table.Column<string>(type: "text", nullable: false),
                    K = table.Column<int>(type: "integer", nullable: false),
                    Fixed = table.Column<int>(type: "integer", nullable: false),
                    Broken = table.Column<int>(type: "integer", nullable: false),
                    Results = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditTests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EditTests_ArticleEdits_EditId",
                        column: x => x.EditId,
                        principalTable: "ArticleEdits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EditWriters",
                columns: table => new
                {
                    EditId = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditWriters", x => new { x.EditId, x.UserId });
                    table.ForeignKey(
                        name: "FK_EditWriters_ArticleEdits_EditId",
                        column: x => x.EditId,
                        principalTable: "ArticleEdits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ArticleChunks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ArticleId = table.Column<string>(type: "character varying(200)", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    TitlePath = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    ContentHash = table.Column<string>(type: "text", nullable: false),
                    FeedHash = table.Column<string>(type: "text", nullable: false),
                    Clauses = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleChunks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ArticleChunks_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ArticleVersions",
                columns: table => new
                {
                    ArticleId = table.Column<string>(type: "character varying(200)", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Section = table.Column<string>(type: "text", nullable: false),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Locale = table.Column<string>(type: "text", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: true),
                    StaleAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Clauses = table.Column<string>(type: "text", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    Sha256 = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Origin = table.Column<int>(type: "integer", nullable: false),
                    EditId = table.Column<long>(type: "bigint", nullable: true),
                    ChangesetId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleVersions", x => new { x.ArticleId, x.Version });
                    table.ForeignKey(
                        name: "FK_ArticleVersions_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CaseExportParts",
                columns: table => new
                {
                    ExportId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Offset = table.Column<long>(type: "bigint", nullable: false),
                    Length = table.Column<int>(type: "integer", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseExportParts", x => new { x.ExportId, x.Position });
                    table.ForeignKey(
                        name: "FK_CaseExportParts_CaseExports_ExportId",
                        column: x => x.ExportId,
                        principalTable: "CaseExports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OutcomeRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CheckId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    StepId = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Token = table.Column<long>(type: "bigint", nullable: false),
                    Finding = table.Column<int>(type: "integer", nullable: false),
                    Seen = table.Column<string>(type: "text", nullable: true),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutcomeRuns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OutcomeRuns_OutcomeChecks_CheckId",
                        column: x => x.CheckId,
                        principalTable: "OutcomeChecks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ChunkClauses",
                columns: table => new
                {
                    ChunkId = table.Column<string>(type: "text", nullable: false),
                    PolicyId = table.Column<string>(type: "text", nullable: false),
                    ClauseId = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ArticleId = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChunkClauses", x => new { x.ChunkId, x.PolicyId, x.ClauseId, x.Version });
                    table.ForeignKey(
                        name: "FK_ChunkClauses_ArticleChunks_ChunkId",
                        column: x => x.ChunkId,
                        principalTable: "ArticleChunks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "ModelPrices",
                columns: new[] { "Id", "ActiveHigh", "ActiveLow", "Aliases", "AudioInput", "AudioOutput", "CacheRead", "CacheWrite", "ChangedAt", "ChangedBy", "From", "Input", "LongCacheRead", "LongCacheWrite", "LongInput", "LongOutput", "Model", "Note", "Output", "Prefix", "Pue", "Reasoning", "RetiredAt", "RetiredBy", "To", "TotalHigh", "TotalLow" },
                values: new object[,]
                {
                    { -20L, 28.0, 8.0, "[]", 0.29999999999999999, null, 0.01, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.10000000000000001, null, null, null, null, "gemini-2.5-flash-lite", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 0.40000000000000002, false, 1.0900000000000001, null, null, null, null, 28.0, 8.0 },
                    { -19L, 132.0, 44.0, "[]", 1.0, null, 0.029999999999999999, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.29999999999999999, null, null, null, null, "gemini-2.5-flash", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 2.5, false, 1.0900000000000001, null, null, null, null, 440.0, 440.0 },
                    { -18L, 600.0, 200.0, "[]", null, null, 0.125, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.25, 0.25, null, 2.5, 15.0, "gemini-2.5-pro", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 10.0, false, 1.0900000000000001, null, null, null, null, 2000.0, 2000.0 },
                    { -17L, null, null, "[]", null, null, 0.5, 6.25, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 5.0, null, null, null, null, "claude-opus-4-5", "Price: LiteLLM table, read 2026-07-24", 25.0, false, null, null, null, null, null, null, null },
                    { -16L, 600.0, 200.0, "[]", null, null, 1.5, 18.75, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 15.0, null, null, null, null, "claude-opus-4-1", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 75.0, false, 1.1399999999999999, null, null, null, null, 2000.0, 2000.0 },
                    { -15L, 35.0, 10.0, "[]", null, null, 0.10000000000000001, 1.25, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.0, null, null, null, null, "claude-haiku-4-5", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 5.0, false, 1.1399999999999999, null, null, null, null, 35.0, 10.0 },
                    { -14L, 132.0, 44.0, "[]", null, null, 0.29999999999999999, 3.75, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 3.0, 0.59999999999999998, 7.5, 6.0, 22.5, "claude-sonnet-4-5", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 15.0, false, 1.1399999999999999, null, null, null, null, 440.0, 440.0 },
                    { -13L, 132.0, 44.0, "[]", null, null, 0.29999999999999999, 3.75, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 3.0, 0.59999999999999998, 7.5, 6.0, 22.5, "claude-sonnet-4", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 15.0, false, 1.1399999999999999, null, null, null, null, 440.0, 440.0 },
                    { -12L, null, null, "[]", null, null, 0.17499999999999999, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.75, null, null, null, null, "gpt-5.2", "Price: LiteLLM table, read 2026-07-24", 14.0, false, null, null, null, null, null, null, null },
                    { -11L, null, null, "[]", null, null, 0.125, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.25, null, null, null, null, "gpt-5.1", "Price: LiteLLM table, read 2026-07-24", 10.0, false, null, null, null, null, null, null, null },
                    { -10L, 18.5, 5.0, "[]", null, null, 0.0050000000000000001, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.050000000000000003, null, null, null, null, "gpt-5-nano", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 0.40000000000000002, false, 1.2, null, null, null, null, 18.5, 5.0 },
                    { -9L, 70.0, 25.0, "[]", null, null, 0.025000000000000001, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.25, null, null, null, null, "gpt-5-mini", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 2.0, false, 1.2, null, null, null, null, 70.0, 25.0 },
                    { -8L, 90.0, 30.0, "[]", null, null, 0.125, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.25, null, null, null, null, "gpt-5", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 10.0, false, 1.2, null, null, null, null, 300.0, 300.0 },
                    { -7L, 28.0, 8.0, "[]", null, null, 0.27500000000000002, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.1000000000000001, null, null, null, null, "o4-mini", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 4.4000000000000004, false, 1.2, null, null, null, null, 28.0, 8.0 },
                    { -6L, null, null, "[]", null, null, 0.5, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 2.0, null, null, null, null, "o3", "Price: LiteLLM table, read 2026-07-24", 8.0, false, null, null, null, null, null, null, null },
                    { -5L, 37.0, 10.0, "[]", null, null, 0.025000000000000001, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.10000000000000001, null, null, null, null, "gpt-4.1-nano", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 0.40000000000000002, false, 1.2, null, null, null, null, 37.0, 10.0 },
                    { -4L, 112.0, 40.0, "[]", null, null, 0.10000000000000001, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.40000000000000002, null, null, null, null, "gpt-4.1-mini", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 1.6000000000000001, false, 1.2, null, null, null, null, 112.0, 40.0 },
                    { -3L, 106.0, 35.0, "[]", null, null, 0.5, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 2.0, null, null, null, null, "gpt-4.1", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 8.0, false, 1.2, null, null, null, null, 352.0, 352.0 },
                    { -2L, 28.0, 8.0, "[]", null, null, 0.074999999999999997, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.14999999999999999, null, null, null, null, "gpt-4o-mini", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 0.59999999999999998, false, 1.2, null, null, null, null, 28.0, 8.0 },
                    { -1L, 132.0, 44.0, "[]", null, null, 1.25, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 2.5, null, null, null, null, "gpt-4o", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 10.0, false, 1.2, null, null, null, null, 440.0, 440.0 }
                });

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_ReviewerId_At",
                table: "Reviews",
                columns: new[] { "ReviewerId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_SetId_ReviewerId",
                table: "Reviews",
                columns: new[] { "SetId", "ReviewerId" },
                unique: true,
                filter: "\"SetId\" <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_AtRandom",
                table: "ReviewItems",
                column: "Id",
                filter: "\"DoneAt\" IS NULL AND \"InclusionProbability\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_DueAt_Id",
                table: "ReviewItems",
                columns: new[] { "DueAt", "Id" },
                filter: "\"DoneAt\" IS NULL AND \"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_FirstId",
                table: "ReviewItems",
                column: "FirstId",
                filter: "\"FirstId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_Group_OpenedAt",
                table: "ReviewItems",
                columns: new[] { "Group", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_NotValued",
                table: "ReviewItems",
                column: "Group",
                filter: "\"DoneAt\" IS NULL AND \"Worth\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_OneOpen",
                table: "ReviewItems",
                column: "CaseId",
                unique: true,
                filter: "\"DoneAt\" IS NULL AND \"Purpose\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Carried",
                table: "Cases",
                columns: new[] { "At", "Source", "Dialects", "Carries", "Baseline" });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_CostUsd_Id",
                table: "Cases",
                columns: new[] { "CostUsd", "Id" },
                filter: "\"CostUsd\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Csat_Id",
                table: "Cases",
                columns: new[] { "Csat", "Id" },
                filter: "\"Csat\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Customer_At_Id",
                table: "Cases",
                columns: new[] { "Customer", "At", "Id" },
                filter: "\"Customer\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_HandlingSeconds_Id",
                table: "Cases",
                columns: new[] { "HandlingSeconds", "Id" },
                filter: "\"HandlingSeconds\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Risk_Id",
                table: "Cases",
                columns: new[] { "Risk", "Id" },
                filter: "\"Risk\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Sentiment_Id",
                table: "Cases",
                columns: new[] { "Sentiment", "Id" },
                filter: "\"Sentiment\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_UnpricedModels",
                table: "Cases",
                column: "UnpricedModels",
                filter: "\"UnpricedModels\" <> '[]' AND \"UnpricedModels\" <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_AlertEvents_RuleId",
                table: "AlertEvents",
                column: "RuleId");

            migrationBuilder.CreateIndex(
                name: "IX_ArticleChunks_ArticleId",
                table: "ArticleChunks",
                column: "ArticleId");

            migrationBuilder.CreateIndex(
                name: "IX_ArticleEdits_ArticleId",
                table: "ArticleEdits",
                column: "ArticleId");

            migrationBuilder.CreateIndex(
                name: "IX_ArticleEdits_Gap",
                table: "ArticleEdits",
                column: "Gap");

            migrationBuilder.CreateIndex(
                name: "IX_ArticleVersions_ChangesetId",
                table: "ArticleVersions",
                column: "ChangesetId");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Sequence",
                table: "Articles",
                column: "Sequence");

            migrationBuilder.CreateIndex(
                name: "IX_CaseExports_OwnerId",
                table: "CaseExports",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseSteps_Waiting",
                table: "CaseSteps",
                column: "CaseId",
                filter: "\"Waiting\"");

            migrationBuilder.CreateIndex(
                name: "IX_CaseTexts_CaseId",
                table: "CaseTexts",
                column: "CaseId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CaseTexts_Words",
                table: "CaseTexts",
                column: "Words")
                .Annotation("Npgsql:IndexMethod", "GIN");

            migrationBuilder.CreateIndex(
                name: "IX_Changesets_Major_Minor_Patch",
                table: "Changesets",
                columns: new[] { "Major", "Minor", "Patch" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChunkChanges_ChangesetId",
                table: "ChunkChanges",
                column: "ChangesetId");

            migrationBuilder.CreateIndex(
                name: "IX_ChunkClauses_PolicyId_ClauseId_Version",
                table: "ChunkClauses",
                columns: new[] { "PolicyId", "ClauseId", "Version" });

            migrationBuilder.CreateIndex(
                name: "IX_Deployments_At",
                table: "Deployments",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Deployments_ReleaseId",
                table: "Deployments",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_EditCases_CaseId",
                table: "EditCases",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_EditComments_EditId",
                table: "EditComments",
                column: "EditId");

            migrationBuilder.CreateIndex(
                name: "IX_EditTests_EditId",
                table: "EditTests",
                column: "EditId");

            migrationBuilder.CreateIndex(
                name: "IX_IngestRefusals_Source_Id",
                table: "IngestRefusals",
                columns: new[] { "Source", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_OutcomeRuns_CaseId",
                table: "OutcomeRuns",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_OutcomeRuns_CheckId_CaseId_StepId",
                table: "OutcomeRuns",
                columns: new[] { "CheckId", "CaseId", "StepId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutcomeRuns_DueAt",
                table: "OutcomeRuns",
                column: "DueAt",
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_RefoldJobs_DoneAt",
                table: "RefoldJobs",
                column: "DoneAt");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewProposals_CaseId",
                table: "ReviewProposals",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedFilters_OwnerId",
                table: "SavedFilters",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_UserId_Name",
                table: "SavedViews",
                columns: new[] { "UserId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SourceHours_Hour",
                table: "SourceHours",
                column: "Hour");

            migrationBuilder.CreateIndex(
                name: "IX_SurveyLinks_AnsweredAt",
                table: "SurveyLinks",
                column: "AnsweredAt",
                filter: "\"AnsweredAt\" IS NOT NULL AND \"ForwardedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SurveyLinks_CaseId",
                table: "SurveyLinks",
                column: "CaseId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertEvents");

            migrationBuilder.DropTable(
                name: "ArticleVersions");

            migrationBuilder.DropTable(
                name: "BaselineImports");

            migrationBuilder.DropTable(
                name: "CaseColumnChoices");

            migrationBuilder.DropTable(
                name: "CaseExportParts");

            migrationBuilder.DropTable(
                name: "CaseSteps");

            migrationBuilder.DropTable(
                name: "CaseTexts");

            migrationBuilder.DropTable(
                name: "Changesets");

            migrationBuilder.DropTable(
                name: "ChunkChanges");

            migrationBuilder.DropTable(
                name: "ChunkClauses");

            migrationBuilder.DropTable(
                name: "Deployments");

            migrationBuilder.DropTable(
                name: "DetectorStandards");

            migrationBuilder.DropTable(
                name: "EditCases");

            migrationBuilder.DropTable(
                name: "EditComments");

            migrationBuilder.DropTable(
                name: "EditTests");

            migrationBuilder.DropTable(
                name: "EditWriters");

            migrationBuilder.DropTable(
                name: "IngestRefusals");

            migrationBuilder.DropTable(
                name: "ModelPrices");

            migrationBuilder.DropTable(
                name: "OutcomeRuns");

            migrationBuilder.DropTable(
                name: "RefoldJobs");

            migrationBuilder.DropTable(
                name: "ReleaseSecrets");

            migrationBuilder.DropTable(
                name: "ReviewGuidelines");

            migrationBuilder.DropTable(
                name: "ReviewProposals");

            migrationBuilder.DropTable(
                name: "ReviewQueues");

            migrationBuilder.DropTable(
                name: "ReviewSamplingRates");

            migrationBuilder.DropTable(
                name: "ReviewerProfiles");

            migrationBuilder.DropTable(
                name: "SavedFilters");

            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropTable(
                name: "SourceHours");

            migrationBuilder.DropTable(
                name: "SpanRules");

            migrationBuilder.DropTable(
                name: "StepHours");

            migrationBuilder.DropTable(
                name: "StoredChunkStates");

            migrationBuilder.DropTable(
                name: "StoredChunks");

            migrationBuilder.DropTable(
                name: "SurveyLinks");

            migrationBuilder.DropTable(
                name: "SurveySettings");

            migrationBuilder.DropTable(
                name: "ToolEntries");

            migrationBuilder.DropTable(
                name: "UnitPrices");

            migrationBuilder.DropTable(
                name: "WorkerLeases");

            migrationBuilder.DropTable(
                name: "AlertRules");

            migrationBuilder.DropTable(
                name: "CaseExports");

            migrationBuilder.DropTable(
                name: "ArticleChunks");

            migrationBuilder.DropTable(
                name: "ArticleEdits");

            migrationBuilder.DropTable(
                name: "OutcomeChecks");

            migrationBuilder.DropTable(
                name: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_ReviewerId_At",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_SetId_ReviewerId",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_AtRandom",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_DueAt_Id",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_FirstId",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_Group_OpenedAt",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_NotValued",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_OneOpen",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Carried",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_CostUsd_Id",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Csat_Id",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Customer_At_Id",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_HandlingSeconds_Id",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Risk_Id",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Sentiment_Id",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_UnpricedModels",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Accepted",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Batch",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Control",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Fault",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Guideline",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Impact",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "InclusionProbability",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Prefilled",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Queue",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "RootCause",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Seconds",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "SetId",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Standing",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "StepVerdicts",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Unclear",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Authors",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "Confidence",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "FirstId",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "Group",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "InclusionProbability",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "Intent",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "Language",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "Opinions",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "Purpose",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "Queue",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "Risk",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "Worth",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "HeldOut",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Audience",
                table: "Notifications");

            migrationBuilder.DropColumn(
                name: "Carries",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Confidence",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "CostFrom",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Dialects",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "UnpricedModels",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Origins",
                table: "ApiKeys");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_OneOpen",
                table: "ReviewItems",
                column: "CaseId",
                unique: true,
                filter: "\"DoneAt\" IS NULL");
        }
    }
}
