"""What ten more languages cost: pages made anew (past the cache) with 2 languages and with 12, each live in all.

``python -m tests.bench.languages`` prints milliseconds of processor time, the least of many (what else the machine
does only ever adds), and the ratio. The aim is at most 1.3 times.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {"2": "tests.bench.two", "12": "portal.settings.twelve"}
PATHS = ("/en/", "/ur/", "/en/read/knee-pain/", "/ur/read/knee-pain/", "/ur/back-now/plan/lifts/", "/ur/help-now/back/")
REPEATS = 30


def main() -> None:
    measured = {}
    for count, settings in SETTINGS.items():
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
        command = [sys.executable, "-m", "tests.bench.languages", "measure"]
        printed = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
        measured[count] = dict(line.split("\t") for line in printed.splitlines() if "\t" in line)
    for path in PATHS:
        few, many = (float(measured[count][path]) for count in SETTINGS)
        print(f"{path:28} 2 languages {few:5.1f} ms, 12 languages {many:5.1f} ms, ratio {many / few:.2f}")


def measure() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests.databases import migrate

    setup_test_environment()
    settings.DEMO = True
    migrate()
    load()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "nobody"  # who has a session is served past the cache
    for path in PATHS:
        taken = []
        for _ in range(REPEATS):
            began = time.process_time()
            response = client.get(path)
            taken.append((time.process_time() - began) * 1000)
            if response.status_code != 200:
                raise SystemExit(f"{path} answers {response.status_code}")
        print(f"{path}\t{min(taken)}")


def load() -> None:
    """The demo content, with English words in every language that it does not have."""
    from django.conf import settings
    from django.db.models import F
    from modeltranslation.translator import translator

    from pages.actions import load_demo_content
    from pages.editions.models import Edition
    from pages.exchange.demo import DemoContent

    class Chosen(DemoContent):
        @property
        def languages(self) -> tuple[str, ...]:
            return tuple(code for code in super().languages if code in dict(settings.LANGUAGES))

    content = Chosen()
    load_demo_content(content)
    added = [code for code, _name in settings.LANGUAGES if code not in content.languages]
    for model in translator.get_registered_models(abstract=False):
        names = translator.get_options_for_model(model).all_fields
        words = {f"{name}_{code}": F(f"{name}_en") for name in names for code in added}
        if words:
            model._base_manager.update(**words)
    for code in added:
        copies = list(Edition.objects.filter(language="en"))
        for edition in copies:
            edition.pk, edition.language = None, code
        Edition.objects.bulk_create(copies)


if __name__ == "__main__":
    measure() if "measure" in sys.argv else main()
