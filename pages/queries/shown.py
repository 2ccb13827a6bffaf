"""What each page type's template is given besides the page itself."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404

from pages.blocks import told
from pages.editions.models.reading import current_language
from pages.formats.rules.speech import TITLE
from pages.models import (
    ArticlePage,
    BodyAreaPage,
    BodyIndex,
    ExpressPlanPage,
    HelpNowIndex,
    HelpNowPage,
    HomePage,
    LeafletIndex,
    LeafletPage,
    SectionPage,
    WordsPage,
)
from pages.models.base import ReadingPage, shows
from pages.queries import leaflets, reading
from pages.queries.entries import entry_cards, need_cards
from pages.queries.frame import service
from pages.queries.help_cards import hearing_signs
from pages.queries.sound import listening
from pages.safety.queries import safety_signs
from portal.communications.queries import can_text

type Shown = dict[str, Any]

told.tell(entry_cards=entry_cards, need_cards=need_cards, service=service)


@shows(ReadingPage)
def every_page(page: ReadingPage, language: str, **route: Any) -> Shown:
    return {"breadcrumb": reading.breadcrumb(page), "standing": reading.standing(page, language)}


@shows(HomePage)
def home(page: HomePage, language: str, **route: Any) -> Shown:
    return {"tasks": reading.home_tasks(page), "doors": reading.doors()}


@shows(SectionPage)
def section(page: SectionPage, language: str, **route: Any) -> Shown:
    return {"items": reading.listed_section(page)}


@shows(ArticlePage)
def article(page: ArticlePage, language: str, **route: Any) -> Shown:
    return {"signs": safety_signs(page.red_flag_set), "governance": reading.governance(page)}


@shows(LeafletIndex)
def leaflet_index(page: LeafletIndex, language: str, **route: Any) -> Shown:
    return {"items": reading.listed_children(page)}


@shows(LeafletPage)
def leaflet(page: LeafletPage, language: str, *, part: str = "leaflet", **route: Any) -> Shown:
    """The leaflet, its Easy Read twin, or the whole of it for paper. Raises Http404 for a twin that the language in
    force has not."""
    easy = leaflets.easy_body(page)
    if part == "easy" and not easy:
        raise Http404
    first, rest = leaflets.split_body(page.body)
    signs = safety_signs(page.red_flag_set)
    made = leaflets.made_of_page(page) if part == "leaflet" else ()
    row = leaflets.leaflet_offers(page, made) if part == "leaflet" else ()
    shown = [TITLE, *_ids(first), *([leaflets.SIGNS] if signs else []), *_ids(rest)]
    return {
        "page_url": leaflets.path_of(page),
        "text_url": f"/{current_language()}/ask/text/{page.short_code}/" if can_text() else "",
        "key_points": first,
        "body": rest,
        "easy": easy,
        "signs": signs,
        "governance": reading.governance(page),
        "offers": row,
        "sound": listening(made, [(each,) for each in shown]),
        "is_coming": any(offer.is_coming for offer in row),
    }


def _ids(blocks: Iterable[Any]) -> list[str]:
    return [str(block.id) for block in blocks]


@shows(WordsPage)
def words(page: WordsPage, language: str, **route: Any) -> Shown:
    return {"terms": reading.glossary()}


@shows(BodyIndex)
def body(page: BodyIndex, language: str, **route: Any) -> Shown:
    return {"doors": reading.doors()}


@shows(BodyAreaPage)
def body_area(page: BodyAreaPage, language: str, **route: Any) -> Shown:
    return {
        "items": reading.pages_for_area(page.area),
        "signs": safety_signs(page.red_flag_set),
        "worried_url": reading.worried_url(page.red_flag_set),
    }


@shows(HelpNowIndex)
def help_now_index(page: HelpNowIndex, language: str, **route: Any) -> Shown:
    return {"places": reading.help_now_places()}


@shows(HelpNowPage)
def help_now(page: HelpNowPage, language: str, **route: Any) -> Shown:
    """The signs to read, and the same to hear one by one."""
    made = leaflets.made_of_page(page)
    signs = safety_signs(page.red_flag_set)
    return {
        "page_url": leaflets.path_of(page),
        "signs": signs,
        "governance": reading.governance(page),
        "offers": leaflets.page_offers(page, made),
        "sound": hearing_signs(made, signs),
    }


@shows(ExpressPlanPage)
def plan(page: ExpressPlanPage, language: str, *, part: str = "signs", answer: str = "", **route: Any) -> Shown:
    """The signs, the question, or the plan for one answer. Raises Http404 for an answer that the question has not."""
    choice = next((choice for choice in page.choices.all() if choice.code == answer), None)
    if part == "plan" and choice is None:
        raise Http404
    return {
        "page_url": reading.url_of(f"{page.slug}/"),
        "help_url": reading.help_now_url(page.red_flag_set),
        "signs": safety_signs(page.red_flag_set) if part != "plan" else None,
        "talk_url": reading.url_of("ask/"),
        "choice": choice,
        "governance": reading.governance(page) if part == "plan" else None,
    }
