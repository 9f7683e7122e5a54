using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Publish : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CreatedById",
                table: "Releases",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Major",
                table: "Releases",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "Minor",
                table: "Releases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Patch",
                table: "Releases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PredecessorId",
                table: "Releases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Signature",
                table: "Releases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SupersededById",
                table: "Releases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "Releases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnBecause",
                table: "Releases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Clause",
                table: "ReleaseRows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "ReleaseRows",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Ground",
                table: "ReleaseRows",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Item",
                table: "ReleaseRows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "ReleaseRows",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Length",
                table: "ReleaseFiles",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "RowCount",
                table: "ReleaseFiles",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "CarriedFrom",
                table: "ReleaseApprovals",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DeliveryReceipts",
                columns: table => new
                {
                    DeliveryId = table.Column<string>(type: "text", nullable: false),
                    ReleaseId = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Status = table.Column<string>(type: "text", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeliveryReceipts", x => x.DeliveryId);
                });

            migrationBuilder.CreateTable(
                name: "Erasures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Subject = table.Column<string>(type: "text", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    By = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Pending = table.Column<string>(type: "text", nullable: true),
                    FirstCaseAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LastCaseAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CertificateSha256 = table.Column<string>(type: "text", nullable: true),
                    Certificate = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseDestinations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Location = table.Column<string>(type: "text", nullable: false),
                    Bucket = table.Column<string>(type: "text", nullable: false),
                    Prefix = table.Column<string>(type: "text", nullable: false),
                    Region = table.Column<string>(type: "text", nullable: false),
                    AccessKey = table.Column<string>(type: "text", nullable: false),
                    Secret = table.Column<string>(type: "text", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false),
                    DisabledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DisabledReason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseDestinations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseFileParts",
                columns: table => new
                {
                    FileSha256 = table.Column<string>(type: "text", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Sha256 = table.Column<string>(type: "text", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    WrittenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseFileParts", x => new { x.FileSha256, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "ReleasePulls",
                columns: table => new
                {
                    ReleaseId = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    FirstAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Files = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleasePulls", x => new { x.ReleaseId, x.By });
                    table.ForeignKey(
                        name: "FK_ReleasePulls_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseSigningKeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    PrivateKey = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseSigningKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErasureCounts",
                columns: table => new
                {
                    ErasureId = table.Column<long>(type: "bigint", nullable: false),
                    Place = table.Column<string>(type: "text", nullable: false),
                    Done = table.Column<string>(type: "text", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureCounts", x => new { x.ErasureId, x.Place, x.Done });
                    table.ForeignKey(
                        name: "FK_ErasureCounts_Erasures_ErasureId",
                        column: x => x.ErasureId,
                        principalTable: "Erasures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseDeliveries",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ReleaseId = table.Column<long>(type: "bigint", nullable: false),
                    DestinationId = table.Column<long>(type: "bigint", nullable: false),
                    Task = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseDeliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReleaseDeliveries_ReleaseDestinations_DestinationId",
                        column: x => x.DestinationId,
                        principalTable: "ReleaseDestinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ReleaseDeliveries_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseDeliveryAttempts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DeliveryId = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Succeeded = table.Column<bool>(type: "boolean", nullable: false),
                    Outcome = table.Column<string>(type: "text", nullable: false),
                    Milliseconds = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseDeliveryAttempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReleaseDeliveryAttempts_ReleaseDeliveries_DeliveryId",
                        column: x => x.DeliveryId,
                        principalTable: "ReleaseDeliveries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Releases_Name_Major_Minor_Patch",
                table: "Releases",
                columns: new[] { "Name", "Major", "Minor", "Patch" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseRows_Clause",
                table: "ReleaseRows",
                column: "Clause",
                filter: "\"Clause\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseRows_ReleaseId_ItemId",
                table: "ReleaseRows",
                columns: new[] { "ReleaseId", "ItemId" });

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseRows_ReviewerId",
                table: "ReleaseRows",
                column: "ReviewerId");

            migrationBuilder.CreateIndex(
                name: "IX_DeliveryReceipts_ReleaseId",
                table: "DeliveryReceipts",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Erasures_Subject",
                table: "Erasures",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseDeliveries_DestinationId",
                table: "ReleaseDeliveries",
                column: "DestinationId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseDeliveries_DueAt",
                table: "ReleaseDeliveries",
                column: "DueAt",
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseDeliveries_ReleaseId_DestinationId_Task",
                table: "ReleaseDeliveries",
                columns: new[] { "ReleaseId", "DestinationId", "Task" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseDeliveryAttempts_DeliveryId",
                table: "ReleaseDeliveryAttempts",
                column: "DeliveryId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeliveryReceipts");

            migrationBuilder.DropTable(
                name: "ErasureCounts");

            migrationBuilder.DropTable(
                name: "ReleaseDeliveryAttempts");

            migrationBuilder.DropTable(
                name: "ReleaseFileParts");

            migrationBuilder.DropTable(
                name: "ReleasePulls");

            migrationBuilder.DropTable(
                name: "ReleaseSigningKeys");

            migrationBuilder.DropTable(
                name: "Erasures");

            migrationBuilder.DropTable(
                name: "ReleaseDeliveries");

            migrationBuilder.DropTable(
                name: "ReleaseDestinations");

            migrationBuilder.DropIndex(
                name: "IX_Releases_Name_Major_Minor_Patch",
                table: "Releases");

            migrationBuilder.DropIndex(
                name: "IX_ReleaseRows_Clause",
                table: "ReleaseRows");

            migrationBuilder.DropIndex(
                name: "IX_ReleaseRows_ReleaseId_ItemId",
                table: "ReleaseRows");

            migrationBuilder.DropIndex(
                name: "IX_ReleaseRows_ReviewerId",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "CreatedById",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Major",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Minor",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Patch",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "PredecessorId",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Signature",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "SupersededById",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "WithdrawnBecause",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Clause",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Ground",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Item",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "ReleaseRows");

            migrationBuilder.DropColumn(
                name: "Length",
                table: "ReleaseFiles");

            migrationBuilder.DropColumn(
                name: "RowCount",
                table: "ReleaseFiles");

            migrationBuilder.DropColumn(
                name: "CarriedFrom",
                table: "ReleaseApprovals");
        }
    }
}
