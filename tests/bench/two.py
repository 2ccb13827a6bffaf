"""Settings for the comparison of ``tests.bench.languages``: the test run with two languages."""

from portal.settings.test import *

LANGUAGES = [pair for pair in LANGUAGES if pair[0] in ("en", "ur")]
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
