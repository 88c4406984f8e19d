#!/usr/bin/env bash
# Installs the Debian packages that the acceptance tests drive, only those that are missing.
set -euo pipefail

declare -A wanted=(
    [faketime]=faketime [soffice]=libreoffice-calc [pdftotext]=poppler-utils [chromium]=chromium [age]=age
)
missing=()
for program in "${!wanted[@]}"; do
    command -v "$program" >/dev/null || missing+=("${wanted[$program]}")
done
if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi

say() { echo "install.sh: the acceptance tests need ${missing[*]}, and $1" >&2; exit 1; }

command -v apt-get >/dev/null || say "there is no apt-get here: install them in your system's own way."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || say "this user is not root and has no sudo: run this script as root once."
    as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq || say "the package lists cannot be fetched: check the network, then run again."
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" \
    || say "apt-get could not install them: see its words above."
