"""`hirfa publish_lists DIR`: the signed trust list, status lists and root key, as files that a checker without network takes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hirfa.core.errors import Refusal
from hirfa.issuing.models import StatusList
from hirfa.issuing.queries import get_signed_status_list, get_signed_trust_list, list_root_keys


class Command(BaseCommand):
    help = "Put root.pem, trust-list.cwt and status-N.cwt into a directory, as they stand now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        directory: Path = options["directory"]
        now = timezone.now()
        try:
            files = {"trust-list.cwt": get_signed_trust_list(at=now)}
            for number in StatusList.objects.order_by("number").values_list("number", flat=True):
                files[f"status-{number}.cwt"] = get_signed_status_list(number, at=now)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        files["root.pem"] = b"".join(
            key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo) for key in list_root_keys()[:1]
        )
        directory.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (directory / name).write_bytes(content)
            self.stdout.write(f"{directory / name} {len(content)}")
