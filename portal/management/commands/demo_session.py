"""``manage.py demo_session ROLE``: the session cookie of a demo person who has just signed in, second step included."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.accounts import queries
from portal.accounts.actions.demo import DemoRefusedError, demo_session
from portal.accounts.rules import Role


class Command(BaseCommand):
    help = "Print a signed-in session cookie for a demo person, or with --code what their authenticator app shows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", choices=[str(role) for role in Role])
        parser.add_argument("--code", action="store_true", help="the code of the second step instead")

    def handle(self, *args: Any, **options: Any) -> None:
        role = Role(options["role"])
        try:
            self.stdout.write(self.code(role) if options["code"] else self.cookie(role))
        except DemoRefusedError as error:
            raise CommandError(str(error)) from None
        except LookupError:
            raise CommandError("The demo people are not there. Run: manage.py load_demo") from None

    def cookie(self, role: Role) -> str:
        return f"{settings.SESSION_COOKIE_NAME}={demo_session(role=role, now=clock.now())}"

    def code(self, role: Role) -> str:
        """Raises LookupError when there is nobody, or nobody with an app."""
        refusal = queries.demo_refusal()
        if refusal:
            raise DemoRefusedError(refusal)
        person = queries.demo_person(role)
        code = queries.demo_code(person, now=clock.now()) if person else ""
        if not code:
            raise LookupError(role)
        return code
