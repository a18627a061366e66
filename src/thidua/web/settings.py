"""One settings module, read from the environment through three small functions.

`THIDUA_SAMPLE=1` serves the sample year and is the only mode that starts without a secret key of its own.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    """An environment variable, stripped."""
    return os.environ.get(f"THIDUA_{name}", default).strip()


def flag(name: str) -> bool:
    """Whether an environment variable says yes."""
    return text(name).lower() in {"1", "yes", "true", "on"}


def database(url: str) -> dict[str, Any]:
    """Django's description of the database at `url`: sqlite:///path or postgresql://user:password@host/name."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": parts.path, "OPTIONS": SQLITE}
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL begins with {parts.scheme!r}; use sqlite:// or postgresql://")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {} if TESTING else {"pool": {"min_size": 2, "max_size": 16, "timeout": 10}},
        "CONN_MAX_AGE": 0,
    }


# recursive_triggers: without it INSERT OR REPLACE walks past the ledger's append-only triggers.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-64000;"
        "PRAGMA temp_store=MEMORY;PRAGMA recursive_triggers=ON;"
    ),
}

SAMPLE = flag("SAMPLE")
TESTING = flag("TESTING")
DATA = Path(text("DATA_DIR", "var")).resolve()

SECRET_KEY = text("SECRET_KEY") or (secrets.token_urlsafe(64) if SAMPLE or TESTING else "")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("THIDUA_SECRET_KEY must hold at least 50 characters. See docs/howto/production.md.")

DEBUG = False
ALLOWED_HOSTS = text("HOSTS", "127.0.0.1,localhost" if SAMPLE or TESTING else "").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host and not SAMPLE]
SECURE = not (SAMPLE or TESTING)
# Set by `thidua up --hall`: the fingerprint of the certificate that the laptop made for itself.
HALL_FINGERPRINT = text("HALL_FINGERPRINT")

INSTALLED_APPS = [
    "thidua.web",
    "thidua.papers",
    "thidua.honours",
    "thidua.ballots",
    "thidua.conferences",
    "thidua.assessment",
    "thidua.notices",
    "thidua.cycles",
    "thidua.bodies",
    "thidua.ledger",
    "thidua.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thidua.kernel.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thidua.kernel.middleware.RequestIdMiddleware",
    "thidua.bodies.middleware.ActorMiddleware",
    "thidua.cycles.middleware.NamesMiddleware",
    "thidua.ledger.middleware.OnceMiddleware",
    "thidua.kernel.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "thidua.web.urls"
WSGI_APPLICATION = "thidua.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "thidua.web.navigation.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "thidua.kernel.templatetags.thidua",
                "thidua.assessment.templatetags.assessment",
                "thidua.cycles.templatetags.cycles",
                "thidua.conferences.templatetags.conferences",
                "thidua.ballots.templatetags.ballots",
                "thidua.papers.templatetags.papers",
                "thidua.honours.templatetags.honours",
            ],
        },
    }
]
FORM_RENDERER = "thidua.kernel.forms.Renderer"
COTTON_SNAKE_CASED_NAMES = False
COTTON_ISOLATE_BY_DEFAULT = True

DATABASES = {"default": database(os.environ.get("DATABASE_URL", f"sqlite://{DATA / 'thidua.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "bodies.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "bodies:sign_in"
LOGIN_REDIRECT_URL = "web:home"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "bodies/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 60 * 60 * 10
# A hall is served by HTTPS only, with the sample year as with a real one.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE or bool(HALL_FINGERPRINT)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE and not HALL_FINGERPRINT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}

# Each process keeps what it can work out again; nothing that anybody would miss.
CACHES = {
    "default": {
        "BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if TESTING else 'locmem.LocMemCache'}",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Where people reach the program, for links in mail; and the server that takes mail.
SITE_URL = text("SITE_URL", f"http{'s' if SECURE else ''}://{ALLOWED_HOSTS[0]}").rstrip("/")
MAIL_DOMAIN = urlsplit(SITE_URL).hostname or "localhost"
EMAIL_HOST = text("MAIL_HOST")
EMAIL_PORT = int(text("MAIL_PORT", "587"))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = text("MAIL_USER"), text("MAIL_PASSWORD")
EMAIL_USE_TLS, EMAIL_USE_SSL = flag("MAIL_STARTTLS"), flag("MAIL_TLS")
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = text("MAIL_FROM", f"Thi Đua <thi-dua@{MAIL_DOMAIN}>")
# Without a server, letters wait in the box; only the sample writes them into files.
MAIL_READY = bool(EMAIL_HOST) or SAMPLE or TESTING

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "assets"]
STATIC_ROOT = DATA / "static" if SECURE else None
WHITENOISE_USE_FINDERS = not SECURE
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = ["thidua.kernel.uploads.handlers.Streamed"]
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
UPLOAD_MOST_BYTES = int(text("UPLOAD_FILE_MB", "20")) * 2**20
UPLOAD_MOST_BYTES_A_REQUEST = 5 * UPLOAD_MOST_BYTES
UPLOAD_MOST_FILES_A_CLAIM = int(text("UPLOAD_FILES_A_CLAIM", "30"))
UPLOAD_MOST_BYTES_A_YEAR = int(text("UPLOAD_YEAR_MB", "500")) * 2**20
CLAMD = text("CLAMD")  # tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
