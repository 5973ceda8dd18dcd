"""One machine: the demonstration or a developer. Keys are made on first use and kept in HIRFA_VAR."""

from hirfa.core.keyfile import read_or_make_secret

from .base import *  # noqa: F403
from .base import HIRFA_VAR

SECRET_KEY = read_or_make_secret(HIRFA_VAR / "keys" / "django-secret")
