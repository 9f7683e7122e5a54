#!/usr/bin/env bash
# Adds one migration to both databases: src/migrations.sh NAME. Generated files are never edited by hand.
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: src/migrations.sh NAME}
dotnet tool restore >/dev/null
dotnet build src/Acsr.Model -v q
dotnet ef migrations add "$name" --no-build --project src/Acsr.Model --context SqliteConsoleDbContext --output-dir Store/Migrations/Sqlite
dotnet ef migrations add "$name" --no-build --project src/Acsr.Model --context PostgresConsoleDbContext --output-dir Store/Migrations/Postgres
