"""An editor's desk: making, publishing, reading and editing the sample's pages and snippets."""

import json
import uuid

from pages.editions.actions import publish_edition
from pages.editions.models import Edition
from tests.pages.editions.posting import posted
from tests.pages.editions.sample.models import Answer, GuidePage, Sign, SignSet, Step


def body(text):
    """One paragraph, as a StreamField column takes it."""
    block_id = str(uuid.uuid5(uuid.NAMESPACE_URL, text))
    return json.dumps([{"type": "paragraph", "value": f"<p>{text}</p>", "id": block_id}])


def make_lesson(home, *, steps=3, languages=("ur", "pl")):
    """A draft lesson: heading, summary and steps with two answers each, in English and the languages."""
    page = GuidePage(heading_en="Knee lesson", summary_en="Three steps", slug=f"knee-{uuid.uuid4().hex[:6]}")
    for language in languages:
        setattr(page, f"heading_{language}", f"Lesson {language}")
        setattr(page, f"summary_{language}", f"Summary {language}")
    for number in range(steps):
        page.steps.add(make_step(number, languages))
    home.add_child(instance=page)
    page.save_revision()
    return page


def make_step(number, languages):
    step = Step(
        sort_order=number, heading_en=f"Step {number}", body_en=body(f"Do {number}"), question_en=f"Why {number}?"
    )
    for language in languages:
        setattr(step, f"heading_{language}", f"Step {number} {language}")
        setattr(step, f"body_{language}", body(f"Do {number} {language}"))
        setattr(step, f"question_{language}", f"Why {number} {language}?")
    for position in range(2):
        answer = Answer(text_en=f"Answer {number}.{position}", is_right=position == 0, sort_order=position)
        for language in languages:
            setattr(answer, f"text_{language}", f"Answer {number}.{position} {language}")
        step.answers.add(answer)
    return step


def make_signs(*, signs=2, languages=("ur", "pl")):
    """A draft set of signs, in English and the languages."""
    made = SignSet(code="back", name_en="Signs", note_en="Call now")
    for language in languages:
        setattr(made, f"name_{language}", f"Signs {language}")
        setattr(made, f"note_{language}", f"Note {language}")
    for number in range(signs):
        words = {f"text_{language}": f"Sign {number} {language}" for language in languages}
        made.signs.add(Sign(sort_order=number, text_en=f"Sign {number}", **words))
    made.save()
    made.save_revision()
    return made


def publish(editor, content, *languages, **options):
    for language in languages:
        publish_edition(by=editor, content=content, language=language, **options)
    return fresh(content)


def fresh(content):
    return type(content).objects.get(pk=content.pk)


def draft(content):
    return fresh(content).get_latest_revision_as_object()


def edition(content, language):
    return Edition.objects.get(key=content.key, language=language)


def read(client, page, language):
    response = client.get(f"/{language}/{page.slug}/")
    assert response.status_code == 200
    return response


def edit_address(content):
    if isinstance(content, SignSet):
        return f"/cms/snippets/sample/signset/edit/{content.pk}/"
    return f"/cms/pages/{content.pk}/edit/"


def edit_form(client, content, languages="ur"):
    """What the edit form would post when it shows English and the languages."""
    response = client.get(f"{edit_address(content)}?langs={languages}")
    assert response.status_code == 200, response.headers.get("location")
    return posted(response)


def post_edit(client, content, data, **extra):
    response = client.post(edit_address(content), data, **extra)
    assert response.status_code in (200, 302)
    form = response.context and response.context.get("form")
    if form is not None and form.is_bound and not extra:
        raise AssertionError((form.errors, [(name, found.errors) for name, found in form.formsets.items()]))
    return response
