using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Quality : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "IX_ReleaseFeedback_CaseId",
                table: "ReleaseFeedback",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseFeedback_ReleaseId",
                table: "ReleaseFeedback",
                column: "ReleaseId");

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
                name: "KnownAnswerReplies");

            migrationBuilder.DropTable(
                name: "KnownAnswers");

            migrationBuilder.DropTable(
                name: "ReleaseFeedback");

            migrationBuilder.DropTable(
                name: "ReviewLabels");

            migrationBuilder.DropTable(
                name: "ReviewerPauses");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_ForUser",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_Free",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_LeasedUntil",
                table: "ReviewItems");

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
        }
    }
}
