"""The note for work: ticks that make a page to print, and are kept nowhere."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from modules.learning.exchange import phone
from modules.learning.models import LessonPage
from pages.models import HomePage
from portal.accounts.models import User
from tests.browsing import OpenBrowser
from tests.cast import sign_in
from tests.modules.learning.walking import SCAN, STEPS, soup_of

NOTE = "work-and-home/talk-to-your-boss"


def test_ticks_make_a_note_for_a_boss_and_nothing_is_kept(client: Client, demo_site: HomePage) -> None:
    address = f"/en/learn/{NOTE}/"
    tasks = LessonPage.objects.get(slug="work-and-home").steps.get(slug="talk-to-your-boss").work_tasks
    page = soup_of(client.get(address))
    button = page.select_one(f'button[formaction="{address}note/"]')
    form = page.select_one(f"form#{button['form']}")
    assert form["method"] == "post", "what somebody cannot do at work stands in no address"
    response = client.post(button["formaction"], {tasks[0].name: "can", tasks[1].name: "cannot"})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    words = soup_of(response).main.get_text(" ")
    assert tasks[0].text in words
    assert tasks[0].lighter not in words
    assert f"{tasks[1].text}: {tasks[1].lighter}" in words
    assert tasks[2].text not in words
    assert not {phone.COOKIE, phone.TICKED, "sessionid"} & set(client.cookies)
    assert client.post(f"{SCAN}{STEPS[0]}/note/").status_code == 404
    assert "You have not ticked anything yet" in client.post(button["formaction"], {"x": "can"}).content.decode()
    in_address = client.get(button["formaction"], {tasks[0].name: "can"})
    assert "You have not ticked anything yet" in in_address.content.decode()


def test_the_note_goes_along_to_another_language_with_each_line_in_its_own(client: Client, demo_site: HomePage) -> None:
    tasks = LessonPage.objects.get(slug="work-and-home").steps.get(slug="talk-to-your-boss").work_tasks
    note = soup_of(client.post(f"/en/learn/{NOTE}/note/", {tasks[0].name: "can", tasks[1].name: "cannot"}))
    fields = {each["name"]: each["value"] for each in note.select("form#note-form input[type=hidden]")}
    button = note.select_one(".language-switch button[form=note-form][value=ur]")
    response = client.post(f"/en/learn/{NOTE}/note/", {**fields, button["name"]: button["value"]}, follow=True)
    assert response.redirect_chain == [(f"/ur/learn/{NOTE}/note/", 307)], "the browser sends it once more"
    in_urdu = soup_of(response)
    assert (in_urdu.article["lang"], in_urdu.article["dir"]) == ("ur", "rtl")
    assert not in_urdu.main.has_attr("dir"), "the note is the site's own, and stands where the language begins"
    lines = in_urdu.select("main ul[lang=en][dir=ltr] li")
    assert [line.get_text() for line in lines] == [tasks[0].text, f"{tasks[1].text}: {tasks[1].lighter}"]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_note_leads_to_help_with_fit_notes_benefits_and_debt(
    client: Client, demo_site: HomePage, language: str
) -> None:
    for ticks in ({"task-1": "cannot"}, {}):
        note = soup_of(client.post(f"/{language}/learn/{NOTE}/note/", ticks))
        links = [a["href"] for a in note.select("main a[href*='/find/']")]
        assert links == [f"/{language}/find/?need=work", f"/{language}/find/?need=money"]
        for link in links:
            places = soup_of(client.get(link))
            assert places.select_one(f"main a.need[aria-current=true][href^='{link}']"), "the need is chosen there"
            assert places.select("main a[href$='/find/money-advice/']"), "the place for money and debt is among them"


def sent_by(page: BeautifulSoup, ticked: dict[str, str], button: Tag) -> dict[str, str]:
    """What a browser sends when these are ticked on a step and the button is pressed."""
    form = button["form"]
    hidden = page.select(f"form#{form} input[type=hidden]")
    radios = [
        each for each in page.select("input[type=radio]") if each.get("form") == form or each.find_parent(id=form)
    ]
    chosen = {each["name"]: each["value"] for each in radios if ticked.get(each["name"]) == each["value"]}
    assert chosen == ticked, "the ticks belong to the form that the button sends"
    return {each["name"]: each["value"] for each in hidden} | chosen | {button["name"]: button["value"]}


def is_ticked(page: BeautifulSoup) -> dict[str, str]:
    return {each["name"]: each["value"] for each in page.select("main input[type=radio][checked]")}


def test_what_is_ticked_on_the_step_goes_along_to_another_language_and_back(
    client: Client, demo_site: HomePage
) -> None:
    ticked = {"task-1": "can", "task-3": "cannot"}
    page = soup_of(client.get(f"/en/learn/{NOTE}/"))
    path = "en"
    for language in ("ur", "en", "en"):
        button = page.select_one(f".language-switch button[value={language}]")
        moved = client.post(f"/{path}/learn/{NOTE}/", sent_by(page, ticked, button), follow=True)
        assert moved.redirect_chain == ([(f"/{language}/learn/{NOTE}/", 307)] if language != path else [])
        assert moved.status_code == 200
        assert "no-store" in moved["Cache-Control"]
        page = soup_of(moved)
        assert page.html["lang"] == language
        assert is_ticked(page) == ticked
        path = language
    assert not {phone.COOKIE, phone.TICKED, "sessionid"} & set(client.cookies)
    assert is_ticked(soup_of(client.get(f"/en/learn/{NOTE}/"))) == {}, "kept nowhere"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_way_back_from_the_note_leads_to_the_step_with_what_was_ticked(
    client: Client, demo_site: HomePage, language: str
) -> None:
    ticked = {"task-1": "can", "task-3": "cannot"}
    step = f"/{language}/learn/{NOTE}/"
    chosen = soup_of(client.get(step)).select("#step-form input[name=answer]")[1]["value"]
    note = soup_of(client.post(f"{step}note/", {**ticked, "answer": chosen}))
    button = note.select_one("button.nhsuk-back-link")
    assert button["formaction"] == step
    back = client.post(button["formaction"], sent_by(note, {}, button), follow=True)
    assert (back.status_code, back.redirect_chain) == (200, [])
    page = soup_of(back)
    assert is_ticked(page) == {**ticked, "answer": chosen}
    assert page.html["lang"] == language
    nothing = soup_of(client.post(f"{step}note/", {"answer": "\x00🙂"}))
    empty = client.post(step, sent_by(nothing, {}, nothing.select_one("button.nhsuk-back-link")), follow=True)
    assert empty.redirect_chain == [(step, 303)], "without ticks it is the step itself"


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_ticks_are_still_there_beside_the_explanation_of_an_answer(
    client: Client, demo_site: HomePage, amira: User, is_signed_in: bool
) -> None:
    if is_signed_in:
        sign_in(client, amira)
    step = f"/en/learn/{NOTE}/"
    ticked = {"task-1": "can", "task-3": "cannot"}
    answers = [each["value"] for each in soup_of(client.get(step)).select("#step-form input[name=answer]")]
    for answer in answers[:2]:
        told = client.post(step, {**ticked, "answer": answer, "act": "continue", "told": "x"}, follow=True)
        assert told.redirect_chain == [(f"{step}?told=1#explained", 307)], "the browser sends it once more"
        page = soup_of(told)
        assert is_ticked(page) == {**ticked, "answer": answer}
        assert page.select_one("#explained")
        assert page.select_one("input[name=told]")["value"] == answer
    on = client.post(step, {**ticked, "answer": answers[1], "act": "continue", "told": answers[1]})
    assert (on.status_code, on["Location"] != step) == (303, True)
    kept = str(client.session.items()) + str(client.cookies)
    assert "task-1" not in kept
    assert is_ticked(soup_of(client.get(step))) == {"answer": answers[1]}, "the ticks are kept nowhere"


def test_odd_ticks_are_answered_without_them(client: Client, demo_site: HomePage) -> None:
    for odd in ({"task-1": "🙂"}, {"task-99": "can"}, {"task-1": ["can", "\x00"]}, {"task-1": "x" * 5000}):
        moved = client.post(f"/en/learn/{NOTE}/", {**odd, "language": "ur"}, follow=True)
        assert (moved.status_code, is_ticked(soup_of(moved))) == (200, {})


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_ticks_stay_on_a_phone_in_either_language_and_make_the_note(visitor: OpenBrowser, script: bool) -> None:
    page = visitor(width=320, script=script).open(f"/en/learn/{NOTE}/")
    page.locator("label[for=cannot-task-2]").click()
    page.locator("footer .language-switch button[value=ur]").click()
    page.wait_for_url(f"**/ur/learn/{NOTE}/")
    assert page.locator("#cannot-task-2").is_checked()
    page.locator("button[value=note]").click()
    page.wait_for_url(f"**/ur/learn/{NOTE}/note/")
    assert page.locator("#note-form input[name=task-2]").get_attribute("value") == "cannot"
    page.locator(".nhsuk-back-link").click()
    page.wait_for_url(f"**/ur/learn/{NOTE}/")
    assert page.locator("#cannot-task-2").is_checked()
    page.locator("#step-form input[name=answer] + label").first.click()
    page.locator("#step-form button[value=continue]").click()
    page.wait_for_url(f"**/ur/learn/{NOTE}/?told=1*")
    page.locator("#explained").wait_for()
    assert page.locator("#cannot-task-2").is_checked()
    assert not script or page.evaluate("document.activeElement.id") == "explained"


def test_the_note_and_the_sheet_print_with_a_button_where_a_script_runs(client: Client, demo_site: HomePage) -> None:
    for address in (f"{SCAN}print/", f"/ur/learn/{NOTE}/note/"):
        page = soup_of(client.get(address))
        assert page.select_one("button[data-print]").has_attr("hidden"), address
        assert page.select_one("script[src$='print.js']"), address
