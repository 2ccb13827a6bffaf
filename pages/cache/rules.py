"""Which requests ask for the same page, and for how long an answer is kept. Plain Python."""

import hashlib
import re
from typing import Final
from urllib.parse import parse_qsl, urlencode

from pages.library.rules import Need

KEPT_SECONDS: Final = 600
LONGEST_PATH: Final = 300

UNREAD: Final = re.compile(r"utm_[a-z_]{1,20}|fbclid|gclid|msclkid|mc_[ce]id", re.ASCII)
"""Parameters that others hang on our links. No page reads them: they never reach the page, nor the key."""

READ: Final = {"page": re.compile(r"[1-9][0-9]?", re.ASCII)}
"""Parameters that pages read, each with the values it may have: how far a list is turned. With any other parameter or
value the page is made anew and not kept, so that nobody can fill the cache with copies of one page."""

READ_AT: Final = {"find/": {"need": re.compile("|".join(Need), re.ASCII)}}
"""Parameters that the page at one path, below the language, reads besides: the need that a link to the directory
names."""


def canonical_query(query: str, path: str = "") -> str | None:
    """The part of a query string that the page at a path reads, in one order; None when there is anything else in it.

    A parameter given twice counts as something else.
    """
    if not query:
        return ""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=20)
    except ValueError:  # more than 20
        return None
    read = sorted((name, value) for name, value in pairs if not UNREAD.fullmatch(name))
    names = [name for name, _value in read]
    readable = READ | READ_AT.get(path.lstrip("/").partition("/")[2], {})
    known = all(name in readable and readable[name].fullmatch(value) for name, value in read)
    return urlencode(read) if known and len(set(names)) == len(names) else None


def key(*parts: str) -> str:
    """A short name for what was asked. The parts cannot run into one another."""
    told = "\n".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.blake2b(told.encode(errors="surrogatepass"), digest_size=20).hexdigest()


def etag(body: bytes, language: str) -> str:
    """A weak validator of a page: it changes when a reader would notice, and does not depend on compression."""
    return f'W/"{hashlib.sha256(language.encode() + body).hexdigest()[:24]}"'
