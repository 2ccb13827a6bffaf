"""What people write lies sealed in the database, under a key of their own."""

from django.apps import AppConfig
from django.core.signals import request_finished, request_started


class SealingConfig(AppConfig):
    name = "portal.sealing"
    label = "sealing"

    def ready(self) -> None:
        from portal.sealing import queries

        request_started.connect(queries.begin_request, dispatch_uid="sealing")
        request_finished.connect(queries.end_request, dispatch_uid="sealing")
