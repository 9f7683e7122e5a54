using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acsr.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeadEndGroups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Group",
                table: "Signals",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DeadEndFindings",
                columns: table => new
                {
                    Group = table.Column<string>(type: "TEXT", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Severity = table.Column<int>(type: "INTEGER", nullable: false),
                    Hits = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<string>(type: "TEXT", nullable: true),
                    Solved = table.Column<bool>(type: "INTEGER", nullable: true),
                    HandedOff = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeadEndFindings", x => new { x.CaseId, x.Group });
                });

            migrationBuilder.CreateTable(
                name: "DeadEndGroups",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Detector = table.Column<string>(type: "TEXT", nullable: false),
                    Intent = table.Column<string>(type: "TEXT", nullable: true),
                    Tool = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Release = table.Column<string>(type: "TEXT", nullable: true),
                    VersionsBefore = table.Column<string>(type: "TEXT", nullable: false),
                    ResolvedFrom = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeadEndGroups", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "GapBands",
                columns: table => new
                {
                    Hash = table.Column<long>(type: "INTEGER", nullable: false),
                    Gap = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GapBands", x => new { x.Hash, x.Gap });
                });

            migrationBuilder.CreateTable(
                name: "GapForms",
                columns: table => new
                {
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    Gap = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GapForms", x => x.Form);
                });

            migrationBuilder.CreateTable(
                name: "KnowledgeGaps",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Question = table.Column<string>(type: "TEXT", nullable: false),
                    Words = table.Column<string>(type: "TEXT", nullable: false),
                    FoundedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnowledgeGaps", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "RetrievalSources",
                columns: table => new
                {
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Threshold = table.Column<double>(type: "REAL", nullable: true),
                    ResolvedCases = table.Column<int>(type: "INTEGER", nullable: false),
                    ComputedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetrievalSources", x => x.Source);
                });

            migrationBuilder.CreateTable(
                name: "Retrievals",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    StepId = table.Column<string>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Question = table.Column<string>(type: "TEXT", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: true),
                    Gap = table.Column<string>(type: "TEXT", nullable: true),
                    Miss = table.Column<int>(type: "INTEGER", nullable: false),
                    TopScore = table.Column<double>(type: "REAL", nullable: true),
                    Documents = table.Column<int>(type: "INTEGER", nullable: false),
                    Returned = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Solved = table.Column<bool>(type: "INTEGER", nullable: true),
                    HandedOff = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Retrievals", x => new { x.CaseId, x.StepId });
                });

            migrationBuilder.CreateTable(
                name: "ReviewRequests",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Group = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewRequests", x => new { x.CaseId, x.Group });
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeadEndFindings_Group_At_CaseId",
                table: "DeadEndFindings",
                columns: new[] { "Group", "At", "CaseId" });

            migrationBuilder.CreateIndex(
                name: "IX_GapForms_Gap",
                table: "GapForms",
                column: "Gap");

            migrationBuilder.CreateIndex(
                name: "IX_Retrievals_Form",
                table: "Retrievals",
                column: "Form",
                filter: "\"Gap\" IS NULL AND \"Miss\" <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Retrievals_Gap_At",
                table: "Retrievals",
                columns: new[] { "Gap", "At" },
                filter: "\"Gap\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Retrievals_Source_TopScore",
                table: "Retrievals",
                columns: new[] { "Source", "TopScore" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeadEndFindings");

            migrationBuilder.DropTable(
                name: "DeadEndGroups");

            migrationBuilder.DropTable(
                name: "GapBands");

            migrationBuilder.DropTable(
                name: "GapForms");

            migrationBuilder.DropTable(
                name: "KnowledgeGaps");

            migrationBuilder.DropTable(
                name: "RetrievalSources");

            migrationBuilder.DropTable(
                name: "Retrievals");

            migrationBuilder.DropTable(
                name: "ReviewRequests");

            migrationBuilder.DropColumn(
                name: "Group",
                table: "Signals");
        }
    }
}
