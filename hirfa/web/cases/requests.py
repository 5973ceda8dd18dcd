"""At the counter: something is asked for of an entry, a piece is handed in, a person is heard."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hirfa.casework.choices import Channel
from hirfa.casework.models import Case
from hirfa.casework.operations import hand_in_piece
from hirfa.casework.permissions import can_prepare_case, can_receive_appeal, can_receive_case
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.core.formats import isolate
from hirfa.processes.appealing import appeal_decision
from hirfa.processes.deciding import request_of
from hirfa.processes.papers import give_certificate
from hirfa.processes.requesting import request_change
from hirfa.processes.subjects import name_of
from hirfa.reference.models import Chamber, Commune, Province, Trade
from hirfa.reference.queries import list_grounds
from hirfa.register.changes import FIELDS_OF, WITH_GROUND, change_faults, told_before
from hirfa.register.choices import EntryKind, ReadPurpose
from hirfa.register.faults import SENTENCES
from hirfa.register.models import Entry
from hirfa.register.operations import note_hearing, open_person_file
from hirfa.web.applications.uploads import keep_piece
from hirfa.web.doors import SignedInRequest, refusals_shown_on, require
from hirfa.web.fields import PageForm, dress
from hirfa.web.papers import pdf_answer
from hirfa.web.parts import Crumb
from hirfa.web.register.showing import file_address

from .forms import AppealForm, HearingForm
from .showing import FIELD_LABELS, act_labels
from .views import find, page_of


class ChangeForm(PageForm):
    """The fields that an act changes, as the entry has them today; the ground of one that needs it."""

    def __init__(self, *args: Any, act: str, entry: Entry, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, initial=told_before(entry, act), **kwargs)
        self.act, self.entry, self.on = act, entry, on
        if act in WITH_GROUND:
            grounds = [(ground.code, ground.label) for ground in list_grounds(act, on=on)]
            self.fields["ground"] = forms.ChoiceField(label=_("Ground"), choices=grounds, widget=forms.RadioSelect)
        for name in FIELDS_OF[act]:
            self.fields[name] = field_of(name, entry, act)
            dress(self.fields[name].widget)

    def after(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in FIELDS_OF[self.act]}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        faults = change_faults(self.entry, self.act, self.after(), ground=told.get("ground", ""), on=self.on)
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, str(SENTENCES[fault.reason]))
        return told


def field_of(name: str, entry: Entry, act: str) -> forms.Field:
    """Return the field that a declared value is typed or chosen in."""
    label = FIELD_LABELS[name]
    region = entry.situations.open_now().get().region_code
    provinces = Province.objects.all() if act == "CHANGE_CHAMBER" else Province.objects.filter(region_id=region)
    communes = Commune.objects.filter(province__in=provinces).select_related("province")
    rows: dict[str, Callable[[], list[Any]]] = {
        "trade": lambda: grouped((trade.branch.label, trade) for trade in Trade.objects.select_related("branch")),
        "chamber": lambda: [(chamber.code, chamber.label) for chamber in Chamber.objects.all()],
        "province": lambda: grouped((each.region.label, each) for each in provinces.select_related("region")),
        "commune": lambda: [("", "—"), *grouped((each.province.label, each) for each in communes)],
    }
    if name in rows:
        return forms.ChoiceField(label=label, choices=rows[name](), required=False)
    field = forms.CharField(label=label, required=False, max_length=200)
    field.widget.attrs |= {"dir": "auto"}
    return field


def grouped(rows: Iterable[tuple[str, Trade | Province | Commune]]) -> list[Any]:
    """Return choices under headings: among a thousand communes one looks for the province first."""
    ordered = sorted(rows, key=lambda row: (row[0], row[1].label))
    return [
        (heading, [(each.code, each.label) for _heading, each in under])
        for heading, under in groupby(ordered, key=lambda row: row[0])
    ]


class PieceForm(PageForm):
    code = forms.CharField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=gettext_lazy("Photograph or PDF"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf", "capture": "environment"}),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def ask_change(request: SignedInRequest, entry_id: uuid.UUID, act: str) -> HttpResponse:
    """Ask for an act on an entry of one's territory, at the counter."""
    entries = Entry.objects.visible_to(request.user).select_related("holder__person")
    entry = get_object_or_404(entries, pk=entry_id)
    if act not in FIELDS_OF or (act == "CHANGE_NAME" and entry.kind != EntryKind.ARTISAN):
        raise Http404
    require(can_receive_case(request.user))
    now = timezone.now()
    if request.method == "GET" and entry.kind == EntryKind.ARTISAN:  # the form tells what the entry says today
        open_person_file(person=entry.holder.person, by=request.user, at=now, purpose=ReadPurpose.SERVICE)
    form = ChangeForm(request.POST or None, act=act, entry=entry, on=legal_day(now))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            made = request_change(
                entry=entry,
                act=act,
                after=form.after(),
                ground=form.cleaned_data.get("ground", ""),
                channel=Channel.COUNTER,
                by=request.user,
                at=now,
            )
        if not form.errors:
            if Case.objects.visible_to(request.user).filter(pk=made.pk).exists():
                messages.success(request, _("The request is received. Hand in its pieces here."))
                return redirect("web:case", case_id=made.pk)
            told = {"number": isolate(made.number), "chamber": made.chamber.label}
            messages.success(
                request,
                _("Request %(number)s is received. %(chamber)s decides it: its pieces are handed in there.") % told,
            )
            return redirect(file_address(entry.pk, ReadPurpose.SERVICE))
    page = {
        "form": form,
        "entry": entry,
        "name": name_of(entry.holder_id),
        "act": act_labels().get(act, act),
        "crumbs": [Crumb(_("Register"), reverse("web:register_search")), Crumb(entry.holder.nia or "")],
    }
    return render(request, "cases/change.html", page, status=422 if form.errors else 200)


@require_POST
def hand_in(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Take in a piece at the counter: made anew, then kept, then handed in."""
    case, now = find(request, case_id), timezone.now()
    require(can_receive_case(request.user))
    code = request.POST.get("code", "")
    form = PieceForm(request.POST, request.FILES, auto_id=f"%s-{code}" if code.isidentifier() else True)
    if form.is_valid():
        try:
            kept, pages = keep_piece(form.cleaned_data["file"], request.user, now)
            code = form.cleaned_data["code"]
            hand_in_piece(case=case, code=code, file=kept, pages=pages, by=request.user, at=now)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    if form.errors:
        page = page_of(request, case, now) | {"form": form, "handed_in": code}
        return render(request, "cases/case.html", page, status=422)
    messages.success(request, _("The piece is in hand."))
    return redirect("web:case", case_id=case.pk)


@sensitive_post_parameters("words")
@require_POST
def hear(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Note that the person was heard."""
    case, now = find(request, case_id), timezone.now()
    require(can_prepare_case(request.user, case))
    form = HearingForm(request.POST)
    if form.is_valid():
        with refusals_shown_on(form):
            note_hearing(
                request=request_of(case),
                on=form.cleaned_data["heard_on"],
                words=form.cleaned_data["words"],
                by=request.user,
                at=now,
            )
    if form.errors:
        page = page_of(request, case, now, hearing_form=form) | {"form": form}
        return render(request, "cases/case.html", page, status=422)
    messages.success(request, _("The hearing is noted."))
    return redirect("web:case", case_id=case.pk)


@sensitive_post_parameters("words")
@require_POST
def appeal(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Take in an appeal against what was decided of a case."""
    case, now = find(request, case_id), timezone.now()
    require(can_receive_appeal(request.user))
    form = AppealForm(request.POST)
    if form.is_valid():
        with refusals_shown_on(form):
            made = appeal_decision(
                case=case, channel=Channel.COUNTER, words=form.cleaned_data["words"], by=request.user, at=now
            )
    if form.errors:
        page = page_of(request, case, now, appeal_form=form) | {"form": form}
        return render(request, "cases/case.html", page, status=422)
    messages.success(request, _("The appeal is received. Others than those who decided first decide it."))
    return redirect("web:case", case_id=made.pk)


@require_POST
def certificate(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Give a person of one's territory their certificate of practice; the opening of the file is recorded."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user).select_related("holder__person"), pk=entry_id)
    require(can_receive_case(request.user))
    now = timezone.now()
    if entry.kind != EntryKind.ARTISAN:
        raise Http404
    try:
        paper = give_certificate(entry=entry, by=request.user, at=now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(file_address(entry.pk, ReadPurpose.SERVICE))
    open_person_file(person=entry.holder.person, by=request.user, at=now, purpose=ReadPurpose.SERVICE)
    return pdf_answer(paper)
