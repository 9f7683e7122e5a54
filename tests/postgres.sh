#!/usr/bin/env bash
# A throw-away PostgreSQL on loopback for the store tests. Works as root (which PostgreSQL refuses to run as) and as a plain user.
#   tests/postgres.sh up DIR PORT     makes and starts one in DIR, and prints its connection string for ACSR_TEST_POSTGRES
#   DURABLE=1 tests/postgres.sh up DIR PORT     the same, but every commit waits for the disk: for measurements
#   tests/postgres.sh down DIR PORT   stops it and removes DIR
set -eEuo pipefail
usage="usage: tests/postgres.sh up|down DIR PORT"
verb=${1:?$usage} dir=${2:?$usage} port=${3:?$usage}
bin=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
[ -x "$bin/initdb" ] || { echo "No PostgreSQL server found; install the package postgresql or set PG_BIN to its bin folder." >&2; exit 1; }

case $dir in /*) ;; *) dir=$PWD/$dir ;; esac

as_owner() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --init-groups env -i PATH="$PATH" LANG=C.UTF-8 "$@")
  else
    "$@"
  fi
}

down() {
  if [ -e "$dir/data/postmaster.pid" ]; then as_owner "$bin/pg_ctl" -D "$dir/data" -w -m immediate stop >/dev/null; fi
  # Only what this script made: a mistyped DIR must not cost anybody a folder.
  rm -rf "$dir/data" "$dir/log"
  rmdir "$dir" 2>/dev/null || true
}

up() {
  [ ! -e "$dir/data" ] || { echo "$dir/data exists already; run: tests/postgres.sh down $dir $port" >&2; exit 1; }
  mkdir -p "$dir"
  [ "$(id -u)" != 0 ] || chown postgres:postgres "$dir"
  trap 'tail -n 20 "$dir/log" >&2 2>/dev/null || true; down' ERR
  as_owner "$bin/initdb" -D "$dir/data" -U acsr --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  # Nothing here must survive a power cut, so nothing waits for the disk.
  # But for what is measured: DURABLE=1 keeps every commit as a real server does.
  lax="-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
  [ -z "${DURABLE:-}" ] || lax=""
  as_owner "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" \
    -o "-h 127.0.0.1 -p $port -c unix_socket_directories='' -c max_connections=200 $lax" start >/dev/null
  echo "Host=127.0.0.1;Port=$port;Username=acsr;Database=postgres"
}

case $verb in
  up) up ;;
  down) down ;;
  *) echo "$usage" >&2; exit 2 ;;
esac
