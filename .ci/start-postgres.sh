#!/bin/sh
# Starts Debian's PostgreSQL on loopback with an empty database, and prints the line that tells the tests of it:
#   eval "$(.ci/start-postgres.sh)"; make test; .ci/start-postgres.sh stop
# It takes no network but loopback, and leaves nothing behind but the folder that `stop` removes.
set -eu
folder=${FRONTIER_POSTGRES:-/tmp/frontier-postgres}
port=${FRONTIER_POSTGRES_PORT:-54329}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || { echo "echo 'no PostgreSQL here: apt-get install postgresql'"; exit 0; }

# PostgreSQL refuses to run as root, so root hands over to the user that Debian's package made.
as() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi; }

if [ "${1:-start}" = stop ]; then
    as "$bin/pg_ctl -D $folder/data -m immediate stop" >/dev/null 2>&1 || true
    rm -rf "$folder"
    exit 0
fi
if ! as "$bin/pg_ctl -D $folder/data status" >/dev/null 2>&1; then
    rm -rf "$folder"
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    as "$bin/initdb -D $folder/data -U frontier -A trust -N" >"$folder.log" 2>&1
    as "$bin/pg_ctl -D $folder/data -w -l $folder/log -o '-p $port -h 127.0.0.1 -k $folder' start" >>"$folder.log" 2>&1
    as "$bin/createdb -h 127.0.0.1 -p $port -U frontier marks" >>"$folder.log" 2>&1
fi
echo "export FRONTIER_TEST_DB=postgresql://frontier@127.0.0.1:$port/marks"
