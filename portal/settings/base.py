"""What is the same everywhere. Everything that differs comes from the environment and is named in docs/running.md."""

import os

from django.utils.csp import CSP

from portal.settings.languages import LANGUAGES, RIGHT_TO_LEFT, SOURCE_LANGUAGE
from portal.settings.stores import *

DEBUG = False
DEMO = os.environ.get("STRIDES_DEMO") == "1"
LOOPBACK_ONLY = False  # settings.dev says yes: the demo switch is refused anywhere else
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal",
    "portal.accounts",
    "portal.audit",
    "portal.sealing",
    "portal.privacy",
    "portal.outbox",
    "portal.communications",
    "modeltranslation",  # before every app whose fields it translates
    "pages.editions",
    "pages.library",
    "pages.safety",
    "pages.formats",
    "pages",
    "pages.search",
    "pages.cache",
    "portal.contact",
    "modules.activation",
    "modules.learning",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",  # the CMS asks for it by name; nobody may add one and none is served
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.admin.apps.SimpleAdminConfig",  # shows what we register: packages would show secrets and groups
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.contrib.postgres",  # Wagtail's search on PostgreSQL; does nothing on SQLite
]

MIDDLEWARE = [
    "pages.cache.middleware.whole_page_cache",  # a page that was kept costs one query and no session
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # what is not kept compressed already; hides its length from listeners
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "portal.http.wider_policy_for_editors",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.accounts.gate.StaffGate",
    "portal.accounts.gate.put_back_choices",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "pages.editions.gate.readers_gate",
    "pages.editions.forms.editing_languages_middleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.context.frame",
            ],
        },
    },
]

# Sessions and forms

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # an editor's form shows every block of two languages
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# Languages

LANGUAGE_CODE = SOURCE_LANGUAGE
LANGUAGES_BIDI = list(RIGHT_TO_LEFT)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
BANK_HOLIDAYS = one_of("STRIDES_BANK_HOLIDAYS", "england", ("england", "wales", "scotland", "northern-ireland", ""))
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
LANGUAGE_COOKIE_NAME = "strides_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
MODELTRANSLATION_DEFAULT_LANGUAGE = SOURCE_LANGUAGE
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
MODELTRANSLATION_FALLBACK_LANGUAGES = (SOURCE_LANGUAGE,)
MODELTRANSLATION_CUSTOM_FIELDS = ("LeanStreamField", "RichTextField")

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [("", BASE_DIR / "static" / "dist"), ("icons", BASE_DIR / "static" / "icons")]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 0
FILE_UPLOAD_PERMISSIONS = 0o640

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["portal.accounts.gate.NoPasswordBackend"]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "sign-in"
STAFF_IDLE_MINUTES = 30  # without a request that a person made
STAFF_LONGEST_HOURS = 12
MFA_ADAPTER = "portal.accounts.exchange.sealed_secrets.SealedSecrets"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the address is the first step of sign-in: it changes by invitation only
WAGTAILUSERS_PASSWORD_ENABLED = False

# Sealing. Newest key first, base64 of 32 bytes each, with commas between them.

SEALING_KEYS = os.environ.get("STRIDES_SEALING_KEYS", "")

# Backups, and what is kept apart from them: the sealed data keys, and who was erased.

BACKUP_DIR = os.environ.get("STRIDES_BACKUPS", "")
KEPT_DIR = os.environ.get("STRIDES_KEPT", "")

# Security

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the CMS shows its preview in a frame of its own origin
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.SELF],
}
# Of a page with a button that others would like pressed.
UNFRAMED_CSP = {**SECURE_CSP, "frame-ancestors": [CSP.NONE]}
EDITORS_CSP = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],  # Wagtail starts its editors from scripts inside the page
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
}

# Wagtail

WAGTAIL_SITE_NAME = "Strides"
WAGTAILADMIN_BASE_URL = os.environ.get("STRIDES_BASE_URL", "http://localhost:8000")
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False  # publishing Polish must not end the English workflow
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
WAGTAILDOCS_EXTENSIONS: list[str] = ["pdf"]
WAGTAILIMAGES_IMAGE_MODEL = "library.LibraryImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.library.forms.LibraryImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "ATOMIC_REBUILD": True}}

# Mail

DEFAULT_FROM_EMAIL = os.environ.get("STRIDES_FROM_EMAIL", "Strides <no-reply@localhost>")

# Formats: languages whose braille a reader of braille has checked, as "cy: who, when; pl: who, when"; and the voice of
# computer audio, any module with the functions of pages/formats/builders/voice.py.
BRAILLE_SIGNED = {
    language.strip(): who.strip()
    for language, _, who in (each.partition(":") for each in os.environ.get("STRIDES_BRAILLE_SIGNED", "").split(";"))
    if who.strip()
}
AUDIO_ENGINE = os.environ.get("STRIDES_AUDIO_ENGINE", "pages.formats.builders.voice")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.logs.WithoutKeys", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"portal": {"level": "INFO"}, "pages": {"level": "INFO"}},
}

# Rating oneself

_WEEKS = os.environ.get("STRIDES_CONFIDENCE_WEEKS", "6,12").split(",")
CONFIDENCE_WEEKS = (int(_WEEKS[0]), int(_WEEKS[1]))
"""After so many weeks from joining a person is invited to say again how sure they feel: two numbers."""
FHIR_URL = os.environ.get("STRIDES_FHIR_URL", "https://strides.example/fhir/").rstrip("/") + "/"
"""How the addresses of our own FHIR extensions and questionnaires begin: names, and no more."""
