"""Settings for the comparison of ``tests.bench.languages``: the test run with two languages."""

from portal.settings import test
from portal.settings.test import *  # noqa: F403  settings are what a module holds

LANGUAGES = [pair for pair in test.LANGUAGES if pair[0] in ("en", "ur")]
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
