#!/usr/bin/env bash
# Gradescope runs this once, when the image of the autograder is built.
set -e

newest_python() {
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
}

python=$(newest_python)
if [ -z "$python" ]; then
  # Ubuntu's own python3 may be older than 3.11; this archive has newer ones for each of its releases.
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq software-properties-common
  add-apt-repository -y ppa:deadsnakes/ppa
  apt-get install -y -qq python3.12 python3.12-venv
  python=$(newest_python)
fi

source="${AUTOGRADER:-/autograder}/source"
"$python" -m venv "$source/venv"
# A wheel or a copy of derivcheck in this folder is taken first.
if ls "$source"/derivcheck-*.whl > /dev/null 2>&1; then
  "$source/venv/bin/pip" install --quiet "$source"/derivcheck-*.whl
elif [ -d "$source/derivcheck" ]; then
  "$source/venv/bin/pip" install --quiet "$source/derivcheck"
else
  "$source/venv/bin/pip" install --quiet derivcheck
fi
