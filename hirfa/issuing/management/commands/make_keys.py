"""`hirfa make_keys`: make the root and the signer that this installation lacks."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from hirfa.issuing.operations import make_keys


class Command(BaseCommand):
    help = "Make the issuer's root and signing keys that this installation lacks; a second run makes none."

    def handle(self, *args: Any, **options: Any) -> None:
        for key in make_keys(by="command", at=timezone.now()):
            self.stdout.write(_("Made %(role)s key %(kid)s.") % {"role": key.get_role_display(), "kid": key.kid})
