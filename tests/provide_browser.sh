#!/bin/sh
# The report is tested in a headless browser. Where none is found and one can be had (as root on Debian or Ubuntu), get it;
# elsewhere those tests say that they were skipped.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; } >/dev/null 2>&1 ||
    echo "no browser could be installed: the report is not tested in one" >&2
fi
exit 0
