"""What each setting of the environment does, seen by starting Django with it."""

import os
import re
import runpy
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.stores import postgresql, sqlite
from tests.processes import outside

PRODUCTION = "portal.settings.production"
type Start = Callable[..., list[Any]]

ROOT = Path(__file__).resolve().parents[2]
ON_DUTY = {
    "STRIDES_SECRET_KEY": "a-key-" * 9,
    "STRIDES_SEALING_KEYS": "cHJvZHVjdGlvbi10ZXN0LWtleS1vZi0zMi1ieXRlcyE=",
    "STRIDES_HOSTS": "strides.example.org",
    "STRIDES_BASE_URL": "https://strides.example.org",
    "STRIDES_FROM_EMAIL": "Strides <strides@example.org>",
    "STRIDES_EMAIL_HOST": "mail.example.org",
    "STRIDES_TRUSTED_PROXIES": "1",
}


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """Read a settings module anew, with nothing but the given variables of ours in the environment."""

    def read(module: str, names: str = "DEBUG", **environment: str) -> list[Any]:
        for name in [name for name in os.environ if name.startswith("STRIDES_")]:
            monkeypatch.delenv(name)
        for name, value in {"STRIDES_VAR": str(tmp_path), **environment}.items():
            monkeypatch.setenv(name, value)
        for part in ("base", "stores"):
            monkeypatch.delitem(sys.modules, f"portal.settings.{part}", raising=False)
        settings = runpy.run_module(f"portal.settings.{module}")
        return [settings.get(name) for name in names.split()]

    return read


# On duty


def test_production_starts_with_everything_it_needs_and_is_strict(start: Start) -> None:
    names = "DEBUG DEMO LOOPBACK_ONLY SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS"
    assert start("production", names, **ON_DUTY) == [False, False, False, True, 31_536_000, True]
    names = "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_NAME CSRF_COOKIE_SECURE LANGUAGE_COOKIE_SECURE"
    assert start("production", names, **ON_DUTY) == ["__Host-session", True, "__Host-csrf", True, True]


def test_a_cookie_with_the_host_prefix_names_no_domain_and_the_whole_site(start: Start) -> None:
    names = "SESSION_COOKIE_DOMAIN SESSION_COOKIE_PATH CSRF_COOKIE_DOMAIN CSRF_COOKIE_PATH"
    assert start("production", names, **ON_DUTY) == [None] * 4  # Django's own: no domain, the path "/"


@pytest.mark.parametrize("missing", sorted(ON_DUTY))
@pytest.mark.parametrize("how", ["absent", "blank"])
def test_production_names_what_is_missing_and_does_not_start(start: Start, missing: str, how: str) -> None:
    environment = {name: value for name, value in ON_DUTY.items() if name != missing}
    if how == "blank":
        environment[missing] = "  "
    with pytest.raises(ImproperlyConfigured, match=re.escape(f"Set {missing}:")):
        start("production", **environment)


def test_production_wants_to_be_told_where_its_data_lives(start: Start) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape("Set STRIDES_VAR:")):
        start("production", **ON_DUTY, STRIDES_VAR="")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"STRIDES_DEMO": "1"}, "STRIDES_DEMO is set"),
        ({"STRIDES_DEMO": ""}, "STRIDES_DEMO is set"),
        ({"STRIDES_SECRET_KEY": "abcdefg" * 7}, "50 characters"),
        ({"STRIDES_SECRET_KEY": "abcd" * 20}, "50 characters"),
        ({"STRIDES_SEALING_KEYS": "c2hvcnQ="}, "base64 of 32 bytes"),
        ({"STRIDES_HOSTS": "strides.example.org, *"}, "'*' answers to any"),
        ({"STRIDES_BASE_URL": "http://strides.example.org"}, "must begin with https://"),
        ({"STRIDES_EMAIL_SECURITY": "perhaps"}, "starttls, tls or none"),
        ({"STRIDES_EMAIL_PORT": "smtp"}, "STRIDES_EMAIL_PORT must be a whole number"),
        ({"STRIDES_TRUSTED_PROXIES": "-1"}, "STRIDES_TRUSTED_PROXIES is a number"),
    ],
)
def test_production_refuses_what_would_be_unsafe(start: Start, changed: dict[str, str], words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape(words)):
        start("production", **{**ON_DUTY, **changed})


def test_production_believes_forwarded_headers_only_behind_a_proxy_of_ours(start: Start) -> None:
    names = "ALLAUTH_TRUSTED_PROXY_COUNT SECURE_PROXY_SSL_HEADER"
    assert start("production", names, **ON_DUTY) == [1, ("HTTP_X_FORWARDED_PROTO", "https")]
    direct = {**ON_DUTY, "STRIDES_TRUSTED_PROXIES": "0"}
    assert start("production", names, **direct) == [0, None]


def test_mail_leaves_over_an_encrypted_line(start: Start) -> None:
    [mailers] = start("production", "MAILERS", **ON_DUTY)
    assert mailers["default"]["OPTIONS"]["use_tls"] is True
    [mailers] = start("production", "MAILERS", **ON_DUTY, STRIDES_EMAIL_SECURITY="tls")
    assert mailers["default"]["OPTIONS"] | {"use_tls": False, "use_ssl": True} == mailers["default"]["OPTIONS"]


@pytest.mark.slow
@pytest.mark.parametrize("more", [{}, {"STRIDES_DATABASE_URL": "postgresql://strides@127.0.0.1:1/strides"}])
def test_check_deploy_has_nothing_to_warn_of(tmp_path: Path, more: dict[str, str]) -> None:
    clean = outside()
    chosen = {"STRIDES_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": PRODUCTION}
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**clean, **chosen, **ON_DUTY, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "(2 silenced)" in result.stdout + result.stderr


# On one person's machine


def test_a_machine_without_a_sealing_key_makes_its_own_and_keeps_it(start: Start, tmp_path: Path) -> None:
    first = start("dev", "SEALING_KEYS")
    assert first == start("dev", "SEALING_KEYS") == [(tmp_path / "sealing.key").read_text()]
    assert (tmp_path / "sealing.key").stat().st_mode & 0o777 == 0o600
    assert start("dev", "SEALING_KEYS", STRIDES_SEALING_KEYS="given") == ["given"]


def test_dev_answers_to_this_machine_only_with_the_real_policies(start: Start) -> None:
    hosts, loopback, debug = start("dev", "ALLOWED_HOSTS LOOPBACK_ONLY DEBUG")
    assert hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert (loopback, debug) == (True, False)


@pytest.mark.parametrize(("value", "demo"), [("1", True), ("0", False), ("", False)])
def test_the_demo_is_on_only_where_it_is_switched_on(start: Start, value: str, demo: bool) -> None:
    assert start("dev", "DEMO", STRIDES_DEMO=value) == [demo]


# Where data is kept


def test_without_variables_everything_is_on_this_machine(start: Start, tmp_path: Path) -> None:
    databases, broker = start("dev", "CELERY_BROKER_URL WEB_PROCESSES")
    assert (databases, broker) == ("filesystem://localhost", 1)
    assert (tmp_path / "broker" / "waiting").is_dir()


def test_redis_is_broker_and_cache_and_never_waited_for(start: Start) -> None:
    url = "redis://127.0.0.1:6390"
    names = "CELERY_BROKER_URL CACHES CELERY_BROKER_TRANSPORT_OPTIONS"
    broker, caches, transport = start("dev", names, STRIDES_REDIS_URL=url)
    assert (broker, caches["default"]["LOCATION"]) == (url, url)
    timeouts = {"socket_timeout": 1, "socket_connect_timeout": 1}
    assert caches["default"]["OPTIONS"] == timeouts
    assert transport | timeouts == transport


def test_several_web_processes_are_refused_without_a_cache_that_they_share(start: Start) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape("STRIDES_REDIS_URL")):
        start("dev", STRIDES_WEB_PROCESSES="2")
    redis = {"STRIDES_REDIS_URL": "redis://127.0.0.1:6390"}
    assert start("dev", "WEB_PROCESSES", STRIDES_WEB_PROCESSES="2", **redis) == [2]


@pytest.mark.parametrize("wrong", ["0", "-1", "two", "1.5"])
def test_a_number_of_processes_must_be_one(start: Start, wrong: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape("STRIDES_WEB_PROCESSES must be")):
        start("dev", STRIDES_WEB_PROCESSES=wrong)


def test_bank_holidays_are_those_of_a_part_of_the_country_that_there_is(start: Start) -> None:
    assert start("dev", "BANK_HOLIDAYS", STRIDES_BANK_HOLIDAYS="scotland") == ["scotland"]
    assert start("dev", "BANK_HOLIDAYS", STRIDES_BANK_HOLIDAYS="") == [""]
    with pytest.raises(ImproperlyConfigured, match="northern-ireland, or empty"):
        start("dev", STRIDES_BANK_HOLIDAYS="mars")


def test_a_database_url_is_read_with_its_escapes_and_its_options() -> None:
    settings = postgresql("postgresql://stri%40des:p%2Fw@db.example.org:5433/strides?sslmode=require")
    assert {name: settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")} == {
        "USER": "stri@des",
        "PASSWORD": "p/w",
        "HOST": "db.example.org",
        "PORT": "5433",
        "NAME": "strides",
    }
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout=8000" in settings["OPTIONS"]["options"]


def test_what_is_erased_is_gone_from_the_file_of_sqlite_too(tmp_path: Path) -> None:
    file = tmp_path / "rows.sqlite3"
    with closing(sqlite3.connect(file)) as rows:
        rows.execute("PRAGMA secure_delete=OFF")  # as some builds have it
        rows.executescript(sqlite(file)["OPTIONS"]["init_command"])
        rows.executescript("CREATE TABLE said (words); INSERT INTO said VALUES ('my own words'), ('stays');")
        rows.executescript("PRAGMA wal_checkpoint(TRUNCATE);")
        assert b"my own words" in file.read_bytes()
        rows.executescript("DELETE FROM said WHERE words = 'my own words'; PRAGMA wal_checkpoint(TRUNCATE);")
    assert b"stays" in file.read_bytes()
    assert b"my own words" not in file.read_bytes()


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root@localhost/strides",
        "strides",
        "postgresql://localhost/",
        "postgresql://user:pass/word@host:5432/name",
        "postgresql://user:password@[host/name",
    ],
)
def test_a_database_url_of_another_kind_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://user:password@host:port/name"):
        postgresql(url)


def test_a_command_says_in_one_sentence_what_is_missing(tmp_path: Path) -> None:
    given = {**outside(), **ON_DUTY, "STRIDES_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": PRODUCTION}
    del given["STRIDES_HOSTS"]
    for command in ("check", "prepare", "serve"):
        result = subprocess.run(
            [sys.executable, "manage.py", command], cwd=ROOT, env=given, capture_output=True, text=True, check=False
        )
        assert result.returncode == 1
        assert result.stderr == (
            "Set STRIDES_HOSTS: production does not start without it. docs/running.md says what it is.\n"
        )
