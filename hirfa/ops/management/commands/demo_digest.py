"""`hirfa demo_digest`: one hash for the country, and one for each table."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hirfa.ops.demo.digest import digest_by_table, digest_of


class Command(BaseCommand):
    help = "Print the digest of all rows without signatures, keys and ciphertext: same scale and seed, same digest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tables", action="store_true", help="also one line for each table")

    def handle(self, *args: Any, **options: Any) -> None:
        tables = digest_by_table()
        if options["tables"]:
            for label, (count, digest) in tables.items():
                self.stdout.write(f"{digest[:16]} {count:>9} {label}")
        self.stdout.write(digest_of(tables))
