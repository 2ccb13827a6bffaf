"""Requests to a person, and the lines that say what happened to each."""

import uuid

from django.conf import settings
from django.db import models

from portal.accounts.rules.preferences import Voice
from portal.contact.rules import OPEN, About, Form, Kind, Part
from portal.contact.rules.clear import Clear
from portal.contact.rules.states import Outcome, State
from portal.fields import CodesField
from portal.sealing.fields import SealedText

OPEN_CALL = models.Q(kind=Kind.CALL, state__in=[*OPEN])


class Request(models.Model):
    """One thing asked of us. What was written is sealed under ``key_id``: that of the person, else one of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="requests"
    )
    key_id = models.UUIDField("whose key seals it", default=uuid.uuid4)
    idempotency_key = models.UUIDField("of the form that was sent", unique=True)
    reference = models.CharField(max_length=6, unique=True)
    token = SealedText("last part of its page's address", owner="key_id")
    token_mark = models.CharField(max_length=64, unique=True)

    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in Kind])
    about = models.CharField(max_length=8, blank=True, choices=[(about, about) for about in About])
    is_complaint = models.BooleanField(default=False)
    page = models.CharField("path of the page it is about", max_length=300, blank=True)
    form = models.CharField(max_length=12, blank=True, choices=[(form, form) for form in Form])

    part = models.CharField("when to call", max_length=9, choices=[(part, part) for part in Part], default=Part.ANY)
    language = models.CharField("the language of the page they used", max_length=12)
    speaks = models.CharField("the language to use with them", max_length=12, blank=True)
    interpreter = models.CharField("language of the interpreter", max_length=12, blank=True)
    interpreter_voice = models.CharField(max_length=5, blank=True, choices=[(voice, voice) for voice in Voice])
    comes_along = models.BooleanField("would like somebody to come along the first time", default=False)
    prefers = CodesField()
    needs = CodesField("what they need, as they told us before", max_length=500)
    wants_texts = models.BooleanField(default=False)

    number = SealedText("in one form", owner="key_id")
    number_mark = models.CharField("keyed hash of the number", max_length=64, blank=True)
    name = SealedText(owner="key_id")
    words = SealedText(owner="key_id")
    signs = SealedText("codes of the rules that the words match", owner="key_id")
    may_need_help_now = models.BooleanField(default=False)

    is_shared = models.BooleanField("its number was typed on another phone too", default=False)

    state = models.CharField(max_length=9, choices=[(state, state) for state in State], default=State.NEW)
    turn = models.PositiveIntegerField("grows with every move", default=0)
    outcome = models.CharField(max_length=12, blank=True, choices=[(outcome, outcome) for outcome in Outcome])
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="claimed_requests"
    )
    sent_at = models.DateTimeField()
    aim_by = models.DateTimeField("by when we said we aim to do it", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ("sent_at", "pk")
        indexes = (models.Index(fields=("state", "aim_by"), name="contact_queue"),)
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=OPEN_CALL, name="contact_one_open_call_per_person"),
            models.UniqueConstraint(
                fields=("number_mark",),
                condition=OPEN_CALL & ~models.Q(number_mark=""),
                name="contact_one_open_call_per_number",
            ),
            models.CheckConstraint(condition=models.Q(state__in=[*State]), name="contact_known_state"),
            models.CheckConstraint(condition=models.Q(kind__in=[*Kind]), name="contact_known_kind"),
        )

    class Personal:
        id = "link"
        person = "link"
        key_id = "link"
        idempotency_key = "none"
        reference = "link"
        token = "link"  # noqa: S105  the address of a status page, sealed
        token_mark = "link"  # noqa: S105  a hash of it
        kind = "behaviour"
        about = "behaviour"
        is_complaint = "behaviour"
        page = "behaviour"
        form = "need"
        part = "behaviour"
        language = "need"
        speaks = "need"
        interpreter = "need"
        interpreter_voice = "need"
        comes_along = "need"
        prefers = "need"
        needs = "need"
        wants_texts = "need"
        number = "contact"
        number_mark = "link"
        name = "identity"
        words = "words"
        signs = "health"
        may_need_help_now = "health"
        is_shared = "behaviour"
        state = "behaviour"
        turn = "none"
        outcome = "behaviour"
        claimed_by = "link"
        sent_at = "behaviour"
        aim_by = "behaviour"
        closed_at = "behaviour"


class Line(models.Model):
    """One thing that happened to a request. What was said with it is sealed under the key of the request."""

    SENT, ADDED, NOTE, ANSWER, MOVED = "sent", "added", "note", "answer", "moved"
    KINDS = (SENT, ADDED, NOTE, ANSWER, MOVED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="lines")
    key_id = models.UUIDField("whose key seals it")
    idempotency_key = models.UUIDField("of the form that was sent", null=True, blank=True, unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=6, choices=[(kind, kind) for kind in KINDS])
    code = models.CharField("what the request became, or when to call from now on", max_length=9, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="request_lines"
    )
    words = SealedText(owner="key_id")

    class Meta:
        ordering = ("at", "pk")

    class Personal:
        id = "link"
        request = "link"
        key_id = "link"
        idempotency_key = "none"
        at = "behaviour"
        kind = "behaviour"
        code = "behaviour"
        by = "link"
        words = "words"


class ClearAnswer(models.Model):
    """What somebody said to “Was this clear?” of one page. Without an account nothing in the row leads to anybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="clear_answers"
    )
    page_key = models.UUIDField(db_index=True)
    answer = models.CharField(max_length=8, choices=[(answer.value, answer.value) for answer in Clear])
    said_at = models.DateTimeField("the beginning of the day")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "page_key"), name="contact_one_clear_answer_each"),)

    class Personal:
        id = "none"
        person = "link"
        page_key = "behaviour"
        answer = "behaviour"
        said_at = "behaviour"


class ClearMonth(models.Model):
    """What was said of one page in a month that has ended, or in several counted together: made once, from enough
    people, with no count of a few. It holds nobody. A count is empty where it may not be shown."""

    page_key = models.UUIDField()
    month = models.DateField("first day of the last month in it")
    since = models.DateField("first day of the first month in it")
    yes = models.PositiveIntegerField(null=True)
    partly = models.PositiveIntegerField(null=True)
    no = models.PositiveIntegerField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("page_key", "month"), name="contact_one_clear_month_each"),)


class LinkText(models.Model):
    """A page's link that somebody had texted. The number is sealed, and taken out as soon as the text has gone; nothing
    in the row leads to who asked."""

    id = models.UUIDField("made from the form, the page and the number", primary_key=True, editable=False)
    number = SealedText("in one form; blank once it was sent", owner="id")
    code = models.CharField("short code of the page", max_length=8)
    language = models.CharField(max_length=12)
    asked_at = models.DateTimeField(db_index=True)

    class Personal:
        id = "none"
        number = "contact"
        code = "behaviour"
        language = "need"
        asked_at = "behaviour"
