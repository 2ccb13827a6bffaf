"""The cookie that tells the phone which sent a request from one on which its number was typed: signed, for 30 days."""

from dataclasses import dataclass

from django.core import signing

from portal.contact.rules import token_mark

COOKIE = "strides_asked"
COOKIE_AGE_SECONDS = 60 * 60 * 24 * 30

_SALT = "portal.contact.phone"
_MOST = 10
_MARK_LENGTH = 32
_LONGEST = 4_096


@dataclass(frozen=True)
class Asked:
    """What this browser sent: the marks of its requests, the newest last, each with the codes of the signs that its own
    words matched; never the words."""

    signs: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def sent(self, mark: str) -> bool:
        """Whether the request whose token has this mark was sent, or added to, from this browser."""
        return any(each == mark[:_MARK_LENGTH] for each, _codes in self.signs)

    def signs_of(self, token: str) -> tuple[str, ...]:
        """The signs that what was written here matched, by the last part of the address of the page."""
        mark = token_mark(token)[:_MARK_LENGTH]
        return next((codes for each, codes in self.signs if each == mark), ())

    def plus(self, token: str, signs: tuple[str, ...]) -> "Asked":
        """With one more request, or with more signs of one that is here already."""
        mark = token_mark(token)[:_MARK_LENGTH]
        both = tuple(sorted({*self.signs_of(token), *signs}))
        others = tuple(pair for pair in self.signs if pair[0] != mark)
        return Asked((*others, (mark, both))[-_MOST:])


def written(asked: Asked) -> str:
    """The cookie's value."""
    return signing.dumps([[mark, *codes] for mark, codes in asked.signs], salt=_SALT, compress=True)


def read(value: str) -> Asked:
    """What a cookie's value says; nothing when it was not written by us or is too old."""
    if not value or len(value) > _LONGEST:
        return Asked()
    try:
        rows = signing.loads(value, salt=_SALT, max_age=COOKIE_AGE_SECONDS)
    except signing.BadSignature:
        return Asked()
    return Asked(tuple((mark, tuple(codes)) for mark, *codes in rows))
