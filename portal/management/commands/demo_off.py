"""``manage.py demo_off``: the demo is over. Its people go, its pages are taken from readers, and so are the
placeholders for the service's telephone and hours."""

from typing import Any

from django.core.management.base import BaseCommand

from modules.activation.actions.demo import remove_demo_months
from pages.actions import clear_demo_service
from pages.actions.demo_work import remove_demo_history as end_drafts
from pages.editions.actions import withdraw_demo_editions
from portal import clock
from portal.accounts.actions.demo import remove_demo_people
from portal.contact.actions.demo import remove_demo_history


class Command(BaseCommand):
    help = "Remove the demo accounts and withdraw the demo editions. Safe to repeat; works with the demo switched off."

    def handle(self, *args: Any, **options: Any) -> None:
        remove_demo_history()
        remove_demo_months(now=clock.now())
        end_drafts()
        people = remove_demo_people(now=clock.now())
        editions = withdraw_demo_editions(by=None)
        clear_demo_service()
        self.stdout.write(f"Demo accounts removed: {people}. Demo editions withdrawn: {editions}.")
