# shellcheck shell=bash
# Sourced by bin/demo and bin/test: finds Python 3.11 and keeps the virtual environment in .venv.
# Functions return a status; the commands say it in their own words.

# Sets PYTHON311. 1: no Python 3.11. 2: there is one, but it cannot make an environment (no venv or no ensurepip).
find_python() {
  local candidate status=1
  for candidate in "${PYTHON:-}" python3.11 /usr/bin/python3.11 /usr/local/bin/python3.11 python3; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || continue
    PYTHON311=$candidate status=2
    "$candidate" -c 'import ensurepip, venv' 2>/dev/null && return 0
  done
  return $status
}

# What WeasyPrint needs to print PDF documents; without it everything else works.
missing_pdf_libraries() {
  local library
  for library in libpango-1.0.so.0:libpango-1.0-0 libpangoft2-1.0.so.0:libpangoft2-1.0-0 \
    libharfbuzz-subset.so.0:libharfbuzz-subset0; do
    PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -F "${library%%:*}" >/dev/null || echo "${library##*:}"
  done
}

# What .venv was made for: this folder (scripts carry absolute paths) and these requirements.
environment_key() { # FILE...
  pwd -P
  sha256sum "$@"
}

environment_is_fresh() { # STAMP FILE...
  local stamp=$1
  shift
  [ -x .venv/bin/python ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(environment_key "$@")" ]
}

# The interpreter starts, has pip, and the environment was not carried here from another folder.
environment_works() {
  local stamp
  for stamp in .venv/.requirements-*; do
    [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" != "$(pwd -P)" ] && return 1
  done
  .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null
}

# install_requirements run|dev: brings .venv to the pinned versions; nothing happens when it is there already.
# Two commands started together wait for each other. 1 and 2 as find_python, 3 when pip failed.
install_requirements() {
  local files=(requirements.txt) stamp=.venv/.requirements-run status=0
  [ "$1" = dev ] && files=(requirements.txt requirements-dev.txt) stamp=.venv/.requirements-dev
  environment_is_fresh "$stamp" "${files[@]}" && return 0
  exec 9<.
  flock 9
  _install_locked "$1" "$stamp" "${files[@]}" || status=$?
  exec 9<&-
  return $status
}

_install_locked() { # run|dev STAMP FILE...
  local kind=$1 stamp=$2
  shift 2
  environment_is_fresh "$stamp" "$@" && return 0
  if ! environment_works; then
    find_python || return $?
    rm -rf .venv
    "$PYTHON311" -m venv .venv || return 2
  fi
  rm -f .venv/.requirements-*
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r "${!#}" 9<&- || return 3
  environment_key requirements.txt >.venv/.requirements-run
  [ "$kind" != dev ] || environment_key "$@" >"$stamp"
}
