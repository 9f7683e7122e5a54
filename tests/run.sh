#!/usr/bin/env bash
# All checks, as CI runs them: tests/run.sh [fast]. Installs what it needs where it may, and otherwise says exactly what is missing.
# "fast" leaves the browser out. The last line reads "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
fast=${1:-}

step() { printf '\n== %s\n' "$*"; }
fail() { printf '\n%s\n0 passed, 1 failed\n' "$*"; exit 1; }

need() { # command, Debian package, what for
  command -v "$1" >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    step "Installing $2, for $3"
    for _ in 1 2 3; do
      { apt-get -o DPkg::Lock::Timeout=300 update -qq && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq "$2"; } >/dev/null 2>&1 && break
    done
  fi
  command -v "$1" >/dev/null 2>&1 || fail "'$1' is missing, which $3 need. Install the package $2 (Debian) or its like, and run this again."
}

command -v dotnet >/dev/null 2>&1 || fail "'dotnet' is missing. Install the .NET SDK named in global.json from https://dotnet.microsoft.com."
command -v node >/dev/null 2>&1 || fail "'node' is missing. Install Node.js 20 or newer: the scripts and styles are bundled with it."
[ "$fast" = fast ] || need chromium chromium "the browser tests"
ls -d /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need initdb postgresql "the storage tests on PostgreSQL" 

step "Restore, with the versions of the lock files"
dotnet restore --locked-mode -v q || fail "The restore failed."
dotnet tool restore >/dev/null || fail "The tools could not be restored."

step "Build, warnings are errors"
dotnet build --no-restore -v q -clp:NoSummary || fail "The build failed."

step "Format"
dotnet format --no-restore --verify-no-changes --exclude-diagnostics IDE0130 || fail "Run 'dotnet format' and commit what it changes."

step "Migrations are complete on both databases"
for context in SqliteConsoleDbContext PostgresConsoleDbContext; do
  dotnet ef migrations has-pending-model-changes --no-build --project src/Acsr.Model --context $context >/dev/null || fail "$context has changes without a migration: run src/migrations.sh NAME."
done

step "PostgreSQL, thrown away afterwards"
folder=$(mktemp -d)
chmod 755 "$folder"
port=$(node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})")
postgres=$(tests/postgres.sh up "$folder/pg" "$port") || fail "PostgreSQL did not start."
trap 'tests/postgres.sh down "$folder/pg" "$port" >/dev/null 2>&1; rm -rf "$folder"' EXIT
export ACSR_TEST_POSTGRES=$postgres

step "Tests"
[ "$fast" = fast ] && projects="tests/Acsr.Pipeline.Tests tests/Acsr.Console.Tests" || projects="tests/Acsr.Pipeline.Tests tests/Acsr.Console.Tests tests/Acsr.Browser.Tests"
passed=0 failed=0 skipped=0 rc=0
faults=$folder/faults.log
: >"$faults"
for project in $projects; do
  log=$folder/test.log
  dotnet test --project "$project" --no-build --no-progress --no-ansi 2>&1 | tee "$log"
  [ "${PIPESTATUS[0]}" = 0 ] || rc=1
  read -r p f s < <(awk '/^Test run summary:/ { on = 1 } on && $1 == "failed:" { f = $2 } on && $1 == "succeeded:" { p = $2 } on && $1 == "skipped:" { s = $2 } END { print p + 0, f + 0, s + 0 }' "$log")
  grep -E -A 8 '^failed ' "$log" | cut -c 1-300 >>"$faults"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  [ $((p + f)) -gt 0 ] || rc=1
done
[ $rc = 0 ] || [ $failed -gt 0 ] || failed=1
[ ! -s "$faults" ] || { step "What failed"; head -n 200 "$faults"; }
printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
exit $rc
