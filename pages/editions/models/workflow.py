"""The workflow step by which a person lets one language through."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.forms import TaskStateCommentForm
from wagtail.models import GroupApprovalTask
from wagtail.signals import task_cancelled, task_rejected

from pages.editions.models import publishing
from pages.editions.models.edition import Edition
from pages.editions.rules import State

CLINICAL_CHANGE_CHOICES = (
    ("yes", _("Yes: readers of other languages see a dated notice until their text has caught up")),
    ("no", _("No: other languages stay as they are until their text has caught up")),
)
MADE_FROM_CHOICES = (
    ("live", _("From the English that readers see now")),
    ("draft", _("From the English of this draft")),
)


def language_choices() -> list[tuple[str, str]]:
    """The languages of this deployment; asked when needed, so that migrations do not list them."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


class SourceApprovalForm(TaskStateCommentForm):
    clinical_change = forms.ChoiceField(
        label=_("Does this change clinical advice?"), choices=CLINICAL_CHANGE_CHOICES, widget=forms.RadioSelect
    )


class TranslationApprovalForm(TaskStateCommentForm):
    made_from = forms.ChoiceField(
        label=_("Which English was this translation made from?"),
        choices=MADE_FROM_CHOICES,
        initial="live",
        widget=forms.RadioSelect,
    )


class EditionApprovalTask(GroupApprovalTask):
    """Approving it approves one language of the revision; publishing follows by the workflow's own end."""

    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE, choices=language_choices)
    admin_form_fields = [*GroupApprovalTask.admin_form_fields, "language"]

    class Meta:
        verbose_name = _("Approval of one language")
        verbose_name_plural = _("Approvals of one language")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        task_state = super().start(workflow_state, user=user)
        key = task_state.revision.as_object().key
        waiting = Edition.objects.filter(key=key, language=self.language, state__in=(State.DRAFTING, State.WITHDRAWN))
        waiting.update(state=State.IN_REVIEW)
        return task_state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Approving always asks its question, so there is no short way round it."""
        if not super().get_actions(obj, user):
            return []
        return [
            ("reject", pgettext_lazy("workflow", "Request changes"), True),
            ("approve", pgettext_lazy("workflow", "Approve"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        if action != "approve":
            return TaskStateCommentForm
        return SourceApprovalForm if self.language == settings.LANGUAGE_CODE else TranslationApprovalForm

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """An approval that does not say counts as clinical: a notice too many harms nobody. Where the text cannot be
        approved, the reviewer's yes becomes a request for changes that says why."""
        clinical, made_from = kwargs.pop("clinical_change", "yes"), kwargs.pop("made_from", "live")
        if action_name == "approve":  # before Wagtail finishes the task: its signals come after publishing
            try:
                publishing.approve(
                    task_state.revision.as_object(),
                    self.language,
                    reviewer=user,
                    clinical=clinical != "no",
                    made_from_draft=made_from == "draft",
                )
            except ValidationError as refused:
                action_name, kwargs["comment"] = (
                    "reject",
                    " ".join([kwargs.get("comment", ""), *refused.messages]).strip(),
                )
        super().on_action(task_state, user, action_name, **kwargs)


@receiver([task_rejected, task_cancelled])
def go_back_to_drafting(sender: type, instance: Any, **kwargs: Any) -> None:
    """A review that ended without approval leaves the language where it was."""
    task = instance.task.specific
    if isinstance(task, EditionApprovalTask):
        key = instance.revision.as_object().key
        Edition.objects.filter(key=key, language=task.language, state=State.IN_REVIEW).update(state=State.DRAFTING)
