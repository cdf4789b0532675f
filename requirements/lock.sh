#!/bin/sh
# Write the lock files again: hashes, all platforms, no address in them. Needs `uv` (pip install uv); nothing else of the project does.
set -eu
cd "$(dirname "$0")/.."
lock() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header "$@"; }
lock pyproject.toml requirements/build.in -o requirements/run.txt
lock pyproject.toml requirements/build.in --group dev -c requirements/run.txt -o requirements/dev.txt
! grep -nE 'https?:|index-url|find-links|file:' requirements/*.txt
