using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PolicyRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PolicyAudits");

            migrationBuilder.DropTable(
                name: "PolicyRejudges");

            migrationBuilder.DropTable(
                name: "PolicyRuleVersions");

            migrationBuilder.DropTable(
                name: "PolicyRules");
        }
    }
}
