"""Everything that any app holds about a person, asked of each app's ``privacy.py``."""

import uuid
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps

from portal.accounts.models import User
from portal.rows import Rows, fetch_together
from portal.sealing.queries import keys_at_hand

OURS = ("portal", "modules", "community", "pages")
LAST = "portal.accounts"
"""Who a person is goes last: as long as it is there, a sweep that was stopped begins again where it was."""

type Sections = dict[str, list[dict[str, Any]]]


def keepers() -> list[ModuleType]:
    """The ``privacy.py`` of every installed app of ours that has one, accounts last."""
    names = [app.name for app in apps.get_app_configs() if app.name.split(".")[0] in OURS and app.name != "portal"]
    found = [name for name in names if find_spec(f"{name}.privacy")]
    return [import_module(f"{name}.privacy") for name in sorted(found, key=lambda name: (name == LAST, name))]


def everything(person: User, *, besides: Sequence[Rows] = ()) -> Sections:
    """All that is held about a person: the name of a section to its rows of plain values, times in ISO form.

    besides: what else is wanted of the database; it is fetched in the same query.
    """
    with keys_at_hand():
        found = {name: rows for keeper in keepers() for name, rows in keeper.export(person).items()}
    fetch_together([*besides, *(rows for rows in found.values() if isinstance(rows, Rows))])
    return {name: list(rows) for name, rows in found.items()}


def all_ids() -> list[uuid.UUID]:
    """The ids of all accounts."""
    return list(User.objects.values_list("pk", flat=True))
