#!/usr/bin/env bash
# Gradescope runs this once, when the image of the autograder is built.
set -e
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  apt-get update -qq && apt-get install -y -qq python3 python3-pip python3-venv
fi
source="${AUTOGRADER:-/autograder}/source"
python3 -m venv "$source/venv"
# A wheel or a copy of derivcheck in this folder is taken first.
if ls "$source"/derivcheck-*.whl > /dev/null 2>&1; then
  "$source/venv/bin/pip" install --quiet "$source"/derivcheck-*.whl
elif [ -d "$source/derivcheck" ]; then
  "$source/venv/bin/pip" install --quiet "$source/derivcheck"
else
  "$source/venv/bin/pip" install --quiet derivcheck
fi
