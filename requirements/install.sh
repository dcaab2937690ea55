#!/bin/sh
# Makes .venv and installs one of the locks into it: `sh requirements/install.sh trial`.
# INSTALLER is uv (itself installed from a hashed pin) or pip; PYTHON names the interpreter to use.
# Nothing is written outside the checkout. What goes wrong is said in one sentence.
set -u
lock=$1
: "${INSTALLER:=uv}" "${PYTHON:=}"
suits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'

give_up() {
    echo "make: $*" >&2
    exit 1
}

# The person's own pip and uv settings may say where packages come from, but not what is done with them:
# PIP_USER, PIP_TARGET or PIP_REQUIRE_VIRTUALENV would break this or send it elsewhere.
for name in $(env | sed -n 's/^\(\(PIP\|UV\)_[A-Z_]*\)=.*/\1/p'); do
    case $name in
        *INDEX* | *CERT* | *PROXY* | *TIMEOUT* | *HOST* | *RETRIES* | *TLS* | PIP_FIND_LINKS | PIP_CONFIG_FILE) ;;
        *) unset "$name" ;;
    esac
done
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 UV_CACHE_DIR="$PWD/.venv/cache" UV_NO_CONFIG=1
if [ -n "${PIP_INDEX_URL:-}" ]; then : "${UV_DEFAULT_INDEX:=$PIP_INDEX_URL}" && export UV_DEFAULT_INDEX; fi
if [ -n "${PIP_CERT:-}" ]; then : "${SSL_CERT_FILE:=$PIP_CERT}" && export SSL_CERT_FILE; fi

if ! .venv/bin/python -c "$suits" 2>/dev/null; then
    found=
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
        if "$candidate" -c "$suits" 2>/dev/null; then found=$candidate && break; fi
    done
    if [ -z "$found" ]; then
        there=$("${PYTHON:-python3}" --version 2>/dev/null) || there="no such program"
        give_up "Python 3.11 to 3.14 is needed; ${PYTHON:-python3} is $there. PYTHON=... names another."
    fi
    "$found" -c 'import ensurepip, venv' 2>/dev/null ||
        give_up "$found can't make virtual environments. On Debian: apt-get install python3-venv"
    "$found" -m venv --clear .venv || give_up ".venv could not be made; the lines above say why."
fi

echo "Installing requirements/$lock.txt into .venv with $INSTALLER (a minute or two the first time)"
case $INSTALLER in
    uv)
        .venv/bin/python -m pip install -qq --require-hashes --only-binary :all: -r requirements/uv.txt &&
            .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes --no-build \
                --compile-bytecode -r "requirements/$lock.txt"
        ;;
    pip) .venv/bin/python -m pip install -qq --require-hashes --only-binary :all: -r "requirements/$lock.txt" ;;
    *) give_up "INSTALLER is $INSTALLER; it should be uv or pip." ;;
esac || give_up "The packages could not be installed; the lines above say why."
touch ".venv/.$lock"
