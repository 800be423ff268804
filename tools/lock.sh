#!/bin/sh
# Write requirements/*.lock from pyproject.toml: lock.sh UV.
# The locks hold for every platform and name no host. dev.lock comes first; the others take its versions.
set -eu
uv=$1

lock() {
    name=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --upgrade "$@" -o "requirements/$name.lock" pyproject.toml
    echo "requirements/$name.lock"
}

lock dev --extra ocr --extra web --group setup --group test --group check --group docs
lock base --extra web --group build -c requirements/dev.lock
lock spark --extra spark --group build -c requirements/dev.lock
lock bench --extra web --group build --group bench -c requirements/dev.lock
"$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links --upgrade -c requirements/dev.lock --group setup -o requirements/setup.lock
echo "requirements/setup.lock"
