"""An app above may refuse that its content goes live, and every road keeps to it."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Workflow, WorkflowState, WorkflowTask

from pages.editions.actions import approve_edition
from pages.editions.models import Edition, EditionApprovalTask
from pages.editions.signals import release_asked
from tests.pages.editions.desk import draft, edition, fresh, make_signs, publish
from tests.pages.editions.sample.models import SignSet


@pytest.fixture
def refusing():
    """The languages that an app above refuses; a test changes them."""
    refused = set()

    def refuse(sender, content, language, **kwargs):
        if language in refused:
            raise ValidationError("Not in this language.")

    release_asked.connect(refuse, sender=SignSet)
    yield refused
    release_asked.disconnect(refuse, sender=SignSet)


def test_what_is_refused_cannot_be_approved(db, editor, refusing):
    made = make_signs()
    refusing.add("ur")
    publish(editor, made, "en")
    with pytest.raises(ValidationError, match="Not in this language"):
        approve_edition(by=editor, content=draft(made), language="ur", made_from_draft=True)
    assert not Edition.objects.filter(key=made.key, language="ur").exclude(approved_hash="").exists()


def test_what_was_approved_and_is_refused_since_does_not_go_live_with_the_english(db, editor, refusing):
    made = make_signs()
    approve_edition(by=editor, content=draft(made), language="ur", made_from_draft=True)
    approve_edition(by=editor, content=draft(made), language="pl", made_from_draft=True)
    refusing.add("ur")
    publish(editor, made, "en")
    assert (edition(made, "pl").state, edition(made, "ur").state) == ("live", "drafting")
    assert fresh(made).live_languages() == {"en", "pl"}


def test_what_is_refused_keeps_the_whole_a_draft(db, editor, refusing):
    made = make_signs()
    approve_edition(by=editor, content=draft(made), language="en")
    refusing.add("en")
    made.get_latest_revision().publish(user=editor)
    assert not fresh(made).live


def test_a_reviewers_yes_to_what_is_refused_asks_for_changes_and_says_why(db, editor, refusing):
    made = make_signs()
    task = EditionApprovalTask.objects.create(name="English", language="en")
    workflow = Workflow.objects.create(name="English")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(draft(made), editor)
    refusing.add("en")
    task.on_action(state.current_task_state, editor, "approve", clinical_change="no", comment="Good.")
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert state.current_task_state.comment == "Good. Not in this language."
    assert not fresh(made).live
