"""What each column of a person's data is called on screen. Programs get the columns by their own names."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

type Words = str | Promise
type Named = Mapping[str, Words]

PAGE: Final = pgettext_lazy("your data", "Page")
SAVED: Final = pgettext_lazy("your data", "Saved")
READ_IN: Final = pgettext_lazy("your data", "Language you read in")
INTERPRETER: Final = pgettext_lazy("your data", "Interpreter")
VERSION: Final = pgettext_lazy("your data", "Version of the words")
WHO_FILLED_IN: Final = pgettext_lazy("your data", "Who pressed the buttons")
WHEN: Final = pgettext_lazy("your data", "When")
WHAT: Final = pgettext_lazy("your data", "What")
PURPOSE: Final = pgettext_lazy("your data", "What it is for")
ANSWER: Final = pgettext_lazy("your data", "Your answer")
FINISHED: Final = pgettext_lazy("your data", "Finished")

PERSON: Final[Named] = {
    "id": pgettext_lazy("your data", "Our number for you"),
    "name": pgettext_lazy("your data", "Your name"),
    "email": pgettext_lazy("your data", "Your email address"),
    "language": READ_IN,
    "joined_at": pgettext_lazy("your data", "Account made"),
    "opened_at": pgettext_lazy("your data", "First opened by you"),
    "last_login": pgettext_lazy("your data", "Last signed in"),
    "is_demo": pgettext_lazy("your data", "Account for trying things out"),
}
PREFERENCES: Final[Named] = {
    "display": pgettext_lazy("your data", "How pages look"),
    "channel": pgettext_lazy("your data", "How we send messages"),
    "phone": pgettext_lazy("your data", "Phone number for text messages"),
    "wants_requests": pgettext_lazy("your data", "Messages about what you asked us"),
    "wants_reminders": pgettext_lazy("your data", "Reminders"),
    "when": pgettext_lazy("your data", "Time of day for messages"),
    "quiet_start_hour": pgettext_lazy("your data", "No messages from"),
    "quiet_end_hour": pgettext_lazy("your data", "No messages until"),
    "interpreter": INTERPRETER,
    "interpreter_gender": pgettext_lazy("your data", "Who should interpret"),
}
LINES: Final[Named] = {"at": WHEN, "what": WHAT, "words": pgettext_lazy("your data", "Words")}
"""What happened to a request."""
DETAIL: Final[Named] = {
    "what": WHAT,
    "with": pgettext_lazy("your data", "With"),
    "purpose": PURPOSE,
    "version": VERSION,
    "role": pgettext_lazy("your data", "Role"),
    "card": pgettext_lazy("your data", "Our number for the card"),
    "request": pgettext_lazy("your data", "Our number for what you asked"),
    "requests": pgettext_lazy("your data", "How many"),
    "answers": pgettext_lazy("your data", "How many"),
}
"""What the audit says besides."""

COLUMNS: Final[Mapping[str, Named]] = {
    "person": PERSON,
    "cards": {
        "issued_at": pgettext_lazy("your data", "Card made"),
        "joined_at": pgettext_lazy("your data", "First opened by you"),
        "stopped_at": pgettext_lazy("your data", "Card stopped"),
        "wrong_pins": pgettext_lazy("your data", "Wrong PINs typed"),
    },
    "known_devices": {
        "kind": pgettext_lazy("your data", "Phone or computer"),
        "made_at": pgettext_lazy("your data", "Known to us since"),
        "seen_at": pgettext_lazy("your data", "Last used"),
    },
    "consents": {
        "purpose": PURPOSE,
        "version": VERSION,
        "language": pgettext_lazy("your data", "Language of the words"),
        "given_at": pgettext_lazy("your data", "You said yes"),
        "withdrawn_at": pgettext_lazy("your data", "You took it back"),
    },
    "needs": {
        "code": pgettext_lazy("your data", "What you need"),
        "recorded_at": pgettext_lazy("your data", "Written down"),
        "reviewed_on": pgettext_lazy("your data", "Last gone through with you"),
        "review_by": pgettext_lazy("your data", "To be gone through again by"),
    },
    "shelf": {"page_key": PAGE, "saved_at": SAVED},
    "preferences": PREFERENCES,
    "signed_in_on": {
        "since": pgettext_lazy("your data", "Signed in since"),
        "last_seen": pgettext_lazy("your data", "Last used"),
        "browser": pgettext_lazy("your data", "What your browser says it is"),
    },
    "sign_in_keys": {
        "kind": pgettext_lazy("your data", "Way to sign in"),
        "made_at": pgettext_lazy("your data", "Added"),
    },
    "what_was_done": {
        "at": WHEN,
        "what": WHAT,
        "by_you": pgettext_lazy("your data", "Done by you"),
        "detail": pgettext_lazy("your data", "More about it"),
    },
    "short lessons": {
        "lesson": pgettext_lazy("your data", "Lesson"),
        "step": pgettext_lazy("your data", "Step"),
        "answer": ANSWER,
        "finished the lesson": pgettext_lazy("your data", "The end of the lesson"),
        "done at": FINISHED,
        "saved at": SAVED,
        "mode": WHO_FILLED_IN,
        "page key": pgettext_lazy("your data", "Our number for the lesson"),
        "part key": pgettext_lazy("your data", "Our number for the step"),
        "answer key": pgettext_lazy("your data", "Our number for the answer"),
        "revision": VERSION,
    },
    "requests": {
        "reference": pgettext_lazy("your data", "Reference"),
        "kind": pgettext_lazy("your data", "What you asked for"),
        "about": pgettext_lazy("your data", "What was wrong"),
        "is_complaint": pgettext_lazy("your data", "A complaint"),
        "page": pgettext_lazy("your data", "Page it is about"),
        "form": pgettext_lazy("your data", "In what form"),
        "part": pgettext_lazy("your data", "When to call"),
        "language": READ_IN,
        "speaks": pgettext_lazy("your data", "Language you asked for"),
        "interpreter": INTERPRETER,
        "interpreter_voice": pgettext_lazy("your data", "Who should interpret"),
        "comes_along": pgettext_lazy("your data", "Somebody to come along the first time"),
        "prefers": pgettext_lazy("your data", "What is best for you"),
        "needs": pgettext_lazy("your data", "What you need"),
        "wants_texts": pgettext_lazy("your data", "News of it by text message"),
        "name": pgettext_lazy("your data", "Your name"),
        "words": pgettext_lazy("your data", "Your own words"),
        "may_need_help_now": pgettext_lazy("your data", "Shown to us as a possible need for help now"),
        "state": pgettext_lazy("your data", "Where it stands"),
        "outcome": pgettext_lazy("your data", "What came of it"),
        "sent_at": pgettext_lazy("your data", "Sent"),
        "aim_by": pgettext_lazy("your data", "We aimed to answer by"),
        "closed_at": FINISHED,
        "number": pgettext_lazy("your data", "Your phone number"),
        "lines": pgettext_lazy("your data", "What happened"),
    },
    "was this clear": {
        "page_key": PAGE,
        "answer": ANSWER,
        "said_at": WHEN,
    },
    "my confidence": {
        "questions": pgettext_lazy("your data", "Questions"),
        "version": VERSION,
        "statement": pgettext_lazy("your data", "Question"),
        "answer": ANSWER,
        "state": pgettext_lazy("your data", "What you did with the question"),
        "points": pgettext_lazy("your data", "Points"),
        "your own words": pgettext_lazy("your data", "Your own words"),
        "saved at": SAVED,
        "rating": pgettext_lazy("your data", "Our number for this time"),
        "begun at": pgettext_lazy("your data", "Begun"),
        "finished at": FINISHED,
        "score": pgettext_lazy("your data", "Score"),
        "mode": WHO_FILLED_IN,
        "language": READ_IN,
    },
    "invitations": {
        "after": pgettext_lazy("your data", "After what"),
        "due at": pgettext_lazy("your data", "To be asked from"),
        "message handed over at": pgettext_lazy("your data", "Message sent"),
        "settled at": pgettext_lazy("your data", "No longer asked since"),
    },
}
"""The columns of each section that an app gives out, by its name there."""
WITHIN: Final[Mapping[str, Named]] = {"lines": LINES, "detail": DETAIL}
"""The columns of rows that stand in a column, by its name."""
