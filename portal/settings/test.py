"""The test run: in memory, quick hashes, no manifest."""

import os

from portal.settings.base import *

SECRET_KEY = "test-only-key"  # noqa: S105  not a secret
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LOOPBACK_ONLY = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = True
if not os.environ.get("STRIDES_DATABASE_URL"):
    DATABASES["default"]["NAME"] = ":memory:"
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE"}
