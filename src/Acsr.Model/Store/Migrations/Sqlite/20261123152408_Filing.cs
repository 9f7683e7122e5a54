using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acsr.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Filing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "UnfiledSegments",
                columns: table => new
                {
                    SegmentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnfiledSegments", x => x.SegmentId);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UnfiledSegments");
        }
    }
}
