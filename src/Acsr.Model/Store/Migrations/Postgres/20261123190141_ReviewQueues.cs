using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ReviewQueues : Migration
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
                name: "IX_ReviewProposals_CaseId",
                table: "ReviewProposals",
                column: "CaseId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_OneOpen",
                table: "ReviewItems",
                column: "CaseId",
                unique: true,
                filter: "\"DoneAt\" IS NULL");
        }
    }
}
