"""A ministry: PostgreSQL, secrets from the environment, never a demonstration."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATABASES

SECRET_KEY = os.environ["HIRFA_SECRET_KEY"]
HIRFA_DEMONSTRATION = False
HIRFA_SMS = os.environ["HIRFA_SMS"]  # said for each medium: messages that pile up in a folder reach nobody
HIRFA_EMAIL = os.environ["HIRFA_EMAIL"]
HIRFA_LETTER = os.environ["HIRFA_LETTER"]
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    raise ImproperlyConfigured("A production installation needs PostgreSQL: set DATABASE_URL.")
