using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Loop : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Arguments",
                table: "ToolEntries",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Does",
                table: "ToolEntries",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Intents",
                table: "ToolEntries",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<double>(
                name: "EnergyHighWh",
                table: "StepHours",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "EnergyLowWh",
                table: "StepHours",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<long>(
                name: "Powered",
                table: "StepHours",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "Reviews",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Demo",
                table: "ReviewQueues",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "ExtraOpinions",
                table: "ReviewQueues",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "GoldFeedback",
                table: "ReviewQueues",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "GoldPauseAfter",
                table: "ReviewQueues",
                type: "integer",
                nullable: false,
                defaultValue: 10);

            migrationBuilder.AddColumn<double>(
                name: "GoldPauseBelow",
                table: "ReviewQueues",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "GoldShare",
                table: "ReviewQueues",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string>(
                name: "ForUser",
                table: "ReviewItems",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CreatedById",
                table: "Releases",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Major",
                table: "Releases",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "Minor",
                table: "Releases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Patch",
                table: "Releases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PredecessorId",
                table: "Releases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Signature",
                table: "Releases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SupersededById",
                table: "Releases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "Releases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnBecause",
                table: "Releases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Clause",
                table: "ReleaseRows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "ReleaseRows",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Ground",
                table: "ReleaseRows",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Item",
                table: "ReleaseRows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "ReleaseRows",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Length",
                table: "ReleaseFiles",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "RowCount",
                table: "ReleaseFiles",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "CarriedFrom",
                table: "ReleaseApprovals",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Effect",
                table: "Deployments",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "EffectLower",
                table: "Deployments",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EffectN",
                table: "Deployments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<double>(
                name: "EffectUpper",
                table: "Deployments",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "DwellSeconds",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Flows",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "FlowsFinished",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "RapidDismissals",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "ReopenedInDurableWindow",
                table: "Cases",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "ScrollDepth",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Suggestions",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Thumbs",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ThumbsUp",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "AgentThresholds",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Intent = table.Column<string>(type: "text", nullable: false),
                    Confidence = table.Column<double>(type: "double precision", nullable: false),
                    MostWrong = table.Column<double>(type: "double precision", nullable: false),
                    Coverage = table.Column<double>(type: "double precision", nullable: false),
                    N = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RetiredBy = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentThresholds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ConfigurationKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Private = table.Column<string>(type: "text", nullable: false),
                    Public = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConfigurationKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Dashboards",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    UserId = table.Column<string>(type: "text", nullable: false),
                    UserName = table.Column<string>(type: "text", nullable: false),
                    Shared = table.Column<bool>(type: "boolean", nullable: false),
                    Tiles = table.Column<string>(type: "text", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Dashboards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeliveryReceipts",
                columns: table => new
                {
                    DeliveryId = table.Column<string>(type: "text", nullable: false),
                    ReleaseId = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Status = table.Column<string>(type: "text", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeliveryReceipts", x => x.DeliveryId);
                });

            migrationBuilder.CreateTable(
                name: "Erasures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Subject = table.Column<string>(type: "text", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    By = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Pending = table.Column<string>(type: "text", nullable: true),
                    FirstCaseAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LastCaseAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CertificateSha256 = table.Column<string>(type: "text", nullable: true),
                    Certificate = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Experiments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Hypothesis = table.Column<string>(type: "text", nullable: false),
                    Intents = table.Column<string>(type: "text", nullable: false),
                    Metric = table.Column<string>(type: "text", nullable: false),
                    Guardrails = table.Column<string>(type: "text", nullable: false),
                    Worth = table.Column<double>(type: "double precision", nullable: false),
                    Power = table.Column<double>(type: "double precision", nullable: false),
                    HoldOut = table.Column<double>(type: "double precision", nullable: false),
                    MostDays = table.Column<int>(type: "integer", nullable: false),
                    Salt = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    StoppedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    StoppedBy = table.Column<string>(type: "text", nullable: true),
                    StopReason = table.Column<string>(type: "text", nullable: true),
                    Chosen = table.Column<string>(type: "text", nullable: true),
                    AlertedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Experiments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IntentChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<string>(type: "text", nullable: false),
                    To = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntentChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IntentLabels",
                columns: table => new
                {
                    ChangeId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    Intent = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntentLabels", x => new { x.ChangeId, x.CaseId });
                });

            migrationBuilder.CreateTable(
                name: "KnownAnswerReplies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    KnownAnswerId = table.Column<long>(type: "bigint", nullable: false),
                    ItemId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    Queue = table.Column<string>(type: "text", nullable: false),
                    ReviewerId = table.Column<string>(type: "text", nullable: false),
                    ReviewerName = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Form = table.Column<string>(type: "text", nullable: false),
                    Wrong = table.Column<string>(type: "text", nullable: false),
                    Right = table.Column<bool>(type: "boolean", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownAnswerReplies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KnownAnswers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ReviewId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    Queue = table.Column<string>(type: "text", nullable: false),
                    Form = table.Column<string>(type: "text", nullable: false),
                    Fields = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownAnswers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Preflights",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RequestedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RequestedBy = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Stage = table.Column<string>(type: "text", nullable: false),
                    Progress = table.Column<int>(type: "integer", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Problem = table.Column<string>(type: "text", nullable: true),
                    Reviews = table.Column<string>(type: "text", nullable: false),
                    HeldOutShare = table.Column<double>(type: "double precision", nullable: true),
                    Key = table.Column<string>(type: "text", nullable: true),
                    Report = table.Column<string>(type: "text", nullable: true),
                    Model = table.Column<byte[]>(type: "bytea", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Token = table.Column<long>(type: "bigint", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Preflights", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseDestinations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Location = table.Column<string>(type: "text", nullable: false),
                    Bucket = table.Column<string>(type: "text", nullable: false),
                    Prefix = table.Column<string>(type: "text", nullable: false),
                    Region = table.Column<string>(type: "text", nullable: false),
                    AccessKey = table.Column<string>(type: "text", nullable: false),
                    Secret = table.Column<string>(type: "text", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false),
                    DisabledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DisabledReason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseDestinations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseFeedback",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ReleaseId = table.Column<long>(type: "bigint", nullable: false),
                    Release = table.Column<string>(type: "text", nullable: false),
                    Row = table.Column<string>(type: "text", nullable: false),
                    ReviewId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    Verdict = table.Column<int>(type: "integer", nullable: false),
                    Comment = table.Column<string>(type: "text", nullable: true),
                    By = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseFeedback", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseFileParts",
                columns: table => new
                {
                    FileSha256 = table.Column<string>(type: "text", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Sha256 = table.Column<string>(type: "text", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    WrittenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseFileParts", x => new { x.FileSha256, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "ReleasePulls",
                columns: table => new
                {
                    ReleaseId = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    FirstAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Files = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleasePulls", x => new { x.ReleaseId, x.By });
                    table.ForeignKey(
                        name: "FK_ReleasePulls_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseSigningKeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    PrivateKey = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseSigningKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReturnAssumptions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MinutesLow = table.Column<double>(type: "double precision", nullable: true),
                    MinutesHigh = table.Column<double>(type: "double precision", nullable: true),
                    RateLow = table.Column<double>(type: "double precision", nullable: true),
                    RateHigh = table.Column<double>(type: "double precision", nullable: true),
                    ReviewMinutesLow = table.Column<double>(type: "double precision", nullable: true),
                    ReviewMinutesHigh = table.Column<double>(type: "double precision", nullable: true),
                    ReopenMinutesLow = table.Column<double>(type: "double precision", nullable: true),
                    ReopenMinutesHigh = table.Column<double>(type: "double precision", nullable: true),
                    MonthlyLow = table.Column<double>(type: "double precision", nullable: true),
                    MonthlyHigh = table.Column<double>(type: "double precision", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReturnAssumptions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewBatches",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    Group = table.Column<string>(type: "text", nullable: false),
                    ReviewerId = table.Column<string>(type: "text", nullable: false),
                    ReviewerName = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Size = table.Column<int>(type: "integer", nullable: false),
                    Sample = table.Column<string>(type: "text", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewBatches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewEscalations",
                columns: table => new
                {
                    ItemId = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<string>(type: "text", nullable: true),
                    ToName = table.Column<string>(type: "text", nullable: true),
                    ById = table.Column<string>(type: "text", nullable: false),
                    ByName = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Token = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewEscalations", x => x.ItemId);
                });

            migrationBuilder.CreateTable(
                name: "ReviewLabels",
                columns: table => new
                {
                    ReviewId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    StepId = table.Column<string>(type: "text", nullable: false),
                    Category = table.Column<string>(type: "text", nullable: false),
                    RootCause = table.Column<string>(type: "text", nullable: true),
                    Agent = table.Column<string>(type: "text", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Decisive = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewLabels", x => new { x.ReviewId, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "ReviewerPauses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ReviewerId = table.Column<string>(type: "text", nullable: false),
                    ReviewerName = table.Column<string>(type: "text", nullable: false),
                    Queue = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Right = table.Column<int>(type: "integer", nullable: false),
                    Asked = table.Column<int>(type: "integer", nullable: false),
                    Below = table.Column<double>(type: "double precision", nullable: false),
                    ResumedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ResumedBy = table.Column<string>(type: "text", nullable: true),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewerPauses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErasureCounts",
                columns: table => new
                {
                    ErasureId = table.Column<long>(type: "bigint", nullable: false),
                    Place = table.Column<string>(type: "text", nullable: false),
                    Done = table.Column<string>(type: "text", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureCounts", x => new { x.ErasureId, x.Place, x.Done });
                    table.ForeignKey(
                        name: "FK_ErasureCounts_Erasures_ErasureId",
                        column: x => x.ErasureId,
                        principalTable: "Erasures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Assignments",
                columns: table => new
                {
                    ExperimentId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    Arm = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Assignments", x => new { x.ExperimentId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_Assignments_Experiments_ExperimentId",
                        column: x => x.ExperimentId,
                        principalTable: "Experiments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentArms",
                columns: table => new
                {
                    ExperimentId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Share = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentArms", x => new { x.ExperimentId, x.Position });
                    table.ForeignKey(
                        name: "FK_ExperimentArms_Experiments_ExperimentId",
                        column: x => x.ExperimentId,
                        principalTable: "Experiments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseDeliveries",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ReleaseId = table.Column<long>(type: "bigint", nullable: false),
                    DestinationId = table.Column<long>(type: "bigint", nullable: false),
                    Task = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseDeliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReleaseDeliveries_ReleaseDestinations_DestinationId",
                        column: x => x.DestinationId,
                        principalTable: "ReleaseDestinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ReleaseDeliveries_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseDeliveryAttempts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DeliveryId = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Succeeded = table.Column<bool>(type: "boolean", nullable: false),
                    Outcome = table.Column<string>(type: "text", nullable: false),
                    Milliseconds = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseDeliveryAttempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReleaseDeliveryAttempts_ReleaseDeliveries_DeliveryId",
                        column: x => x.DeliveryId,
                        principalTable: "ReleaseDeliveries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_ForUser",
                table: "ReviewItems",
                column: "ForUser",
                filter: "\"ForUser\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_Free",
                table: "ReviewItems",
                columns: new[] { "Priority", "Id" },
                descending: new[] { true, false },
                filter: "\"DoneAt\" IS NULL AND \"LeasedUntil\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_LeasedUntil",
                table: "ReviewItems",
                column: "LeasedUntil",
                filter: "\"LeasedUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Releases_Name_Major_Minor_Patch",
                table: "Releases",
                columns: new[] { "Name", "Major", "Minor", "Patch" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseRows_Clause",
                table: "ReleaseRows",
                column: "Clause",
                filter: "\"Clause\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseRows_ReleaseId_ItemId",
                table: "ReleaseRows",
                columns: new[] { "ReleaseId", "ItemId" });

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseRows_ReviewerId",
                table: "ReleaseRows",
                column: "ReviewerId");

            migrationBuilder.CreateIndex(
                name: "IX_AgentThresholds_Intent",
                table: "AgentThresholds",
                column: "Intent",
                unique: true,
                filter: "\"RetiredAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Assignments_CaseId",
                table: "Assignments",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Dashboards_UserId",
                table: "Dashboards",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_DeliveryReceipts_ReleaseId",
                table: "DeliveryReceipts",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Erasures_Subject",
                table: "Erasures",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_Experiments_Name",
                table: "Experiments",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KnownAnswerReplies_CaseId",
                table: "KnownAnswerReplies",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_KnownAnswerReplies_KnownAnswerId_ReviewerId",
                table: "KnownAnswerReplies",
                columns: new[] { "KnownAnswerId", "ReviewerId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KnownAnswerReplies_ReviewerId_Queue_At",
                table: "KnownAnswerReplies",
                columns: new[] { "ReviewerId", "Queue", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_KnownAnswers_CaseId",
                table: "KnownAnswers",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_KnownAnswers_ReviewId",
                table: "KnownAnswers",
                column: "ReviewId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Preflights_Key",
                table: "Preflights",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_Preflights_State",
                table: "Preflights",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseDeliveries_DestinationId",
                table: "ReleaseDeliveries",
                column: "DestinationId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseDeliveries_DueAt",
                table: "ReleaseDeliveries",
                column: "DueAt",
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseDeliveries_ReleaseId_DestinationId_Task",
                table: "ReleaseDeliveries",
                columns: new[] { "ReleaseId", "DestinationId", "Task" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseDeliveryAttempts_DeliveryId",
                table: "ReleaseDeliveryAttempts",
                column: "DeliveryId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseFeedback_CaseId",
                table: "ReleaseFeedback",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseFeedback_ReleaseId",
                table: "ReleaseFeedback",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewEscalations_ById",
                table: "ReviewEscalations",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewEscalations_To",
                table: "ReviewEscalations",
                column: "To");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewerPauses_ReviewerId_Queue",
                table: "ReviewerPauses",
                columns: new[] { "ReviewerId", "Queue" },
                unique: true,
                filter: "\"ResumedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgentThresholds");

            migrationBuilder.DropTable(
                name: "Assignments");

            migrationBuilder.DropTable(
                name: "ConfigurationKeys");

            migrationBuilder.DropTable(
                name: "Dashboards");

            migrationBuilder.DropTable(
                name: "DeliveryReceipts");

            migrationBuilder.DropTable(
                name: "ErasureCounts");

            migrationBuilder.DropTable(
                name: "ExperimentArms");

            migrationBuilder.DropTable(
                name: "IntentChanges");

            migrationBuilder.DropTable(
                name: "IntentLabels");

            migrationBuilder.DropTable(
                name: "KnownAnswerReplies");

            migrationBuilder.DropTable(
                name: "KnownAnswers");

            migrationBuilder.DropTable(
                name: "Preflights");

            migrationBuilder.DropTable(
                name: "ReleaseDeliveryAttempts");

            migrationBuilder.DropTable(
                name: "ReleaseFeedback");

            migrationBuilder.DropTable(
                name: "ReleaseFileParts");

            migrationBuilder.DropTable(
                name: "ReleasePulls");

            migrationBuilder.DropTable(
                name: "ReleaseSigningKeys");

            migrationBuilder.DropTable(
                name: "ReturnAssumptions");

            migrationBuilder.DropTable(
                name: "ReviewBatches");

            migrationBuilder.DropTable(
                name: "ReviewEscalations");

            migrationBuilder.DropTable(
                name: "ReviewLabels");

            migrationBuilder.DropTable(
                name: "ReviewerPauses");

            migrationBuilder.DropTable(
                name: "Erasures");

            migrationBuilder.DropTable(
                name: "Experiments");

            migrationBuilder.DropTable(
                name: "ReleaseDeliveries");

            migrationBuilder.DropTable(
                name: "ReleaseDestinations");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_ForUser",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_Free",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_LeasedUntil",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_Releases_Name_Major_Minor_Patch",
                table: "Releases");

            migrationBuilder.DropIndex(
                name: "IX_ReleaseRows_Clause",
                table: "ReleaseRows");

            migrationBuilder.DropIndex(
                name: "IX_ReleaseRows_ReleaseId_ItemId",
                table: "ReleaseRows");

            migrationBuilder.DropIndex(
                name: "IX_ReleaseRows_ReviewerId",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Arguments",
                table: "ToolEntries");

            migrationBuilder.DropColumn(
                name: "Does",
                table: "ToolEntries");

            migrationBuilder.DropColumn(
                name: "Intents",
                table: "ToolEntries");

            migrationBuilder.DropColumn(
                name: "EnergyHighWh",
                table: "StepHours");

            migrationBuilder.DropColumn(
                name: "EnergyLowWh",
                table: "StepHours");

            migrationBuilder.DropColumn(
                name: "Powered",
                table: "StepHours");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Demo",
                table: "ReviewQueues");

            migrationBuilder.DropColumn(
                name: "ExtraOpinions",
                table: "ReviewQueues");

            migrationBuilder.DropColumn(
                name: "GoldFeedback",
                table: "ReviewQueues");

            migrationBuilder.DropColumn(
                name: "GoldPauseAfter",
                table: "ReviewQueues");

            migrationBuilder.DropColumn(
                name: "GoldPauseBelow",
                table: "ReviewQueues");

            migrationBuilder.DropColumn(
                name: "GoldShare",
                table: "ReviewQueues");

            migrationBuilder.DropColumn(
                name: "ForUser",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "CreatedById",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Major",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Minor",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Patch",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "PredecessorId",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Signature",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "SupersededById",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "WithdrawnBecause",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Clause",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Ground",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Item",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Length",
                table: "ReleaseFiles");

            migrationBuilder.DropColumn(
                name: "RowCount",
                table: "ReleaseFiles");

            migrationBuilder.DropColumn(
                name: "CarriedFrom",
                table: "ReleaseApprovals");

            migrationBuilder.DropColumn(
                name: "Effect",
                table: "Deployments");

            migrationBuilder.DropColumn(
                name: "EffectLower",
                table: "Deployments");

            migrationBuilder.DropColumn(
                name: "EffectN",
                table: "Deployments");

            migrationBuilder.DropColumn(
                name: "EffectUpper",
                table: "Deployments");

            migrationBuilder.DropColumn(
                name: "DwellSeconds",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Flows",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "FlowsFinished",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "RapidDismissals",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ReopenedInDurableWindow",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ScrollDepth",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Suggestions",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Thumbs",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ThumbsUp",
                table: "Cases");
        }
    }
}
