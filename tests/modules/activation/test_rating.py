"""Rating oneself through HTTP: one question a screen, any order, nothing lost, nothing doubled."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from modules.activation.actions.ratings import begin_rating
from modules.activation.models import Answer, Rating
from modules.activation.rules import ItemKind, Mode
from modules.activation.rules.definition import Condition, ItemDefinition
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.instruments import a_definition, choice_item, live_instrument, options
from tests.modules.activation.answering import answer, answer_all, begin, soup_of, value_of

pytestmark = pytest.mark.django_db
HOME = "/en/me/confidence/"


@pytest.fixture
def signed_in(client: Client, amira: User) -> Client:
    return sign_in(client, amira)


def move(monkeypatch: pytest.MonkeyPatch, **later: int) -> None:
    """Let time go by."""
    now = datetime.datetime.now(datetime.UTC) + datetime.timedelta(**later)
    monkeypatch.setattr("portal.clock.now", lambda: now)


def test_from_the_start_to_ones_own_words(signed_in: Client, amira: User) -> None:
    live_instrument()
    start = soup_of(signed_in.get(HOME))
    assert "There are 3 short questions" in start.main.get_text()
    assert "You do not have to do this to be seen." in start.main.get_text()
    address = begin(signed_in)
    page = soup_of(signed_in.get(address))
    assert page.h1.get_text() == "Statement one."
    assert page.title.get_text().startswith("Question 1 of 3: Statement one.")
    labels = [label.get_text() for label in page.select("#step-form label")]
    assert labels == ["Never", "Sometimes", "Often", "I am not sure", "I would rather not say"]
    assert answer_all(signed_in, "Often", "Never", "Sometimes") == "/en/me/confidence/small-check/"
    rating = Rating.objects.get(person=amira)
    assert (rating.score, rating.mode, rating.language) == (Decimal("50.00"), "self", "en")
    shown = soup_of(signed_in.get(HOME)).main.get_text()
    assert "Today you feel surest about topic one, and less sure about topic two." in shown
    assert "Much was like you." in shown
    assert "50" not in shown, "no number unless it is asked for"
    assert "As a number: 50" in soup_of(signed_in.get(f"{HOME}?numbers=1")).main.get_text()


def test_every_question_has_the_ways_out_and_help_in_sight(signed_in: Client) -> None:
    live_instrument()
    page = soup_of(signed_in.get(begin(signed_in)))
    line = page.select_one("aside.skip-line")
    assert [a.get_text() for a in line.select("a")][:3] == [
        "Skip this. I can come back.",
        "I need help now",
        "Ask us to call me",
    ]


def test_not_sure_and_not_said_are_kept_and_count_as_no_answer(signed_in: Client) -> None:
    live_instrument()
    address = answer_all(signed_in, "I am not sure", "I would rather not say", "Often")
    assert address == "/en/me/confidence/small-check/"
    states = set(Answer.objects.values_list("state", flat=True))
    assert states == {"not-sure", "not-said", "answered"}
    assert Rating.objects.get().score is None, "two of three are missing, one may be"
    assert "You left several out" in soup_of(signed_in.get(HOME)).main.get_text()


def test_going_on_without_an_answer_is_no_answer_and_does_not_undo_one(signed_in: Client) -> None:
    live_instrument()
    first = begin(signed_in)
    answer(signed_in, first, "Often")
    signed_in.post(first, {"act": "continue"})
    assert Answer.objects.get().state == "answered"
    second = answer(signed_in, first)["Location"]
    answer(signed_in, second)
    assert sorted(Answer.objects.values_list("state", flat=True)) == ["answered", "skipped"]


def test_nothing_answered_at_all_is_fine_and_stays_open(signed_in: Client) -> None:
    live_instrument()
    address = answer_all(signed_in, "", "", "")
    assert address.endswith("?nothing=1")
    assert "There is no answer yet" in soup_of(signed_in.get(address)).main.get_text()
    assert Rating.objects.get().finished_at is None


def test_the_place_is_kept_for_14_days_and_then_a_new_one_begins(
    signed_in: Client, amira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_instrument()
    first = begin(signed_in)
    stopped = answer(signed_in, first, "Often", act="stop")
    assert stopped["Location"] == "/en/me/"
    assert "Your place is kept" in signed_in.get("/en/me/").content.decode()
    assert begin(signed_in).endswith("/two/"), "where it was left"
    move(monkeypatch, days=13)
    sign_in(signed_in, amira)
    assert begin(signed_in).endswith("/two/")
    move(monkeypatch, days=15)
    sign_in(signed_in, amira)
    assert begin(signed_in).endswith("/one/")
    left, anew = Rating.objects.order_by("begun_at")
    assert left.finished_at is not None, "what was answered is kept, as it was"
    assert left.answers.count() == 1
    assert anew.finished_at is None


def test_any_order_and_back(signed_in: Client) -> None:
    live_instrument()
    rating = begin(signed_in).rsplit("/", 2)[0]
    answer(signed_in, f"{rating}/three/", "Often")
    page = soup_of(signed_in.get(f"{rating}/"))
    assert [each.get_text() for each in page.select("ol .small")] == [
        "Not answered. That is OK",
        "Not answered. That is OK",
        "Answered",
    ]
    assert begin(signed_in).endswith("/one/")
    back = soup_of(signed_in.get(f"{rating}/three/"))
    assert back.select_one("input[checked]")["value"] == value_of(signed_in, f"{rating}/three/", "Often")


def test_the_same_answer_twice_is_one_and_a_later_one_counts(signed_in: Client) -> None:
    live_instrument()
    first = begin(signed_in)
    for label in ("Often", "Often", "Never"):
        answer(signed_in, first, label)
    assert Answer.objects.get().value == 0
    assert begin(signed_in).rsplit("/", 3)[0] == first.rsplit("/", 3)[0]
    assert Rating.objects.count() == 1, "begun twice is begun once"


def test_a_changed_mind_in_the_same_sitting_is_scored_again_and_later_it_is_said_kindly(
    signed_in: Client, amira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_instrument()
    first = begin(signed_in)
    answer_all(signed_in, "Never", "Never", "Never")
    answer(signed_in, first, "Often")
    assert Rating.objects.get().score == Decimal("33.33")
    often = value_of(signed_in, first, "Often")
    move(monkeypatch, days=2)
    sign_in(signed_in, amira)
    late = signed_in.post(first, {"act": "continue", "answer": often})
    assert late.status_code == 409
    page = soup_of(late)
    assert "your answer was not changed" in page.main.get_text()
    assert page.select_one("input[checked]")["value"] == often, "what was chosen stays"
    assert Rating.objects.get().score == Decimal("33.33")


def test_an_answer_that_is_not_offered_is_refused_in_words_and_nothing_is_kept(signed_in: Client) -> None:
    live_instrument()
    first = begin(signed_in)
    for wrong in (str(uuid.uuid4()), "2", "x" * 10_000, "\x00", "🦴" * 50, "'; drop"):
        refused = signed_in.post(first, {"act": "continue", "answer": wrong})
        assert refused.status_code == 422, wrong[:20]
        assert soup_of(refused).select(".error-summary a[href='#answer']")
    both = signed_in.post(first, {"answer": ["not-sure", value_of(signed_in, first, "Often")]})
    assert both.status_code == 422
    assert not Answer.objects.exists()


def test_nobody_reaches_what_is_not_theirs(signed_in: Client, ben: User, client: Client) -> None:
    live_instrument()
    first = begin(signed_in)
    rating = first.rsplit("/", 2)[0]
    sign_in(client, ben)
    absent = f"/en/me/confidence/rating/{uuid.uuid4()}"
    for end in ("/", "/one/", "/one/help/", "/delete/"):
        theirs, nowhere = client.get(rating + end), client.get(absent + end)
        assert theirs.status_code == nowhere.status_code == 404
    for end in ("/one/", "/finish/", "/delete/"):
        assert client.post(rating + end, {"answer": "not-sure"}).status_code == 404
    assert Rating.objects.get().answers.count() == 0
    client.logout()
    assert client.get(first).status_code == 302


def test_in_the_middle_in_another_language_with_what_was_chosen(signed_in: Client) -> None:
    live_instrument()
    first = begin(signed_in)
    often = value_of(signed_in, first, "Often")
    moved = signed_in.post(first, {"answer": often, "language": "ur"})
    assert (moved.status_code, moved["Location"]) == (307, first.replace("/en/", "/ur/"))
    kept = signed_in.post(moved["Location"], {"answer": often, "language": "ur"})
    page = soup_of(signed_in.get(kept["Location"]))
    assert page.html["lang"] == "ur"
    assert page.h1.get_text() == "بات one"
    assert page.select_one("input[checked]")["value"] == often


def test_a_red_flag_answer_shows_help_first_and_blocks_nothing(signed_in: Client, demo_site: object) -> None:
    live_instrument(a_definition(choice_item("one", options=options(red_flag="often")), choice_item("two")))
    first = begin(signed_in)
    told = answer(signed_in, first, "Often")["Location"]
    assert told == f"{first}help/"
    page = soup_of(signed_in.get(told))
    assert page.select("main a[href='tel:999']")
    assert [a["href"] for a in page.select("main a.nhsuk-button")] == [first.replace("/one/", "/two/")]
    assert Answer.objects.get().state == "answered", "it was saved before anything else"


def test_a_question_that_another_answer_opens(signed_in: Client) -> None:
    live_instrument(
        a_definition(
            choice_item("one"),
            choice_item("two", enable_when=(Condition("one", "=", "often"),)),
            choice_item("three"),
        )
    )
    first = begin(signed_in)
    assert answer(signed_in, first, "Never")["Location"].endswith("/three/")
    assert answer(signed_in, first, "Often")["Location"].endswith("/two/")
    gone = answer(signed_in, first, "Never")["Location"].replace("/three/", "/two/")
    assert signed_in.get(gone).status_code == 303, "it is not asked now: back to the list"


KINDS = [
    (ItemKind.INTEGER, {"low": Decimal(0), "high": Decimal(100)}, "40", "101", "Write a number from 0 to 100"),
    (ItemKind.INTEGER, {}, "۷", "1.5", "Write a whole number, for example 3"),
    (ItemKind.DECIMAL, {"low": Decimal(0)}, "2,5", "minus", "Write a number, for example 3"),
    (ItemKind.QUANTITY, {"high": Decimal(9)}, "9", "10", "Write 9 or less"),
    (ItemKind.DATE, {}, "27/3/2026", "31/2/2026", "Write a day like 27/3/2026"),
    (ItemKind.STRING, {}, "my own words", "x" * 301, "Use at most 300 letters"),
    (ItemKind.TEXT, {}, "line\nline", "x" * 4001, "Use at most 4000 letters"),
]


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case[0])
def test_every_kind_of_answer_that_is_typed(
    signed_in: Client, case: tuple[ItemKind, dict[str, Decimal], str, str, str]
) -> None:
    kind, more, right, wrong, said = case
    item = ItemDefinition("one", "one", kind, {"en": "How is it?"}, is_scored=False, **more)  # type: ignore[arg-type]  # fields by name
    live_instrument(a_definition(item, choice_item("two"), choice_item("three")), languages=("en",))
    first = begin(signed_in)
    refused = signed_in.post(first, {"words": wrong})
    assert refused.status_code == 422
    page = soup_of(refused)
    assert page.select_one(".error-summary a[href='#words']").get_text() == said
    field = page.find(id="words")
    assert (field.get("value") or field.get_text().lstrip("\n")) == wrong
    assert not Answer.objects.exists()
    assert signed_in.post(first, {"words": right})["Location"].endswith("/two/")
    again = soup_of(signed_in.get(first)).find(id="words")
    assert again.get("value") or again.get_text()


def test_several_answers_yes_or_no_something_else_and_a_small_range(signed_in: Client) -> None:
    several = choice_item("one", repeats=True)
    yes_no = ItemDefinition("two", "two", ItemKind.BOOLEAN, {"en": "Is it so?"})
    other = choice_item("three", kind=ItemKind.OPEN_CHOICE)
    pain = ItemDefinition(
        "four", "four", ItemKind.INTEGER, {"en": "How sore?"}, low=Decimal(0), high=Decimal(10), is_slider=True
    )
    live_instrument(a_definition(several, yes_no, other, pain), languages=("en",))
    first = begin(signed_in)
    boxes = [value_of(signed_in, first, label) for label in ("Never", "Often")]
    second = signed_in.post(first, {"answer": boxes})["Location"]
    third = answer(signed_in, second, "Yes")["Location"]
    assert answer(signed_in, third, "Something else").status_code == 422
    fourth = answer(signed_in, third, "Something else", words="a stick")["Location"]
    assert len(soup_of(signed_in.get(fourth)).select("input[type=radio]")) == 13
    answer(signed_in, fourth, "7")
    kept = {row.item_key: row for row in Answer.objects.all()}
    values = sorted(str(row.value) for row in kept.values())
    assert values == ["2.000", "7.000", "None", "None"]
    assert "a stick" in {row.words for row in kept.values()}
    assert ["true"] in [row.options for row in kept.values()]


def test_a_withdrawn_instrument_is_asked_no_more_and_what_was_answered_is_kept(signed_in: Client) -> None:
    instrument = live_instrument()
    first = begin(signed_in)
    answer(signed_in, first, "Often")
    instrument.unpublish()
    for response in (signed_in.get(first), signed_in.post(first, {"answer": "not-sure"})):
        assert response.status_code == 410
        assert "What you answered before is kept" in response.content.decode()
    assert Answer.objects.get().state == "answered"
    assert signed_in.get(HOME).status_code == 200


def test_deleting_takes_the_answers_away_after_asking_once(signed_in: Client) -> None:
    live_instrument()
    answer_all(signed_in, "Often", "Never", "Sometimes")
    address = f"{HOME}rating/{Rating.objects.get().pk}/delete/"
    assert "Nobody can bring them back" in signed_in.get(address).content.decode()
    assert Rating.objects.count() == 1
    assert signed_in.post(address)["Location"] == f"{HOME}?deleted=1"
    assert not Rating.objects.exists()
    assert not Answer.objects.exists()


def test_a_language_that_the_instrument_is_not_live_in_is_said(signed_in: Client) -> None:
    live_instrument(languages=("en",))
    page = soup_of(signed_in.get("/ur/me/confidence/"))
    assert page.html["lang"] == "ur"
    assert page.h1["lang"] == "en"
    first = begin(signed_in, language="ur")
    assert soup_of(signed_in.get(first)).h1.parent["lang"] == "en"


@pytest.mark.parametrize("address", [HOME, "question", "list", "print"])
def test_no_page_asks_the_database_more_than_12_times(signed_in: Client, address: str, demo_site: object) -> None:
    live_instrument()
    for labels in (("Often", "Never", "Never"), ("Never", "Often", "Sometimes")):
        answer_all(signed_in, *labels)
    first = begin(signed_in)
    pages = {"question": first, "list": first.rsplit("/", 2)[0] + "/", "print": "/en/me/confidence/small-check/print/"}
    signed_in.get(pages.get(address, "/en/me/confidence/small-check/"))
    with CaptureQueriesContext(connection) as asked:
        assert signed_in.get(pages.get(address, "/en/me/confidence/small-check/")).status_code == 200
    assert len(asked) <= 12, "\n".join(query["sql"][-150:] + query["sql"][:100] for query in asked)


def test_a_stranger_is_sent_to_sign_in_and_is_not_a_person(client: Client) -> None:
    live_instrument()
    assert AnonymousUser().is_anonymous
    assert client.get(HOME)["Location"].startswith("/en/sign-in/")


def test_beginning_twice_at_once_is_one_rating_and_the_first_is_not_thrown_away(
    amira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    instrument = live_instrument()
    now = datetime.datetime(2026, 3, 2, 10, tzinfo=datetime.UTC)
    # Both looked for an open rating before either had begun one.
    monkeypatch.setattr("modules.activation.actions.ratings.open_rating", lambda **_: None)
    taps = [begin_rating(by=amira, person=amira, instrument=instrument, mode=Mode.SELF, now=now) for _ in range(2)]
    assert taps[0].pk == taps[1].pk == Rating.objects.get().pk
