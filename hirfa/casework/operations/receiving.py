"""A request comes in."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.reference.models import Act, Chamber
from hirfa.reference.queries import get_act

from .. import rules
from ..choices import Channel
from ..models import Case, CaseCounter
from .moving import chain_of


class CaseRefused(Refusal):
    code = "case_refused"


@transaction.atomic
def open_case(
    *,
    act: str,
    subject: str,
    chamber: Chamber,
    channel: Channel,
    by: object,
    at: dt.datetime,
    appeal_of: Case | None = None,
) -> Case:
    """Receive a request for an act about `subject` (`app.model:id`): numbered, its clock running from today.

    The body that decides and the delay are those of the act on the day of reception, and stay so whatever changes
    later. Raises CaseRefused when the act is unknown that day or one of the same act is open for this subject.
    """
    day = legal_day(at)
    try:
        rule = get_act(act, on=day)
    except Act.DoesNotExist as error:
        raise CaseRefused(_("This act is not known on this day.")) from error
    counter = _lock_counter(day.year)  # before asking: two requests at once take turns
    if Case.objects.open().filter(subject=subject, act=act).exists():
        raise CaseRefused(_("The same request is already being examined."))
    counter.last_serial += 1
    counter.save(update_fields=["last_serial"])
    case = Case.objects.create(
        number=f"{day.year}-{counter.last_serial:07d}",
        act=act,
        subject=subject,
        chamber=chamber,
        body=rule.appeal_by if appeal_of else rule.decided_by,
        channel=channel,
        received_on=day,
        delay=rule.decision_delay,
        needs_two=rule.needs_two or appeal_of is not None,
        due_on=rules.due_on(day, delay=rule.decision_delay, stops=[]),
        appeal_of=appeal_of,
        recorded_at=at,
    )
    facts = {"act": act, "channel": channel, "appeal_of": appeal_of.number if appeal_of else None}
    record(verb="case.received", subject=case, by=by, at=at, facts=facts, chain=chain_of(case))
    return case


def _lock_counter(year: int) -> CaseCounter:
    CaseCounter.objects.get_or_create(pk=year)
    return CaseCounter.objects.select_for_update().get(pk=year)
