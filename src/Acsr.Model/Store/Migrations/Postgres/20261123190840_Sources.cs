using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Acsr.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Sources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Carries",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "CostFrom",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Dialects",
                table: "Cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "UnpricedModels",
                table: "Cases",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "BaselineImports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Source = table.Column<string>(type: "text", nullable: false),
                    FileName = table.Column<string>(type: "text", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    BytesRead = table.Column<long>(type: "bigint", nullable: false),
                    Mapping = table.Column<string>(type: "text", nullable: false),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    Taken = table.Column<long>(type: "bigint", nullable: false),
                    Duplicates = table.Column<long>(type: "bigint", nullable: false),
                    Refused = table.Column<long>(type: "bigint", nullable: false),
                    Faults = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StartedBy = table.Column<string>(type: "text", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SeenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BaselineImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IngestRefusals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Source = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Door = table.Column<string>(type: "text", nullable: false),
                    Item = table.Column<string>(type: "text", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IngestRefusals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ModelPrices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Model = table.Column<string>(type: "text", nullable: false),
                    Aliases = table.Column<string>(type: "text", nullable: false),
                    Prefix = table.Column<bool>(type: "boolean", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    To = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Input = table.Column<double>(type: "double precision", nullable: false),
                    Output = table.Column<double>(type: "double precision", nullable: false),
                    CacheRead = table.Column<double>(type: "double precision", nullable: true),
                    CacheWrite = table.Column<double>(type: "double precision", nullable: true),
                    Reasoning = table.Column<double>(type: "double precision", nullable: true),
                    AudioInput = table.Column<double>(type: "double precision", nullable: true),
                    AudioOutput = table.Column<double>(type: "double precision", nullable: true),
                    LongInput = table.Column<double>(type: "double precision", nullable: true),
                    LongOutput = table.Column<double>(type: "double precision", nullable: true),
                    LongCacheRead = table.Column<double>(type: "double precision", nullable: true),
                    LongCacheWrite = table.Column<double>(type: "double precision", nullable: true),
                    ActiveLow = table.Column<double>(type: "double precision", nullable: true),
                    ActiveHigh = table.Column<double>(type: "double precision", nullable: true),
                    TotalLow = table.Column<double>(type: "double precision", nullable: true),
                    TotalHigh = table.Column<double>(type: "double precision", nullable: true),
                    Pue = table.Column<double>(type: "double precision", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RetiredBy = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelPrices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RefoldJobs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RequestedBy = table.Column<string>(type: "text", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    To = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Queued = table.Column<int>(type: "integer", nullable: false),
                    CursorAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CursorId = table.Column<string>(type: "text", nullable: true),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefoldJobs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SourceHours",
                columns: table => new
                {
                    Source = table.Column<string>(type: "text", nullable: false),
                    Hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Spans = table.Column<long>(type: "bigint", nullable: false),
                    Events = table.Column<long>(type: "bigint", nullable: false),
                    LogRecords = table.Column<long>(type: "bigint", nullable: false),
                    Refused = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceHours", x => new { x.Source, x.Hour });
                });

            migrationBuilder.CreateTable(
                name: "SpanRules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Pattern = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpanRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ToolEntries",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: true),
                    Kind = table.Column<int>(type: "integer", nullable: true),
                    MayBePolled = table.Column<bool>(type: "boolean", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ToolEntries", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "UnitPrices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Unit = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Usd = table.Column<double>(type: "double precision", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    To = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RetiredBy = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnitPrices", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "ModelPrices",
                columns: new[] { "Id", "ActiveHigh", "ActiveLow", "Aliases", "AudioInput", "AudioOutput", "CacheRead", "CacheWrite", "ChangedAt", "ChangedBy", "From", "Input", "LongCacheRead", "LongCacheWrite", "LongInput", "LongOutput", "Model", "Note", "Output", "Prefix", "Pue", "Reasoning", "RetiredAt", "RetiredBy", "To", "TotalHigh", "TotalLow" },
                values: new object[,]
                {
                    { -20L, 28.0, 8.0, "[]", 0.29999999999999999, null, 0.01, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.10000000000000001, null, null, null, null, "gemini-2.5-flash-lite", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 0.40000000000000002, false, 1.0900000000000001, null, null, null, null, 28.0, 8.0 },
                    { -19L, 132.0, 44.0, "[]", 1.0, null, 0.029999999999999999, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.29999999999999999, null, null, null, null, "gemini-2.5-flash", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 2.5, false, 1.0900000000000001, null, null, null, null, 440.0, 440.0 },
                    { -18L, 600.0, 200.0, "[]", null, null, 0.125, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.25, 0.25, null, 2.5, 15.0, "gemini-2.5-pro", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 10.0, false, 1.0900000000000001, null, null, null, null, 2000.0, 2000.0 },
                    { -17L, null, null, "[]", null, null, 0.5, 6.25, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 5.0, null, null, null, null, "claude-opus-4-5", "Price: LiteLLM table, read 2026-07-24", 25.0, false, null, null, null, null, null, null, null },
                    { -16L, 600.0, 200.0, "[]", null, null, 1.5, 18.75, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 15.0, null, null, null, null, "claude-opus-4-1", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 75.0, false, 1.1399999999999999, null, null, null, null, 2000.0, 2000.0 },
                    { -15L, 35.0, 10.0, "[]", null, null, 0.10000000000000001, 1.25, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.0, null, null, null, null, "claude-haiku-4-5", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 5.0, false, 1.1399999999999999, null, null, null, null, 35.0, 10.0 },
                    { -14L, 132.0, 44.0, "[]", null, null, 0.29999999999999999, 3.75, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 3.0, 0.59999999999999998, 7.5, 6.0, 22.5, "claude-sonnet-4-5", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 15.0, false, 1.1399999999999999, null, null, null, null, 440.0, 440.0 },
                    { -13L, 132.0, 44.0, "[]", null, null, 0.29999999999999999, 3.75, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 3.0, 0.59999999999999998, 7.5, 6.0, 22.5, "claude-sonnet-4", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 15.0, false, 1.1399999999999999, null, null, null, null, 440.0, 440.0 },
                    { -12L, null, null, "[]", null, null, 0.17499999999999999, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.75, null, null, null, null, "gpt-5.2", "Price: LiteLLM table, read 2026-07-24", 14.0, false, null, null, null, null, null, null, null },
                    { -11L, null, null, "[]", null, null, 0.125, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.25, null, null, null, null, "gpt-5.1", "Price: LiteLLM table, read 2026-07-24", 10.0, false, null, null, null, null, null, null, null },
                    { -10L, 18.5, 5.0, "[]", null, null, 0.0050000000000000001, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.050000000000000003, null, null, null, null, "gpt-5-nano", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 0.40000000000000002, false, 1.2, null, null, null, null, 18.5, 5.0 },
                    { -9L, 70.0, 25.0, "[]", null, null, 0.025000000000000001, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.25, null, null, null, null, "gpt-5-mini", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 2.0, false, 1.2, null, null, null, null, 70.0, 25.0 },
                    { -8L, 90.0, 30.0, "[]", null, null, 0.125, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.25, null, null, null, null, "gpt-5", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 10.0, false, 1.2, null, null, null, null, 300.0, 300.0 },
                    { -7L, 28.0, 8.0, "[]", null, null, 0.27500000000000002, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 1.1000000000000001, null, null, null, null, "o4-mini", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 4.4000000000000004, false, 1.2, null, null, null, null, 28.0, 8.0 },
                    { -6L, null, null, "[]", null, null, 0.5, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 2.0, null, null, null, null, "o3", "Price: LiteLLM table, read 2026-07-24", 8.0, false, null, null, null, null, null, null, null },
                    { -5L, 37.0, 10.0, "[]", null, null, 0.025000000000000001, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.10000000000000001, null, null, null, null, "gpt-4.1-nano", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 0.40000000000000002, false, 1.2, null, null, null, null, 37.0, 10.0 },
                    { -4L, 112.0, 40.0, "[]", null, null, 0.10000000000000001, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.40000000000000002, null, null, null, null, "gpt-4.1-mini", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 1.6000000000000001, false, 1.2, null, null, null, null, 112.0, 40.0 },
                    { -3L, 106.0, 35.0, "[]", null, null, 0.5, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 2.0, null, null, null, null, "gpt-4.1", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 8.0, false, 1.2, null, null, null, null, 352.0, 352.0 },
                    { -2L, 28.0, 8.0, "[]", null, null, 0.074999999999999997, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 0.14999999999999999, null, null, null, null, "gpt-4o-mini", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 0.59999999999999998, false, 1.2, null, null, null, null, 28.0, 8.0 },
                    { -1L, 132.0, 44.0, "[]", null, null, 1.25, null, new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), "console", new DateTime(2026, 7, 24, 0, 0, 0, 0, DateTimeKind.Utc), 2.5, null, null, null, null, "gpt-4o", "Price: LiteLLM table, read 2026-07-24; size: EcoLogits, read 2025-11-13", 10.0, false, 1.2, null, null, null, null, 440.0, 440.0 }
                });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Carried",
                table: "Cases",
                columns: new[] { "At", "Source", "Dialects", "Carries", "Baseline" });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_UnpricedModels",
                table: "Cases",
                column: "UnpricedModels",
                filter: "\"UnpricedModels\" <> '[]' AND \"UnpricedModels\" <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_IngestRefusals_Source_Id",
                table: "IngestRefusals",
                columns: new[] { "Source", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RefoldJobs_DoneAt",
                table: "RefoldJobs",
                column: "DoneAt");

            migrationBuilder.CreateIndex(
                name: "IX_SourceHours_Hour",
                table: "SourceHours",
                column: "Hour");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BaselineImports");

            migrationBuilder.DropTable(
                name: "IngestRefusals");

            migrationBuilder.DropTable(
                name: "ModelPrices");

            migrationBuilder.DropTable(
                name: "RefoldJobs");

            migrationBuilder.DropTable(
                name: "SourceHours");

            migrationBuilder.DropTable(
                name: "SpanRules");

            migrationBuilder.DropTable(
                name: "ToolEntries");

            migrationBuilder.DropTable(
                name: "UnitPrices");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Carried",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_UnpricedModels",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Carries",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "CostFrom",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Dialects",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "UnpricedModels",
                table: "Cases");
        }
    }
}
