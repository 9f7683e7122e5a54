using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CaseFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Baseline",
                table: "Cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "CachedTokens",
                table: "Cases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CustomerTier",
                table: "Cases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "EnergyHighWh",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "EnergyLowWh",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Fallbacks",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "FirstResponseSeconds",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "HumanCostUsd",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "HumanSeconds",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "ModelCostUsd",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ParseFailures",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "ReasoningTokens",
                table: "Cases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ShadowAgreed",
                table: "Cases",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Strategy",
                table: "Cases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "Cases",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<double>(
                name: "ToolCostUsd",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Verification",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Baseline",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "CachedTokens",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "CustomerTier",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "EnergyHighWh",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "EnergyLowWh",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Fallbacks",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "FirstResponseSeconds",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "HumanCostUsd",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "HumanSeconds",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ModelCostUsd",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ParseFailures",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ReasoningTokens",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ShadowAgreed",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Strategy",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ToolCostUsd",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Verification",
                table: "Cases");
        }
    }
}
