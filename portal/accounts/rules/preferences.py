"""What a person may ask for: how we reach them and when, an interpreter, and the formats they need. Plain Python."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Channel(StrEnum):
    """How messages that may wait reach a person."""

    EMAIL = "email"
    TEXT = "text"
    NONE = "none"


class Topic(StrEnum):
    """What messages are about. Those about the account itself have no topic: they always go out."""

    REQUESTS = "requests"
    REMINDERS = "reminders"


class When(StrEnum):
    """At what time of day messages come."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


HOURS: Final = {When.MORNING: (9, 12), When.AFTERNOON: (12, 17), When.EVENING: (17, 20)}
"""From and until, in whole hours of the day where the service is; until is not part of it."""


@dataclass(frozen=True)
class Quiet:
    """Hours without messages, in whole hours of the day (0-23); from is part of it, until is not.

    Equal hours mean none. It may run over midnight.
    """

    start: int = 20
    end: int = 9

    def covers(self, hour: int) -> bool:
        """Whether an hour of the day (0-23) lies in it."""
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


DEFAULT_QUIET: Final = Quiet()
NO_QUIET: Final = Quiet(0, 0)
QUIET_CHOICES: Final = {
    "20-9": DEFAULT_QUIET,
    "18-10": Quiet(18, 10),
    "22-7": Quiet(22, 7),
    "none": NO_QUIET,
}


def not_before(now: datetime.datetime, *, when: When, quiet: Quiet, zone: datetime.tzinfo) -> datetime.datetime:
    """The first instant from ``now`` on at which a message may come, in UTC: now itself, or a full hour.

    zone: that of the service. Hours that the person wants quiet win over the time of day they asked for: where the two
    leave no hour of the day, the message comes when the quiet hours end.
    """
    wanted = [hour for hour in range(24) if _is_in(hour, when) and not quiet.covers(hour)]
    allowed = set(wanted or [hour for hour in range(24) if not quiet.covers(hour)])
    if now.astimezone(zone).hour in allowed:
        return now
    hour = now.astimezone(datetime.UTC).replace(minute=0, second=0, microsecond=0)
    while hour < now or hour.astimezone(zone).hour not in allowed:  # at most a day and the hour that clocks change by
        hour += datetime.timedelta(hours=1)
    return hour


def _is_in(hour: int, when: When) -> bool:
    start, end = HOURS.get(when, (0, 24))
    return start <= hour < end


# An interpreter


class Voice(StrEnum):
    """Whom somebody would rather have as an interpreter."""

    EITHER = ""
    WOMAN = "woman"
    MAN = "man"


BSL: Final = "bfi"
OTHER: Final = "other"
INTERPRETED: Final = {
    "sq": ("Albanian", "Shqip"),
    "am": ("Amharic", "አማርኛ"),
    "ar": ("Arabic", "العربية"),
    "bn": ("Bengali", "বাংলা"),
    "bg": ("Bulgarian", "Български"),
    "yue": ("Cantonese", "廣東話"),
    "fa": ("Farsi", "فارسی"),
    "fr": ("French", "Français"),
    "gu": ("Gujarati", "ગુજરાતી"),
    "hi": ("Hindi", "हिन्दी"),
    "hu": ("Hungarian", "Magyar"),
    "it": ("Italian", "Italiano"),
    "ku": ("Kurdish", "Kurdî"),
    "lt": ("Lithuanian", "Lietuvių"),
    "zh": ("Mandarin", "普通话"),
    "ne": ("Nepali", "नेपाली"),
    "ps": ("Pashto", "پښتو"),
    "pl": ("Polish", "Polski"),
    "pt": ("Portuguese", "Português"),
    "pa": ("Punjabi", "ਪੰਜਾਬੀ"),
    "ro": ("Romanian", "Română"),
    "ru": ("Russian", "Русский"),
    "sk": ("Slovak", "Slovenčina"),
    "so": ("Somali", "Soomaali"),
    "es": ("Spanish", "Español"),
    "ta": ("Tamil", "தமிழ்"),
    "ti": ("Tigrinya", "ትግርኛ"),
    "tr": ("Turkish", "Türkçe"),
    "uk": ("Ukrainian", "Українська"),
    "ur": ("Urdu", "اردو"),
    "vi": ("Vietnamese", "Tiếng Việt"),
    "cy": ("Welsh", "Cymraeg"),
}
"""Languages of interpreters by code (BCP 47): the English name, for staff, and the name in its own script."""


# Formats and support: the Accessible Information Standard


class Category(StrEnum):
    """Source: Accessible Information Standard (DAPB1605), the kinds of need that are recorded.

    A communication professional (an interpreter) is asked for separately, with the language.
    """

    CONTACT = "contact"
    FORMAT = "format"
    SUPPORT = "support"


NEEDS: Final = {
    "contact-voice": Category.CONTACT,
    "contact-text": Category.CONTACT,
    "contact-email": Category.CONTACT,
    "contact-letter": Category.CONTACT,
    "contact-relay": Category.CONTACT,
    "contact-someone": Category.CONTACT,
    "format-audio": Category.FORMAT,
    "format-easy-read": Category.FORMAT,
    "format-large-print": Category.FORMAT,
    "format-braille": Category.FORMAT,
    "format-plain-text": Category.FORMAT,
    "format-bsl-video": Category.FORMAT,
    "support-longer": Category.SUPPORT,
    "support-hearing-loop": Category.SUPPORT,
    "support-lip-reading": Category.SUPPORT,
    "support-companion": Category.SUPPORT,
    "support-pictures": Category.SUPPORT,
    "support-deafblind": Category.SUPPORT,
}
"""Each need that can be recorded, by its code, with the kind it is of."""

REVIEWED_EVERY: Final = datetime.timedelta(days=365)
"""A person is asked to look at their needs again after a year."""
