"""Which languages we write braille in, and who read it. Braille that nobody can read is worse than none."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A braille code as liblouis knows it. ``signed``: the braille reader who checked our pages, and when; "" when
    none has."""

    table: str
    signed: str = ""


CODES = {
    # Unified English Braille, contracted (grade 2): converts without loss, the code of schools and libraries.
    "en": Code("en-ueb-g2.ctb"),
    # These convert without loss, but nobody who reads them has seen our pages: offered once one has signed.
    "cy": Code("cy-cy-g2.ctb"),
    "pl": Code("Pl-Pl-g1.utb"),
}
"""Tables for Urdu and Bengali lose signs of the text: those languages have none here."""

UNSIGNED_BUT_SOUND = frozenset({"en"})
"""Offered without a reader's signature, and labelled so in its first lines."""

NOT_CHECKED = "This braille was made by a computer. No braille reader has checked it yet."


def code_for(language: str, signed: dict[str, str]) -> Code | None:
    """The code in which a language is offered here, or None. signed: language to who checked our pages and when."""
    code = CODES.get(language)
    if code is None:
        return None
    code = Code(code.table, signed.get(language) or code.signed)
    return code if code.signed or language in UNSIGNED_BUT_SOUND else None


CELLS = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""North American ASCII braille, in the order of Unicode's patterns of six dots: what BRF means."""

PATTERNS = {sign: chr(0x2800 + number) for number, sign in enumerate(CELLS)}


def number(value: int) -> str:
    """A number in cells: the number sign and letters."""
    return "#" + "".join("JABCDEFGHI"[int(digit)] for digit in str(value))
