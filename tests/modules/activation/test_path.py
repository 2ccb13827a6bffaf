"""A person's own path: their words, two next steps, a line with its table, and never a verdict."""

import datetime
import json
from decimal import Decimal

import pytest
from django.test import Client
from fhir.resources.R4B.bundle import Bundle

from modules.activation.actions import begin_rating, finish_rating, keep_answer
from modules.activation.actions.demo import create_demo_history
from modules.activation.actions.shipped import load_shipped_instruments
from modules.activation.actions.storing import store_instrument
from modules.activation.models import Instrument, Rating
from modules.activation.rules import AnswerState, Method, Mode
from modules.activation.rules.asking import Given
from modules.activation.rules.definition import Definition
from pages.editions.actions import publish_edition
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.instruments import a_definition, choice_item, live_instrument
from tests.factories.people import PersonFactory
from tests.modules.activation.answering import soup_of

pytestmark = pytest.mark.django_db
HOME = "/en/me/confidence/"
START = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=datetime.UTC)
POINTS = {"0": "never", "1": "sometimes", "2": "often"}


@pytest.fixture
def signed_in(client: Client, amira: User) -> Client:
    return sign_in(client, amira)


def rated(person: User, instrument: Instrument, answers: str, *, weeks: int, mode: Mode = Mode.SELF) -> Rating:
    """One finished rating, so many weeks after the first; answers by their points."""
    at = START + datetime.timedelta(weeks=weeks)
    rating = begin_rating(by=person, person=person, instrument=instrument, mode=mode, now=at)
    for item, points in zip(instrument.items.all(), answers, strict=True):
        given = Given(AnswerState.ANSWERED, (POINTS[points],))
        keep_answer(by=person, rating=rating, item=item, given=given, now=at)
    assert finish_rating(by=person, rating=rating, now=at)
    return Rating.objects.get(pk=rating.pk)


def heights(client: Client, language: str = "en") -> list[tuple[int, int]]:
    picture = soup_of(client.get(f"/{language}/me/confidence/")).select("svg.trend__picture circle")
    return [(int(each["cx"]), int(each["cy"])) for each in picture]


def test_one_rating_has_words_and_no_line(signed_in: Client, amira: User) -> None:
    rated(amira, live_instrument(), "210", weeks=0)
    page = soup_of(signed_in.get(HOME))
    assert "Today you feel surest about topic one, and less sure about topic three." in page.main.get_text()
    assert not page.select("svg.trend__picture")
    assert "When you have answered a second time" in page.main.get_text()


def test_answers_that_are_all_alike_are_not_sorted(signed_in: Client, amira: User) -> None:
    rated(amira, live_instrument(), "111", weeks=0)
    assert "Your answers are much alike. Nothing stands out." in soup_of(signed_in.get(HOME)).main.get_text()


def test_three_ratings_are_a_line_with_a_table_that_says_the_same(signed_in: Client, amira: User) -> None:
    instrument = live_instrument()
    for weeks, answers in ((0, "000"), (6, "101"), (12, "222")):
        rated(amira, instrument, answers, weeks=weeks)
    page = soup_of(signed_in.get(HOME))
    rows = [[cell.get_text() for cell in row.select("th, td")][:3] for row in page.select("table tbody tr")]
    assert rows == [
        ["25 May 2026", "Surer than the time before", "Much was like you."],
        ["13 April 2026", "Surer than the time before", "Much was not like you."],
        ["2 March 2026", "The first time", "Much was not like you."],
    ]
    assert page.svg is not None
    said = page.find(id=page.select_one("svg.trend__picture")["aria-labelledby"]).get_text()
    assert "3 times since 2 March 2026" in said
    assert "Surer than the time before" in said
    points = heights(signed_in)
    assert points[0][1] > points[1][1] > points[2][1], "surer is further up"
    assert points[0][0] < points[1][0] < points[2][0]


def test_from_right_to_left_the_line_runs_the_other_way(signed_in: Client, amira: User) -> None:
    instrument = live_instrument()
    rated(amira, instrument, "000", weeks=0)
    rated(amira, instrument, "222", weeks=6)
    english, urdu = heights(signed_in), heights(signed_in, "ur")
    assert [600 - x for x, _y in english] == [x for x, _y in urdu]
    assert [y for _x, y in english] == [y for _x, y in urdu]


def test_a_change_too_small_to_show_is_drawn_and_said_as_about_the_same(signed_in: Client, amira: User) -> None:
    instrument = live_instrument(a_definition(smallest_change=Decimal(20)))
    rated(amira, instrument, "111", weeks=0)
    rated(amira, instrument, "112", weeks=6)
    points = heights(signed_in)
    assert points[0][1] == points[1][1]
    page = soup_of(signed_in.get(HOME))
    assert "About the same" in page.select_one("table").get_text()
    assert "lower than last time" not in page.main.get_text()


def test_where_nobody_knows_what_a_change_means_it_is_said(signed_in: Client, amira: User) -> None:
    instrument = live_instrument(a_definition(smallest_change=None))
    rated(amira, instrument, "000", weeks=0)
    rated(amira, instrument, "222", weeks=6)
    text = soup_of(signed_in.get(HOME)).main.get_text()
    assert "We cannot say whether this is a change" in text
    assert "We do not know how large a change must be" in text


def test_a_drop_is_met_kindly_with_the_offer_of_a_call(signed_in: Client, amira: User) -> None:
    instrument = live_instrument()
    rated(amira, instrument, "222", weeks=0)
    rated(amira, instrument, "000", weeks=6)
    page = soup_of(signed_in.get(HOME))
    kind = page.select_one("#latest").find_next("p")
    assert kind.get_text().startswith("Today is lower than last time. That happens.")
    assert kind.a["href"] == "/en/ask/call/"
    for word in ("worse", "failed", "bad", "warning", "level"):
        assert word not in page.main.get_text().lower()


def test_lower_points_are_surer_where_the_instrument_says_so(signed_in: Client, amira: User) -> None:
    instrument = live_instrument(a_definition(higher_is_better=False))
    rated(amira, instrument, "222", weeks=0)
    rated(amira, instrument, "012", weeks=6)
    text = soup_of(signed_in.get(HOME)).main.get_text()
    assert "surest about topic one, and less sure about topic three" in text
    assert "Surer than the time before" in text
    points = heights(signed_in)
    assert points[0][1] > points[1][1]


def test_two_next_steps_by_the_least_sure_answers_and_why(signed_in: Client, amira: User, demo_site: object) -> None:
    items = (
        choice_item("one", next_address="learn/do-i-need-a-scan", offer="call"),
        choice_item("two", next_address="help-now", offer="question"),
    )
    rated(amira, live_instrument(a_definition(*items)), "20", weeks=0)
    page = soup_of(signed_in.get(HOME))
    steps = page.select("section[aria-labelledby=steps] .task-card a")
    assert [step["href"] for step in steps] == ["/en/help-now/", "/en/ask/question/"]
    why = page.select_one("section[aria-labelledby=steps] details").get_text()
    assert "Why am I seeing this?" in why
    assert why.count("Statement two.") == 1, "said once, although both steps come from it"
    assert "Statement one." not in why


def test_too_few_answers_give_no_score_and_still_next_steps(signed_in: Client, amira: User) -> None:
    instrument = live_instrument(a_definition(missing_most=0))
    at = START
    rating = begin_rating(by=amira, person=amira, instrument=instrument, now=at)
    given = Given(AnswerState.ANSWERED, ("often",))
    keep_answer(by=amira, rating=rating, item=instrument.items.first(), given=given, now=at)
    finish_rating(by=amira, rating=rating, now=at)
    page = soup_of(signed_in.get(HOME))
    assert "You left several out" in page.main.get_text()
    assert page.select("section[aria-labelledby=steps] .task-card a")


def test_what_was_done_in_between_stands_beside_and_claims_nothing(
    signed_in: Client, amira: User, demo_site: object
) -> None:
    from modules.learning.actions.demo import _work_through
    from modules.learning.models import LessonPage

    instrument = live_instrument()
    rated(amira, instrument, "000", weeks=0)
    lessons = LessonPage.objects.live().order_by("order").prefetch_related("steps__answers")
    _work_through(amira, lessons[0], steps=None, at=START + datetime.timedelta(weeks=1))
    _work_through(amira, lessons[1], steps=None, at=START + datetime.timedelta(weeks=9))
    rated(amira, instrument, "222", weeks=6)
    page = soup_of(signed_in.get(HOME))
    between = page.find(id="between").find_parent("section") or page.find(id="between").parent
    assert lessons[0].heading in between.get_text()
    assert lessons[1].heading not in between.get_text(), "it came later"
    assert "Nobody can say that one thing led to another." in page.main.get_text()


def new_version(definition: Definition) -> Instrument:
    stored = store_instrument(by=None, definition=definition, now=START)
    publish_edition(by=PersonFactory(editor=True), content=stored, language="en", origin="human")
    return Instrument.objects.get(pk=stored.pk)


def test_a_new_version_goes_on_with_the_line_and_says_where_it_began(signed_in: Client, amira: User) -> None:
    old = live_instrument()
    rated(amira, old, "000", weeks=0)
    new = new_version(a_definition())
    assert new.version == 2
    rated(amira, new, "222", weeks=6)
    page = soup_of(signed_in.get(HOME))
    assert len(page.select("svg.trend__picture circle")) == 2
    assert "The wording of the questions changed on the way" in page.main.get_text()
    assert "New wording" in page.select_one("table tbody tr").get_text()
    old.unpublish()
    assert len(soup_of(signed_in.get(HOME)).select("svg.trend__picture circle")) == 2, "what was said then stays"


def test_with_an_adviser_is_said_in_the_table(signed_in: Client, amira: User) -> None:
    instrument = live_instrument()
    rated(amira, instrument, "000", weeks=0)
    rated(amira, instrument, "222", weeks=6, mode=Mode.ASSISTED)
    assert "Together with an adviser" in soup_of(signed_in.get(HOME)).select_one("table tbody tr").get_text()


def test_on_paper_it_is_one_page_of_ones_own(signed_in: Client, amira: User) -> None:
    instrument = live_instrument()
    rated(amira, instrument, "000", weeks=0)
    rated(amira, instrument, "210", weeks=6)
    page = soup_of(signed_in.get("/en/me/confidence/small-check/print/"))
    assert "surest about topic one" in page.main.get_text()
    assert page.select("svg.trend__picture")


def test_an_instrument_without_a_score_has_words_and_no_line(signed_in: Client, amira: User) -> None:
    instrument = live_instrument(a_definition(method=Method.NONE, scale_low=None, scale_high=None, bands=()))
    rated(amira, instrument, "210", weeks=0)
    rated(amira, instrument, "012", weeks=6)
    page = soup_of(signed_in.get(HOME))
    assert "surest about topic three" in page.main.get_text()
    assert "You left several out" not in page.main.get_text()
    assert not page.select("svg.trend__picture")


def test_the_file_to_take_along_is_fhir_and_holds_ones_own_alone(signed_in: Client, amira: User, ben: User) -> None:
    instrument = live_instrument()
    mine = rated(amira, instrument, "210", weeks=0)
    rated(ben, instrument, "222", weeks=0)
    response = signed_in.get("/en/me/confidence/small-check/file/")
    assert response["Content-Type"] == "application/fhir+json"
    bundle = json.loads(response.content)
    Bundle.model_validate(bundle)
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Questionnaire", "QuestionnaireResponse", "Observation"]
    assert bundle["entry"][1]["resource"]["id"] == str(mine.pk)
    assert amira.name not in response.content.decode()


@pytest.mark.slow
def test_the_demo_laid_again_leaves_everybodys_path_as_it_is(demo_site: object) -> None:
    load_shipped_instruments(now=START)
    PersonFactory.create_batch(4, is_demo=True)
    create_demo_history(now=START)
    paths = list(Rating.objects.order_by("pk").values_list("person_id", "mode", "begun_at"))
    assert [mode for _person, mode, _at in paths].count("assisted") == 1
    create_demo_history(now=START)
    assert list(Rating.objects.order_by("pk").values_list("person_id", "mode", "begun_at")) == paths
