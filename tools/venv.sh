#!/bin/sh
# Make the virtual environment: `tools/venv.sh FOLDER LOCK`. Installs the locked packages (hashes checked) and the project itself.
set -eu
folder=$1 lock=$2
python=${PY:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "onrecord needs Python 3.11 or later; $("$python" --version) found. Name another one: make PY=python3.12 ..." >&2
  exit 2
}
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  # Debian and Ubuntu keep this part of Python in a package of its own.
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq "python$version-venv" >/dev/null
  else
    echo "Python's venv is missing; install it once: sudo apt-get install python$version-venv" >&2
    exit 2
  fi
fi
"$python" -m venv "$folder"
pip() { "$folder/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }
pip install --require-hashes --only-binary :all: -r "$lock"
pip install --no-deps --no-build-isolation --no-index -e .
