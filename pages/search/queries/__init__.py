"""Finding pages, words and warning signs by what a reader types. Nothing of it is kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db.models import Q
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import PlainText

from pages.cache.queries import content_version
from pages.editions.models import Edition
from pages.library.models import Entry, GlossaryTerm
from pages.queries import url_of
from pages.safety.queries import LiveSign, live_signs
from pages.safety.rules import Level
from pages.search.models import Synonym
from pages.search.rules import Typed, meanings, named_signs, words

SOURCE: str = settings.LANGUAGE_CODE
MOST_RESULTS: Final = 20
FEW: Final = 5
"""With fewer pages than this in the reader's language the English ones are shown as well."""

MOST_SIGNS: Final = 3
_CANDIDATES: Final = 100
_ORDINARY_SHARE: Final = 0.1
_ORDINARY_SECONDS: Final = 600


@dataclass(frozen=True)
class Result:
    """A page, a word of the glossary, or an entry of the directory. language: that of its words."""

    url: str
    heading: str
    summary: str
    language: str


@dataclass(frozen=True)
class NamedSign:
    """A warning sign that the reader may have meant, and the page that says what to do about it."""

    text: str
    language: str
    url: str
    is_emergency: bool


@dataclass(frozen=True)
class Found:
    """What a search gives. own: in the reader's language. english: more, when there are few in it. Both at most 20
    together, best first. signs: at most three, the most serious first."""

    own: tuple[Result, ...] = ()
    english: tuple[Result, ...] = ()
    signs: tuple[NamedSign, ...] = ()

    @property
    def count(self) -> int:
        """How many results there are, in both languages."""
        return len(self.own) + len(self.english)

    @property
    def is_capped(self) -> bool:
        """Whether there may be more than is shown."""
        return self.count >= MOST_RESULTS


def find(typed: Typed, language: str) -> Found:
    """Look for what was typed, in the words that our pages use for it. Only what every visitor may read is found."""
    if not typed.words:
        return Found()
    own = _editions(typed, language, MOST_RESULTS)
    english: list[Edition] = []
    if language != SOURCE and len(own) < FEW:
        known = {edition.key for edition in own}
        wanted = _editions(typed, SOURCE, MOST_RESULTS)
        english = [edition for edition in wanted if edition.key not in known][: MOST_RESULTS - len(own)]
    return Found(own=_results(own), english=_results(english), signs=signs_meant(typed, language))


def _editions(typed: Typed, language: str, most: int) -> list[Edition]:
    """Pages that have every word; when there are none, pages that have any."""
    synonyms = dict(Synonym.objects.filter(language=language).values_list("typed", "means"))
    texts = meanings(typed.text, synonyms)
    return _with(texts, "and", language, most) or _with(texts, "or", language, most)


def _with(texts: tuple[str, ...], operator: str, language: str, most: int) -> list[Edition]:
    """The index knows words; who may read what is asked of the rows themselves."""
    query = reduce(or_, (PlainText(text, operator=operator) for text in texts))
    hits = get_search_backend().search(query, Edition.objects.filter(language=language))[:_CANDIDATES]
    ranked = [edition.pk for edition in hits]
    snippets = Q(content_type__app_label="library", content_type__model__in=("glossaryterm", "entry"))
    rows = Edition.objects.readable().public().filter(Q(page__isnull=False) | snippets, pk__in=ranked)
    readable = {edition.pk: edition for edition in rows.select_related("page").defer("text")}
    return [readable[pk] for pk in ranked if pk in readable][:most]


def _results(editions: list[Edition]) -> tuple[Result, ...]:
    places = _snippet_places(each for each in editions if each.page is None)
    found = ((each, _page_url(each.page) if each.page else places.get(each.pk, "")) for each in editions)
    return tuple(
        Result(url=url, heading=each.heading, summary=each.summary, language=each.language)
        for each, url in found
        if url
    )


def _snippet_places(editions: Iterable[Edition]) -> dict[int, str]:
    """Where the words of the glossary and the entries of the directory stand, by their editions. Two queries, one
    for each kind that is there."""
    listed = list(editions)
    terms = [each for each in listed if each.content_type_id == ContentType.objects.get_for_model(GlossaryTerm).pk]
    entries = [each for each in listed if each not in terms]
    anchors = GlossaryTerm.objects.in_bulk([int(each.object_id) for each in terms]) if terms else {}
    codes = Entry.objects.in_bulk([int(each.object_id) for each in entries]) if entries else {}
    places = {
        each.pk: f"{url_of('words/')}#{anchors[int(each.object_id)].anchor}"
        for each in terms
        if int(each.object_id) in anchors
    }
    return places | {
        each.pk: url_of(f"find/{codes[int(each.object_id)].code}/") for each in entries if int(each.object_id) in codes
    }


def _page_url(page: Page) -> str:
    return url_of(page.url_path.split("/", 2)[2])


def signs_meant(typed: Typed, language: str) -> tuple[NamedSign, ...]:
    """Signs that need help today and that the typed words may speak of, the most serious first, at most three."""
    signs = {sign: _all_words(sign.said) for sign in live_signs((Level.EMERGENCY, Level.URGENT))}
    meant = named_signs(typed.words, signs, ordinary_words(language))
    ranked = sorted(meant, key=lambda sign: sign.level != Level.EMERGENCY)
    places: dict[tuple[str, str], list[LiveSign]] = {}
    for sign in ranked:
        places.setdefault((sign.text, sign.language), []).append(sign)
    return tuple(_named(found) for found in list(places.values())[:MOST_SIGNS])


def _named(found: list[LiveSign]) -> NamedSign:
    """One sign, and the page about it; when several pages have it, the page that leads to all of them."""
    sign, *others = found
    url = url_of("help-now/" if others else f"help-now/{sign.set_code}/")
    return NamedSign(sign.text, sign.language, url, is_emergency=sign.level == Level.EMERGENCY)


def _all_words(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for text in texts for word in words(text))


def ordinary_words(language: str) -> frozenset[str]:
    """Words, of the language and of English, that do not speak of danger: numbers, single letters, what headings are
    made of, and what stands on more than one page in ten (three at least: a stop rule on a page or two does not make
    its words ordinary). Worked out once for each state of the content."""
    key = f"ordinary-words:{language}:{content_version()}:{settings.DEMO}"
    known: frozenset[str] | None = caches["default"].get(key)
    if known is None:
        known = _count_ordinary_words({language, SOURCE})
        caches["default"].set(key, known, _ORDINARY_SECONDS)
    return known


def _count_ordinary_words(languages: set[str]) -> frozenset[str]:
    editions = Edition.objects.readable().public().filter(page__isnull=False, language__in=languages)
    help_pages = Q(page__url_path__contains="/help-now/")
    in_headings = _all_words(editions.values_list("heading", flat=True))
    counts: Counter[str] = Counter()
    texts = list(editions.exclude(help_pages).values_list("summary", "text"))
    for summary, text in texts:
        counts.update(set(words(f"{summary} {text}")))
    enough = max(3, len(texts) * _ORDINARY_SHARE)
    often = (word for word, count in counts.items() if count >= enough)
    digits = (str(number) for number in range(1000))
    return frozenset((*in_headings, *often, *digits))
