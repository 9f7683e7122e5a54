using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acsr.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Judgements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Backtracks",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "Ces",
                table: "Cases",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "DurablyResolved",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "FirstContactResolved",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "HandoffKind",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PolicyChecks",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PolicyUnknowns",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PolicyViolations",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Recontacted",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReengagesCase",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Rephrasings",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Resolution",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SentimentFrom",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "SentimentShift",
                table: "Cases",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "SentimentSlope",
                table: "Cases",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SettlesAt",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SurveyResolved",
                table: "Cases",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Backtracks",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Ces",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "DurablyResolved",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "FirstContactResolved",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "HandoffKind",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PolicyChecks",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PolicyUnknowns",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PolicyViolations",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Recontacted",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ReengagesCase",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Rephrasings",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Resolution",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "SentimentFrom",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "SentimentShift",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "SentimentSlope",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "SettlesAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "SurveyResolved",
                table: "Cases");
        }
    }
}
