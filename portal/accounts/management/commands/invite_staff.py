"""``manage.py invite_staff EMAIL --role ROLE``: an account to work here, and a mail that says where to sign in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from portal import clock
from portal.accounts.actions.staff import invite_staff
from portal.accounts.rules import LONGEST_ADDRESS, STAFF_ROLES, Role


class Command(BaseCommand):
    help = "Give somebody an account to work here, or one more role. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=[str(role) for role in STAFF_ROLES])
        parser.add_argument("--name", default="", help="as others see it")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=languages)

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email[:300]!r} is no email address.") from None
        if len(email) > LONGEST_ADDRESS:
            raise CommandError(f"An email address has at most {LONGEST_ADDRESS} characters.")
        person, changed = invite_staff(
            email=email,
            role=Role(options["role"]),
            name=options["name"].strip()[:120],
            by=None,
            language=options["language"],
            now=clock.now(),
        )
        if changed:
            self.stdout.write(f"{person.email} is {options['role']} now and is told by email where to sign in.")
        else:
            self.stdout.write(f"{person.email} is {options['role']} already. Nothing was changed or sent.")
