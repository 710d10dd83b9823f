#!/bin/sh
# Validates compose.yml, kubernetes.yml, the service unit and nginx's configuration on one machine.
#   apt-get install nginx-light openssl systemd; deploy/check.sh
# Needs uv (`make setup` brings it) and nothing running.
set -eu
cd "$(dirname "$0")"
PATH="$PATH:$PWD/../.tools/bin"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "== compose.yml against the Compose specification"
uv tool run --python 3.11 check-jsonschema --builtin-schema vendor.compose-spec compose.yml

echo "== kubernetes.yml against Kubernetes' own schemas"
uv tool run --python 3.11 kubernetes-validate --strict kubernetes.yml

echo "== the service unit"
# The program need not be installed to check the rest.
sed -e 's#^ExecStart=[^ ]*#ExecStart=/bin/true#' -e 's#^WorkingDirectory=.*#WorkingDirectory=/#' \
    systemd/luciole@.service >"$work/luciole@.service"
systemd-analyze verify "$work/luciole@.service"
systemd-analyze security --offline=true --threshold=20 "$work/luciole@.service" | tail -1

echo "== nginx on one machine"
mkdir "$work/tls"
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost \
    -keyout "$work/tls/privkey.pem" -out "$work/tls/fullchain.pem" 2>/dev/null
cp -r nginx "$work/luciole"
cat >"$work/nginx.conf" <<END
events {}
http { include luciole/machine.conf; }
END
nginx -t -c "$work/nginx.conf" -p "$work" -g "pid $work/nginx.pid;"
