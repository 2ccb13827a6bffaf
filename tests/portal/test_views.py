"""Health, for whoever watches the service."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client

DATABASE_SECRETS = "connection to server at 10.1.2.3 failed for user strides"


def test_livez_answers_without_the_database(client: Client) -> None:
    response = client.get("/livez")
    assert (response.status_code, response.json()) == (200, {"live": True})
    assert "no-store" in response["Cache-Control"]


def test_readyz_is_200_when_everything_answers(client: Client, db: None) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"ready": True, "database": True, "migrations": True, "cache": True},
    )


def test_readyz_is_503_when_the_database_is_down_and_tells_no_detail(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError(DATABASE_SECRETS)

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": False, "migrations": False, "cache": True}
    assert "10.1.2.3" not in response.content.decode()


def test_readyz_is_503_while_a_migration_is_missing(client: Client, db: None) -> None:
    MigrationRecorder.Migration.objects.filter(app="accounts", name="0001_user").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "migrations": False, "cache": True}


def test_readyz_is_503_when_the_cache_forgets_at_once(client: Client, db: None, settings: object) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "migrations": True, "cache": False}


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_is_asked_never_told(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
