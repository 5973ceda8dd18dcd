"""Questions others may ask about certification.

The `facts_` questions answer for the last day described (`as_of`) with what was known before a moment (`known_at`; None
is today). Columns: `record_id`, `day`, `region_code`, `province_code`, `trade_code` where they exist, and the measures.
"""

import datetime as dt

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from hirfa.cooperatives.queries import is_womens_unit
from hirfa.core.recorded import believed, ended_by
from hirfa.register.choices import Sex
from hirfa.register.models import Supervision, held_back_over
from hirfa.register.placing import situated

from .models import Certificate, CertificateSuspension


def facts_certificates(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[Certificate]:
    """Return the certificates granted by a day, by `day` (granted), `scheme_code`, `level_rank`, `programme_code`.

    `in_force` says whether it is still in force on that day, and not suspended. `is_women_unit`: on the day of granting the unit was a
    cooperative of women only, or a craftswoman herself, or an enterprise under a registered craftswoman's supervision.
    Count `holder_id` distinct for units.
    """
    found: models.QuerySet[Certificate] = Certificate.objects.filter(granted_on__lte=as_of)
    if known_at is not None:
        found = found.filter(recorded_at__lt=known_at)
    withdrawn = ended_by(as_of, known_at=known_at, on="withdrawn_on", recorded="withdrawal_recorded_at")
    suspensions = CertificateSuspension.objects.filter(certificate=OuterRef("pk"))
    suspended = held_back_over(suspensions, as_of, as_of, known_at=known_at)
    found = found.annotate(
        record_id=F("pk"),
        day=F("granted_on"),
        holder_id=F("file__holder_id"),
        scheme_code=F("file__scheme_id"),
        level_rank=F("level__rank"),
        programme_code=F("file__programme_id"),
        applied_on=F("file__applied_on"),
        is_women_cooperative=is_womens_unit("file__holder_id", "granted_on", known_at=known_at),
        in_force=Case(
            When(withdrawn | Q(Exists(suspended)) | Q(expires_on__lt=as_of), then=Value(False)), default=Value(True)
        ),
    ).annotate(
        is_women_unit=Case(
            When(
                Q(is_women_cooperative=True)
                | Q(file__holder__person__sex=Sex.FEMALE)
                | Q(Exists(_craftswomen(known_at))),
                then=Value(True),
            ),
            default=Value(False),
        )
    )
    return situated(found, holder="file__holder", on=as_of, known_at=known_at)


def _craftswomen(known_at: dt.datetime | None) -> models.QuerySet[Supervision]:
    """Return the supervisions of a certificate's enterprise by a craftswoman on the day of granting."""
    return Supervision.objects.filter(
        believed(known_at=known_at),
        Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("granted_on")),
        valid_from__lte=OuterRef("granted_on"),
        entry__holder=OuterRef("file__holder_id"),
        supervisor__holder__person__sex=Sex.FEMALE,
    )
