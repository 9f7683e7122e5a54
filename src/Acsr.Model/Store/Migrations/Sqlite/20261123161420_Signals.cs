using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acsr.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Signals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "HigherIsBetter",
                table: "Signals",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Label",
                table: "Signals",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OtherCase",
                table: "Signals",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReceivedAt",
                table: "Signals",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "ScaleMax",
                table: "Signals",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "ScaleMin",
                table: "Signals",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Turn",
                table: "Signals",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FollowedBy",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SurveyInvited",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "CaseTimers",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseTimers", x => x.CaseId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Customer_Intent_At_Id",
                table: "Cases",
                columns: new[] { "Customer", "Intent", "At", "Id" },
                filter: "\"Customer\" IS NOT NULL AND \"Intent\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseTimers_DueAt",
                table: "CaseTimers",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CaseTimers");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Customer_Intent_At_Id",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "HigherIsBetter",
                table: "Signals");

            migrationBuilder.DropColumn(
                name: "Label",
                table: "Signals");

            migrationBuilder.DropColumn(
                name: "OtherCase",
                table: "Signals");

            migrationBuilder.DropColumn(
                name: "ReceivedAt",
                table: "Signals");

            migrationBuilder.DropColumn(
                name: "ScaleMax",
                table: "Signals");

            migrationBuilder.DropColumn(
                name: "ScaleMin",
                table: "Signals");

            migrationBuilder.DropColumn(
                name: "Turn",
                table: "Signals");

            migrationBuilder.DropColumn(
                name: "FollowedBy",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "SurveyInvited",
                table: "Cases");
        }
    }
}
