"""``manage.py load_demo``: the demo content on an empty site. ``--reset`` takes away what is there first."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from modules.activation.actions.demo import create_demo_history as create_ratings
from modules.activation.actions.demo import create_demo_months
from modules.activation.actions.shipped import link_shipped_instruments, load_shipped_instruments
from modules.learning.actions.demo import create_demo_history as create_lesson_history
from modules.learning.actions.demo import load_demo_lessons
from pages.actions import clear_demo_content, load_demo_content
from pages.actions.demo_work import create_demo_history as create_drafts
from portal import clock
from portal.accounts.actions.demo import create_demo_history as create_people_history
from portal.accounts.actions.demo import create_demo_people
from portal.accounts.queries import demo_refusal
from portal.contact.actions.demo import create_demo_answers
from portal.contact.actions.demo import create_demo_history as create_requests


class Command(BaseCommand):
    help = "Load the demo content and the demo people. Refused unless the demo switch is on and the site is a demo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="take away all pages and snippets first")

    def handle(self, *args: Any, **options: Any) -> None:
        refusal = demo_refusal()
        if refusal:
            raise CommandError(refusal)
        if options["reset"]:
            clear_demo_content()
        home = load_demo_content()
        load_demo_lessons(home)
        load_shipped_instruments(now=clock.now())
        link_shipped_instruments()
        create_demo_people(now=clock.now())
        create_people_history(now=clock.now())
        create_lesson_history(now=clock.now())
        create_ratings(now=clock.now())
        create_demo_months(now=clock.now())
        create_requests(now=clock.now())
        create_demo_answers(now=clock.now())
        create_drafts(now=clock.now())
        home.refresh_from_db()
        self.stdout.write(f"Demo content is there: {home.get_descendant_count() + 1} pages.")
