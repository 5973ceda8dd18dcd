"""`hirfa verify_audit`: recompute the diary's hash chains."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hirfa.audit.queries import list_chains, verify_chain


class Command(BaseCommand):
    help = "Recompute every hash chain of the diary. Exits with 1 when one does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for chain in list_chains():
            verdict = verify_chain(chain)
            if verdict.broken_at is None:
                told = ngettext(
                    "%(chain)s: %(lines)s line, it holds", "%(chain)s: %(lines)s lines, all hold", verdict.lines
                )
                self.stdout.write(told % {"chain": chain, "lines": verdict.lines})
            else:
                broken += 1
                self.stderr.write(_("%(chain)s: broken at line %(line)s") % {"chain": chain, "line": verdict.broken_at})
        if broken:
            raise CommandError(_("The diary was changed after it was written."))
