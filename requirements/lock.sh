#!/bin/sh
# Remakes the locks from pyproject.toml: hashes, every platform, no index and no download address in them.
set -eu
cd "$(dirname "$0")/.."
compile() {
  out=$1; shift
  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
     --no-emit-index-url --no-emit-find-links "$@" -o "requirements/$out"
}
compile bootstrap.lock requirements/bootstrap.in
compile runtime.lock pyproject.toml
compile dev.lock pyproject.toml --group dev
if grep -nE '[a-z]+://' requirements/*.lock; then
  echo "A lock names an address; remove it." >&2
  exit 1
fi
