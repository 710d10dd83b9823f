#!/bin/sh
# Builds the image where no image registry is reached, and runs it as it will be run.
#   apt-get install mmdebstrap buildah bubblewrap; deploy/prove-image.sh    (as root)
# The base, Debian's Python instead of the official image, is made of packages; all else is the
# Containerfile's. Then the image's files are mounted read-only for another user without network or
# capabilities, a server is started and talked to (tests/service/confined.py), and what it saw shown.
set -eu
cd "$(dirname "$0")/.."
export BUILDAH_ISOLATION=chroot
base=docker.io/library/python:3.11-slim-bookworm
work=$(mktemp -d)
trap 'buildah rm "$made" >/dev/null 2>&1; rm -rf "$work"' EXIT
made=

if ! buildah inspect "$base" >/dev/null 2>&1; then
    mmdebstrap --variant=minbase --include=python3,python3-pip,python3-venv,ca-certificates \
        bookworm "$work/base.tar"
    made=$(buildah from scratch)
    buildah add -q "$made" "$work/base.tar" /
    buildah copy -q "$made" /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
    buildah run "$made" -- sh -c \
        'ln -s python3 /usr/bin/python; rm -f /usr/lib/python3*/EXTERNALLY-MANAGED'
    buildah config --env SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt "$made"
    buildah commit -q --rm "$made" "$base"
fi
# Debian's Python has its headers in a package of its own.
sed 's/gcc libc6-dev/gcc libc6-dev python3-dev/' deploy/Containerfile >"$work/Containerfile"
buildah bud --network host --pull-never -f "$work/Containerfile" \
    --ignorefile deploy/Containerfile.dockerignore -t luciole .
buildah images localhost/luciole

made=$(buildah from --pull-never localhost/luciole)
files=$(buildah mount "$made")
mkdir -p "$files/mnt/tests"
bwrap --unshare-all --uid 10001 --gid 10001 --cap-drop ALL --die-with-parent --new-session \
    --ro-bind "$files" / --ro-bind tests/service /mnt/tests --proc /proc --dev /dev --tmpfs /tmp \
    --chdir /app --clearenv --setenv PATH /app/.venv/bin:/usr/bin:/bin --setenv HOME /nonexistent \
    --setenv RASA_TELEMETRY_ENABLED false --setenv PYTHONDONTWRITEBYTECODE 1 \
    python /mnt/tests/confined.py | python3 -m json.tool --no-ensure-ascii
