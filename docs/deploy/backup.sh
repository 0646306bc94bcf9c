#!/usr/bin/env bash
# Makes a backup in a new folder under the first argument, and looks it through before it counts.
set -euo pipefail

flask=${FLASK:-.venv/bin/flask}
folder=$1/$(date -u +%Y-%m-%dT%H-%M-%SZ)
"$flask" backup create "$folder"
"$flask" backup verify "$folder"
echo "backup: whole and sound in $folder"
