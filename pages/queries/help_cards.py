"""A help-now page as its formats are made from it: the signs of one place, for the wallet, the ear and the wall."""

import uuid
from collections.abc import Iterable, Iterator

from pages.editions.models import Edition
from pages.formats.rules import Format, Source
from pages.formats.rules.speech import TITLE, notes_part
from pages.formats.rules.states import EVERY_FORMAT
from pages.models import HelpNowPage
from pages.queries.leaflets import SIGNS, governed_source, open_languages, signs_of
from pages.queries.offers import Made
from pages.queries.sound import Listening, listening
from pages.rules.pieces import Paragraph, line
from pages.safety.queries import MORE, NOTE, LevelSigns, SafetySigns, safety_signs, sign_part

KIND = "help-now"
NONE = "none"
"""The part that says what to do when no sign is there."""

FORMATS = (Format.CARD, *(each for each in EVERY_FORMAT if each != Format.EASY))


def help_now_languages(key: uuid.UUID) -> frozenset[str]:
    """The languages in which everybody may read the help-now page with this key; none when it is not one. One query."""
    return open_languages(Edition.objects.filter(key=key, page__helpnowpage__isnull=False))


def help_now_source(key: uuid.UUID, language: str) -> Source | None:
    """What the formats of a help-now page are made from; None when not everybody may read it in this language. As for
    leaflets: with the readers' gate closed and the language in force."""
    if language not in help_now_languages(key):
        return None
    page = HelpNowPage.objects.select_related("red_flag_set").get(key=key)
    signs = safety_signs(page.red_flag_set)
    last = signs.none_of_these if signs else ""
    said_in = signs.language if signs and signs.is_fallback else ""
    closing = (Paragraph(line=line(last), language=said_in, part=NONE),) if last else ()
    return governed_source(page, KIND, language, pieces=(*signs_of(page, is_apart=True), *closing))


def hearing_signs(made: Iterable[Made], signs: SafetySigns | None) -> Listening | None:
    """What the Listen control of a help-now page is given: each sign by itself, in the order of ``pages/signs.html``.
    made: the formats of the page in the language that is read."""
    shown = [[TITLE, SIGNS]]
    if signs:
        shown += [[part] for level in signs.levels for part in _parts_of(level)]
        shown += [[f"{NOTE}-{at}"] for at in range(len(signs.note))]
        shown += [[MORE]] * bool(signs.more_calls) + [[NONE]] * bool(signs.none_of_these)
    return listening(made, shown)


def _parts_of(level: LevelSigns) -> Iterator[str]:
    yield level.level
    yield from map(sign_part, level.signs)
    if level.calls:
        yield notes_part(level.level)
