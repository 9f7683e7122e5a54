using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Sources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Arguments",
                table: "ToolEntries",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<double>(
                name: "DwellSeconds",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Flows",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "FlowsFinished",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "RapidDismissals",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "ScrollDepth",
                table: "Cases",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Suggestions",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Thumbs",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ThumbsUp",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Arguments",
                table: "ToolEntries");

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
