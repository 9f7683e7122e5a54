using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Knowledge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ArticleEdits",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    ArticleId = table.Column<string>(type: "text", nullable: false),
                    BaseVersion = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Section = table.Column<string>(type: "text", nullable: false),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Locale = table.Column<string>(type: "text", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: true),
                    StaleAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Clauses = table.Column<string>(type: "text", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Questions = table.Column<string>(type: "text", nullable: false),
                    Gap = table.Column<string>(type: "text", nullable: true),
                    ReviewId = table.Column<long>(type: "bigint", nullable: true),
                    AuthorId = table.Column<string>(type: "text", nullable: false),
                    AuthorName = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TestedRevision = table.Column<int>(type: "integer", nullable: true),
                    ApprovedRevision = table.Column<int>(type: "integer", nullable: true),
                    ApprovedById = table.Column<string>(type: "text", nullable: true),
                    ApprovedByName = table.Column<string>(type: "text", nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangesetId = table.Column<long>(type: "bigint", nullable: true),
                    RollbackId = table.Column<long>(type: "bigint", nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleEdits", x => x.Id);
                    table.CheckConstraint("CK_ArticleEdits_FourEyes", "\"ApprovedById\" IS NULL OR \"ApprovedById\" <> \"AuthorId\"");
                });

            migrationBuilder.CreateTable(
                name: "Articles",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Source = table.Column<string>(type: "text", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Section = table.Column<string>(type: "text", nullable: false),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Locale = table.Column<string>(type: "text", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: true),
                    StaleAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    UpdatedBy = table.Column<string>(type: "text", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Articles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Changesets",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Major = table.Column<int>(type: "integer", nullable: false),
                    Minor = table.Column<int>(type: "integer", nullable: false),
                    Patch = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    EditId = table.Column<long>(type: "bigint", nullable: true),
                    ApprovedBy = table.Column<string>(type: "text", nullable: true),
                    Upserts = table.Column<int>(type: "integer", nullable: false),
                    Tombstones = table.Column<int>(type: "integer", nullable: false),
                    FirstSequence = table.Column<long>(type: "bigint", nullable: false),
                    LastSequence = table.Column<long>(type: "bigint", nullable: false),
                    Demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Changesets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ChunkChanges",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    ChangesetId = table.Column<long>(type: "bigint", nullable: false),
                    Operation = table.Column<int>(type: "integer", nullable: false),
                    ChunkId = table.Column<string>(type: "text", nullable: false),
                    ArticleId = table.Column<string>(type: "text", nullable: false),
                    Line = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChunkChanges", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "EditCases",
                columns: table => new
                {
                    EditId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditCases", x => new { x.EditId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_EditCases_ArticleEdits_EditId",
                        column: x => x.EditId,
                        principalTable: "ArticleEdits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EditComments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    EditId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditComments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EditComments_ArticleEdits_EditId",
                        column: x => x.EditId,
                        principalTable: "ArticleEdits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EditTests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    EditId = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Retriever = table.Column<string>(type: "text", nullable: false),
                    K = table.Column<int>(type: "integer", nullable: false),
                    Fixed = table.Column<int>(type: "integer", nullable: false),
                    Broken = table.Column<int>(type: "integer", nullable: false),
                    Results = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditTests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EditTests_ArticleEdits_EditId",
                        column: x => x.EditId,
                        principalTable: "ArticleEdits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EditWriters",
                columns: table => new
                {
                    EditId = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditWriters", x => new { x.EditId, x.UserId });
                    table.ForeignKey(
                        name: "FK_EditWriters_ArticleEdits_EditId",
                        column: x => x.EditId,
                        principalTable: "ArticleEdits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ArticleChunks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ArticleId = table.Column<string>(type: "character varying(200)", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    TitlePath = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    ContentHash = table.Column<string>(type: "text", nullable: false),
                    FeedHash = table.Column<string>(type: "text", nullable: false),
                    Clauses = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleChunks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ArticleChunks_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ArticleVersions",
                columns: table => new
                {
                    ArticleId = table.Column<string>(type: "character varying(200)", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Section = table.Column<string>(type: "text", nullable: false),
                    Tags = table.Column<string>(type: "text", nullable: false),
                    Locale = table.Column<string>(type: "text", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: true),
                    StaleAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Clauses = table.Column<string>(type: "text", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    Sha256 = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Origin = table.Column<int>(type: "integer", nullable: false),
                    EditId = table.Column<long>(type: "bigint", nullable: true),
                    ChangesetId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleVersions", x => new { x.ArticleId, x.Version });
                    table.ForeignKey(
                        name: "FK_ArticleVersions_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ChunkClauses",
                columns: table => new
                {
                    ChunkId = table.Column<string>(type: "text", nullable: false),
                    PolicyId = table.Column<string>(type: "text", nullable: false),
                    ClauseId = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ArticleId = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChunkClauses", x => new { x.ChunkId, x.PolicyId, x.ClauseId, x.Version });
                    table.ForeignKey(
                        name: "FK_ChunkClauses_ArticleChunks_ChunkId",
                        column: x => x.ChunkId,
                        principalTable: "ArticleChunks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ArticleChunks_ArticleId",
                table: "ArticleChunks",
                column: "ArticleId");

            migrationBuilder.CreateIndex(
                name: "IX_ArticleEdits_ArticleId",
                table: "ArticleEdits",
                column: "ArticleId");

            migrationBuilder.CreateIndex(
                name: "IX_ArticleEdits_Gap",
                table: "ArticleEdits",
                column: "Gap");

            migrationBuilder.CreateIndex(
                name: "IX_ArticleVersions_ChangesetId",
                table: "ArticleVersions",
                column: "ChangesetId");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Sequence",
                table: "Articles",
                column: "Sequence");

            migrationBuilder.CreateIndex(
                name: "IX_Changesets_Major_Minor_Patch",
                table: "Changesets",
                columns: new[] { "Major", "Minor", "Patch" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChunkChanges_ChangesetId",
                table: "ChunkChanges",
                column: "ChangesetId");

            migrationBuilder.CreateIndex(
                name: "IX_ChunkClauses_PolicyId_ClauseId_Version",
                table: "ChunkClauses",
                columns: new[] { "PolicyId", "ClauseId", "Version" });

            migrationBuilder.CreateIndex(
                name: "IX_EditCases_CaseId",
                table: "EditCases",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_EditComments_EditId",
                table: "EditComments",
                column: "EditId");

            migrationBuilder.CreateIndex(
                name: "IX_EditTests_EditId",
                table: "EditTests",
                column: "EditId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ArticleVersions");

            migrationBuilder.DropTable(
                name: "Changesets");

            migrationBuilder.DropTable(
                name: "ChunkChanges");

            migrationBuilder.DropTable(
                name: "ChunkClauses");

            migrationBuilder.DropTable(
                name: "EditCases");

            migrationBuilder.DropTable(
                name: "EditComments");

            migrationBuilder.DropTable(
                name: "EditTests");

            migrationBuilder.DropTable(
                name: "EditWriters");

            migrationBuilder.DropTable(
                name: "ArticleChunks");

            migrationBuilder.DropTable(
                name: "ArticleEdits");

            migrationBuilder.DropTable(
                name: "Articles");
        }
    }
}
