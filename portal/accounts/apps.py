"""Who a person is: user, sign-in, roles."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from portal.accounts import gate
        from portal.accounts.signals import joined

        post_migrate.connect(settle_roles_at_the_end, dispatch_uid="accounts.settle_roles")
        user_logged_in.connect(gate.note_who_came_in, dispatch_uid="accounts.note_who_came_in")
        joined.connect(gate.take_choices_along, dispatch_uid="accounts.take_choices_along")


def settle_roles_at_the_end(sender: AppConfig, **kwargs: Any) -> None:
    """Lay the roles' rights when the last app has its tables and permissions; apps without models are not heard of."""
    with_models = [config.name for config in apps.get_app_configs() if config.models_module]
    if sender.name == with_models[-1]:
        from portal.accounts.actions.roles import settle_roles  # models are not there when this module is read
        from portal.accounts.actions.second_steps import seal_second_steps

        settle_roles()
        seal_second_steps()
