using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acsr.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ClauseRevisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "EffectiveTo",
                table: "PolicyVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Owner",
                table: "PolicyVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SourceUri",
                table: "PolicyVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CitedClauses",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    StepId = table.Column<string>(type: "TEXT", nullable: false),
                    PolicyId = table.Column<string>(type: "TEXT", nullable: false),
                    ClauseId = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    In = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CitedClauses", x => new { x.CaseId, x.StepId, x.PolicyId, x.ClauseId, x.Version, x.In });
                });

            migrationBuilder.CreateTable(
                name: "ClauseProfiles",
                columns: table => new
                {
                    PolicyId = table.Column<string>(type: "TEXT", nullable: false),
                    ClauseId = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", nullable: true),
                    Severity = table.Column<int>(type: "INTEGER", nullable: true),
                    Kind = table.Column<int>(type: "INTEGER", nullable: true),
                    Remedy = table.Column<string>(type: "TEXT", nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    TextHash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClauseProfiles", x => new { x.PolicyId, x.ClauseId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "ClauseRecalls",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    PolicyId = table.Column<string>(type: "TEXT", nullable: false),
                    ClauseId = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClauseRecalls", x => new { x.CaseId, x.PolicyId, x.ClauseId, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "ReviewRetirements",
                columns: table => new
                {
                    ReviewId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    PolicyId = table.Column<string>(type: "TEXT", nullable: false),
                    ClauseId = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    SupersededBy = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewRetirements", x => x.ReviewId);
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
                name: "ReviewRetirements");

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
