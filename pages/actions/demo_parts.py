"""The demo's pages and red-flag sets as unsaved objects, with their words in every language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail.models import Page

from pages.exchange.demo import DemoContent, Words, lasting_key, stream
from pages.exchange.plan_body import BODY as PLAN_BODY
from pages.exchange.plan_body import plan_words
from pages.library.models import EvidenceSource
from pages.models import (
    ArticlePage,
    BodyAreaPage,
    EvidenceItem,
    ExpressPlanPage,
    HelpNowPage,
    HomePage,
    HomeTask,
    LeafletPage,
    PlainPage,
    PlanChoice,
    PlanDay,
    PlanMovement,
)
from pages.rules import Risk, review_due
from pages.safety.models import RedFlag, RedFlagSet
from portal import clock
from portal.fields import join_codes


def set_words(thing: models.Model, language: str, texts: Words, fields: tuple[str, ...]) -> None:
    """Put the texts that are there into the columns of one language."""
    for field in fields:
        if field in texts:
            setattr(thing, f"{field}_{language}", texts[field])


def red_flag_set(content: DemoContent, table: Words) -> RedFlagSet:
    """A set with its signs, unsaved."""
    calls = {f"calls_{level}": ", ".join(numbers) for level, numbers in table["calls"].items()}
    flag_set = RedFlagSet(code=table["code"], key=lasting_key("RedFlagSet", table["code"]), **calls)
    flags = [
        RedFlag(key=lasting_key("RedFlag", table["code"], row["code"]), sort_order=position, **row)
        for position, row in enumerate(table["flags"])
    ]
    for language in content.languages:
        words = content.words[language]["help_now"].get("sets", {}).get(table["code"])
        if words:
            set_words(flag_set, language, words, ("check_heading",))
            set_words(
                flag_set,
                language,
                {
                    "note": "\n".join(words["note"]),
                    "none_of_these": words["none"],
                    **{f"{level}_heading": line for level, line in words["levels"].items()},
                },
                ("note", "none_of_these", "emergency_heading", "urgent_heading", "soon_heading"),
            )
            for flag in flags:
                setattr(flag, f"text_{language}", words["flags"][flag.code])
    for flag in flags:
        flag_set.flags.add(flag)
    return flag_set


@dataclass(frozen=True)
class Parts:
    """Makes pages from the demo's files.

    ``chosen`` holds primary keys of snippets by code, ``sets`` the red-flag sets by code.
    """

    content: DemoContent
    chosen: dict[str, dict[str, int]]
    sets: dict[str, RedFlagSet]

    def _site_words(self, *path: str) -> Callable[[str], Words]:
        def words(language: str) -> Words:
            table: Words = self.content.words[language]["site"].get("pages", {})
            for name in path:
                table = table.get(name, {})
            return table

        return words

    def _page(self, page: Any, words: Callable[[str], Words], fields: tuple[str, ...] = ()) -> Any:
        page.key = lasting_key("page", type(page).__name__, page.slug)
        for language in self.content.languages:
            set_words(page, language, words(language), ("heading", "summary", *fields))
        return page

    def simple(self, model: type[Page], slug: str, fields: tuple[str, ...] = ()) -> Any:
        """An index page whose words stand under its slug in ``site.toml``."""
        return self._page(model(slug=slug), self._site_words(slug), fields)

    def home(self) -> HomePage:
        fields = ("lead", "tasks_heading", "doors_heading", "help_heading", "help_text", "help_action")
        return self._page(HomePage(slug="home"), self._site_words("home"), fields)

    def add_tasks(self, home: HomePage) -> None:
        """The three tasks, once the pages they lead to exist."""
        for position, row in enumerate(self.content.structure["home_tasks"]):
            target = Page.objects.get(slug=row["target"], depth=3)
            key = lasting_key("HomeTask", row["code"])
            task = HomeTask(key=key, sort_order=position, picture=row["picture"], target=target)
            for language in self.content.languages:
                words = self._site_words("home", "tasks", row["code"])(language)
                set_words(task, language, words, ("label", "description", "action"))
            home.tasks.add(task)

    def help_now(self, table: Words) -> HelpNowPage:
        page = HelpNowPage(slug=table["slug"], picture=table["picture"], keep_offline=True)
        self._govern(page, {**table, "red_flag_set": table["set"]})

        def words(language: str) -> Words:
            return self.content.words[language]["help_now"].get("sets", {}).get(table["set"], {})

        return self._page(page, words)

    def area(self, table: Words) -> BodyAreaPage:
        page = BodyAreaPage(slug=table["slug"], area=table["slug"], red_flag_set=self.sets[table["red_flag_set"]])
        return self._page(page, self._site_words("body", "areas", table["slug"]), ("lead",))

    def article(self, table: Words) -> ArticlePage:
        page = ArticlePage(slug=table["slug"])
        self._govern(page, table)
        self._fill_body(page, table, lambda language: self.content.article(language, table["slug"]))
        return self._page(page, lambda language: self.content.article(language, table["slug"]))

    def leaflet(self, table: Words) -> LeafletPage:
        page = LeafletPage(slug=table["slug"])
        self._govern(page, table)

        def words(language: str) -> Words:
            return self.content.leaflet(language, table["slug"])

        self._fill_body(page, table, words)
        self._fill_body(page, {**table, "body": table.get("easy", [])}, words, "easy")
        return self._page(page, words)

    def plain_page(self, table: Words) -> PlainPage:
        page = PlainPage(slug=table["slug"])
        self._fill_body(page, table, self._site_words(table["slug"]))
        return self._page(page, self._site_words(table["slug"]))

    def _fill_body(self, page: Any, table: Words, words: Callable[[str], Words], twin: str = "") -> None:
        """twin: ``easy`` for the Easy Read twin, whose words stand in a table of that name."""
        field, scope = (f"{twin}_body", f"{table['slug']}/{twin}") if twin else ("body", table["slug"])
        for language in self.content.languages:
            blocks = words(language).get(twin or "blocks")
            if blocks:
                setattr(page, f"{field}_{language}", stream(scope, table["body"], blocks, self.chosen))

    def _govern(self, page: Any, table: Words) -> None:
        page.areas = join_codes(table.get("areas", ()))
        page.clinical_risk = table["risk"]
        page.review_by = min(table["review_by"], review_due(clock.today(), Risk(table["risk"])))
        page.red_flag_set = self.sets[table["red_flag_set"]]
        for position, row in enumerate(table.get("evidence", ())):
            source = EvidenceSource.objects.get(code=row["source"])
            key = lasting_key("EvidenceItem", table["slug"], row["source"])
            page.evidence_items.add(EvidenceItem(key=key, sort_order=position, source=source, supports=row["supports"]))

    def plan(self) -> ExpressPlanPage:
        table = self.content.structure["plan"]
        page = ExpressPlanPage(slug=table["slug"], keep_offline=True)
        self._govern(page, table)
        children = {
            "days": [PlanDay(code=code) for code in table["days"]],
            "movements": [PlanMovement(picture=row["picture"]) for row in table["movements"]],
            "choices": [PlanChoice(**row, advice_picture=table["advice"][row["code"]]) for row in table["work"]],
        }
        for language in self.content.languages:
            words = self.content.words[language]["plan"]
            if words:
                self._plan_words(page, children, language, words)
        for relation, rows in children.items():
            for position, row in enumerate(rows):
                row.sort_order = position
                row.key = lasting_key("plan", relation, getattr(row, "code", "") or row.picture)
                getattr(page, relation).add(row)
        return self._page(page, lambda language: self.content.words[language]["plan"].get("page", {}), ("lead",))

    def _plan_words(self, page: ExpressPlanPage, children: dict[str, Any], language: str, words: Words) -> None:
        safety, work, plan = words["safety"], words["work"], words["plan"]
        own = {
            "safety_heading": safety["heading"],
            "safety_intro": safety["intro"],
            "have_label": safety["have"],
            "none_label": safety["none"],
            "unsure": safety["unsure"],
            "question": work["heading"],
            "question_hint": work["hint"],
            "plan_heading": plan["heading"],
            "plan_intro": plan["intro"],
            "outlook": plan["ease"],
            "movements_heading": plan["movements"]["heading"],
            "movements_intro": plan["movements"]["intro"],
            "stop_rule": plan["movements"]["stop"],
            "more": stream("plan", PLAN_BODY, plan_words(plan), self.chosen),
        }
        set_words(page, language, own, tuple(own))
        for day in children["days"]:
            texts = plan["days"][day.code]
            joined = {"heading": texts["heading"], "actions": "\n".join(texts["actions"])}
            set_words(day, language, joined, tuple(joined))
        for movement in children["movements"]:
            texts = plan["movements"]["items"][movement.picture]
            set_words(movement, language, {**texts, "how": "\n".join(texts["how"])}, ("name", "how", "amount", "feel"))
        for choice in children["choices"]:
            advice = plan["advice"][choice.code]
            texts = {"advice_heading": advice["heading"], "advice": "\n".join(advice["items"])}
            set_words(choice, language, {**work["choices"][choice.code], **texts}, ("label", "description", *texts))
