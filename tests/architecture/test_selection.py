"""What is left out on PostgreSQL stands in one table, with its reason and with what proves it there instead."""

from tests.named_tests import all_tests
from tests.selection import SAME_ON_ANY_SERVER, is_same_on_any_server


def names_nothing(table: dict[str, tuple[str, str]]) -> list[str]:
    """Entries that leave out no test, and tests that are leant on but are not there, or are left out themselves."""
    known = all_tests()
    files = {name.partition("::")[0] for name in known}
    gone = [entry for entry in table if entry not in known and entry not in files]
    leant_on = {proof for _reason, proof in table.values()}
    return gone + sorted(proof for proof in leant_on if proof not in known or is_same_on_any_server(proof))


def test_every_entry_leaves_out_something_and_leans_on_a_test_that_runs_there() -> None:
    assert names_nothing(SAME_ON_ANY_SERVER) == []


def test_an_entry_of_a_test_that_is_gone_would_be_found() -> None:
    proof = next(iter(SAME_ON_ANY_SERVER.values()))[1]
    assert names_nothing({"tests/gone.py": ("why", proof)}) == ["tests/gone.py"]
    own_file = "tests/architecture/test_selection.py"
    assert names_nothing({own_file: ("why", "tests/gone.py::test_gone")}) == ["tests/gone.py::test_gone"]
    left_out = "tests/pages/test_bytes.py::test_a_first_visit_fits"
    assert names_nothing({own_file: ("why", left_out)}) == [left_out]


def test_a_file_and_a_test_are_left_out_and_nothing_beside_them() -> None:
    assert is_same_on_any_server("tests/pages/test_bytes.py::test_a_first_visit_fits")
    assert is_same_on_any_server(
        "tests/pages/test_display.py::test_a_look_is_marks_on_the_root_of_the_page_and_nothing_else"
    )
    assert not is_same_on_any_server("tests/pages/test_display.py::test_a_new_visitor_gets_the_defaults_and_no_cookie")
    assert not is_same_on_any_server("tests/portal/privacy/test_backup.py::test_the_drill_loses_nothing")
