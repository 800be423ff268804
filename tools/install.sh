#!/bin/sh
# Put one lock and duban itself into a virtual environment: install.sh VENV LOCK.
# uv does it in seconds and is itself pinned; where it is not to be had, pip takes the same file. What is compiled now
# need not be compiled at the first command.
set -eu
venv=$1 lock=$2
python=$venv/bin/python

echo "安装 $lock …"
[ -x "$venv/bin/uv" ] || "$python" -m pip install --quiet --require-hashes -r requirements/setup.lock ||
    echo "没有 uv，改用 pip（慢一些）。"

if [ -x "$venv/bin/uv" ]; then
    install="$venv/bin/uv pip install --quiet --compile-bytecode --python $python"
else
    install="$python -m pip install --quiet"
fi
$install --require-hashes -r "$lock"
$install --no-deps --no-build-isolation --editable .
"$python" -m compileall -q src/duban
# The pages are built here, where what goes wrong is seen; without them duban reads and judges all the same.
"$python" hatch_build.py || true
