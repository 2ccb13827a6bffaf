"""What the Listen control of each screen of a lesson is given: of the lesson's own sound, what the screen says."""

from modules.learning.models import CheckAnswer, LessonPage, LessonStep
from modules.learning.queries.formats import ASK, OUTCOME, POINTS, PRAISE, TRY, part_of
from pages.formats.rules.speech import TITLE
from pages.queries.leaflets import made_of_page
from pages.queries.sound import Listening, listening


def hearing_start(page: LessonPage) -> Listening | None:
    """The title and what the lesson is good for; of a person who reads the lesson aloud, the whole of it."""
    made = made_of_page(page)
    return listening(made, [(TITLE,), (OUTCOME,)], is_part=True) or listening(made, ())


def hearing_step(page: LessonPage, step: LessonStep, answer: CheckAnswer | None) -> Listening | None:
    """One step, in the order of its template, with what is said to the answer that was given. None for a step that is
    read in another language than the lesson."""
    if step.reading_language() != page.reading_language():
        return None
    shown = [{part_of(step)}, {str(block.id) for block in step.body}]
    shown += [{part_of(step, TRY)}] if step.try_action else []
    shown += [{part_of(step, ASK)}] if step.answers.all() else []
    shown += [{part_of(answer)}] if answer else []
    return listening(made_of_page(page), shown, is_part=True)


def hearing_end(page: LessonPage) -> Listening | None:
    """What is said when a lesson is done."""
    shown = [PRAISE] * bool(page.done_praise) + [POINTS] * bool(page.done_point_lines) + [TRY] * bool(page.done_action)
    return listening(made_of_page(page), [(each,) for each in shown], is_part=True)
