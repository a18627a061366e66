#!/bin/sh
# Dump the database and copy the stored files into a folder named by the day.
set -eu
target="${1:?usage: backup.sh FOLDER}/$(date +%Y-%m-%d)"
mkdir -p "$target"
pg_dump --format=custom --file="$target/thidua.dump" "$DATABASE_URL"
tar --create --gzip --file="$target/files.tar.gz" --directory="$THIDUA_DATA_DIR" files
