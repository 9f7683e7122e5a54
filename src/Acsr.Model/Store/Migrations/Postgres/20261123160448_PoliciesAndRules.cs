using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PoliciesAndRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "EffectiveTo",
                table: "PolicyVersions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Owner",
                table: "PolicyVersions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SourceUri",
                table: "PolicyVersions",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CitedClauses",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    StepId = table.Column<string>(type: "text", nullable: false),
                    PolicyId = table.Column<string>(type: "text", nullable: false),
                    ClauseId = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    In = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CitedClauses", x => new { x.CaseId, x.StepId, x.PolicyId, x.ClauseId, x.Version, x.In });
                });

            migrationBuilder.CreateTable(
                name: "ClauseProfiles",
                columns: table => new
                {
                    PolicyId = table.Column<string>(type: "text", nullable: false),
                    ClauseId = table.Column<string>(type: "text", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: true),
                    Severity = table.Column<int>(type: "integer", nullable: true),
                    Kind = table.Column<int>(type: "integer", nullable: true),
                    Remedy = table.Column<string>(type: "text", nullable: true),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    TextHash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClauseProfiles", x => new { x.PolicyId, x.ClauseId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "ClauseRecalls",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    PolicyId = table.Column<string>(type: "text", nullable: false),
                    ClauseId = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClauseRecalls", x => new { x.CaseId, x.PolicyId, x.ClauseId, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "PolicyAudits",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    StepId = table.Column<string>(type: "text", nullable: false),
                    RuleId = table.Column<long>(type: "bigint", nullable: false),
                    RuleVersion = table.Column<int>(type: "integer", nullable: false),
                    PolicyId = table.Column<string>(type: "text", nullable: false),
                    ClauseId = table.Column<string>(type: "text", nullable: false),
                    ClauseVersion = table.Column<int>(type: "integer", nullable: false),
                    Action = table.Column<string>(type: "text", nullable: false),
                    Outcome = table.Column<int>(type: "integer", nullable: false),
                    Severity = table.Column<int>(type: "integer", nullable: false),
                    Missing = table.Column<string>(type: "text", nullable: false),
                    Evidence = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    OccurredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyAudits", x => new { x.CaseId, x.StepId, x.RuleId });
                });

            migrationBuilder.CreateTable(
                name: "PolicyRejudges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    PolicyId = table.Column<string>(type: "text", nullable: false),
                    RuleId = table.Column<long>(type: "bigint", nullable: true),
                    RequestedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CursorAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CursorId = table.Column<string>(type: "text", nullable: true),
                    Queued = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyRejudges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PolicyRejudges_Policies_PolicyId",
                        column: x => x.PolicyId,
                        principalTable: "Policies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PolicyRules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    PolicyId = table.Column<string>(type: "text", nullable: false),
                    ClauseId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: true),
                    Latest = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyRules", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PolicyRules_Policies_PolicyId",
                        column: x => x.PolicyId,
                        principalTable: "Policies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReviewRetirements",
                columns: table => new
                {
                    ReviewId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false),
                    PolicyId = table.Column<string>(type: "text", nullable: false),
                    ClauseId = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    SupersededBy = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewRetirements", x => x.ReviewId);
                });

            migrationBuilder.CreateTable(
                name: "PolicyRuleVersions",
                columns: table => new
                {
                    RuleId = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    AppliesTo = table.Column<string>(type: "text", nullable: false),
                    AppliesWhen = table.Column<string>(type: "text", nullable: true),
                    Logic = table.Column<string>(type: "text", nullable: false),
                    Severity = table.Column<int>(type: "integer", nullable: false),
                    Remedy = table.Column<string>(type: "text", nullable: true),
                    Examples = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyRuleVersions", x => new { x.RuleId, x.Version });
                    table.ForeignKey(
                        name: "FK_PolicyRuleVersions_PolicyRules_RuleId",
                        column: x => x.RuleId,
                        principalTable: "PolicyRules",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_Clause",
                table: "Reviews",
                column: "Clause");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_OneOpen",
                table: "ReviewItems",
                column: "CaseId",
                unique: true,
                filter: "\"DoneAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CitedClauses_PolicyId_ClauseId_Version",
                table: "CitedClauses",
                columns: new[] { "PolicyId", "ClauseId", "Version" });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyAudits_PolicyId_ClauseId_ClauseVersion",
                table: "PolicyAudits",
                columns: new[] { "PolicyId", "ClauseId", "ClauseVersion" });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyAudits_RuleId_Outcome",
                table: "PolicyAudits",
                columns: new[] { "RuleId", "Outcome" });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyRejudges_PolicyId",
                table: "PolicyRejudges",
                column: "PolicyId");

            migrationBuilder.CreateIndex(
                name: "IX_PolicyRules_PolicyId",
                table: "PolicyRules",
                column: "PolicyId");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewRetirements_CaseId",
                table: "ReviewRetirements",
                column: "CaseId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CitedClauses");

            migrationBuilder.DropTable(
                name: "ClauseProfiles");

            migrationBuilder.DropTable(
                name: "ClauseRecalls");

            migrationBuilder.DropTable(
                name: "PolicyAudits");

            migrationBuilder.DropTable(
                name: "PolicyRejudges");

            migrationBuilder.DropTable(
                name: "PolicyRuleVersions");

            migrationBuilder.DropTable(
                name: "ReviewRetirements");

            migrationBuilder.DropTable(
                name: "PolicyRules");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_Clause",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_OneOpen",
                table: "ReviewItems");

            migrationBuilder.DropColumn(
                name: "EffectiveTo",
                table: "PolicyVersions");

            migrationBuilder.DropColumn(
                name: "Owner",
                table: "PolicyVersions");

            migrationBuilder.DropColumn(
                name: "SourceUri",
                table: "PolicyVersions");
        }
    }
}
