"""Applications as people write them, by how far they have come."""

import datetime as dt
from typing import Any

from hirfa.casework.choices import Channel
from hirfa.casework.models import Case
from hirfa.processes.applying import send_application
from hirfa.reference.models import Chamber, LegalParameter
from hirfa.register.choices import ApplicationKind
from hirfa.register.models import Application
from hirfa.register.operations import add_draft_piece, begin_application, give_consent, write_application
from tests.cast import FATIMA
from tests.factories.casework import AT, lay_procedure, stored_file
from tests.factories.issuing import lay_keys

OF_FATIMA = FATIMA | {
    "born_on": "1980-05-17",
    "cin": "ab 123456",
    "phone": "06 12 34 56 78",
    "trade": "T-CARPET",
    "province": "03.591",
    "address": "Douar Ouled Ali",
    "proof": "PRACTICE",
    "practice_since": "2020-03-01",
}


def lay_conditions() -> None:
    """The procedure, its numbers, and keys to sign letters with. Twice changes nothing."""
    lay_procedure()
    lay_keys()
    for key, value in (
        ("entry.practice_years", 3),
        ("title.maalem_practice_years", 10),
        ("coverage.monthly_contribution", 13500),
        ("certificate.validity", 180),
    ):
        usual = {"value": value, "valid_from": dt.date(2022, 2, 21), "source": "tests"}
        LegalParameter.objects.get_or_create(key=key, defaults=usual)


def begun(kind: ApplicationKind = ApplicationKind.ARTISAN) -> tuple[Application, str]:
    lay_conditions()
    return begin_application(kind=kind, channel=Channel.SELF, language="ar", chamber=None, by="applicant", at=AT)


def written(
    kind: ApplicationKind = ApplicationKind.ARTISAN, content: dict[str, str] | None = None, **changes: Any
) -> Application:
    """Fatima's application to the chamber of Fes, unless another kind and content are given."""
    application, _code = begun(kind)
    fes = Chamber.objects.get(code="03")
    told = (content or OF_FATIMA) | changes
    return write_application(application=application, content=told, chamber=fes, by="applicant", at=AT)


def agreed(**how: Any) -> Application:
    return give_consent(application=written(**how), text="135 MAD", by="applicant", at=AT)


def complete(*codes: str, **how: Any) -> Application:
    """One that lacks nothing, unless other pieces are named."""
    application = agreed(**how)
    for code in codes or ("CIN", "PRACTICE"):
        add_draft_piece(application=application, code=code, file=stored_file(), pages=1, by="applicant", at=AT)
    return application


def sent(codes: tuple[str, ...] = (), **how: Any) -> tuple[Application, Case]:
    application = complete(*codes, **how)
    case = send_application(application=application, by="applicant", at=AT)
    application.refresh_from_db()
    return application, case
