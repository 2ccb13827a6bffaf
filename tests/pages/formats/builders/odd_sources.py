"""Sources that nobody would write on purpose, for every maker."""

from pages.formats.rules import Source
from pages.rules.pieces import Advice, CareCard, Heading, Inset, Items, KeyPoints, Paragraph, Run, Table, line
from tests.factories.sources import source

LONG = "Walk a little, rest a little, and walk again when you feel ready for it. "


def odd_sources() -> dict[str, Source]:
    """By name: each of them can be built or honestly refused, and never breaks a maker."""
    return {
        "empty": source(pieces=(), easy=(), summary="", notices=()),
        "empty pieces": source(
            pieces=(
                Paragraph(line=()),
                Items(items=()),
                Items(items=(line(""), line("  "))),
                KeyPoints(heading="", items=()),
                Advice(is_do=True, heading="", items=()),
                Inset(lines=()),
                CareCard(level="soon", level_name="", heading="", items=()),
                Table(caption="", header=(), rows=()),
            )
        ),
        "only emoji": source(title="🙂", summary="🙂🙂", pieces=(Paragraph(line=line("🏊🏽‍♀️ 🙂 👩‍👩‍👧")),)),
        "20,000 words": source(
            pieces=tuple(
                piece
                for number in range(80)
                for piece in (
                    Heading(level=2, text=f"Part {number}", part=f"p{number}"),
                    Paragraph(line=line(LONG * 17), part=f"q{number}"),
                )
            )
        ),
        "mixed directions": source(
            "ur",
            pieces=(
                Paragraph(line=line("فون کریں 0800 123 4567 یا (www.example.org/a/b) پر جائیں۔ Strides 24/7 ہے")),
                Paragraph(line=line("10 میں سے 3 لوگ"), language="ur"),
                Paragraph(line=line("Plain English words, 20%."), language="en"),
                Paragraph(line=(Run("এটি বাংলা"), Run(" اور "), Run("English", address="https://example.org/?a=1&b=2"))),
            ),
        ),
        "control characters": source(
            title="Knee\x00 pain\x1b[31m & <b>more</b>",
            pieces=(
                Paragraph(line=line("One\x00\x07 two\r\nthree\u2028four \ud800five \ufffe\uffff six \u202eseven")),
                Heading(level=2, text='"Quotes" & <angles> ]]>'),
                Paragraph(line=(Run("link", address='https://example.org/"><script>?a=1&b=2'),)),
            ),
        ),
        "40 columns": source(
            pieces=(
                Table(
                    caption="Forty columns",
                    header=tuple(f"Column {number}" for number in range(40)),
                    rows=tuple(tuple(f"{row} by {number}" for number in range(40)) for row in range(12)),
                ),
            )
        ),
        "one long word": source(pieces=(Paragraph(line=line("a" * 5000)), Heading(level=3, text="b" * 500))),
    }
