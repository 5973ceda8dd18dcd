"""Courses: technical skills, financial education, digital skills; who enrolled, who was there, who finished."""

import uuid
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.training.choices import Theme
from hirfa.training.models import Course
from hirfa.training.queries import facts_courses, facts_enrolments
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import number_text, percent_text
from hirfa.web.parts import Cell, Column, Crumb, Provenance, Table, Tile
from hirfa.web.sector.asking import RegionForm, answer_of, asked, region_labels, wants_file, with_all, within
from hirfa.web.sector.listing import Listing, file_of, table_of
from hirfa.web.sector.wording import count_cell, day_cell, mark, percent_cell, share_of


class CourseForm(RegionForm):
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False, choices=with_all(Theme.choices))
    beneficiary = forms.ChoiceField(
        label=gettext_lazy("For"),
        required=False,
        choices=with_all([("women", gettext_lazy("Women's cooperatives"))]),
    )


@require_safe
def courses(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    regions = region_labels()
    form = CourseForm(request.GET or None, regions=regions)
    when = asked(form)
    territory = Course.objects.visible_to(request.user)
    found = within(facts_courses(as_of=when.as_of, known_at=when.known_at), territory, user=request.user)
    enrolled = within(
        facts_enrolments(as_of=when.as_of, known_at=when.known_at), territory, user=request.user, path="course"
    )
    for column, name in {"region_code": "region", "theme": "theme"}.items():
        if answer := answer_of(form, name):
            found, enrolled = found.filter(**{column: answer}), enrolled.filter(**{column: answer})
    if answer_of(form, "beneficiary"):
        found = found.filter(for_women_cooperative=True)
        enrolled = enrolled.filter(for_women_cooperative=True)
    found = found.select_related("cooperative__unit").order_by("-starts_on", "code")
    listing = courses_listing(regions)
    if wants_file(request):
        return file_of(listing, found)
    table = table_of(request, listing, found, filters=form, fresh=when.fresh)
    crumbs = [Crumb(_("Apprenticeship"), reverse("web:training")), Crumb(_("Courses"))]
    tiles = [Tile(_("Courses"), number_text(table.how_many), provenance=mark()), *_tiles(enrolled)]
    return render(
        request, "sector/list.html", {"title": _("Courses"), "crumbs": crumbs, "tiles": tiles, "table": table}
    )


@require_safe
def course(request: SignedInRequest, course_id: uuid.UUID) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    shown = get_object_or_404(
        Course.objects.visible_to(request.user).select_related("province__region", "cooperative__unit"), pk=course_id
    )
    when = asked(CourseForm(None, regions={}))
    enrolled = facts_enrolments(as_of=when.as_of).filter(course=shown)
    sessions = shown.sessions.annotate(
        present=Count(
            "attendances",
            filter=Q(attendances__retracted_at__isnull=True, attendances__enrolment__retracted_at__isnull=True),
        )
    )
    return render(
        request,
        "training/course.html",
        {
            "crumbs": [
                Crumb(_("Apprenticeship"), reverse("web:training")),
                Crumb(_("Courses"), reverse("web:courses")),
                Crumb(shown.title),
            ],
            "course": shown,
            "tiles": _tiles(enrolled),
            "table": _sessions_table(sessions, enrolled.count()),
        },
    )


def _tiles(enrolled: Any) -> list[Tile]:
    counted = enrolled.order_by().aggregate(
        all=Count("pk"),
        women=Count("pk", filter=Q(sex="F")),
        attended=Count("pk", filter=Q(attended_sessions__gt=0)),
        finished=Count("pk", filter=Q(completed=True)),  # under a name of its own: a column's own name would hide it
    )
    share = share_of(counted["finished"], counted["all"])
    return [
        Tile(_("Enrolments"), number_text(counted["all"]), provenance=mark()),
        Tile(_("Women among them"), number_text(counted["women"]), provenance=mark()),
        Tile(_("Came once at least"), number_text(counted["attended"]), provenance=mark()),
        Tile(
            _("Completed"),
            percent_text(share) if share is not None else "",
            provenance=mark() if share is not None else Provenance.NO_DATA,
        ),
    ]


def _sessions_table(sessions: Any, enrolled: int) -> Table:
    columns = [
        Column(_("Session")),
        Column(_("Minutes"), numeric=True),
        Column(_("Present"), numeric=True),
        Column(_("Of those enrolled"), numeric=True),
    ]
    rows = [
        [
            day_cell(session.day),
            count_cell(session.minutes),
            count_cell(session.present),
            percent_cell(share_of(session.present, enrolled)),
        ]
        for session in sessions
    ]
    return Table(_("Sessions and attendance"), columns, rows, empty=_("No session is recorded."))


def courses_listing(regions: dict[str, str]) -> Listing:
    def row(course: Any) -> list[Cell]:
        return [
            Cell(course.title, url=reverse("web:course", args=[course.pk])),
            Cell(course.get_theme_display()),
            Cell(str(course.cooperative.unit) if course.cooperative else _("Open to all")),
            Cell(regions.get(course.region_code, "")),
            day_cell(course.starts_on),
            count_cell(course.sessions_count),
            count_cell(course.enrolled_count),
        ]

    def record(course: Any) -> list[Any]:
        return [
            course.code,
            course.title_ar,
            course.title_fr,
            course.theme,
            course.cooperative.odco_number if course.cooperative else "",
            course.region_code,
            course.province_code,
            course.starts_on,
            course.ends_on,
            course.sessions_count,
            course.enrolled_count,
            int(course.for_women_cooperative),
        ]

    columns = [
        *(Column(name) for name in (_("Course"), _("Theme"), _("For"), _("Region"), _("From"))),
        Column(_("Sessions"), numeric=True),
        Column(_("Enrolments"), numeric=True),
    ]
    headings = [
        *("code", "title_ar", "title_fr", "theme", "cooperative", "region", "province", "starts_on", "ends_on"),
        *("sessions", "enrolments", "for_women_cooperative"),
    ]
    return Listing("courses", _("Courses"), columns, row, headings, record)
