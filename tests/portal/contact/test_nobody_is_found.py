"""Somebody reads the report "Was this clear?" after every month and calculates: no count of one to four comes out."""

import datetime
import random
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import get_resolver

from modules.learning.models import LessonPage
from pages.models import HomePage
from portal.accounts.models import User
from portal.contact.actions.clear import close_clear_months
from portal.contact.models import ClearAnswer
from portal.reports.rules import FEWEST
from tests.cast import sign_in
from tests.portal.reports.solving import Cell, Knowledge

REPORT = "/en/staff/reports/clear/"
ANSWERS = ("yes", "partly", "no")
MONTHS = [f"{datetime.date(2026, number, 1):%B} 2026" for number in range(1, 13)]


def live(chance: random.Random, month: int) -> None:
    """What people say in a month: much of some pages, little of others; a few change their minds, a few leave."""
    on = datetime.datetime(2026, month, 9, tzinfo=datetime.UTC)
    said = []
    for page, most in zip(LessonPage.objects.order_by("slug"), (20, 9, 6, 4, 3, 2), strict=True):
        for _person in range(chance.randint(0, most)):
            answer = chance.choices(ANSWERS, [6, 2, 1])[0]
            said.append(ClearAnswer(page_key=page.key, answer=answer, said_at=on))
    ClearAnswer.objects.bulk_create(said)
    earlier = list(ClearAnswer.objects.filter(said_at__lt=on).values_list("pk", flat=True))
    if len(earlier) > 4:
        *changed, gone, also_gone = chance.sample(earlier, 4)
        ClearAnswer.objects.filter(pk__in=changed).update(answer="no", said_at=on)
        ClearAnswer.objects.filter(pk__in=(gone, also_gone)).delete()


def read(client: Client, known: Knowledge) -> None:
    """Add what the report says now: each count is that of its months together."""
    page = BeautifulSoup(client.get(REPORT).content, "html.parser")
    assert [link["href"] for link in page.select("main a")] == ["/en/staff/"], "the report has no other page"
    for row in page.select("main tbody tr"):
        name, months, *counts = (cell.get_text() for cell in row.select("th, td"))
        for answer, words in zip(ANSWERS, counts, strict=True):
            add(known, name, months, answer, words)


def add(known: Knowledge, name: str, months: str, answer: str, words: str) -> None:
    ends = [MONTHS.index(month) for month in re.findall(r"[A-Z]\w+ \d{4}", months)]
    parts: tuple[Cell, ...] = tuple((name, each, answer) for each in MONTHS[ends[0] : ends[-1] + 1])
    shown: Cell = (name, months, answer, words)
    if words.isdigit():
        known.seen[shown] = int(words)
        known.sums.append((shown, parts))
    else:
        assert words == f"fewer than {FEWEST}"


def found(known: Knowledge) -> dict[Cell, object]:
    few = {cell: value for cell, value in known.seen.items() if isinstance(value, int) and value < FEWEST}
    return few | {cell: value for cell, value in known.solved().items() if value < FEWEST}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_count_of_one_to_four_comes_out_of_all_months(
    client: Client, demo_site: HomePage, dai: User, seed: int
) -> None:
    chance, known = random.Random(seed), Knowledge()
    sign_in(client, dai)
    for month in range(1, 12):
        live(chance, month)
        close_clear_months(by=None, now=datetime.datetime(2026, month + 1, 3, tzinfo=datetime.UTC))
        read(client, known)
    assert len(known.sums) > 50, "there is nothing to calculate with"
    assert any(len(parts) > 1 for _shown, parts in known.sums), "no month waited"
    assert found(known) == {}


def test_the_report_is_one_page_without_a_file() -> None:
    names = [str(name) for name in get_resolver().reverse_dict if isinstance(name, str) and "clear" in name]
    assert sorted(name for name in names if "report" in name) == ["clear-report"]


def test_the_reader_who_calculates_would_find_a_month_that_is_counted_twice() -> None:
    known = Knowledge()
    add(known, "Knee", "October 2026", "yes", "7")
    add(known, "Knee", "October 2026 to November 2026, counted together", "yes", "9")
    assert found(known) == {("Knee", "November 2026", "yes"): 2}
