"""The note for work: ticks that make a page to print, and are kept nowhere."""

from django.test import Client

from modules.learning.exchange import phone
from modules.learning.models import LessonPage
from pages.models import HomePage
from tests.modules.learning.walking import SCAN, STEPS, soup_of

NOTE = "work-and-home/talk-to-your-boss"


def test_ticks_make_a_note_for_a_boss_and_nothing_is_kept(client: Client, demo_site: HomePage) -> None:
    address = f"/en/learn/{NOTE}/"
    tasks = LessonPage.objects.get(slug="work-and-home").steps.get(slug="talk-to-your-boss").work_tasks
    form = soup_of(client.get(address)).select_one(f'form[action="{address}note/"]')
    assert form["method"] == "post", "what somebody cannot do at work stands in no address"
    response = client.post(form["action"], {tasks[0].name: "can", tasks[1].name: "cannot"})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    words = soup_of(response).main.get_text(" ")
    assert tasks[0].text in words
    assert tasks[0].lighter not in words
    assert f"{tasks[1].text}: {tasks[1].lighter}" in words
    assert tasks[2].text not in words
    assert not {phone.COOKIE, phone.TICKED, "sessionid"} & set(client.cookies)
    assert client.post(f"{SCAN}{STEPS[0]}/note/").status_code == 404
    assert "You have not ticked anything yet" in client.post(form["action"], {"x": "can"}).content.decode()
    in_address = client.get(form["action"], {tasks[0].name: "can"})
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
    lines = in_urdu.select("main li")
    assert [line.get_text() for line in lines] == [tasks[0].text, f"{tasks[1].text}: {tasks[1].lighter}"]
    assert {(line["lang"], line["dir"]) for line in lines} == {("en", "ltr")}


def test_the_note_and_the_sheet_print_with_a_button_where_a_script_runs(client: Client, demo_site: HomePage) -> None:
    for address in (f"{SCAN}print/", f"/ur/learn/{NOTE}/note/"):
        page = soup_of(client.get(address))
        assert page.select_one("button[data-print]").has_attr("hidden"), address
        assert page.select_one("script[src$='print.js']"), address
