"""How a person wants to be served: rules, actions, and what staff see first."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.actions.consents import give_consent, withdraw_consent
from portal.accounts.actions.preferences import UnknownChoiceError, change, review_needs
from portal.accounts.gate import note_who_came_in, put_back_choices
from portal.accounts.models import Consent
from portal.accounts.queries.consents import consent_words, consents_of, consents_to
from portal.accounts.queries.preferences import CATEGORY_NAMES, NEED_NAMES, needs_of, preferences_of
from portal.accounts.rules.consents import VERSIONS, Purpose
from portal.accounts.rules.preferences import (
    HOURS,
    INTERPRETED,
    NEEDS,
    Category,
    Quiet,
    When,
    not_before,
)
from portal.accounts.signals import joined
from portal.audit.models import AuditEntry

LONDON = ZoneInfo("Europe/London")
NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
instants = st.integers(0, 2 * 366 * 24 * 3600).map(lambda seconds: NOW + datetime.timedelta(seconds=seconds))
quiets = st.builds(Quiet, st.integers(0, 23), st.integers(0, 23))


# Quiet hours


@pytest.mark.parametrize(("hour", "quiet"), [(19, False), (20, True), (23, True), (0, True), (8, True), (9, False)])
def test_quiet_from_eight_to_nine_runs_over_midnight(hour, quiet):
    assert Quiet(20, 9).covers(hour) is quiet


@given(st.integers(0, 23), st.integers(0, 23))
def test_equal_hours_mean_no_quiet(hour, both):
    assert not Quiet(both, both).covers(hour)


@given(instants, st.sampled_from(When), quiets)
def test_a_message_never_comes_in_quiet_hours_and_never_waits_longer_than_a_day(now, when, quiet):
    moment = not_before(now, when=when, quiet=quiet, zone=LONDON)
    assert not quiet.covers(moment.astimezone(LONDON).hour)
    assert now <= moment <= now + datetime.timedelta(hours=26)


@given(instants, st.sampled_from([When.MORNING, When.AFTERNOON, When.EVENING]))
def test_without_quiet_hours_a_message_comes_at_the_time_of_day_asked_for(now, when):
    start, end = HOURS[when]
    assert start <= not_before(now, when=when, quiet=Quiet(0, 0), zone=LONDON).astimezone(LONDON).hour < end


def test_a_time_of_day_inside_the_quiet_hours_gives_way_to_them():
    moment = not_before(NOW, when=When.EVENING, quiet=Quiet(15, 11), zone=LONDON)
    assert moment == NOW


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-03-28T23:00", "2026-03-29T08:00"),  # the clocks go forward in the night: 9 in London is 8 in UTC
        ("2026-10-24T23:00", "2026-10-25T09:00"),  # and back
    ],
)
def test_the_morning_is_that_of_the_clocks_on_the_wall(now, morning):
    instant, expected = (datetime.datetime.fromisoformat(each).replace(tzinfo=datetime.UTC) for each in (now, morning))
    assert not_before(instant, when=When.ANY, quiet=Quiet(20, 9), zone=LONDON) == expected


# What is chosen


def test_everybody_has_preferences_before_they_choose_any(amira):
    chosen = preferences_of(amira)
    assert (chosen.channel, chosen.quiet, chosen.needs) == ("email", Quiet(20, 9), ())


def test_a_change_gives_back_what_was_before_in_the_same_form(amira):
    first = change(by=amira, person=amira, changes={"needs": ["format-audio"], "name": "A", "phone": "+44"}, now=NOW)
    assert first == {"needs": [], "name": "Amira", "phone": ""}
    second = change(by=amira, person=amira, changes=first, now=NOW)
    assert second == {"needs": ["format-audio"], "name": "A", "phone": "+44"}


@pytest.mark.parametrize("changes", [{"is_staff": True}, {"email": "x@example.org"}, {"needs": ["nonsense"]}])
def test_nothing_else_can_be_changed_this_way(amira, changes):
    with pytest.raises(UnknownChoiceError):
        change(by=amira, person=amira, changes={"name": "Changed", **changes}, now=NOW)
    amira.refresh_from_db()
    assert (amira.name, amira.is_staff) == ("Amira", False)


def test_an_adviser_writes_a_need_down_for_somebody_and_it_is_known_who_did(amira, esi):
    change(by=esi, person=amira, changes={"needs": ["contact-voice"]}, now=NOW)
    assert amira.needs.get().recorded_by == esi.pk
    assert AuditEntry.objects.filter(action="accounts.preferences_changed", actor=esi.pk).exists()


# What staff see first


def test_staff_see_the_needs_in_words_interpreter_first(amira):
    changes = {"interpreter": "ur", "interpreter_gender": "woman", "needs": ["support-longer", "contact-voice"]}
    change(by=amira, person=amira, changes=changes, now=NOW)
    needs = needs_of(amira)
    assert [line.code for line in needs.lines] == ["interpreter-ur", "contact-voice", "support-longer"]
    assert needs.lines[0].label == "Interpreter: Urdu (اردو), a woman preferred"
    assert needs.reviewed_on == datetime.date(2026, 11, 22)
    assert not needs.is_due(datetime.date(2027, 11, 21))
    assert needs.is_due(datetime.date(2027, 11, 22))


def test_nobody_is_called_illiterate(amira):
    change(by=amira, person=amira, changes={"needs": list(NEEDS)}, now=NOW)
    words = " ".join(line.label for line in needs_of(amira).lines).lower()
    assert "prefers voice" in words
    assert "illiterate" not in words
    assert "cannot read" not in words


@pytest.mark.parametrize("code", [*INTERPRETED, "bfi", "other"])
def test_every_interpreter_can_be_named(amira, code):
    change(by=amira, person=amira, changes={"interpreter": code}, now=NOW)
    assert "%" not in needs_of(amira).lines[0].label


def test_somebody_without_needs_has_none_and_nothing_is_due(amira):
    needs = needs_of(amira)
    assert needs.lines == ()
    assert not needs.is_due(datetime.date(2030, 1, 1))


def test_a_look_at_the_needs_begins_the_year_anew(amira):
    change(by=amira, person=amira, changes={"needs": ["format-braille"]}, now=NOW)
    later = NOW + datetime.timedelta(days=400)
    review_needs(by=amira, person=amira, now=later)
    assert needs_of(amira).reviewed_on == later.date()


def test_every_need_has_words_and_a_kind():
    assert set(NEED_NAMES) == set(NEEDS)
    assert set(CATEGORY_NAMES) == set(Category)


def test_joining_takes_along_how_pages_look_on_this_phone(rf, amira):
    request = rf.get("/en/", HTTP_COOKIE="strides_display=size=3")
    joined.send(sender=type(amira), person=amira, request=request)
    assert preferences_of(amira).display.startswith("size=3.")
    joined.send(sender=type(amira), person=amira, request=rf.get("/en/", HTTP_COOKIE="strides_display=size=2"))
    assert preferences_of(amira).display.startswith("size=3."), "what the account holds is not overwritten"


def test_a_phone_in_its_first_state_brings_nothing_along(rf, amira):
    joined.send(sender=type(amira), person=amira, request=rf.get("/en/"))
    assert preferences_of(amira).display == ""


# Saying yes, and taking it back


def yes(person, **more):
    give_consent(**{"by": person, "person": person, "purpose": Purpose.REMINDERS, "language": "en", "now": NOW, **more})


def test_a_yes_stands_with_the_words_it_was_given_to(amira, ben):
    yes(amira)
    yes(amira)
    (line,) = consents_of(amira)
    assert line.words == consent_words(Purpose.REMINDERS, 1)
    assert (line.version, line.given_at, line.withdrawn_at) == (1, NOW, None)
    assert consents_to(amira, Purpose.REMINDERS)
    assert consents_of(ben) == []


def test_a_yes_is_taken_back_from_that_instant_and_stays_on_record(amira):
    yes(amira)
    for _ in range(2):
        withdraw_consent(by=amira, person=amira, purpose=Purpose.REMINDERS, now=NOW + datetime.timedelta(hours=1))
    assert not consents_to(amira, Purpose.REMINDERS)
    yes(amira, now=NOW + datetime.timedelta(hours=2))
    assert [line.withdrawn_at is None for line in consents_of(amira)] == [True, False]
    assert AuditEntry.objects.filter(action="accounts.consent_withdrawn").count() == 1


def test_a_yes_to_new_words_takes_the_place_of_the_old(amira, monkeypatch):
    yes(amira)
    monkeypatch.setitem(VERSIONS, Purpose.REMINDERS, 2)
    yes(amira, now=NOW + datetime.timedelta(days=1))
    assert list(Consent.objects.filter(withdrawn_at=None).values_list("version", flat=True)) == [2]


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_version_of_every_wording_is_kept(purpose, language):
    with translation.override(language):
        for version in range(1, VERSIONS[purpose] + 1):
            assert consent_words(purpose, version)


def test_the_choices_come_back_at_the_next_sign_in_on_another_phone(amira, rf):
    change(by=amira, person=amira, changes={"display": "size=3", "language": "ur"}, now=NOW)
    amira.refresh_from_db()
    request = rf.get("/en/sign-in/")
    note_who_came_in(None, request, amira)
    answer = put_back_choices(lambda _request: HttpResponse())(request)
    assert answer.cookies["strides_display"].value == "size=3"
    assert answer.cookies["strides_language"].value == "ur"
