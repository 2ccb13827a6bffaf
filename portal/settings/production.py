"""On duty. What has no safe default must be in the environment; what is missing stops the start, by name."""

import os

from django.core.exceptions import ImproperlyConfigured

from portal.sealing.rules import BadMasterKeyError, master_keys
from portal.settings.base import *


def required(name: str) -> str:
    """The value of an environment variable. Raises ImproperlyConfigured with its name when missing or blank."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(
            f"Set {name}: production does not start without it. docs/running.md says what it is."
        )
    return value


def refuse(reason: str, *, when: bool) -> None:
    if when:
        raise ImproperlyConfigured(f"{reason} docs/running.md says more.")


refuse("STRIDES_DEMO is set: the demo is refused on duty. Remove it.", when="STRIDES_DEMO" in os.environ)
required("STRIDES_VAR")  # data never lands beside the code by accident

LEAST_CHARACTERS, LEAST_DIFFERENT = 50, 5
SECRET_KEY = required("STRIDES_SECRET_KEY")
refuse(
    "STRIDES_SECRET_KEY must have 50 characters or more, drawn by chance.",
    when=len(SECRET_KEY) < LEAST_CHARACTERS or len(set(SECRET_KEY)) < LEAST_DIFFERENT,
)

SEALING_KEYS = required("STRIDES_SEALING_KEYS")
try:
    master_keys(SEALING_KEYS)
except BadMasterKeyError:
    refuse("STRIDES_SEALING_KEYS must be base64 of 32 bytes drawn by chance; several with commas.", when=True)

ALLOWED_HOSTS = [host.strip() for host in required("STRIDES_HOSTS").split(",") if host.strip()]
refuse("STRIDES_HOSTS must name the hosts: '*' answers to any.", when="*" in ALLOWED_HOSTS)

WAGTAILADMIN_BASE_URL = required("STRIDES_BASE_URL").rstrip("/")
refuse("STRIDES_BASE_URL must begin with https://.", when=not WAGTAILADMIN_BASE_URL.startswith("https://"))
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

# Mail

_SECURITY = os.environ.get("STRIDES_EMAIL_SECURITY") or "starttls"
refuse("STRIDES_EMAIL_SECURITY is starttls, tls or none.", when=_SECURITY not in {"starttls", "tls", "none"})
DEFAULT_FROM_EMAIL = required("STRIDES_FROM_EMAIL")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": required("STRIDES_EMAIL_HOST"),
            "port": count("STRIDES_EMAIL_PORT", 587),
            "username": os.environ.get("STRIDES_EMAIL_USER", ""),
            "password": os.environ.get("STRIDES_EMAIL_PASSWORD", ""),
            "use_tls": _SECURITY == "starttls",
            "use_ssl": _SECURITY == "tls",
            "timeout": 10,
        },
    }
}

# Behind how many proxies of ours: the last so many hops are believed about the visitor's address and about HTTPS.

_PROXIES = required("STRIDES_TRUSTED_PROXIES")
refuse("STRIDES_TRUSTED_PROXIES is a number, 0 when nothing stands in front.", when=not _PROXIES.isdecimal())
ALLAUTH_TRUSTED_PROXY_COUNT = int(_PROXIES)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # a load balancer asks from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True

SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # frames: the CMS shows its preview in a frame of its own origin; the CSP says the same
    "security.W021",  # preload: browsers' lists are joined by the owner of the domain, and hard to leave
]
