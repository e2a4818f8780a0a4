#!/usr/bin/env bash
# Double-click to open the app (macOS, Linux). Sets itself up the first time, with uv or with Python 3.11+.
set -eu
cd "$(dirname "$0")"

if [ ! -x .venv/bin/python ]; then
    rm -rf .venv
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --seed --python ">=3.11" .venv
    else
        python=""
        for name in python3 python3.14 python3.13 python3.12 python3.11; do
            if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
                python="$name"
                break
            fi
        done
        if [ -z "$python" ]; then
            echo "This needs Python 3.11 or newer, and none was found: install it from python.org, then double-click again."
            exit 1
        fi
        "$python" -m venv .venv
    fi
fi
if [ ! -e .venv/.app ] || [ requirements.txt -nt .venv/.app ]; then
    echo "Setting up (a minute or two, once) …"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
    touch .venv/.app
fi
echo "truefans opens in your browser: http://127.0.0.1:8501 (close this window to stop)"
exec .venv/bin/python -m streamlit run server.py
