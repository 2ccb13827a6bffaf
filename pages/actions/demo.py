"""Writing the demo content: everything that a fresh site shows.

Editions are of origin ``demo``: they are readable only while the demo switch is on, and carry no checker's name.
"""

import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation
from wagtail.models import Page, Site

from pages.actions.demo_parts import Parts, red_flag_set
from pages.actions.first_pages import is_unwritten, take_empty_pages_away
from pages.editions.actions import approve_edition, publish_edition
from pages.exchange.demo import DemoContent, Words, lasting_key
from pages.library.models import Entry, EntrySession, EvidenceSource, Figure, GlossaryTerm, HouseText, LibraryRecording
from pages.library.rules import Known
from pages.models import BodyIndex, HelpNowIndex, HomePage, LeafletIndex, SectionPage, ServiceSettings, WordsPage
from pages.safety.models import RedFlagSet
from pages.search.models import Synonym
from portal.fields import join_codes
from portal.settings.languages import SOURCE_LANGUAGE


def load_demo_content(content: DemoContent | None = None) -> HomePage:
    """Write and publish the demo content in every language that it has; gives the home page.

    A site that has a home page already is left as it is, unless nobody has written there and nothing was published.
    """
    existing = HomePage.objects.first()
    if existing is not None and not is_unwritten():
        return existing
    content = content or DemoContent()
    with transaction.atomic(), translation.override(SOURCE_LANGUAGE):
        chosen = _load_library(content)
        sets = {table["code"]: _load_red_flag_set(content, table) for table in content.structure["red_flag_sets"]}
        home = _load_pages(content, Parts(content, chosen, sets))
        _load_synonyms(content)
    return home


def clear_demo_content() -> None:
    """Take away every page and everything that pages choose. Only ever called on a demo site."""
    with transaction.atomic():
        for page in Page.objects.filter(depth=2):
            page.specific.delete()
        for model in (Figure, Entry, GlossaryTerm, HouseText, RedFlagSet, EvidenceSource, Synonym):
            for row in model.objects.all():
                row.delete()
        for recording in LibraryRecording.objects.all():
            recording.file.delete(save=False)
            recording.delete()


def publish_all(thing: Any, languages: tuple[str, ...], first_words: str) -> None:
    """Approve every language that has words, then publish once: English releases whatever is approved."""
    for language in languages:
        if language != SOURCE_LANGUAGE and getattr(thing, f"{first_words}_{language}"):
            approve_edition(by=None, content=thing, language=language, origin="demo", made_from_draft=True)
    publish_edition(by=None, content=thing, language=SOURCE_LANGUAGE, origin="demo")


def _load_library(content: DemoContent) -> dict[str, dict[str, int]]:
    for source in content.structure["sources"]:
        EvidenceSource.objects.create(**source)
    figures = {table["code"]: _load_figure(content, table).pk for table in content.structure["figures"]}
    terms = {}
    for table in content.structure["glossary"]:
        words = _words(content, "library", "glossary", table["code"])
        terms[table["code"]] = _snippet(content, GlossaryTerm(code=table["code"]), words, "term").pk
    for table in content.entries:
        _load_entry(content, table)
    for table in content.structure["house_texts"]:
        lines = {code: content.words[code]["site"].get("house_texts", {}) for code in content.languages}
        words = {code: {"text": line[table["code"]]} for code, line in lines.items() if table["code"] in line}
        _snippet(content, HouseText(code=table["code"]), words, "text")
    recordings = {table["code"]: _load_recording(content, table).pk for table in content.recordings}
    return {"figures": figures, "terms": terms, "recordings": recordings}


def _words(content: DemoContent, file: str, table: str, code: str) -> dict[str, Words]:
    return {language: content.words[language][file].get(table, {}).get(code, {}) for language in content.languages}


def _load_entry(content: DemoContent, table: Words) -> Entry:
    neutral = {name: value for name, value in table.items() if name != "sessions"}
    neutral |= {name: join_codes(table[name]) for name in ("needs", "audiences", "languages")}
    entry = Entry(**neutral)
    for place, times in enumerate(table.get("sessions", ())):
        entry.sessions.add(_session(table["code"], place, times))
    code = table["code"]
    words = {
        language: content.words[language]["entries"].get("entries", {}).get(code, {})
        or content.words[language]["directory"].get("entries", {}).get(code, {})
        for language in content.languages
    }
    return _snippet(content, entry, words, "name")


def _session(code: str, place: int, times: Words) -> EntrySession:
    appointment = {True: Known.YES, False: Known.NO, None: Known.UNKNOWN}[times.get("needs_appointment")]
    told = {name: times[name] for name in ("weekday", "week", "first_on", "last_on", "is_on_holidays") if name in times}
    return EntrySession(
        key=lasting_key("EntrySession", code, str(place)),
        sort_order=place,
        opens=datetime.time.fromisoformat(times["opens"]),
        closes=datetime.time.fromisoformat(times["closes"]),
        closed_on="\n".join(str(day) for day in times.get("closed_on", ())),
        needs_appointment=appointment.value,
        **told,
    )


def _load_figure(content: DemoContent, table: Words) -> Figure:
    neutral = {name: value for name, value in table.items() if name not in ("of", "source")}
    figure = Figure(**neutral, source=EvidenceSource.objects.get(code=table["source"]))
    return _snippet(content, figure, _words(content, "library", "figures", table["code"]), "sentence")


def _load_recording(content: DemoContent, table: Words) -> LibraryRecording:
    path = content.folder / "recordings" / table["file"]
    told = {name: words for name, words in table.items() if name not in ("code", "file")}
    recording = LibraryRecording(file=ContentFile(path.read_bytes(), path.name), **told)
    recording.full_clean()
    recording.save()
    return recording


def _snippet(content: DemoContent, snippet: Any, words: dict[str, Words], first_words: str) -> Any:
    snippet.key = lasting_key(type(snippet).__name__, snippet.code)
    for language, texts in words.items():
        for field, text in texts.items():
            setattr(snippet, f"{field}_{language}", text)
    snippet.save()
    snippet.save_revision()
    publish_all(snippet, content.languages, first_words)
    return snippet


def _load_red_flag_set(content: DemoContent, table: Words) -> RedFlagSet:
    flag_set = red_flag_set(content, table)
    flag_set.save()
    flag_set.save_revision()
    publish_all(flag_set, content.languages, "check_heading")
    return RedFlagSet.objects.get(pk=flag_set.pk)


def _load_pages(content: DemoContent, parts: Parts) -> HomePage:
    def put(parent: Page, page: Any) -> Any:
        parent.add_child(instance=page)
        page.save_revision()
        publish_all(page, content.languages, "heading")
        return type(page).objects.get(pk=page.pk)

    take_empty_pages_away()
    home = put(Page.objects.get(depth=1), parts.home())
    _load_site(content, home)
    help_now = put(home, parts.simple(HelpNowIndex, "help-now", ("lead", "nearest")))
    for place in content.structure["help_now"]:
        put(help_now, parts.help_now(place))
    put(home, parts.plan())
    body = put(home, parts.simple(BodyIndex, "body", ("lead",)))
    for area in content.structure["areas"]:
        put(body, parts.area(area))
    read = put(home, parts.simple(SectionPage, "read"))
    for article in content.structure["articles"]:
        put(read, parts.article(article))
    shelf = put(home, parts.simple(LeafletIndex, "leaflets", ("lead",)))
    for leaflet in content.leaflets:
        put(shelf, parts.leaflet(leaflet))
    put(home, parts.simple(WordsPage, "words"))
    for table in content.structure["plain_pages"]:
        put(home, parts.plain_page(table))
    home = HomePage.objects.get(pk=home.pk)
    parts.add_tasks(home)
    home.save_revision()
    publish_all(home, content.languages, "heading")
    return HomePage.objects.get(pk=home.pk)


def _load_site(content: DemoContent, home: HomePage) -> None:
    site, _created = Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Strides"}
    )
    service, _created = ServiceSettings.objects.get_or_create(site=site)
    if service.phone or service.opening_hours_en:  # somebody set them already
        return
    service.phone, service.is_phone_demo = "00000 000000", True
    for language in content.languages:
        setattr(service, f"opening_hours_{language}", content.words[language]["site"]["service"]["opening_hours"])
    service.save()


def clear_demo_service(content: DemoContent | None = None) -> None:
    """Take the demo's placeholders for telephone and opening hours away; what the service wrote itself stays."""
    content = content or DemoContent()
    for service in ServiceSettings.objects.all():
        if service.is_phone_demo:
            service.phone, service.is_phone_demo = "", False
        for language in content.languages:
            column = f"opening_hours_{language}"
            if getattr(service, column) == content.words[language]["site"]["service"]["opening_hours"]:
                setattr(service, column, "")
        service.save()


def _load_synonyms(content: DemoContent) -> None:
    for language in content.languages:
        for pair in content.words[language]["library"].get("synonyms", []):
            Synonym.objects.update_or_create(
                language=language, typed=pair["typed"].casefold(), defaults={"means": pair["means"]}
            )
