"""What happens to certification."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows

from .models import Certificate, CertificationFile, Scheme, SchemeLevel, SupportProgramme
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
