"""Lessons as groups of reports: who finished one by an instant, and what it is called; never who did not."""

import datetime
import uuid

from modules.learning.models import LessonPage, StepProgress
from modules.learning.queries.groups import finished_by, lesson_names
from pages.models import HomePage
from portal import clock
from portal.accounts.models import User
from portal.reports.queries.groupings import groupings


def test_it_is_offered_to_reports_by_name() -> None:
    assert groupings()["lesson"].members is finished_by


def test_a_lesson_counts_once_it_is_finished_and_a_step_alone_does_not(
    amira: User, ben: User, django_assert_num_queries: object
) -> None:
    lesson, now = uuid.uuid4(), clock.now()
    for person, part in ((amira, lesson), (ben, uuid.uuid4())):
        StepProgress.objects.create(
            person=person, page_key=lesson, part_key=part, revision_id=1, done_at=now, saved_at=now
        )
    with django_assert_num_queries(1):
        found = finished_by([amira.pk, ben.pk], now + datetime.timedelta(seconds=1))
    assert found == {amira.pk: [str(lesson)]}
    assert finished_by([amira.pk], now) == {}
    assert finished_by([ben.pk], now + datetime.timedelta(days=1)) == {}


def test_names_are_those_of_the_language_else_english_and_marked_so(demo_site: HomePage) -> None:
    keys = [str(key) for key in LessonPage.objects.live().order_by("order", "path").values_list("key", flat=True)]
    for language in ("en", "ur"):
        names = lesson_names(language)
        assert list(names) == keys
        assert {name.language for name in names.values()} <= {language, "en"}
    assert lesson_names("ur")[keys[0]].words
