"""What does not run once more on PostgreSQL with Redis, though it asks for the database, and why.

Everything else that asks for it does, new tests too. An entry is a file, or one test of a file with all its cases.
``tests/architecture/test_selection.py`` fails when an entry leaves out nothing, or what it leans on is gone.
"""

EVERY_PAGE = "tests/pages/test_query_budget.py::test_no_page_asks_more_than_eight_times"
"""Opens every page for all there, in two languages: so each question that these pages ask is asked there."""

FILES_KEPT = (
    "tests/pages/formats/test_building.py::test_a_content_that_went_live_is_made_in_every_language_and_in_each_two"
)
REPORTS = (
    "tests/modules/activation/test_nobody_is_found.py::test_no_count_of_one_to_four_comes_out_of_all_tables_and_months"
)

WORDS = ("looks at words, marks or bytes of pages, which templates make of answers", EVERY_PAGE)
MADE = ("makes sound or sheets of words; how they are kept and given is tried there", FILES_KEPT)
SEEN = ("compares what staff are shown; who is shown what is decided above the database", REPORTS)

SAME_ON_ANY_SERVER: dict[str, tuple[str, str]] = {
    "tests/architecture/test_blocks.py": WORDS,
    "tests/architecture/test_never_a_gate.py": WORDS,
    "tests/architecture/test_pieces.py": WORDS,
    "tests/architecture/test_valid_html.py": WORDS,
    "tests/browser/test_language_marks.py": WORDS,
    "tests/modules/learning/test_weight.py": WORDS,
    "tests/pages/test_bytes.py": WORDS,
    "tests/pages/test_demo_content.py::test_every_page_says_that_it_is_demo_content": WORDS,
    "tests/pages/test_display.py::test_a_look_is_marks_on_the_root_of_the_page_and_nothing_else": WORDS,
    "tests/pages/test_leaflet_bytes.py": WORDS,
    "tests/pages/test_signs_everywhere.py::test_each_part_that_opens_by_itself_says_the_current_signs": WORDS,
    "tests/pages/test_signs_everywhere.py::test_pages_say_the_current_signs_however_they_are_opened": WORDS,
    "tests/templates/test_components.py": WORDS,
    "tests/journeys/test_hear_a_lesson.py": MADE,
    "tests/journeys/test_hear_the_signs.py": MADE,
    "tests/pages/formats/test_every_page.py": MADE,
    "tests/pages/formats/test_tables_and_quotes.py": MADE,
    "tests/journeys/test_nobody_is_named.py::test_every_page_of_staff_is_the_same_whatever_people_did": SEEN,
    "tests/journeys/test_nobody_is_named.py::test_the_cms_and_the_admin_of_records_name_neither": SEEN,
    "tests/modules/activation/test_nobody_is_listed.py": SEEN,
}
"""Why each is left out, and the test that proves there what it would have."""


def is_same_on_any_server(name: str) -> bool:
    """Whether a test is left out. name: its file from the root, and its own name, as in the table."""
    return name in SAME_ON_ANY_SERVER or name.partition("::")[0] in SAME_ON_ANY_SERVER
