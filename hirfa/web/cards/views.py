"""A card: what it looks like, what it says, its state; its document; revoking it; issuing one.

A card shows a person's name, so each opening is recorded like that of the file, for the purpose that the address bears.
"""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hirfa.cards.models import Card
from hirfa.cards.operations import issue_card, revoke_card
from hirfa.cards.permissions import can_issue_card, can_print_card, can_revoke_card
from hirfa.cards.printing import cards_pdf
from hirfa.cards.queries import check_text
from hirfa.cards.rules import LIVE, may_print
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.register.choices import EntryKind, ReadPurpose
from hirfa.register.models import Entry
from hirfa.register.operations import open_person_file
from hirfa.register.permissions import can_open_person
from hirfa.web.doors import SignedInRequest, refusals_shown_on, require
from hirfa.web.parts import Crumb
from hirfa.web.register.forms import PurposeForm
from hirfa.web.register.showing import CARD_TONES, file_address, search_address, with_purpose

from . import pictures
from .forms import RevokeForm


def find(request: SignedInRequest, card_id: uuid.UUID) -> Card:
    """Return a card of the user's territory; 404 for another, and for one whose text was erased with its holder's data."""
    cards = Card.objects.visible_to(request.user).filter(holder__person__erased_at__isnull=True)
    return get_object_or_404(
        cards.select_related("holder__person", "holder__entry", "credential", "chamber"), pk=card_id
    )


def purpose_of(request: HttpRequest) -> str:
    """Return the purpose that the address or the form bears, "" when it bears none that is known."""
    purpose = request.GET.get("purpose") or request.POST.get("purpose") or ""
    return purpose if purpose in ReadPurpose.values else ""


def ask_why(request: SignedInRequest, found: Card) -> HttpResponse:
    """Ask for the purpose, as the person's file does; an unknown one is refused."""
    stated = "purpose" in request.GET
    form = PurposeForm(request.GET) if stated else PurposeForm()
    page = {"form": form, "entry": found.holder.entry, "crumbs": crumbs_of(request, found, "")}
    return render(request, "register/purpose.html", page, status=422 if stated else 200)


def card_address(card: Card, purpose: str) -> str:
    return with_purpose(reverse("web:card", kwargs={"card_id": card.pk}), purpose)


def sees_cards(request: SignedInRequest) -> bool:
    return can_open_person(request.user) or can_print_card(request.user)


@require_safe
def card(request: SignedInRequest, card_id: uuid.UUID) -> HttpResponse:
    found = find(request, card_id)
    require(sees_cards(request))
    now, purpose = timezone.now(), purpose_of(request)
    if not purpose:
        return ask_why(request, found)
    open_person_file(person=found.holder.person, by=request.user, at=now, purpose=purpose)
    return render(request, "cards/card.html", page_of(request, found, now, RevokeForm()))


def page_of(request: SignedInRequest, found: Card, now: dt.datetime, form: RevokeForm) -> dict[str, object]:
    purpose, text = purpose_of(request), found.credential.text
    return {
        "card": found,
        "tone": CARD_TONES[found.state],
        "run_out": found.state in LIVE and found.has_run_out(legal_day(now)),
        "result": check_text(text, now),
        "faces": pictures.faces(found),
        "qr_svg": pictures.code_svg(text),
        "qr_png": pictures.code_png(text),
        "moves": found.moves.order_by("pk"),
        "form": form,
        "may_print": can_print_card(request.user)
        and may_print(state=found.state, expires_on=found.expires_on, on=legal_day(now)),
        "may_revoke": can_revoke_card(request.user) and found.state in LIVE,
        "purpose": purpose,
        "crumbs": crumbs_of(request, found, purpose),
    }


def crumbs_of(request: SignedInRequest, found: Card, purpose: str) -> list[Crumb]:
    back = file_address(found.holder.entry.pk, purpose) if can_open_person(request.user) else ""
    return [Crumb(_("Register"), search_address()), Crumb(found.holder.nia or "", back), Crumb(found.number)]


@require_safe
def document(request: SignedInRequest, card_id: uuid.UUID) -> HttpResponse:
    """Return the card's PDF, front and back; of a card that is not valid, the reason why there is none."""
    found = find(request, card_id)
    require(can_print_card(request.user))
    now, purpose = timezone.now().replace(microsecond=0), purpose_of(request)  # a PDF is dated to the second
    if not purpose:
        return ask_why(request, found)
    try:
        pdf = cards_pdf([found], at=now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(card_address(found, purpose))
    open_person_file(person=found.holder.person, by=request.user, at=now, purpose=purpose)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    return answer


@require_POST
def revoke(request: SignedInRequest, card_id: uuid.UUID) -> HttpResponse:
    """Revoke a card for a reason. From then on everyone who checks it sees it refused."""
    found = find(request, card_id)
    require(can_revoke_card(request.user))
    form, now = RevokeForm(request.POST), timezone.now()
    if form.is_valid():
        with refusals_shown_on(form):
            revoke_card(card=found, reason=form.cleaned_data["reason"], by=request.user, at=now)
    if form.errors and purpose_of(request):
        return render(request, "cards/card.html", page_of(request, found, now, form), status=422)
    if not form.errors:
        messages.success(
            request, _("Card %(number)s is revoked: whoever checks it now sees so.") % {"number": found.number}
        )
    return redirect(card_address(found, purpose_of(request)))


@require_POST
def issue(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Issue a card to the person of an entry."""
    entries = Entry.objects.visible_to(request.user).filter(kind=EntryKind.ARTISAN)
    entry = get_object_or_404(entries.select_related("holder"), pk=entry_id)
    require(can_issue_card(request.user))
    try:
        made = issue_card(holder=entry.holder, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(file_address(entry.pk, purpose_of(request)))
    messages.success(request, _("Card %(number)s is issued.") % {"number": made.number})
    return redirect(card_address(made, purpose_of(request)))
