"""The test run with twelve languages: that a sixth to a twelfth language needs no code is shown here."""

import struct

from django.conf import locale

from portal.settings.languages import LANGUAGES as DEPLOYED
from portal.settings.test import *

LANGUAGES: list[tuple[str, str]] = [
    *DEPLOYED,
    ("ro", "Română"),
    ("pt", "Português"),
    ("ar", "العربية"),
    ("gu", "ગુજરાતી"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("so", "Soomaali"),
    ("uk", "Українська"),
]
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
HAS_COLUMNS_BEYOND_MIGRATIONS = True  # the migrations hold the columns of this deployment's languages only

# Django ships no Gujarati and no Somali: it must be told their names, and find a catalogue (here an empty one).
locale.LANG_INFO |= {
    "gu": {"bidi": False, "code": "gu", "name": "Gujarati", "name_local": "ગુજરાતી"},
    "so": {"bidi": False, "code": "so", "name": "Somali", "name_local": "Soomaali"},
}
LOCALE_PATHS = [*LOCALE_PATHS, VAR_DIR / "locale"]
for _code in ("gu", "so"):
    _catalogue = VAR_DIR / "locale" / _code / "LC_MESSAGES" / "django.mo"
    _catalogue.parent.mkdir(parents=True, exist_ok=True)
    _catalogue.write_bytes(struct.pack("<7I", 0x950412DE, 0, 0, 28, 28, 0, 28))  # GNU gettext's format, no messages
