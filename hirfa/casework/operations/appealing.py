"""A decision is appealed against."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal

from ..choices import Channel
from ..models import Case
from .moving import lock_case
from .receiving import open_case


class AppealRefused(Refusal):
    code = "appeal_refused"


@transaction.atomic
def open_appeal(*, case: Case, channel: Channel, by: object, at: dt.datetime) -> Case:
    """Open a case against a decision, within its delay, once. Others than those who decided first decide it.

    Raises AppealRefused when there is no decision, it was erased, its delay has passed, it was itself an appeal, or one was made before.
    """
    case = lock_case(case)
    decision = case.decisions.filter(signed_at__isnull=False).first()
    if decision is None or decision.appeal_until is None or case.erased_on is not None:
        raise AppealRefused(_("There is no decision here that can be appealed against."))
    if legal_day(at) > decision.appeal_until:
        raise AppealRefused(_("The delay to appeal ended on %(day)s.") % {"day": f"{decision.appeal_until:%d/%m/%Y}"})
    if case.appeals.exclude(state="WITHDRAWN").exists():
        raise AppealRefused(_("This decision was already appealed against."))
    return open_case(
        act=case.act,
        subject=case.subject,
        chamber=case.chamber,
        channel=channel,
        appeal_of=case,
        by=by,
        at=at,
    )
