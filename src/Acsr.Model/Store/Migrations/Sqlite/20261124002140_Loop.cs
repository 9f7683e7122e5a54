using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acsr.Store.Migrations.Sqlite
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
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Does",
                table: "ToolEntries",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Intents",
                table: "ToolEntries",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<double>(
                name: "EnergyHighWh",
                table: "StepHours",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "EnergyLowWh",
                table: "StepHours",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<long>(
                name: "Powered",
                table: "StepHours",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "Reviews",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Demo",
                table: "ReviewQueues",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "ExtraOpinions",
                table: "ReviewQueues",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "GoldFeedback",
                table: "ReviewQueues",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "GoldPauseAfter",
                table: "ReviewQueues",
                type: "INTEGER",
                nullable: false,
                defaultValue: 10);

            migrationBuilder.AddColumn<double>(
                name: "GoldPauseBelow",
                table: "ReviewQueues",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "GoldShare",
                table: "ReviewQueues",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string>(
                name: "ForUser",
                table: "ReviewItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CreatedById",
                table: "Releases",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Major",
                table: "Releases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "Minor",
                table: "Releases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Patch",
                table: "Releases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PredecessorId",
                table: "Releases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Signature",
                table: "Releases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SupersededById",
                table: "Releases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "Releases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnBecause",
                table: "Releases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Clause",
                table: "ReleaseRows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "ReleaseRows",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Ground",
                table: "ReleaseRows",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Item",
                table: "ReleaseRows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "ReleaseRows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Length",
                table: "ReleaseFiles",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "RowCount",
                table: "ReleaseFiles",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "CarriedFrom",
                table: "ReleaseApprovals",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Effect",
                table: "Deployments",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "EffectLower",
                table: "Deployments",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EffectN",
                table: "Deployments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<double>(
                name: "EffectUpper",
                table: "Deployments",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "DwellSeconds",
                table: "Cases",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Flows",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "FlowsFinished",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "RapidDismissals",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "ReopenedInDurableWindow",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "ScrollDepth",
                table: "Cases",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Suggestions",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Thumbs",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ThumbsUp",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "AgentThresholds",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Intent = table.Column<string>(type: "TEXT", nullable: false),
                    Confidence = table.Column<double>(type: "REAL", nullable: false),
                    MostWrong = table.Column<double>(type: "REAL", nullable: false),
                    Coverage = table.Column<double>(type: "REAL", nullable: false),
                    N = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RetiredBy = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentThresholds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ConfigurationKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Private = table.Column<string>(type: "TEXT", nullable: false),
                    Public = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConfigurationKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Dashboards",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", nullable: false),
                    Shared = table.Column<bool>(type: "INTEGER", nullable: false),
                    Tiles = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Dashboards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeliveryReceipts",
                columns: table => new
                {
                    DeliveryId = table.Column<string>(type: "TEXT", nullable: false),
                    ReleaseId = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeliveryReceipts", x => x.DeliveryId);
                });

            migrationBuilder.CreateTable(
                name: "Erasures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Pending = table.Column<string>(type: "TEXT", nullable: true),
                    FirstCaseAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastCaseAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CertificateSha256 = table.Column<string>(type: "TEXT", nullable: true),
                    Certificate = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Experiments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Hypothesis = table.Column<string>(type: "TEXT", nullable: false),
                    Intents = table.Column<string>(type: "TEXT", nullable: false),
                    Metric = table.Column<string>(type: "TEXT", nullable: false),
                    Guardrails = table.Column<string>(type: "TEXT", nullable: false),
                    Worth = table.Column<double>(type: "REAL", nullable: false),
                    Power = table.Column<double>(type: "REAL", nullable: false),
                    HoldOut = table.Column<double>(type: "REAL", nullable: false),
                    MostDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Salt = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StoppedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StoppedBy = table.Column<string>(type: "TEXT", nullable: true),
                    StopReason = table.Column<string>(type: "TEXT", nullable: true),
                    Chosen = table.Column<string>(type: "TEXT", nullable: true),
                    AlertedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Demo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Experiments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IntentChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<string>(type: "TEXT", nullable: false),
                    To = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntentChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IntentLabels",
                columns: table => new
                {
                    ChangeId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Intent = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntentLabels", x => new { x.ChangeId, x.CaseId });
                });

            migrationBuilder.CreateTable(
                name: "KnownAnswerReplies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    KnownAnswerId = table.Column<long>(type: "INTEGER", nullable: false),
                    ItemId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Queue = table.Column<string>(type: "TEXT", nullable: false),
                    ReviewerId = table.Column<string>(type: "TEXT", nullable: false),
                    ReviewerName = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    Wrong = table.Column<string>(type: "TEXT", nullable: false),
                    Right = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Demo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownAnswerReplies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KnownAnswers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ReviewId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Queue = table.Column<string>(type: "TEXT", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false),
                    Demo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownAnswers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Preflights",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", nullable: false),
                    Progress = table.Column<int>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Problem = table.Column<string>(type: "TEXT", nullable: true),
                    Reviews = table.Column<string>(type: "TEXT", nullable: false),
                    HeldOutShare = table.Column<double>(type: "REAL", nullable: true),
                    Key = table.Column<string>(type: "TEXT", nullable: true),
                    Report = table.Column<string>(type: "TEXT", nullable: true),
                    Model = table.Column<byte[]>(type: "BLOB", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Token = table.Column<long>(type: "INTEGER", nullable: false),
                    Demo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Preflights", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseDestinations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Location = table.Column<string>(type: "TEXT", nullable: false),
                    Bucket = table.Column<string>(type: "TEXT", nullable: false),
                    Prefix = table.Column<string>(type: "TEXT", nullable: false),
                    Region = table.Column<string>(type: "TEXT", nullable: false),
                    AccessKey = table.Column<string>(type: "TEXT", nullable: false),
                    Secret = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    DisabledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DisabledReason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseDestinations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseFeedback",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    ReleaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    Release = table.Column<string>(type: "TEXT", nullable: false),
                    Row = table.Column<string>(type: "TEXT", nullable: false),
                    ReviewId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Verdict = table.Column<int>(type: "INTEGER", nullable: false),
                    Comment = table.Column<string>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseFeedback", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseFileParts",
                columns: table => new
                {
                    FileSha256 = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    WrittenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseFileParts", x => new { x.FileSha256, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "ReleasePulls",
                columns: table => new
                {
                    ReleaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    FirstAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Files = table.Column<int>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PrivateKey = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseSigningKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReturnAssumptions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MinutesLow = table.Column<double>(type: "REAL", nullable: true),
                    MinutesHigh = table.Column<double>(type: "REAL", nullable: true),
                    RateLow = table.Column<double>(type: "REAL", nullable: true),
                    RateHigh = table.Column<double>(type: "REAL", nullable: true),
                    ReviewMinutesLow = table.Column<double>(type: "REAL", nullable: true),
                    ReviewMinutesHigh = table.Column<double>(type: "REAL", nullable: true),
                    ReopenMinutesLow = table.Column<double>(type: "REAL", nullable: true),
                    ReopenMinutesHigh = table.Column<double>(type: "REAL", nullable: true),
                    MonthlyLow = table.Column<double>(type: "REAL", nullable: true),
                    MonthlyHigh = table.Column<double>(type: "REAL", nullable: true),
                    Note = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Demo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReturnAssumptions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewBatches",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Group = table.Column<string>(type: "TEXT", nullable: false),
                    ReviewerId = table.Column<string>(type: "TEXT", nullable: false),
                    ReviewerName = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    Sample = table.Column<string>(type: "TEXT", nullable: false),
                    Demo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewBatches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewEscalations",
                columns: table => new
                {
                    ItemId = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<string>(type: "TEXT", nullable: true),
                    ToName = table.Column<string>(type: "TEXT", nullable: true),
                    ById = table.Column<string>(type: "TEXT", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Token = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewEscalations", x => x.ItemId);
                });

            migrationBuilder.CreateTable(
                name: "ReviewLabels",
                columns: table => new
                {
                    ReviewId = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    StepId = table.Column<string>(type: "TEXT", nullable: false),
                    Category = table.Column<string>(type: "TEXT", nullable: false),
                    RootCause = table.Column<string>(type: "TEXT", nullable: true),
                    Agent = table.Column<string>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Decisive = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewLabels", x => new { x.ReviewId, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "ReviewerPauses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ReviewerId = table.Column<string>(type: "TEXT", nullable: false),
                    ReviewerName = table.Column<string>(type: "TEXT", nullable: false),
                    Queue = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Right = table.Column<int>(type: "INTEGER", nullable: false),
                    Asked = table.Column<int>(type: "INTEGER", nullable: false),
                    Below = table.Column<double>(type: "REAL", nullable: false),
                    ResumedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ResumedBy = table.Column<string>(type: "TEXT", nullable: true),
                    Demo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewerPauses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErasureCounts",
                columns: table => new
                {
                    ErasureId = table.Column<long>(type: "INTEGER", nullable: false),
                    Place = table.Column<string>(type: "TEXT", nullable: false),
                    Done = table.Column<string>(type: "TEXT", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
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
                    ExperimentId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Arm = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    ExperimentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Share = table.Column<double>(type: "REAL", nullable: false)
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
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    ReleaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    DestinationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Task = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DeliveryId = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Succeeded = table.Column<bool>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    Milliseconds = table.Column<int>(type: "INTEGER", nullable: false)
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
