"""Lighthouse on a pretended phone: performance, accessibility and best practices of what readers open first.

``python -m tests.bench.lighthouse`` starts the demo, has npm bring Lighthouse at the version named here, and prints
three scores of 100 for each page. The aims: 95, 100, 100. On a busy machine the first one falls; the others stand.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.__main__ import ROOT, VAR, figure, served

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices")
PATHS = tuple(f"/{language}/{page}" for page in ("", "read/knee-pain/", "help-now/back/") for language in ("en", "ur"))
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def main() -> None:
    environment = {**os.environ, "STRIDES_VAR": str(VAR), "STRIDES_DEMO": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    VAR.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True, capture_output=True)
    with served("portal.wsgi:application", environment) as server:
        for path in PATHS:
            scores = scores_of(f"http://localhost:{server.port}{path}")
            figure(f"Lighthouse {path}", ", ".join(f"{name} {score}" for name, score in scores.items()))


def scores_of(address: str) -> dict[str, int]:
    """The scores of 100 by category."""
    report = Path(VAR) / "lighthouse.json"
    words = ["--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"]
    command = ["npx", "--yes", LIGHTHOUSE, address, *words, f"--only-categories={','.join(CATEGORIES)}"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "CHROME_PATH": "/usr/bin/chromium"}, check=True)
    categories = json.loads(report.read_text())["categories"]
    return {name: round(100 * categories[name]["score"]) for name in CATEGORIES}


if __name__ == "__main__":
    main()
