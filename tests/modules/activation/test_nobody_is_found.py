"""Somebody reads all tables that can be reached, month by month, and calculates: no count of one to four comes out."""

import csv
import io
import random
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from modules.activation.actions.months import close_months
from modules.activation.models import Rating
from modules.learning.models import StepProgress
from portal import clock
from portal.accounts.models import User
from portal.reports.rules import FEWEST, Hidden, SafeRow, Shown
from tests.cast import sign_in
from tests.modules.activation.months import REPORT, day, instrument, rating
from tests.portal.reports.solving import Knowledge

LESSONS = ["9b1d2b7e-0000-4000-8000-00000000000" + str(number) for number in range(3)]
MONTHS = range(2, 9)
PEOPLE = 150


def live(chance: random.Random) -> None:
    """People of some languages, few of them the rare ones, who rate themselves in some months and finish lessons."""
    people = User.objects.bulk_create(User(name=f"Person {number}") for number in range(PEOPLE))
    ratings, steps = [], []
    for person in people:
        language = chance.choices(["en", "cy", "pl", "ur", "bn"], [20, 6, 2, 4, 1])[0]
        mode = chance.choices(["self", "assisted"], [6, 1])[0]
        for month in [1, *chance.sample(MONTHS, chance.choice([1, 1, 2, 5]))]:
            score = chance.choice([20, 40, 45, 60, 90])
            ratings.append(rating(person, score, day(month), language=language, mode=mode))
        for lesson, share in zip(LESSONS, (0.95, 0.4, 0.04), strict=True):
            if chance.random() < share:
                at = day(chance.randint(1, 8))
                steps.append(
                    StepProgress(
                        person=person, page_key=lesson, part_key=lesson, revision_id=1, done_at=at, saved_at=at
                    )
                )
    Rating.objects.bulk_create(ratings)
    StepProgress.objects.bulk_create(steps)


def tables(client: Client, query: str) -> dict[str, list[list[str]]]:
    """The tables of a page, by their names; the file with the same choices says nothing else."""
    page = BeautifulSoup(client.get(f"{REPORT}?{query}").content, "html.parser")
    found = {
        table.caption["id"]: [
            [cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tr")
        ]
        for table in page.select(".figures table")
    }
    file = client.get(f"{REPORT}file/?{query}").content.decode().removeprefix("\ufeff")
    lines = [line for line in csv.reader(io.StringIO(file)) if len(line) > 1]
    assert lines == [row for rows in found.values() for row in rows]
    return found


def count(words: str) -> Shown:
    return int(words) if words.isdigit() else {"left out": Hidden.LEFT_OUT, "fewer than 5": Hidden.FEW}[words]


def totals(cells: list[str]) -> dict[str, Shown]:
    """What the line of a month says of changes: three numbers, two laid together, or none."""
    found: dict[str, Shown] = {}
    for place, cell in enumerate(cells):
        both = re.fullmatch(r"(\d+) in both together", cell)
        if both and "both" not in found:
            found["both"] = int(both[1])
        elif cell.isdigit():
            found[str(place)] = int(cell)
    return found if sum(map(int, found.values())) else {}


def knowledge(client: Client) -> Knowledge:
    """Everything that the pages say."""
    known = Knowledge()
    front = tables(client, "")["by-month"][1:]
    months = [option["value"] for option in choices(client, "month")]
    lines = [line for line in front if "Not enough" not in line[1]]
    for month, line in zip(months, lines, strict=True):
        classes, people = totals(line[2:]), int(line[1])
        assert people >= FEWEST
        assert all(total >= FEWEST for total in classes.values())
        for way in ("language", "route", "lesson"):
            found = tables(client, f"by={way}&month={month}").get(f"by-{way}", [])[1:]
            rows = {f"{place}": SafeRow(count(row[1]), tuple(map(count, row[2:]))) for place, row in enumerate(found)}
            if way == "lesson":
                for place, row in rows.items():
                    known.add_table(f"{month}/{way} {place}", classes, people, {place: row}, is_whole=False)
            elif rows:
                known.add_table(f"{month}/{way}", classes, people, rows, is_whole=True)
        for key, found in tables(client, f"month={month}").items():
            if key.startswith("bands"):
                assert all(int(row[1]) >= FEWEST for row in found[1:])
    return known


def choices(client: Client, name: str) -> list:
    page = BeautifulSoup(client.get(REPORT).content, "html.parser")
    return page.select(f"select[name={name}] option")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_count_of_one_to_four_comes_out_of_all_tables_and_months(
    client: Client, jola: User, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    instrument()
    live(chance)
    sign_in(client, jola)
    for month in range(3, 10):  # read after each closing, while people leave in between
        monkeypatch.setattr(clock, "now", lambda month=month: day(month, 3))
        close_months(by=None, now=day(month, 3))
        leaving = chance.sample(list(User.objects.filter(name__startswith="Person")), 2)
        User.objects.filter(pk__in=[person.pk for person in leaving]).delete()
    known = knowledge(client)
    assert len(known.sums) > 50, "there is nothing to calculate with"
    assert [value for value in known.seen.values() if isinstance(value, int) and value < FEWEST] == []
    assert {cell: value for cell, value in known.solved().items() if 0 < value < FEWEST} == {}


def test_the_reader_who_calculates_would_find_what_was_hidden_alone() -> None:
    known = Knowledge()
    rows = {"en": SafeRow(40, (20, 20)), "ur": SafeRow(Hidden.FEW, (Hidden.FEW, Hidden.FEW))}
    known.add_table("month/language", {"0": 22, "1": 21}, 43, rows, is_whole=True)
    assert known.solved()["month/language", "ur", "people"] == 3
