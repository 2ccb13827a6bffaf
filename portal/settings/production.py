"""On duty. Every value that has no safe default must be in the environment; what is missing stops the start, by name."""

import os

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *


def required(name: str) -> str:
    """The value of an environment variable. Raises ImproperlyConfigured with its name when missing or blank."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name}: production does not start without it (docs/running.md says what it is).")
    return value


if os.environ.get("STRIDES_DEMO"):
    raise ImproperlyConfigured("STRIDES_DEMO is set: the demo switch is refused on duty. Remove it from the environment.")
SECRET_KEY = required("STRIDES_SECRET_KEY")
ALLOWED_HOSTS = required("STRIDES_HOSTS").split(",")
WAGTAILADMIN_BASE_URL = required("STRIDES_BASE_URL")
DEFAULT_FROM_EMAIL = required("STRIDES_FROM_EMAIL")
EMAIL_HOST = required("STRIDES_EMAIL_HOST")
