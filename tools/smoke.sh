#!/bin/sh
# Build the wheel and try what is inside it, without the checkout and without development tools: `tools/smoke.sh DEV_VENV`.
set -eu
dev=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$dev/bin/python" -m build --wheel --no-isolation --outdir "$work/dist" "$root" >/dev/null
"${PY:-python3}" -m venv "$work/venv"
pip() { "$work/venv/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }
pip install --require-hashes --only-binary :all: -r "$root/requirements/run.txt"
pip install --no-deps --no-index "$work"/dist/onrecord-*.whl
cd "$work"
onrecord=$work/venv/bin/onrecord
"$onrecord" --version
"$onrecord" init record
"$onrecord" add record "$root/examples/azure-ice" >/dev/null
"$onrecord" build record >/dev/null
"$onrecord" said-and-done record Microsoft --about ICE --json | grep -q "AZURE GOVERNMENT CONSUMPTION"
"$onrecord" verify record --deep
"$onrecord" export record --to out >/dev/null
test "$(wc -l < out/documents.jsonl)" -eq 7
echo "the wheel works without development tools"
