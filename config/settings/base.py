"""Settings shared by every installation. What differs from place to place comes from the environment."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# Keys, databases and files of an installation: never in version control.
HIRFA_VAR = Path(os.environ.get("HIRFA_VAR", BASE_DIR / "var"))

# True where every person is invented: pages, figures, PDF and JSON then say DEMONSTRATION, cards say SPECIMEN.
HIRFA_DEMONSTRATION = os.environ.get("HIRFA_DEMONSTRATION", "1") == "1"

# The address that cards and status lists name as their issuer (RFC 8392, claim `iss`, is a URI).
HIRFA_ISSUER = os.environ.get("HIRFA_ISSUER", "https://hirfa.example")

# Digits of a craft number before its two check digits. No public text fixes the form; numbers already given keep theirs,
# so it is not to be changed where some were given.
HIRFA_NIA_DIGITS = int(os.environ.get("HIRFA_NIA_DIGITS", "8"))

# How many proxies of our own stand between the visitors and this server: that many last entries of X-Forwarded-For are
# believed. With 0 behind a proxy, the whole country would share the limits of one address.
HIRFA_TRUSTED_PROXIES = int(os.environ.get("HIRFA_TRUSTED_PROXIES", "0"))

# Checks of a card from one address in a minute, by the page and the API together: an agent at a gate scans one in seconds.
HIRFA_CARD_CHECKS_A_MINUTE = int(os.environ.get("HIRFA_CARD_CHECKS_A_MINUTE", "60"))

# Receipts of the SMS gateway in a minute from one address: it tells of the whole country from a few addresses.
HIRFA_RECEIPTS_A_MINUTE = int(os.environ.get("HIRFA_RECEIPTS_A_MINUTE", "1200"))

# How many files sent by people are read at once on this machine: each child may take 1.5 GB of memory.
HIRFA_CONFINED_AT_ONCE = int(os.environ.get("HIRFA_CONFINED_AT_ONCE", "2"))

# How messages leave: "file" (HIRFA_VAR/outbox) or "console"; by SMS also "http", by e-mail also "smtp".
HIRFA_SMS = os.environ.get("HIRFA_SMS", "file")
HIRFA_EMAIL = os.environ.get("HIRFA_EMAIL", "file")
HIRFA_LETTER = os.environ.get("HIRFA_LETTER", "file")

# The SMS gateway and the mail server. Their secrets are read from files, so that no list of processes shows them.
HIRFA_SMS_URL = os.environ.get("HIRFA_SMS_URL", "")
HIRFA_SMS_TOKEN_FILE = Path(os.environ.get("HIRFA_SMS_TOKEN_FILE", HIRFA_VAR / "keys" / "sms-token"))
HIRFA_SMS_RECEIPT_SECRET_FILE = Path(
    os.environ.get("HIRFA_SMS_RECEIPT_SECRET_FILE", HIRFA_VAR / "keys" / "sms-receipt-secret")
)
HIRFA_SMTP_PASSWORD_FILE = Path(os.environ.get("HIRFA_SMTP_PASSWORD_FILE", HIRFA_VAR / "keys" / "smtp-password"))
EMAIL_HOST = os.environ.get("HIRFA_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("HIRFA_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("HIRFA_SMTP_USER", "")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = os.environ.get("HIRFA_EMAIL_FROM", "hirfa@hirfa.example")

DEBUG = False
ALLOWED_HOSTS = os.environ.get("HIRFA_HOSTS", "127.0.0.1,localhost").split(",")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "hirfa.core",
    "hirfa.audit",
    "hirfa.accounts",
    "hirfa.jobs",
    "hirfa.documents",
    "hirfa.notifications",
    "hirfa.issuing",
    "hirfa.reference",
    "hirfa.casework",
    "hirfa.register",
    "hirfa.cards",
    "hirfa.cooperatives",
    "hirfa.fairs",
    "hirfa.certification",
    "hirfa.training",
    "hirfa.benefits",
    "hirfa.coverage",
    "hirfa.exports",
    "hirfa.directory",
    "hirfa.indicators",
    "hirfa.claims",
    "hirfa.briefing",
    "hirfa.processes",
    "hirfa.web",
    "hirfa.api",
    "hirfa.ops",
]

MIDDLEWARE = [
    "hirfa.web.middleware.RequestNumber",
    "hirfa.web.middleware.NulIsNowhere",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "hirfa.web.middleware.BodiesAreBounded",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "hirfa.web.middleware.PersonalPagesAreNotKept",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hirfa.web.middleware.ReadsDoNotWrite",
    "hirfa.web.middleware.RefusalsAreShown",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "hirfa.web.context.house",
            ],
            "string_if_invalid": "",
        },
    }
]

# SQLite as one office runs it: writers queue instead of failing (measured: 1,946 failures with Django's defaults, none so).
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{HIRFA_VAR / 'hirfa.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "web:login"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Tamazight is unknown to Django 5.2: until its catalogue is reviewed it falls back to French.
LANG_INFO["zgh"] = {"bidi": False, "code": "zgh", "name": "Tamazight", "name_local": "ⵜⴰⵎⴰⵣⵉⵖⵜ", "fallback": "fr"}
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
LANGUAGE_CODE = "ar"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"

STATIC_URL = "static/"
STATIC_ROOT = HIRFA_VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # the legal parameter personal.session_kept, which a test keeps equal
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Faults go to the standard error of the server, whatever DEBUG says: Django's own settings would tell nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"fault": {"()": "hirfa.web.logs.FaultLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "fault"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # an address that does not exist is no fault
    },
}

# Keys of personal fields: made on first use, kept in a file that only its owner reads.
PERSONAL_DATA_KEYFILE = HIRFA_VAR / "keys" / "personal-data.json"
