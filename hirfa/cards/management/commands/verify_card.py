"""`hirfa verify_card TEXT|FILE|-`: what a card's code is worth, by this installation or by lists given as files.

The code of a signed paper is read as well, and said to be one. Exit status: 0 a valid card, 6 a valid paper (which lets
nobody in), 3 refused, 4 not certain or not yet valid, 5 no code found, 2 wrong use, 1 anything else.
"""

import datetime as dt
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from hirfa.cards.management.speech import SpeakingCommand
from hirfa.cards.queries import CheckResult, check_against, check_text
from hirfa.cards.wording import VALID, WARNING
from hirfa.core.errors import Refusal
from hirfa.credentials import CredentialError, StatusList, TrustList, decode_status_list, decode_trust_list
from hirfa.documents.images import read_qr
from hirfa.issuing.queries import list_root_keys
from hirfa.reference.models import Trade

EXIT_REFUSED, EXIT_UNCERTAIN, EXIT_NOTHING_READ, EXIT_PAPER = 3, 4, 5, 6
MAX_FILE = 64 * 1024 * 1024


class Command(SpeakingCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("card", help="the code's text, a picture or PDF of the card, or - for standard input")
        parser.add_argument("--json", action="store_true", help="print one JSON object a code")
        parser.add_argument("--trust-list", type=Path, default=None, help="a published trust list")
        parser.add_argument("--status-list", type=Path, action="append", default=[], help="a published status list")
        parser.add_argument("--root", type=Path, default=None, help="public key of the trust list's root (PEM)")

    def answer(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        texts = self._texts(options["card"])
        lists = self._lists(options, now)
        labelled = not lists or _has_labels()
        results = [
            check_against(text, *lists, now, labelled=labelled) if lists else check_text(text, now) for text in texts
        ]
        for result in results:
            self.stdout.write(json.dumps(as_json(result), ensure_ascii=False) if options["json"] else in_words(result))
        sys.exit(max(_exit_code(result) for result in results))

    def _texts(self, given: str) -> list[str]:
        content = sys.stdin.buffer.read(MAX_FILE) if given == "-" else None
        if content is None and len(given) < 1000 and Path(given).is_file():
            content = Path(given).read_bytes()
        if content is None:
            return [given]
        if given == "-" and content.isascii() and b"\x00" not in content and not content.startswith(b"%PDF-"):
            return [content.decode("ascii")]
        try:
            texts = read_qr(content)
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=EXIT_NOTHING_READ) from refusal
        if not texts:
            raise CommandError(_("No QR code was found."), returncode=EXIT_NOTHING_READ)
        return texts

    def _lists(self, options: dict[str, Any], now: dt.datetime) -> tuple[TrustList, list[StatusList]] | None:
        if options["trust_list"] is None:
            if options["status_list"] or options["root"]:
                raise CommandError(_("A status list or a root is only used together with --trust-list."), returncode=2)
            return None
        try:
            roots = [load_pem_public_key(options["root"].read_bytes())] if options["root"] else list_root_keys()
            trust_list = decode_trust_list(options["trust_list"].read_bytes(), root_keys=roots)  # type: ignore[arg-type]
            moment = int(now.timestamp())
            return trust_list, [
                decode_status_list(path.read_bytes(), trust_list=trust_list, now=moment)
                for path in options["status_list"]
            ]
        except (OSError, CredentialError, ValueError) as error:
            raise CommandError(_("The lists cannot be used: %(why)s") % {"why": error}) from error


def in_words(result: CheckResult) -> str:
    """Return a result as lines of text."""
    lines = [f"{result.word} ({result.reason})", result.advice]
    if result.claims:
        claims = result.claims
        lines += [name for name in (claims.second_name, claims.name) if name]
        lines.append(" · ".join(filter(None, [result.title_label, str(result.trade or claims.trade or "")])))
        lines.append(str(result.chamber or claims.chamber or ""))
        lines.append(_("Craft number %(nia)s, card %(number)s") % {"nia": claims.number, "number": claims.serial})
        lines.append(_("Expiry date: %(day)s") % {"day": f"{result.expires_on:%d/%m/%Y}"})
    lines += _paper_lines(result)
    if result.verdict.status_list_age is not None:
        lines.append(_("Age of the status list: %(hours)s h") % {"hours": result.verdict.status_list_age // 3600})
    return "\n".join(lines)


def _paper_lines(result: CheckResult) -> list[str]:
    paper = result.paper
    if paper is None:
        return []
    lines = [" · ".join(filter(None, [result.kind_label, result.outcome_label]))]
    lines += [name for name in (paper.second_name, paper.name) if name]
    lines.append(str(result.chamber or paper.chamber or ""))
    lines.append(
        _("Paper %(number)s of %(day)s, about %(subject)s")
        % {"number": paper.serial, "day": f"{result.issued_on:%d/%m/%Y}", "subject": paper.subject}
    )
    return [line for line in lines if line]


def as_json(result: CheckResult) -> dict[str, Any]:
    """Return a result as JSON: stable keys, `card` only when the signature is good, and `paper` in its place."""
    verdict, claims, signed = result.verdict, result.claims, result.paper
    card = claims and {
        "number": claims.serial,
        "nia": claims.number,
        "name_ar": claims.second_name,
        "name_latin": claims.name,
        "trade": claims.trade,
        "chamber": claims.chamber,
        "title": claims.category,
        "issued_on": result.issued_on and result.issued_on.isoformat(),
        "expires_on": result.expires_on and result.expires_on.isoformat(),
    }
    paper = signed and {
        "kind": signed.kind,
        "number": signed.serial,
        "subject": signed.subject,
        "name_ar": signed.second_name,
        "name_latin": signed.name,
        "chamber": signed.chamber,
        "outcome": signed.outcome,
        "issued_on": result.issued_on and result.issued_on.isoformat(),
        "expires_on": result.expires_on and result.expires_on.isoformat(),
        "digest": signed.digest.hex(),
    }
    return {
        "reason": str(verdict.reason),
        "valid": verdict.is_valid,
        "kid": verdict.kid.hex() if verdict.kid else None,
        "trust_list_age": verdict.trust_list_age,
        "status_list_age": verdict.status_list_age,
        "card": card,
    } | ({"paper": paper} if paper else {})


def _has_labels() -> bool:
    """Say whether there is a database with the reference lists: a gate's machine may have none, and codes then do."""
    try:
        return Trade.objects.exists()
    except DatabaseError:
        return False


def _exit_code(result: CheckResult) -> int:
    if result.is_valid and result.paper:
        return EXIT_PAPER
    return {VALID: 0, WARNING: EXIT_UNCERTAIN}.get(result.tone, EXIT_REFUSED)
