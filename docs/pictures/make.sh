#!/usr/bin/env bash
# Makes the pictures of the README again from the demo. Needs LibreOffice Calc, poppler-utils, Chromium and `make test`'s
# packages.
set -euo pipefail
cd "$(dirname "$0")/../.."
make demo
day=.demo/outbox/2026-11-20
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
soffice --headless --convert-to pdf --outdir "$work" "$day/worklists/spring-north-2026-11-20.xlsx" >/dev/null
pdftoppm -r 110 -png -f 3 -l 3 -x 20 -y 20 -W 1540 -H 620 -singlefile "$work/spring-north-2026-11-20.pdf" docs/pictures/worklist
letter=$(find "$day/letters/spring-north/draft" -name '*.pdf' | sort | head -n 1)
pdftoppm -r 80 -png -f 1 -l 1 -singlefile "$letter" docs/pictures/letter
practice=$(find "$day/practices" -name '*-2026-11-20.xlsx' | sort | head -n 1)
soffice --headless --convert-to pdf --outdir "$work" "$practice" >/dev/null
pdftoppm -r 70 -png -f 1 -l 1 -H 560 -singlefile "$work/$(basename "$practice" .xlsx).pdf" docs/pictures/practice-file
.venv/bin/python - "$day/worklists/spring-north-2026-11-20.html" docs/pictures/worklist-page.png <<'PYTHON'
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
    phone = browser.new_context(viewport={"width": 390, "height": 1000}, device_scale_factor=1.5, locale="en-GB")
    phone.clock.set_fixed_time("2026-11-20T09:00:00")
    page = phone.new_page()
    page.goto(Path(sys.argv[1]).absolute().as_uri())
    page.screenshot(path=sys.argv[2])
    browser.close()
PYTHON
