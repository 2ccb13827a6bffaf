"""What the codes in a person's data mean, in words. Programs get the codes."""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy, pgettext_lazy

from pages.forms import TEXT_SIZES, THEMES, DisplayForm
from portal import display
from portal.accounts.queries.consents import PURPOSE_NAMES
from portal.accounts.queries.preferences import NEED_NAMES
from portal.accounts.rules import Role
from portal.accounts.rules.devices import DeviceKind
from portal.accounts.views.answers import role_name
from portal.accounts.views.devices import kind_name
from portal.contact.queries.words import ABOUT, FORMS, KINDS, OUTCOMES, PARTS, PREFERS, VOICES, language_name
from portal.contact.rules import Part
from portal.home.forms import CHANNELS, TIMES
from portal.lists import in_a_row
from portal.privacy.queries.columns import PERSON, PREFERENCES, Named

ACTS: Final[Named] = {
    "accounts.address_changed": pgettext_lazy("your data", "Email address changed"),
    "accounts.card_issued": pgettext_lazy("your data", "Card made"),
    "accounts.consent_given": pgettext_lazy("your data", "Said yes"),
    "accounts.consent_withdrawn": pgettext_lazy("your data", "Yes taken back"),
    "accounts.deactivated": pgettext_lazy("your data", "Account closed"),
    "accounts.demo_person_made": pgettext_lazy("your data", "Account made for trying things out"),
    "accounts.demo_person_removed": pgettext_lazy("your data", "Account for trying things out deleted"),
    "accounts.demo_session_made": pgettext_lazy("your data", "Signed in, for trying things out"),
    "accounts.device_forgotten": pgettext_lazy("your data", "Phone or computer forgotten"),
    "accounts.joined": pgettext_lazy("your data", "Joined"),
    "accounts.needs_reviewed": pgettext_lazy("your data", "What you need from us gone through"),
    "accounts.passkey_added": pgettext_lazy("your data", "Passkey added"),
    "accounts.passkey_removed": pgettext_lazy("your data", "Passkey removed"),
    "accounts.passkey_used": pgettext_lazy("your data", "Passkey used"),
    "accounts.person_added": pgettext_lazy("your data", "Account made"),
    "accounts.person_listed": pgettext_lazy("your data", "Your name shown in a list of people"),
    "accounts.person_looked_at": pgettext_lazy("your data", "Your page opened"),
    "accounts.preferences_changed": pgettext_lazy("your data", "Settings changed"),
    "accounts.reactivated": pgettext_lazy("your data", "Account opened again"),
    "accounts.second_step_refused": pgettext_lazy("your data", "Wrong code typed at the second step"),
    "accounts.second_step_reset": pgettext_lazy("your data", "Second step to be set up again"),
    "accounts.second_step_set_up": pgettext_lazy("your data", "Second step set up"),
    "accounts.signed_in": pgettext_lazy("your data", "Signed in"),
    "accounts.signed_out_elsewhere": pgettext_lazy("your data", "Signed out everywhere else"),
    "accounts.staff_invited": pgettext_lazy("your data", "Asked to work here"),
    "contact.clear_forgotten": pgettext_lazy("your data", "What you found clear deleted"),
    "contact.forgotten": pgettext_lazy("your data", "What you asked us deleted"),
    "contact.looked": pgettext_lazy("your data", "Something you asked us opened"),
    "privacy.deletion_asked": pgettext_lazy("your data", "Asked for the account to be deleted"),
    "privacy.deletion_taken_back": pgettext_lazy("your data", "Account kept after all"),
    "privacy.downloaded": pgettext_lazy("your data", "Data downloaded"),
}
"""What can be done with an account, as the audit calls it."""
WAYS: Final[Named] = {
    "app": pgettext_lazy("your data", "a code from an app"),
    "card": pgettext_lazy("your data", "a card"),
    "device": pgettext_lazy("your data", "a phone or computer we know"),
    "email": pgettext_lazy("your data", "a code by email"),
    "passkey": pgettext_lazy("your data", "a passkey"),
    "recovery-code": pgettext_lazy("your data", "a recovery code"),
}
KEYS: Final[Named] = {
    "totp": pgettext_lazy("your data", "a code from an app"),
    "recovery_codes": pgettext_lazy("your data", "recovery codes"),
    "webauthn": pgettext_lazy("your data", "a passkey"),
}
MODES: Final[Named] = {
    "self": pgettext_lazy("your data", "You"),
    "assisted": pgettext_lazy("your data", "Somebody who works here, with you"),
}
MET: Final[Named] = {
    "answered": pgettext_lazy("your data", "Answered"),
    "not-sure": pgettext_lazy("your data", "Not sure"),
    "not-said": pgettext_lazy("your data", "Did not want to say"),
    "skipped": pgettext_lazy("your data", "Passed over"),
}
OCCASIONS: Final[Named] = {
    "joined": pgettext_lazy("your data", "You joined"),
    "first-lesson": pgettext_lazy("your data", "Your first lesson"),
    "six-weeks": pgettext_lazy("your data", "About 6 weeks"),
    "twelve-weeks": pgettext_lazy("your data", "About 12 weeks"),
}
CLEAR: Final[Named] = {
    "yes": pgettext_lazy("was this clear", "Yes"),
    "partly": pgettext_lazy("was this clear", "Partly"),
    "no": pgettext_lazy("was this clear", "No"),
}
STATES: Final[Named] = {
    "new": pgettext_lazy("your data", "Waiting"),
    "claimed": pgettext_lazy("your data", "Somebody is on it"),
    "tried": pgettext_lazy("your data", "We tried and did not reach you"),
    "done": pgettext_lazy("your data", "Done"),
    "cancelled": pgettext_lazy("your data", "You took it back"),
}
HAPPENED: Final[Named] = {
    **STATES,
    "sent": pgettext_lazy("your data", "You sent it"),
    "added": pgettext_lazy("your data", "You sent more"),
    "note": pgettext_lazy("your data", "A note among us"),
    "answer": pgettext_lazy("your data", "Our answer to you"),
    **dict.fromkeys(Part, pgettext_lazy("your data", "You said when to call")),
}
"""What happens to a request; a part of the day is what somebody who asked again said anew."""
CHANGED: Final[Named] = {**PERSON, **PREFERENCES, "needs": gettext_lazy("What you need from us")}
"""What can be changed in the settings."""


def one_of(words: Mapping[Any, object]) -> Callable[[Any], str]:
    """Says one code; a code that nobody knows is said as it is."""
    return lambda code: str(words.get(code, code))


def some_of(words: Mapping[Any, object]) -> Callable[[Any], str]:
    """Says several codes: a list, or a text with spaces between them."""
    say = one_of(words)
    return lambda codes: in_a_row(map(say, codes.split() if isinstance(codes, str) else codes))


def called[Kind: StrEnum](kinds: type[Kind], name: Callable[[Kind], str]) -> Callable[[Any], str]:
    """Says one of a kind by its name; a code that is none of them is said as it is."""
    return lambda code: name(kinds(code)) if code in set(kinds) else str(code)


def _day(day: str) -> str:
    return date_format(datetime.date.fromisoformat(day), "j E Y")


def _number(number: str) -> str:
    """A number with as many places as it needs: a reader may take ``1.000`` for a thousand."""
    return number_format(f"{Decimal(number):f}".rstrip("0").rstrip(".") if "." in number else number)


def _hour(hour: int) -> str:
    return f"{hour:02}:00"


def _look(cookie: str) -> str:
    """How pages look, as the settings say it."""
    chosen = DisplayForm.showing(display.parse(cookie))
    fields = DisplayForm.base_fields
    ticked = [str(field.label) for name, field in fields.items() if chosen[name] is True]
    return in_a_row([dict(TEXT_SIZES)[str(chosen["size"])], dict(THEMES)[str(chosen["theme"])], *ticked])


SAID: Final[Mapping[str, Mapping[str, Callable[[Any], str]]]] = {
    "person": {"language": language_name},
    "known_devices": {"kind": called(DeviceKind, kind_name)},
    "consents": {"purpose": one_of(PURPOSE_NAMES), "language": language_name},
    "needs": {"code": one_of(NEED_NAMES), "reviewed_on": _day, "review_by": _day},
    "preferences": {
        "display": _look,
        "channel": one_of(dict(CHANNELS)),
        "when": one_of(dict(TIMES)),
        "quiet_start_hour": _hour,
        "quiet_end_hour": _hour,
        "interpreter": language_name,
        "interpreter_gender": one_of(VOICES),
    },
    "sign_in_keys": {"kind": one_of(KEYS)},
    "what_was_done": {"what": one_of(ACTS)},
    "detail": {
        "what": some_of(CHANGED),
        "with": one_of(WAYS),
        "purpose": one_of(PURPOSE_NAMES),
        "role": called(Role, role_name),
    },
    "short lessons": {"mode": one_of(MODES)},
    "requests": {
        "kind": one_of(KINDS),
        "about": one_of(ABOUT),
        "form": one_of(FORMS),
        "part": one_of({part: name for part, (_picture, name) in PARTS.items()}),
        "language": language_name,
        "speaks": language_name,
        "interpreter": language_name,
        "interpreter_voice": one_of(VOICES),
        "prefers": some_of(PREFERS),
        "needs": some_of(NEED_NAMES),
        "state": one_of(STATES),
        "outcome": one_of(OUTCOMES),
    },
    "lines": {"what": one_of(HAPPENED)},
    "was this clear": {"answer": one_of(CLEAR)},
    "my confidence": {
        "state": one_of(MET),
        "points": _number,
        "score": _number,
        "mode": one_of(MODES),
        "language": language_name,
    },
    "invitations": {"after": one_of(OCCASIONS)},
}
"""How the codes of a section are said, by the name of the section and of the column."""
