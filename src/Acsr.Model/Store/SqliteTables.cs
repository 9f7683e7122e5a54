using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Acsr.Store;

/// <summary>
/// Creates the tables that the filing writes in the order of their keys, as <c>WITHOUT ROWID</c>. Else SQLite keeps each row twice, once by
/// its number and once in the index of its key, and these rows are little more than their keys (https://sqlite.org/withoutrowid.html).
/// </summary>
#pragma warning disable EF1001 // The base class asks for no more than these two, and has no other constructor.
internal sealed class SqliteTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations) : SqliteMigrationsSqlGenerator(dependencies, annotations)
#pragma warning restore EF1001
{
    private static readonly HashSet<string> Clustered = ["SegmentCases", "TraceCases", "CaseWork"];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        if (Clustered.Contains(operation.Name)) { builder.Append(" WITHOUT ROWID"); }
        if (!terminate) { return; }
        builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }
}
