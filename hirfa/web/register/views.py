"""Search of the register, and a person's file: who may see what of whom, and the opening recorded."""

import datetime as dt
import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from hirfa.audit.queries import list_lines_about
from hirfa.cards.models import Card
from hirfa.cards.permissions import can_issue_card
from hirfa.cards.queries import list_cards_of, may_renew
from hirfa.cards.rules import LIVE
from hirfa.casework.permissions import can_receive_case
from hirfa.core.dates import legal_day
from hirfa.directory.permissions import can_keep_profile
from hirfa.directory.queries import find_profile_of
from hirfa.processes.permissions import can_give_own_data
from hirfa.register.changes import FIELDS_OF
from hirfa.register.choices import EntryKind
from hirfa.register.models import Entry
from hirfa.register.operations import PurposeUnknown, open_person_file
from hirfa.register.permissions import can_open_person, can_read_identity, can_view_entries
from hirfa.register.queries import find_entry_by_nia, get_person_file, search_people
from hirfa.web.cases.showing import act_labels
from hirfa.web.diary import happenings
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import language
from hirfa.web.parts import Crumb
from hirfa.web.privacy.forms import OwnDataForm

from . import showing
from .forms import PurposeForm, SearchForm
from .part import part_table

MOST = 50
DIARY_LINES = 100


@sensitive_post_parameters("text")
@require_http_methods(["GET", "POST"])
def search(request: SignedInRequest) -> HttpResponse:
    """Answer under the form, on the same page: what was typed is posted and comes back in the form alone."""
    require(can_view_entries(request.user))
    form = SearchForm(request.POST if request.method == "POST" else None, user=request.user)
    found = results(request, form) if form.is_valid() else None
    page = {"form": form, "table": found, "crumbs": [Crumb(_("Register"))]}
    template = "register/results.html" if request.htmx else "register/search.html"  # type: ignore[attr-defined]
    return render(request, template, page)


def results(request: SignedInRequest, form: SearchForm) -> object:
    text, user = form.cleaned_data["text"], request.user
    if can_open_person(user):
        hits = search_people(user=user, text=text, limit=MOST + 1)
        return showing.hits_table(hits, purpose=form.cleaned_data["purpose"], most=MOST)
    entry = find_entry_by_nia(text, user=user)
    return showing.entry_table(entry)


@require_safe
def person(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Show a file, for a purpose: asked for first when the address does not say it, then recorded at every opening."""
    entries = Entry.objects.visible_to(request.user).filter(kind=EntryKind.ARTISAN)
    entry = get_object_or_404(entries.select_related("holder"), pk=entry_id)
    require(can_open_person(request.user))
    purpose = request.GET.get("purpose")
    if purpose is None:
        return render(request, "register/purpose.html", {"form": PurposeForm(), "entry": entry, **crumbs(entry)})
    now = timezone.now()
    try:
        file = get_person_file(entry_id=entry.pk, user=request.user)
    except Entry.DoesNotExist as error:  # moved to another chamber between the two questions
        raise Http404 from error
    try:
        open_person_file(person=file.person, by=request.user, at=now, purpose=purpose)
    except PurposeUnknown as refusal:
        form = PurposeForm({"purpose": ""})
        form.add_error("purpose", str(refusal))
        return render(request, "register/purpose.html", {"form": form, "entry": entry, **crumbs(entry)}, status=422)
    cards, today = list_cards_of(holder=entry.holder), legal_day(now)
    reads = list_lines_about(file.person)[:DIARY_LINES]
    page = {
        "file": file,
        "identity": showing.identity_of(file, full=can_read_identity(request.user)),
        "portrait": "" if file.person.erased_at else showing.portrait_of(file, on=today),
        "state": showing.state_badge(file.now.state),
        "facts": showing.facts_table(file),
        "cards": showing.cards_table(cards, purpose=purpose, shown=file.person.erased_at is None),
        "part": part_table(entry.holder),
        "sources": showing.sources_table(file),
        "reads": happenings(reads),
        "timeline": happenings(list_lines_about(entry, entry.holder, *cards)[:DIARY_LINES]),
        "purpose": purpose,
        "copy_form": OwnDataForm(initial={"language": language()}) if can_give_own_data(request.user) else None,
        "may_ask": can_receive_case(request.user),
        "asks": [(act, label) for act, label in act_labels().items() if act in FIELDS_OF],
        "may_issue": can_issue_card(request.user) and not any(stands_in_the_way(card, today) for card in cards),
        "profile": find_profile_of(holder=entry.holder),
        "may_keep_profile": can_keep_profile(request.user),
        **crumbs(entry),
    }
    return render(request, "register/person.html", page)


def stands_in_the_way(card: Card, day: dt.date) -> bool:
    """Say whether a card keeps its holder from another one, as the operation will: one in its last days is replaced."""
    return card.state in LIVE and not may_renew(card, on=day)


def crumbs(entry: Entry) -> dict[str, list[Crumb]]:
    return {"crumbs": [Crumb(_("Register"), showing.search_address()), Crumb(entry.holder.nia or "")]}
