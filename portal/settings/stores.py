"""Where rows, short-lived values and waiting work are kept.

One machine with nothing else installed: SQLite, this process's memory, a folder. Grown-up mode, by environment
variables alone: PostgreSQL (``STRIDES_DATABASE_URL``) and Redis (``STRIDES_REDIS_URL``). docs/running.md names every
variable.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("STRIDES_VAR") or BASE_DIR / "var").resolve()
BROKER_DIR = VAR_DIR / "broker"
for _folder in (VAR_DIR, BROKER_DIR / "waiting", BROKER_DIR / "control"):
    _folder.mkdir(parents=True, exist_ok=True)


def count(name: str, default: int) -> int:
    """The whole number, 1 or more, in an environment variable. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} must be a whole number of 1 or more, not {value!r}.")
    return int(value)


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    """The word in an environment variable. Raises ImproperlyConfigured for one that is no choice."""
    value = os.environ.get(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(filter(None, choices))}, or empty.")
    return value


def postgresql(url: str) -> dict[str, Any]:
    """Django's settings for ``postgresql://user:password@host:port/name?sslmode=require``."""
    example = "STRIDES_DATABASE_URL must look like postgresql://user:password@host:port/name."
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:  # it would quote what stands there, a password perhaps
        raise ImproperlyConfigured(example) from None
    name = parts.path.lstrip("/")
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise ImproperlyConfigured(example)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
            # A request never waits longer than a person would.
            "options": "-c statement_timeout=8000 -c lock_timeout=3000",
            **dict(parse_qsl(parts.query)),
        },
    }


def sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # else a read that turns into a write fails with "database is locked"
            "timeout": 20,
            # FULL: nothing that was saved is lost on a power cut. secure_delete: what was erased is written over in the
            # file, which not every build of SQLite does by itself.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


DATABASE_URL = os.environ.get("STRIDES_DATABASE_URL", "")
DATABASES = {"default": postgresql(DATABASE_URL) if DATABASE_URL else sqlite(VAR_DIR / "strides.sqlite3")}

REDIS_URL = os.environ.get("STRIDES_REDIS_URL", "")
REDIS_TIMEOUTS = {"socket_timeout": 1, "socket_connect_timeout": 1}  # a stalled server would hold requests for 25 s
CACHES: dict[str, dict[str, Any]]
if REDIS_URL:
    _redis = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": REDIS_TIMEOUTS,
    }
    CACHES = {"default": _redis, "pages": {**_redis, "KEY_PREFIX": "pages"}}
else:
    _memory = "django.core.cache.backends.locmem.LocMemCache"
    # Pages have a shelf of their own: somebody who asks for very many must not push out the counts of sign-in attempts.
    CACHES = {
        "default": {"BACKEND": _memory, "OPTIONS": {"MAX_ENTRIES": 2000}},
        "pages": {"BACKEND": _memory, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 600}},
    }

WEB_PROCESSES = count("STRIDES_WEB_PROCESSES", 1)
WEB_THREADS = 4  # in each process: they wait for the database, more of them would wait for each other
WORKER_PROCESSES = count("STRIDES_WORKER_PROCESSES", 2)
if WEB_PROCESSES > 1 and not REDIS_URL:
    raise ImproperlyConfigured(
        "STRIDES_WEB_PROCESSES is more than 1 but STRIDES_REDIS_URL is not set: limits on sign-in attempts and the "
        "page cache must be shared by all processes. Set STRIDES_REDIS_URL, or leave STRIDES_WEB_PROCESSES at 1."
    )

# Background work. The outbox in the database is the truth; a message only says "look now": it may be lost or doubled.

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 300, **REDIS_TIMEOUTS}
    if REDIS_URL
    else {
        "data_folder_in": str(BROKER_DIR / "waiting"),
        "data_folder_out": str(BROKER_DIR / "waiting"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
    }
)
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # wait for the broker to come back, however long it takes
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ROUTES = {  # making a format takes seconds and memory: a worker of its own, so that nothing waits for it
    "pages.formats.build_due": {"queue": "formats"},
    "pages.formats.look_again": {"queue": "formats"},
    "pages.formats.remove_left_over": {"queue": "formats"},
}
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_CONCURRENCY = WORKER_PROCESSES
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000  # KiB
# KiB that may be held after a format: two hundred photographs take 150 MB more, and it is to stay below 400.
FORMATS_MAX_MEMORY_PER_CHILD = 260_000
FORMATS_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_TIMEZONE = "Europe/London"
