"""What a person reads of their own data, in every language; programs get names and codes that stay."""

import ast
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.utils import translation

from modules.learning.models import LessonPage
from pages.models import HomePage
from portal import clock
from portal.accounts.models import KnownDevice, SavedPage, User
from portal.accounts.rules.preferences import NEEDS
from portal.audit import actions as audit
from portal.contact.models import Request
from portal.privacy.queries import everything
from portal.privacy.queries.codes import ACTS, HAPPENED, MET, MODES, OCCASIONS, SAID, WAYS
from portal.privacy.queries.columns import COLUMNS, DETAIL, LINES
from portal.privacy.queries.words import SECTIONS, named
from tests.architecture.tree import ROOT, code
from tests.moving import Time
from tests.portal.privacy.test_views import live, opened, text

CODES = (ACTS, HAPPENED, MET, MODES, OCCASIONS, WAYS)


def test_what_was_done_reads_as_words_and_a_program_still_gets_the_codes(hers: Client, amira: User) -> None:
    with transaction.atomic():
        detail = {"with": "email", "what": ["name", "wants_reminders"]}
        audit.record(by=amira, action="accounts.signed_in", subject=amira, detail=detail, now=clock.now())
    shown = text(hers.get("/en/me/data/everything/"))
    assert "Signed in" in shown
    assert "What: Your name, Reminders With: a code by email" in shown, "in one order, whatever the database keeps"
    assert not re.search(r"accounts\.signed_in|wants_|[{}']", shown)
    assert "accounts.signed_in" in {row["what"] for row in everything(amira)["what_was_done"]}


@pytest.fixture
def her_life(hers: Client, demo_site: HomePage, amira: User, esi: User, time: Time) -> Client:
    """Something in every section."""
    live(hers, amira, esi, time.now)
    KnownDevice.objects.create(person=amira, cookie_hash="x", kind="iphone", made_at=time.now, seen_at=time.now)
    SavedPage.objects.create(person=amira, page_key=LessonPage.objects.first().key, saved_at=time.now)
    UserSession.objects.create(user=amira, session_key="x", ip="192.0.2.1", user_agent="A phone")
    Authenticator.objects.create(user=amira, type=Authenticator.Type.WEBAUTHN, data={})
    Request.objects.update(state="done", outcome="spoke", closed_at=time.now)
    return hers


def test_every_column_that_is_given_out_has_a_name_and_no_name_is_left_over(her_life: Client, amira: User) -> None:
    held = everything(amira)
    given = {(section, column) for section, rows in held.items() for row in rows for column in row}
    assert given == {(section, column) for section, names in COLUMNS.items() for column in names}
    assert {column for row in held["requests"] for line in row["lines"] for column in line} == set(LINES)
    assert {column for row in held["what_was_done"] for column in row["detail"]} <= set(DETAIL)
    assert {(section, column) for section, ways in SAID.items() for column in ways} <= {
        *given,
        *(("lines", column) for column in LINES),
        *(("detail", column) for column in DETAIL),
    }


@pytest.mark.parametrize("language", ["cy", "pl", "ur", "bn"])
def test_columns_and_codes_are_read_in_the_language_of_the_page(her_life: Client, amira: User, language: str) -> None:
    english = {str(name) for names in [*COLUMNS.values(), LINES, DETAIL, *CODES] for name in names.values()}
    page = BeautifulSoup(her_life.get(f"/{language}/me/data/everything/").content, "html.parser")
    pack = opened(her_life.post(f"/{language}/me/data/download/"))
    offline = BeautifulSoup(pack.read("index.html"), "html.parser")
    for main in (page.main, offline.main):
        assert len(main.select("dt")) > 100
        lines = {line for said in main.select("dt, dd") for line in said.get_text("\n").splitlines()}
        assert {part.strip() for line in lines for part in line.split(":")} & english == set()
        assert not main.select("dt [lang]")
    sections = json.loads(pack.read("data.json"))["sections"]
    assert {kind: {column for row in rows for column in row} for kind, rows in sections.items() if rows} == {
        kind: set(names) for kind, names in COLUMNS.items()
    }
    assert sections["needs"][0]["code"] in NEEDS
    assert sections["known_devices"][0]["kind"] == "iphone"


def test_a_marked_page_is_called_by_its_heading_and_a_program_gets_its_number(her_life: Client, amira: User) -> None:
    lesson = LessonPage.objects.first()
    with translation.override("ur"):
        heading = lesson.heading
    assert heading != lesson.heading_en
    assert heading in shelf(her_life).values()
    assert everything(amira)["shelf"][0]["page_key"] == str(lesson.key)
    lesson.unpublish()
    assert str(lesson.key) in shelf(her_life).values()


def shelf(client: Client) -> dict[str, str]:
    """What stands in the section of the shelf of the Urdu page, by name."""
    with translation.override("ur"):
        called = str(SECTIONS["shelf"])
    sections = BeautifulSoup(client.get("/ur/me/data/everything/").content, "html.parser").select("details")
    (found,) = [each for each in sections if each.summary.get_text().startswith(called)]
    return {name.get_text(strip=True): name.find_next("dd").get_text(strip=True) for name in found.select("dt")}


def test_points_and_days_are_read_as_people_write_them() -> None:
    sections = {
        "my confidence": [{"points": "1.000", "score": "21.50"}],
        "needs": [{"reviewed_on": "2026-11-10", "code": "format-audio"}],
        "preferences": [{"quiet_end_hour": 7, "display": "size=2.contrast=1.theme=dark.saver=0.pictures=1.listen=0"}],
        "known_devices": [{"kind": "of tomorrow"}],
    }
    with translation.override("pl"):
        read = {value for section in named(sections, []) for row in section.rows for _name, value in row}
    assert {"1", "21,5", "10 listopada 2026", "07:00", "of tomorrow"} <= read
    assert any(value.count(",") == 2 for value in read), "a size, colours and what is ticked"


RECORDS = {"record", "record_once_a_day"}
ACCOUNTS = {"by", "person", "known.person", "looked_at", "shown"}
"""What the code calls an account of which it writes something down."""


def acts_on_people() -> set[str]:
    """The code of every act that the code writes down of a person's account."""
    found = set()
    for _path, file in code(ROOT):
        for call in ast.walk(ast.parse(file.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in RECORDS:
                given = {word.arg: word.value for word in call.keywords}
                about = "".join(ast.unparse(given[name]) for name in ("subject", "subject_keys") if name in given)
                if about in {"by", "person", "known.person", "looked_at", "shown"} and isinstance(
                    given["action"], ast.Constant
                ):
                    found.add(given["action"].value)
    return found


def test_everything_that_is_done_with_an_account_has_words() -> None:
    assert acts_on_people() == set(ACTS)


def test_every_section_has_a_name_in_words(amira: User) -> None:
    assert set(everything(amira)) <= set(SECTIONS)
