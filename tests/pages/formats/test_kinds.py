"""What formats are made of: each kind of content gives all that it says, the current warning signs included."""

import pytest
from django.utils import translation

from modules.learning.models import LessonPage
from pages.editions.actions import withdraw_edition
from pages.formats import sources
from pages.formats.models import FormatFile
from pages.formats.rules import Format, Source
from pages.models import ArticlePage, HelpNowPage, LeafletPage
from pages.rules.pieces import CareCard, plain_lines

pytestmark = pytest.mark.usefixtures("demo_site")


def read(page: LessonPage | HelpNowPage | LeafletPage, language: str) -> Source:
    kind = sources.kind_of(page.key)
    with translation.override("cy"):
        found = kind.source_of(page.key, language)
    assert found is not None
    return found


def words(source: Source) -> str:
    return "\n".join(line for piece in source.pieces for line in plain_lines(piece))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_lesson_gives_every_step_with_its_question_and_what_each_answer_gets(language: str) -> None:
    lesson = LessonPage.objects.get(slug="do-i-need-a-scan")
    said = words(read(lesson, language))
    for step in lesson.steps.all():
        for field in ("heading", "idea", "question"):
            assert getattr(step, f"{field}_{language}") in said
        for answer in step.answers.all():
            assert f"{getattr(answer, f'text_{language}')}: {getattr(answer, f'explanation_{language}')}" in said


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_help_now_page_gives_every_sign_with_its_numbers(language: str) -> None:
    page = HelpNowPage.objects.get(slug="back")
    source = read(page, language)
    said = words(source)
    for flag in page.red_flag_set.flags.all():
        assert getattr(flag, f"text_{language}") in said
    assert any(isinstance(piece, CareCard) and piece.level == "emergency" for piece in source.pieces)
    assert "999" in said


def test_a_lesson_about_the_back_shows_the_current_signs() -> None:
    lesson = LessonPage.objects.exclude(red_flag_set=None).first()
    assert any(isinstance(piece, CareCard) for piece in read(lesson, "en").pieces)


def test_the_same_content_is_the_same_source_every_time_and_in_each_language_another() -> None:
    for page in (LessonPage.objects.first(), HelpNowPage.objects.first(), LeafletPage.objects.first()):
        assert read(page, "en").fingerprint == read(page, "en").fingerprint
        assert {read(page, "en").language, read(page, "en").kind} == {"en", sources.kind_of(page.key).name}
    lesson = LessonPage.objects.first()
    assert read(lesson, "en").fingerprint != read(lesson, "ur").fingerprint


def test_each_kind_says_what_is_made_of_it(dai: object) -> None:
    card, lesson = HelpNowPage.objects.first(), LessonPage.objects.first()
    assert sources.kind_of(card.key).formats[0] == Format.CARD
    assert not {Format.CARD, Format.EASY} & set(sources.kind_of(lesson.key).formats)
    assert sources.kind_of(ArticlePage.objects.first().key) is None
    withdraw_edition(by=dai, content=card, language="en")
    assert sources.kind_of(card.key) is None


def test_the_demo_only_queues() -> None:
    """Loading it must stay quick; the worker makes the files."""
    queued = FormatFile.objects.filter(state="queued")
    assert queued.count() == FormatFile.objects.count()
    kinds = {row.kind for row in queued}
    assert kinds == {"leaflet", "lesson", "help-now"}
    for page in (*LessonPage.objects.live(), *HelpNowPage.objects.live(), *LeafletPage.objects.live()):
        assert queued.filter(key=page.key, language="en", format="leaflet.pdf").exists()
