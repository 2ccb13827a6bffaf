"""A small leaflet that holds one of each kind of piece, for whoever makes a format of it."""

import datetime
import uuid
from typing import Any

from django.conf import settings

from pages.formats.rules import Source
from pages.rules.pieces import (
    Advice,
    CareCard,
    Count,
    Fact,
    Heading,
    Hundred,
    Inset,
    Items,
    KeyPoints,
    Paragraph,
    Picture,
    Quote,
    Recording,
    Run,
    Table,
    Term,
    line,
)

WORDS = {
    "en": ["Knee pain", "Most knee pain eases.", "What helps now", "Walk a little, often.", "Keep moving", "Ask early"],
    "cy": [
        "Poen pen-glin",
        "Mae'r rhan fwyaf o boen pen-glin yn lleddfu.",
        "Beth sy'n helpu nawr",
        "Cerddwch ychydig, yn aml.",
        "Daliwch i symud",
        "Gofynnwch yn gynnar",
    ],
    "pl": [
        "Ból kolana",
        "Większość bólów kolana łagodnieje.",
        "Co teraz pomaga",
        "Chodź trochę, ale często.",
        "Ruszaj się",
        "Pytaj wcześnie",
    ],
    "ur": [
        "گھٹنے کا درد",
        "گھٹنے کا زیادہ تر درد کم ہو جاتا ہے۔",
        "ابھی کیا مدد کرتا ہے",
        "تھوڑا تھوڑا، بار بار چلیں۔",
        "حرکت کرتے رہیں",
        "جلدی پوچھیں",
    ],
    "bn": [
        "হাঁটুর ব্যথা",
        "বেশিরভাগ হাঁটুর ব্যথা কমে যায়।",
        "এখন কী সাহায্য করে",
        "অল্প অল্প করে, বারবার হাঁটুন।",
        "নড়াচড়া করতে থাকুন",
        "তাড়াতাড়ি জিজ্ঞাসা করুন",
    ],
}


def source(language: str = "en", **changes: Any) -> Source:
    """A source in one of the five languages, with every kind of piece."""
    title, summary, heading, text, first, second = WORDS[language]
    picture = str(settings.BASE_DIR / "static" / "icons" / "short-walk.svg")
    pieces = (
        KeyPoints(heading=heading, items=(line(first), line(second), line(text)), part="points"),
        Heading(level=2, text=heading, part="helps"),
        Paragraph(line=(Run(text + " "), Run(first, is_strong=True), Run(" "), Run(second, address="/en/body/"))),
        Items(items=(line(first), line(second))),
        Items(items=(line(first), line(second)), is_numbered=True),
        Advice(is_do=True, heading=first, items=(line(text),)),
        Advice(is_do=False, heading=second, items=(line(text),)),
        Heading(level=3, text=first),
        Inset(heading=second, lines=(line(text), line(summary))),
        Picture(file=picture, alternative=first, line=line(text)),
        Picture(file=picture, alternative="", line=line(text)),
        Table(caption=heading, header=(title, first), rows=((second, "10"), (text, "20"))),
        Hundred(
            heading=title,
            sentence=f"20 / 100: {summary}",
            counts=(Count(count=20, caption=first), Count(count=35, caption=second)),
            label_with=first,
            label_without=second,
            facts=(Fact(heading, summary), Fact(title, "Smith (2020).", "en")),
            note=text,
        ),
        Term(term=title, meaning=summary),
        Quote(text=text, who="Amira"),
        Recording(title=first, address="/en/", transcript=(line(text), line(summary))),
        Heading(level=2, text=second, part="help"),
        CareCard(level="emergency", level_name=second, heading=heading, items=(line(text),), notes=(line("999"),)),
    )
    given: dict[str, Any] = {
        "key": uuid.UUID("11111111-2222-3333-4444-555555555555"),
        "kind": "leaflet",
        "language": language,
        "title": title,
        "summary": summary,
        "pieces": pieces,
        "easy": (
            Picture(file=picture, alternative="", line=line(first)),
            Picture(file=picture, alternative="", line=line(text)),
        ),
        "address": f"https://strides.example/{language}/leaflets/knee/",
        "short_address": "https://strides.example/l/abcde",
        "version": "1a2b3c",
        "dated": datetime.date(2026, 11, 22),
        "notices": ("Demo content",),
        "service": "Strides",
        "phone": "00000 000000",
    }
    return Source(**{**given, **changes})
