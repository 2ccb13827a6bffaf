"""What lessons hold of a person can be handed over whole and forgotten."""

from django.test import Client

from modules.learning import privacy
from modules.learning.models import LessonPage, StepProgress
from pages.models import HomePage
from portal import clock, timeline
from portal.audit.models import AuditEntry
from tests.cast import sign_in

FIRST = "/en/learn/do-i-need-a-scan/what-scans-show/"


def test_a_person_is_given_all_and_forgotten_whole(
    client: Client, demo_site: HomePage, amira: object, ben: object
) -> None:
    step = LessonPage.objects.get(slug="do-i-need-a-scan").steps.get(slug="what-scans-show")
    answer = step.answers.first()
    for person in (amira, ben):
        sign_in(client, person).post(FIRST, {"act": "continue", "answer": str(answer.key)})
    (row,) = privacy.export(amira)["short lessons"]
    assert row["lesson"] == "Do I need a scan?"
    assert row["step"] == step.heading
    assert row["answer"] == answer.text
    assert row["done at"]
    privacy.erase(amira, now=clock.now())
    assert privacy.export(amira)["short lessons"] == []
    assert StepProgress.objects.get().person == ben


def test_what_is_kept_outlives_a_lesson_that_is_gone(client: Client, demo_site: HomePage, amira: object) -> None:
    sign_in(client, amira).post(FIRST, {"act": "continue"})
    LessonPage.objects.get(slug="do-i-need-a-scan").delete()
    (row,) = privacy.export(amira)["short lessons"]
    assert row["lesson"] == ""
    assert row["done at"]
    assert client.get("/en/learn/carry-on/").status_code == 200


def test_the_audit_names_no_step(client: Client, demo_site: HomePage, amira: object) -> None:
    sign_in(client, amira).post(FIRST, {"act": "continue"})
    entry = AuditEntry.objects.filter(action="learning.step_kept").get()
    assert entry.detail == {"marks": 1}
    assert entry.subject_key == str(amira.pk)


def test_my_page_is_offered_the_place_to_go_on(client: Client, demo_site: HomePage, amira: object, ben: object) -> None:
    sign_in(client, amira).post(FIRST, {"act": "continue"})
    tile = next(tile for tile in timeline.tiles_for(amira, clock.now()) if tile.key == "learning.carry-on")
    assert tile.href == "/en/learn/do-i-need-a-scan/hundred-people/"
    assert "Do I need a scan?" in tile.line
    assert not [tile for tile in timeline.tiles_for(ben, clock.now()) if tile.key.startswith("learning.")]


def test_my_page_asks_once_about_what_the_phone_holds(client: Client, demo_site: HomePage, amira: object) -> None:
    client.post(FIRST, {"act": "continue"})
    sign_in(client, amira)
    asked = "/en/learn/this-phone/"
    assert asked in client.get("/en/me/").content.decode()
    client.post(asked, {"add": "no"})
    assert asked not in client.get("/en/me/").content.decode()


def test_my_page_tells_of_a_finished_lesson(client: Client, demo_site: HomePage, amira: object) -> None:
    sign_in(client, amira)
    for step in LessonPage.objects.get(slug="do-i-need-a-scan").steps.all():
        client.post(f"/en/learn/do-i-need-a-scan/{step.slug}/", {"act": "continue"})
    told = [event for event in timeline.events_for(amira, clock.now()) if event.href.startswith("/en/learn/")]
    assert [(event.line, event.href) for event in told] == [("Do I need a scan?", "/en/learn/do-i-need-a-scan/")]
