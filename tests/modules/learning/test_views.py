"""Steps of lessons through HTTP: going on, stopping, coming back, other languages, odd input."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from modules.learning.exchange import phone
from modules.learning.models import LessonPage, LessonStep
from pages.editions.actions import publish_edition
from pages.models import HomePage
from tests.cast import sign_in
from tests.modules.learning.walking import SCAN, STEPS, answers, go_on, on_phone, soup_of, ticked

# From the start to the end


def test_a_lesson_from_its_start_to_its_end(client: Client, demo_site: HomePage) -> None:
    start = soup_of(client.get(SCAN))
    assert start.select_one("main a.nhsuk-button")["href"] == f"{SCAN}{STEPS[0]}/"
    assert not start.select("form")
    address = f"{SCAN}{STEPS[0]}/"
    for number, slug in enumerate(STEPS, start=1):
        assert address == f"{SCAN}{slug}/"
        assert soup_of(client.get(address)).title.get_text().startswith(f"Step {number} of 5: ")
        response = client.post(address, {"act": "continue"})
        assert response.status_code == 303
        address = response["Location"]
    assert address == f"{SCAN}done/"
    assert client.get(address).status_code == 200
    assert client.get("/en/learn/carry-on/").status_code == 200


def test_any_step_opens_first_and_says_that_nobody_has_to(client: Client, demo_site: HomePage) -> None:
    for slug in STEPS:
        page = soup_of(client.get(f"{SCAN}{slug}/"))
        line = page.select_one("aside.skip-line")
        assert "You do not have to do this to be seen." in line.get_text()
        assert [a.get_text() for a in line.select("a")][:3] == [
            "Skip this. I can come back.",
            "I need help now",
            "Ask us to call me",
        ]
        assert line.select("a")[1]["href"] == "/en/help-now/back/"
        assert line.select("a")[2]["href"] == "/en/ask/call/"
    assert phone.COOKIE not in client.cookies


@pytest.mark.parametrize("which", [0, 1])
def test_either_answer_leads_to_its_explanation_and_then_on(client: Client, demo_site: HomePage, which: int) -> None:
    choice = answers(client, STEPS[0])[which]
    response = go_on(client, STEPS[0], answer=choice)
    assert response["Location"] == f"{SCAN}{STEPS[0]}/?told=1#explained", "no answer in the address"
    shown = client.get(response["Location"])
    step = LessonPage.objects.get(slug="do-i-need-a-scan").steps.get(slug=STEPS[0])
    assert soup_of(shown).select_one("#explained").get_text() == step.answers.get(key=choice).explanation
    assert ticked(shown) == choice
    on = go_on(client, STEPS[0], answer=choice, told=choice)
    assert on["Location"] == f"{SCAN}{STEPS[1]}/"
    words = soup_of(shown).main.get_text().lower()
    assert not any(mark in words for mark in ("correct", "wrong answer", "score", "well done"))


def test_a_changed_answer_is_explained_as_well(client: Client, demo_site: HomePage) -> None:
    first, second = answers(client, STEPS[0])[:2]
    response = go_on(client, STEPS[0], answer=second, told=first)
    assert response["Location"] == f"{SCAN}{STEPS[0]}/?told=1#explained"
    assert ticked(client.get(response["Location"])) == second


def test_stopping_keeps_the_answer_and_the_place(client: Client, demo_site: HomePage) -> None:
    go_on(client, STEPS[0])
    choice = answers(client, STEPS[1])[1]
    response = go_on(client, STEPS[1], answer=choice, act="stop")
    assert response["Location"] == SCAN
    assert client.get("/en/learn/carry-on/")["Location"] == f"{SCAN}{STEPS[1]}/"
    assert ticked(client.get(f"{SCAN}{STEPS[1]}/")) == choice


def test_the_status_says_saved_only_when_it_is(client: Client, demo_site: HomePage) -> None:
    assert not soup_of(client.get(f"{SCAN}{STEPS[1]}/")).select("[data-said]")
    go_on(client, STEPS[0])
    assert soup_of(client.get(f"{SCAN}{STEPS[1]}/")).select_one("[data-said]").get_text() == "Saved"


def test_the_top_of_a_step_says_which_lesson_it_is_and_what_is_done(client: Client, demo_site: HomePage) -> None:
    go_on(client, STEPS[0])
    page = soup_of(client.get(f"{SCAN}{STEPS[2]}/"))
    where = page.select_one(".step__where")
    assert where.a["href"] == SCAN
    assert where.a.get_text() == LessonPage.objects.get(slug="do-i-need-a-scan").heading
    assert [each.get("class") for each in where.select(".step__path i")] == [
        ["step__done"],
        None,
        ["step__here"],
        None,
        None,
    ]
    assert where.select_one(".step__path")["aria-hidden"] == "true", "the words beside it say the same"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_screen_that_says_a_number_says_where_it_is_from(
    client: Client, demo_site: HomePage, language: str
) -> None:
    for slug in ("moving-with-pain", "understanding-pain", "do-i-need-a-scan"):
        lesson = LessonPage.objects.get(slug=slug)
        items = lesson.evidence_items.select_related("source")
        screens = [f"{step.slug}/" for step in lesson.steps.all()]
        for screen in ("", *screens, "done/", "print/"):
            page = soup_of(client.get(f"/{language}/learn/{slug}/{screen}"))
            said = [row.get_text() for row in page.select("details.evidence li")]
            assert said == [f"{item.source.citation.removesuffix('.')}: {item.supports}" for item in items], screen
    assert not soup_of(client.get(f"/{language}/learn/how-this-works/what-we-do/")).select("details.evidence")


def test_steps_are_never_kept_by_caches(client: Client, demo_site: HomePage) -> None:
    for path in (f"{STEPS[0]}/", "done/"):
        assert "no-store" in client.get(f"{SCAN}{path}")["Cache-Control"]


def test_the_sheet_has_every_step_and_every_explanation(client: Client, demo_site: HomePage) -> None:
    words = soup_of(client.get(f"{SCAN}print/")).main.get_text()
    for step in LessonPage.objects.get(slug="do-i-need-a-scan").steps.all():
        assert step.heading in words
        assert all(answer.explanation in words for answer in step.answers.all())
    assert "What do you hope a scan would tell you?" not in words, "the adviser's script is not for readers"
    lesson = LessonPage.objects.get(slug="do-i-need-a-scan")
    assert all(point in words for point in lesson.done_point_lines)
    assert lesson.done_action in words


# Languages


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_another_language_keeps_the_place_and_what_was_ticked(
    client: Client, demo_site: HomePage, amira: object, *, is_signed_in: bool
) -> None:
    if is_signed_in:
        sign_in(client, amira)
    choice, other = answers(client, STEPS[0])[:2]
    in_urdu = switched(client, STEPS[0], "ur", answer=choice)
    assert in_urdu["Location"] == f"/ur/learn/do-i-need-a-scan/{STEPS[0]}/"
    page = client.get(in_urdu["Location"])
    assert ticked(page) == choice
    assert soup_of(page).html["dir"] == "rtl"
    assert not soup_of(page).select("#explained"), "it was ticked and not sent"
    assert client.get("/en/learn/carry-on/").status_code == 200, "nothing was begun by it"
    switched(client, STEPS[0], "en", answer=other)
    assert ticked(client.get(f"{SCAN}{STEPS[0]}/")) == other
    go_on(client, STEPS[0], answer=choice, act="stop")
    assert ticked(client.get(f"{SCAN}{STEPS[0]}/")) == choice, "what was sent goes before what was only ticked"


def test_another_language_keeps_the_explanation_of_what_was_sent(client: Client, demo_site: HomePage) -> None:
    choice = answers(client, STEPS[0])[0]
    go_on(client, STEPS[0], answer=choice)
    page = client.get(switched(client, STEPS[0], "ur", answer=choice, told=choice)["Location"])
    assert ticked(page) == choice
    assert soup_of(page).select_one("#explained").get_text(strip=True)


def test_another_language_with_nothing_ticked_keeps_the_place(client: Client, demo_site: HomePage) -> None:
    assert switched(client, STEPS[2], "cy")["Location"] == f"/cy/learn/do-i-need-a-scan/{STEPS[2]}/"
    assert phone.TICKED not in client.cookies


def test_what_one_person_ticked_is_not_shown_to_the_next(client: Client, demo_site: HomePage, amira: object) -> None:
    sign_in(client, amira)
    switched(client, STEPS[0], "ur", answer=answers(client, STEPS[0])[0])
    client.post("/en/sign-out/")
    assert not ticked(client.get(f"{SCAN}{STEPS[0]}/"))


def test_enter_in_an_answer_continues_and_does_not_change_the_language(client: Client, demo_site: HomePage) -> None:
    page = soup_of(client.get(f"{SCAN}{STEPS[0]}/"))
    form = page.select_one("form#step-form")
    buttons = [each for each in page.select("button[name]") if each.get("form") == "step-form" or form in each.parents]
    assert [each["value"] for each in buttons] == ["continue", "stop", "en", "cy", "pl", "ur", "bn"]


def switched(client: Client, slug: str, language: str, **fields: str) -> HttpResponse:
    """Press the button of a language on a step."""
    button = soup_of(client.get(f"{SCAN}{slug}/")).select_one(f".language-switch button[value={language}]")
    assert button["form"] == "step-form"
    response = client.post(f"{SCAN}{slug}/", {button["name"]: button["value"], **fields})
    assert response.status_code == 303
    return response


def test_a_lesson_without_an_edition_is_read_in_english_and_says_so(client: Client, demo_site: HomePage) -> None:
    page = soup_of(client.get("/ur/learn/your-appointment/four-questions/"))
    assert page.main["lang"] == "en"
    assert page.select_one("aside.notices")
    assert page.select_one("aside.skip-line")["lang"] == "ur"


# Carrying on


def test_carry_on_says_kindly_when_there_is_nothing(client: Client, demo_site: HomePage) -> None:
    response = client.get("/en/learn/carry-on/")
    assert response.status_code == 200
    assert soup_of(response).h1.get_text() == "There is nothing to carry on with"
    assert client.get("/en/learn/carry-on/part/").status_code == 204
    assert client.get("/en/learn/carry-on/part/?lesson=do-i-need-a-scan").status_code == 204


def test_the_part_beside_shared_pages_knows_the_place(client: Client, demo_site: HomePage) -> None:
    go_on(client, STEPS[0])
    for query in ("", "?lesson=do-i-need-a-scan"):
        part = soup_of(client.get(f"/en/learn/carry-on/part/{query}"))
        assert part.a["href"] == f"{SCAN}{STEPS[1]}/"
    assert client.get("/en/learn/carry-on/part/?lesson=how-this-works").status_code == 204
    for page in ("/en/", "/en/learn/", SCAN):
        beside = soup_of(client.get(page)).select_one("[data-beside]")
        assert beside["data-beside"].startswith("/en/learn/carry-on/part/")
        assert beside.a["href"] == "/en/learn/carry-on/"


def test_pages_that_everybody_shares_say_nothing_of_one(client: Client, demo_site: HomePage) -> None:
    before = client.get(SCAN).content
    for slug in STEPS:
        go_on(client, slug)
    assert client.get(SCAN).content == before


def test_a_finished_lesson_says_when_and_a_step_added_to_it_is_new(
    client: Client, demo_site: HomePage, dai: object
) -> None:
    for slug in STEPS:
        go_on(client, slug)
    part = client.get("/en/learn/carry-on/part/?lesson=do-i-need-a-scan").content.decode()
    assert "You did this on" in part
    assert "something new" not in part
    page = LessonPage.objects.get(slug="do-i-need-a-scan")
    step = LessonStep(slug="added-later", heading_en="Added later", idea_en="One more thing.", sort_order=9)
    page.steps.add(step)
    page.save_revision()
    publish_edition(by=dai, content=page, language="en")
    part = soup_of(client.get("/en/learn/carry-on/part/?lesson=do-i-need-a-scan"))
    assert "You did this on" in part.get_text()
    assert part.a["href"] == f"{SCAN}added-later/"
    assert client.get("/en/learn/carry-on/")["Location"] == f"{SCAN}added-later/"


def test_the_end_of_a_lesson_is_no_step_to_skip(client: Client, demo_site: HomePage) -> None:
    done = soup_of(client.get(f"{SCAN}done/"))
    assert not done.select("aside.skip-line")
    assert done.select_one("script[src$='step.js']")
    assert done.select(".language-switch a[hreflang=ur]")


# Odd input


@pytest.mark.parametrize(
    "path",
    [
        "not-a-lesson/what-scans-show/",
        "do-i-need-a-scan/not-a-step/",
        "do-i-need-a-scan/four-questions/",
        "your-appointment/what-scans-show/",
        "do-i-need-a-scan/what-scans-show/more/",
        "not-a-lesson/done/",
        "not-a-lesson/print/",
        "do-i-need-a-scan/" + "a" * 3000 + "/",
    ],
)
def test_steps_that_are_not_there_are_not_found(client: Client, demo_site: HomePage, path: str) -> None:
    assert client.get(f"/en/learn/{path}").status_code == 404
    assert client.post(f"/en/learn/{path}", {"act": "continue"}).status_code in {404, 405}
    assert not on_phone(client)


ODD = ["\x00", "😀", "a" * 1_000_000, "<script>", "0" * 36, "\u202e", " "]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_an_answer_that_is_none_is_told_and_nothing_is_kept(client: Client, demo_site: HomePage, odd: str) -> None:
    response = go_on(client, STEPS[0], answer=odd)
    assert response.status_code == 422
    page = soup_of(response)
    assert page.select_one(".error-summary a")["href"] == "#answer"
    assert page.title.get_text().startswith("Error: ")
    assert not on_phone(client)
    assert go_on(client, STEPS[0], answer=odd, language="ur").status_code == 303
    assert go_on(client, STEPS[0], told=odd, act=odd, language=odd).status_code == 303
    assert client.get(f"{SCAN}{STEPS[0]}/", {"told": odd[:5000]}).status_code == 200
    assert client.get("/en/learn/carry-on/part/", {"lesson": odd[:5000]}).status_code in {200, 204}
    assert (
        client.post("/en/learn/work-and-home/talk-to-your-boss/note/", {odd[:200]: odd, "language": odd}).status_code
        == 200
    )


def test_an_answer_of_another_step_and_repeated_fields_are_no_fault(client: Client, demo_site: HomePage) -> None:
    assert go_on(client, STEPS[0], answer=answers(client, STEPS[1])[0]).status_code == 422
    first, second = answers(client, STEPS[0])[:2]
    body = "&".join(f"answer={choice}" for choice in (first, second, first) * 50)
    response = client.post(f"{SCAN}{STEPS[0]}/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 303
    assert len(on_phone(client)) == 1


# Figures


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_step_asks_the_database_a_few_times(
    client: Client, demo_site: HomePage, amira: object, language: str
) -> None:
    paths = [f"/{language}/learn/do-i-need-a-scan/{slug}/" for slug in (*STEPS, "done")]
    for who, most in ((client, 12), (sign_in(Client(), amira), 15)):
        for path in paths:
            who.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert who.get(path).status_code == 200
            assert len(asked) <= most, path
