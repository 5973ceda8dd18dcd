"""What a holder takes part in, in the apps above the register: fairs, cooperatives, training, benefits, health cover."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from hirfa.benefits.models import Use
from hirfa.cooperatives.models import Member
from hirfa.core.recorded import believed
from hirfa.coverage.models import CoverStatus
from hirfa.fairs.models import Exhibitor
from hirfa.register.models import Holder
from hirfa.training.models import ApprenticeshipContract, Enrolment
from hirfa.web.formats import day_text
from hirfa.web.parts import Cell, Column, Table, Text


class _Part(NamedTuple):
    kind: Text
    what: Text
    since: dt.date
    until: dt.date | None
    note: Text = ""


def part_table(holder: Holder) -> Table:
    """Return what a holder takes or took part in, the newest first; six queries, whatever there is."""
    found = [*_fairs(holder), *_memberships(holder), *_training(holder), *_benefits(holder), *_cover(holder)]
    rows = [
        [
            Cell(part.kind),
            Cell(part.what, second=part.note),
            Cell(day_text(part.since)),
            Cell(day_text(part.until) if part.until else _("still so")),
        ]
        for part in sorted(found, key=lambda part: part.since, reverse=True)
    ]
    columns = [_("Kind"), _("What"), _("From"), _("Until")]
    return Table(
        caption=_("Fairs, cooperatives, training, benefits and health cover"),
        columns=[Column(label) for label in columns],
        rows=rows,
        empty=_("Nothing is recorded here yet."),
        stacked=True,
    )


def _fairs(holder: Holder) -> list[_Part]:
    held = Exhibitor.objects.filter(believed(), holder=holder).select_related("fair", "stand")
    return [
        _Part(
            _("Fair"),
            str(each.fair),
            each.fair.starts_on,
            each.fair.ends_on,
            _("stand %(number)s") % {"number": each.stand.number} if each.stand else "",
        )
        for each in held
    ]


def _memberships(holder: Holder) -> list[_Part]:
    held = Member.objects.filter(believed(), holder=holder).select_related("cooperative__unit")
    return [_Part(_("Cooperative"), str(each.cooperative.unit), each.joined_on, each.left_on) for each in held]


def _training(holder: Holder) -> list[_Part]:
    courses = Enrolment.objects.filter(believed(), holder=holder).select_related("course")
    contracts = ApprenticeshipContract.objects.filter(Q(apprentice=holder) | Q(host=holder)).select_related("trade")
    return [
        *(
            _Part(
                _("Course"),
                each.course.title,
                each.enrolled_on,
                each.completed_on or each.course.ends_on,
                _("completed") if each.completed_on else "",
            )
            for each in courses
        ),
        *(
            _Part(
                _("Apprenticeship: host") if each.host_id == holder.pk else _("Apprenticeship"),
                str(each.trade),
                each.starts_on,
                each.outcome_on or each.ends_on,
                each.get_outcome_display(),
            )
            for each in contracts
        ),
    ]


def _benefits(holder: Holder) -> list[_Part]:
    uses = Use.objects.filter(believed(), holder=holder).select_related("offer")
    return [_Part(_("Benefit"), each.offer.label, each.used_on, each.used_on) for each in uses]


def _cover(holder: Holder) -> list[_Part]:
    states = CoverStatus.objects.filter(believed(), holder=holder)
    return [_Part(_("Health cover"), each.get_state_display(), each.valid_from, each.valid_to) for each in states]
