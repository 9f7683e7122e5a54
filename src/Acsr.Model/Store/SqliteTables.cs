using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Acsr.Store;

/// <summary>
/// Creates the tables that the filing writes in the order of their keys, as <c>WITHOUT ROWID</c>. Else SQLite keeps each row twice, once by
/// its number and once in the index of its key, and these rows are little more than their keys (https://sqlite.org/withoutrowid.html).
/// Beside the texts of cases it creates their index of words.
/// </summary>
#pragma warning disable EF1001 // The base class asks for no more than these two, and has no other constructor.
internal sealed class SqliteTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations) : SqliteMigrationsSqlGenerator(dependencies, annotations)
#pragma warning restore EF1001
{
    private static readonly HashSet<string> Clustered = ["SegmentCases", "TraceCases", "CaseWork"];

    /// <summary>The index of words beside <c>CaseTexts</c>, which keeps no text of its own (https://sqlite.org/fts5.html#external_content_tables), and what keeps it in step.</summary>
    private static readonly string[] WordIndex =
    [
        """CREATE VIRTUAL TABLE "CaseTextIndex" USING fts5("Customer", "Agent", content='CaseTexts', content_rowid='Id', tokenize='unicode61 remove_diacritics 2')""",
        """CREATE TRIGGER "CaseTexts_Added" AFTER INSERT ON "CaseTexts" BEGIN INSERT INTO "CaseTextIndex" (rowid, "Customer", "Agent") VALUES (new."Id", new."Customer", new."Agent"); END""",
        """CREATE TRIGGER "CaseTexts_Gone" AFTER DELETE ON "CaseTexts" BEGIN INSERT INTO "CaseTextIndex" ("CaseTextIndex", rowid, "Customer", "Agent") VALUES ('delete', old."Id", old."Customer", old."Agent"); END""",
        """
        CREATE TRIGGER "CaseTexts_Changed" AFTER UPDATE ON "CaseTexts" BEGIN
            INSERT INTO "CaseTextIndex" ("CaseTextIndex", rowid, "Customer", "Agent") VALUES ('delete', old."Id", old."Customer", old."Agent");
            INSERT INTO "CaseTextIndex" (rowid, "Customer", "Agent") VALUES (new."Id", new."Customer", new."Agent");
        END
        """,
    ];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        if (Clustered.Contains(operation.Name)) { builder.Append(" WITHOUT ROWID"); }
        if (!terminate) { return; }
        builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
        if (operation.Name != "CaseTexts") { return; }
        foreach (var statement in WordIndex) { builder.Append(statement).EndCommand(); }
    }

    protected override void Generate(DropTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (operation.Name == "CaseTexts") { builder.Append("DROP TABLE \"CaseTextIndex\"").EndCommand(); }
        base.Generate(operation, model, builder, terminate);
    }
}
