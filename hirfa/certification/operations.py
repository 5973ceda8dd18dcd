"""What happens to certification."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.db import transaction

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows
from hirfa.core.dates import legal_day
from hirfa.register.choices import EntryReason

from .models import (
    Certificate,
    CertificateSuspension,
    CertificationFile,
    Scheme,
    SchemeLevel,
    SupportProgramme,
)
from .records import CertificateRecord, FileRecord, LevelRecord, ProgrammeRecord, SchemeRecord

_OF_CERTIFICATE = (
    *("id", "file_id", "number", "level_id", "granted_on", "expires_on", "withdrawn_on", "recorded_at"),
    "withdrawal_recorded_at",
)


@transaction.atomic
def load_certification(
    *,
    schemes: Iterable[SchemeRecord],
    levels: Iterable[LevelRecord],
    programmes: Iterable[ProgrammeRecord],
    files: Iterable[FileRecord],
    certificates: Iterable[CertificateRecord],
    by: object,
    at: dt.datetime,
) -> int:
    """Load schemes, programmes, files and certificates, in one transaction, and return how many certificates there were.

    Raises KeyError for a certificate of a file or a level that does not exist.
    """
    load_rows(Scheme, SchemeRecord._fields, schemes)
    load_rows(SchemeLevel, LevelRecord._fields, levels)
    load_rows(SupportProgramme, ProgrammeRecord._fields, programmes)
    wanted = list(files)
    load_rows(CertificationFile, FileRecord._fields, wanted)
    scheme_of = {row.id: row.scheme_id for row in wanted}
    numbers = {(scheme, rank): pk for pk, scheme, rank in SchemeLevel.objects.values_list("pk", "scheme_id", "rank")}
    loaded = load_rows(
        Certificate,
        _OF_CERTIFICATE,
        (
            (*row[:3], None if row.level_rank is None else numbers[scheme_of[row.file_id], row.level_rank], *row[4:])
            for row in certificates
        ),
    )
    record(
        verb="certificates.loaded", subject="certification.certificate", by=by, at=at, facts={"certificates": loaded}
    )
    return loaded


def hold_certificates(*, holders: Collection[uuid.UUID]) -> list[Certificate]:
    """Return the certificates of these holders, locked until the transaction ends."""
    ours = Certificate.objects.filter(file__holder__in=holders)
    return list(ours.select_for_update(of=("self",)).order_by("pk"))


@transaction.atomic
def suspend_certificates(
    *, holder: uuid.UUID, reason: EntryReason, by: object, at: dt.datetime
) -> list[CertificateSuspension]:
    """Suspend a holder's certificates in force, from the legal day of `at`: who may not practise bears no label."""
    day = legal_day(at)
    made = []
    for certificate in list(Certificate.objects.in_force_on(day).filter(file__holder=holder).order_by("pk")):
        given = {"certificate": certificate, "reason": reason, "on": day, "recorded_at": at}
        made.append(CertificateSuspension.objects.create(**given))
        facts = {"holder": str(holder), "reason": reason.value}
        record(verb="certificate.suspended", subject=certificate, by=by, at=at, facts=facts)
    return made


@transaction.atomic
def lift_certificate_suspensions(*, holder: uuid.UUID, by: object, at: dt.datetime) -> list[CertificateSuspension]:
    """Let a holder's certificates hold again, from the legal day of `at`, to their own last day."""
    held = CertificateSuspension.objects.filter(certificate__file__holder=holder, lifted_on__isnull=True)
    lifted = list(held.select_related("certificate").order_by("certificate_id"))
    for each in lifted:
        each.lifted_on, each.lift_recorded_at = legal_day(at), at
        each.save(update_fields=["lifted_on", "lift_recorded_at"])
        facts = {"holder": str(holder), "reason": each.reason}
        record(verb="certificate.suspension_lifted", subject=each.certificate, by=by, at=at, facts=facts)
    return lifted
