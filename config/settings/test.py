"""The tests: fixed keys, fast hashing, no compression of static files."""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES
from .base import HIRFA_VAR as INSTALLED_VAR

HIRFA_VAR = Path(tempfile.gettempdir()) / f"hirfa-tests-{os.getpid()}"
PERSONAL_DATA_KEYFILE = HIRFA_VAR / "keys" / "personal-data.json"
HIRFA_SMS = HIRFA_EMAIL = HIRFA_LETTER = "file"
HIRFA_SMS_TOKEN_FILE = HIRFA_VAR / "keys" / "sms-token"
HIRFA_SMS_RECEIPT_SECRET_FILE = HIRFA_VAR / "keys" / "sms-receipt-secret"
HIRFA_SMTP_PASSWORD_FILE = HIRFA_VAR / "keys" / "smtp-password"
STATIC_ROOT = HIRFA_VAR / "static"
SECRET_KEY = "for tests only"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = ":memory:"
del INSTALLED_VAR
