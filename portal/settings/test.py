"""The test run: in memory, quick hashes, no manifest. With the variables of grown-up mode, on PostgreSQL and Redis."""

import os

from portal.settings.base import *

SECRET_KEY = "test-only-key"  # noqa: S105  no secret
SEALING_KEYS = "dGhlLXRlc3RzLW9ubHktc2VhbGluZy1rZXktMzJieXQ="
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LOOPBACK_ONLY = True
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = True
FORMATS_MAX_MEMORY_PER_CHILD = 10**9  # a process of many tests is no worker: it ends no turn by having grown

_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
if DATABASE_URL:
    del DATABASES["default"]["OPTIONS"]["pool"]  # each test process copies and drops databases under its own feet
else:
    DATABASES["default"]["NAME"] = ":memory:"
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE"}
if REDIS_URL:
    for _cache in CACHES.values():
        _cache["LOCATION"] = f"{REDIS_URL.rstrip('/')}/{int(_worker) + 1}"  # one test's clearing is its own
INSTALLED_APPS += ["tests.pages.editions.sample"]  # page and snippet types that stand for every app with editions
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # static files as they stand in the tree, nothing collected
PICTURES_MUST_EXIST = True
