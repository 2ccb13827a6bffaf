"""Rich text as plain lines: nothing is lost, nothing is doubled, links lead where the page leads."""

import pytest
from wagtail.rich_text import RichText

from pages.blocks.rich import rich_lines, rich_pieces
from pages.models import ArticlePage, HomePage
from pages.rules.pieces import Items, Paragraph, Run


def test_paragraphs_and_lists_come_in_reading_order_with_bold_and_links() -> None:
    text = RichText(
        '<p>Walk <b>a little</b>, <a href="https://www.nhs.uk/">often</a>.</p>'
        "<ul><li>Sit</li><li>Stand</li></ul><ol><li>First</li></ol><p>Rest.</p>"
    )
    assert rich_pieces(text) == (
        Paragraph(
            line=(
                Run("Walk "),
                Run("a little", is_strong=True),
                Run(", "),
                Run("often", address="https://www.nhs.uk/"),
                Run("."),
            )
        ),
        Items(items=((Run("Sit"),), (Run("Stand"),))),
        Items(items=((Run("First"),),), is_numbered=True),
        Paragraph(line=(Run("Rest."),)),
    )


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("", ()),
        ("<p></p><p> </p><ul><li></li></ul>", ()),
        ("loose words", ("loose words",)),
        ("<p>one<br/>two</p>", ("one two",)),
        ("<p>  much \n space  <b> here </b> </p>", ("much space here",)),
        ("<ol><li>a</li><li>b</li></ol>", ("1. a", "2. b")),
        ("<ul><li>outer<ul><li>inner</li></ul></li><li>last</li></ul>", ("outer", "inner", "last")),
        ("<p>🦵🏽</p>", ("🦵🏽",)),
        ("<p>\u2067درد\u2069 5 km</p>", ("\u2067درد\u2069 5 km",)),
        ("<p>a &lt; b &amp; c</p>", ("a < b & c",)),
    ],
)
def test_odd_text_reads_as_it_looks(source: str, lines: tuple[str, ...]) -> None:
    assert tuple("".join(run.text for run in each) for each in rich_lines(RichText(source))) == lines


def test_a_link_to_a_page_of_ours_leads_where_it_leads_on_the_page(demo_site: HomePage) -> None:
    page = ArticlePage.objects.get(slug="knee-pain")
    (paragraph,) = rich_pieces(RichText(f'<p>See <a linktype="page" id="{page.pk}">knees</a>.</p>'))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.line[1] == Run("knees", address="/en/read/knee-pain/")
