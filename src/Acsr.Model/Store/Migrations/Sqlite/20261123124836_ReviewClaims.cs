using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acsr.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReviewClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_DoneAt_Priority_Id",
                table: "ReviewItems");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_DoneAt",
                table: "ReviewItems",
                column: "DoneAt",
                filter: "\"DoneAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_LeasedBy",
                table: "ReviewItems",
                column: "LeasedBy");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_Priority_Id",
                table: "ReviewItems",
                columns: new[] { "Priority", "Id" },
                descending: new[] { true, false },
                filter: "\"DoneAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_DoneAt",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_LeasedBy",
                table: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewItems_Priority_Id",
                table: "ReviewItems");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_DoneAt_Priority_Id",
                table: "ReviewItems",
                columns: new[] { "DoneAt", "Priority", "Id" });
        }
    }
}
