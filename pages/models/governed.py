"""The base of every page that says something about health: who answers for it, and until when it can be trusted."""

import datetime
import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.dispatch import receiver
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from pages.editions.models import KeyedChild
from pages.editions.models.merging import SOURCE, stored
from pages.editions.signals import release_asked
from pages.library.models import EvidenceSource
from pages.models.base import ReadingPage
from pages.rules import Risk, review_due
from pages.safety.models import RedFlagSet
from portal import clock
from portal.fields import CodesField

AREA_NAMES = [
    ("back", pgettext_lazy("body area", "Back")),
    ("neck", pgettext_lazy("body area", "Neck")),
    ("shoulder", pgettext_lazy("body area", "Shoulder")),
    ("hip", pgettext_lazy("body area", "Hip")),
    ("knee", pgettext_lazy("body area", "Knee")),
    ("hand", pgettext_lazy("body area", "Hand and wrist")),
]

_SHORT_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz"  # no i, l, o: they look like digits


def new_short_code() -> str:
    """Five letters that can be said on the phone; unique by the column's constraint."""
    return "".join(secrets.choice(_SHORT_CODE_LETTERS) for _ in range(5))


class GovernedPage(ReadingPage):
    """A content page with an owner, a reviewer, evidence and a review date."""

    areas = CodesField("body areas", codes=AREA_NAMES)
    audience = models.CharField(max_length=200, blank=True, help_text="Who this page is for.")
    clinical_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The person who answers for what this page says.",
    )
    authors = models.CharField(max_length=255, blank=True)
    reviewed_by = models.CharField(
        max_length=160, blank=True, editable=False, help_text="Set by the clinical review, never by hand."
    )
    reviewer_role = models.CharField(max_length=120, blank=True, editable=False)
    last_reviewed = models.DateField(null=True, blank=True, editable=False)
    review_by = models.DateField(null=True, blank=True, help_text="The day by which this page is to be checked again.")
    clinical_risk = models.CharField(
        max_length=10, choices=[(risk.value, risk.value) for risk in Risk], default=Risk.MEDIUM.value
    )
    interests = models.CharField("conflicts of interest", max_length=255, blank=True)
    made_with = models.CharField(max_length=255, blank=True, help_text="How patients were involved.")
    red_flag_set = models.ForeignKey(RedFlagSet, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    keep_offline = models.BooleanField(
        default=False, help_text="Keep this page on the phone for when there is no signal."
    )
    short_code = models.CharField(max_length=8, unique=True, default=new_short_code, editable=False)

    leans_on_sources: ClassVar[bool] = False
    """Whether it goes out with a day of its next check alone, and with sources where its risk is not low."""

    class Meta:
        abstract = True

    def unready(self, *, today: datetime.date, has_evidence: bool) -> dict[str, str]:
        """What keeps the page from being published, in words for its editor, by the field where it is mended. A draft
        may stay so. has_evidence: whether a source stands among its ``evidence_items``, which a form holds apart."""
        faults = {}
        if self.areas and self.red_flag_set_id is None:
            faults["red_flag_set"] = _("Choose the warning signs: a page about a part of the body shows those for it.")
        if self.leans_on_sources:
            if told := self._next_check_fault(today):
                faults["review_by"] = told
            if self.clinical_risk != Risk.LOW and not has_evidence:
                faults["evidence_items"] = _(
                    "Add at least one source: a page of medium or high risk says what it leans on."
                )
        return faults

    def _next_check_fault(self, today: datetime.date) -> str:
        latest = review_due(self.last_reviewed or today, Risk(self.clinical_risk))
        day = {"day": date_format(latest, "j E Y")}
        if self.review_by is None:
            return _("Set the day of the next check: for a page of this risk, %(day)s at the latest.") % day
        if self.review_by > latest:
            return _("This day is too far ahead: a page of this risk is checked again on %(day)s at the latest.") % day
        return ""

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether the day by which this page was to be checked again has passed."""
        return self.review_by is not None and self.review_by < today

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """A copied page is a new page: its own short code, and nobody has checked it yet."""
        kwargs["update_attrs"] = {
            **(kwargs.get("update_attrs") or {}),
            "short_code": new_short_code(),
            "reviewed_by": "",
            "reviewer_role": "",
            "last_reviewed": None,
        }
        return super().copy(*args, **kwargs)


@receiver(release_asked, dispatch_uid="governed pages are ready")
def refuse_unready(sender: type, content: Any, language: str, **kwargs: Any) -> None:
    """Stop what cannot be published. A translation changes no more than words: it may go out with the record that is
    live, whatever the draft has come to. Raises ValidationError that says what is to do."""
    if not isinstance(content, GovernedPage):
        return
    faults = _faults(content)
    row = stored(content) if faults and language != SOURCE else None
    if row is not None and row.live:
        faults = _faults(row)
    if faults:
        raise ValidationError(faults)


def _faults(page: GovernedPage) -> list[str]:
    return list(page.unready(today=clock.today(), has_evidence=page.evidence_items.exists()).values())


class EvidenceItem(KeyedChild):
    """A source that a page leans on, and for what."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="evidence_items")
    source = models.ForeignKey(EvidenceSource, on_delete=models.PROTECT, related_name="cited_by")
    supports = models.CharField(max_length=255, help_text="What on the page this source supports.")
    grade = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=255, blank=True)
    checked_on = models.DateField(null=True, blank=True)
