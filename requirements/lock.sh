#!/bin/sh
# Makes the locks again from pyproject.toml. `sh requirements/lock.sh --upgrade` takes newer versions where they are.
# Without annotations and index addresses: a lock says what is installed, not where it was found or why.
set -eu
compile() {
    .venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 \
        --no-annotate --no-header "$@"
}
cd "$(dirname "$0")/.."
compile pyproject.toml --extra store -o requirements/server.txt "$@"
compile pyproject.toml --extra trial -o requirements/trial.txt -c requirements/server.txt "$@"
compile pyproject.toml --extra store --extra trial --extra dev -o requirements/dev.txt -c requirements/trial.txt "$@"
compile requirements/uv.in -o requirements/uv.txt "$@"
