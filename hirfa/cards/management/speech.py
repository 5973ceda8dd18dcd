"""In which language a command speaks: `--lang`, else the terminal's, else English."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def terminal_language() -> str:
    """Return the language of LC_ALL, LC_MESSAGES or LANG if the product speaks it, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "").partition("_")[0].lower()
        if code:
            return code if code in LANGUAGES else "en"
    return "en"


class SpeakingCommand(BaseCommand):
    """A command whose messages are in the language of who reads them."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lang", choices=LANGUAGES, default=None, help="language of the messages")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"] or terminal_language()):
            self.answer(options)

    def answer(self, options: dict[str, Any]) -> None:
        """Do what was asked. Raises CommandError."""
        raise NotImplementedError
