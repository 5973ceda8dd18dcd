"""What registering brings and costs, as it is read before anyone consents. The words shown are the words kept."""

import datetime as dt
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hirfa.casework.choices import Channel
from hirfa.core import formats
from hirfa.reference.models import PieceRule
from hirfa.reference.queries import get_act, list_pieces
from hirfa.register.applications import ACT_OF, monthly_contribution
from hirfa.register.choices import ApplicationKind
from hirfa.register.models import Application
from hirfa.web.formats import language

_STANDING: Final = gettext_lazy(
    "You stand in the national register of handicrafts: you receive a craft number for life, and may ask for the"
    " professional card, which anyone can check."
)
_OFFERS: Final = gettext_lazy(
    "You may ask for a place at fairs, for training and for quality marks, and use what partners offer to those who are registered."
)
_COVER: Final = gettext_lazy(
    "You and your family come under the compulsory health insurance (AMO) of people who work on their own account."
)
_TITLE: Final = gettext_lazy("Your title of master artisan stands in the register and on your card.")
_UNIT: Final = gettext_lazy("The enterprise or cooperative stands in the national register under a number of its own.")
BRINGS: Final[dict[str, tuple[Promise, ...]]] = {
    ApplicationKind.ARTISAN: (_STANDING, _OFFERS, _COVER),
    ApplicationKind.MAALEM: (_TITLE, _OFFERS),
    ApplicationKind.ENTERPRISE: (_UNIT, _OFFERS),
    ApplicationKind.COOPERATIVE: (_UNIT, _OFFERS),
}
_OF_ONES_OWN: Final = gettext_lazy(
    "Every month the National Social Security Fund (CNSS) will ask you for a contribution: %(amount)s a month today for an"
    " artisan who keeps no accounts for taxes. For others it follows their tax scheme."
)
_AS_BEFORE: Final = gettext_lazy(
    "The title adds nothing to what the National Social Security Fund (CNSS) asks of every registered artisan each month:"
    " %(amount)s a month today for one who keeps no accounts for taxes."
)
_OF_EACH: Final = gettext_lazy(
    "This registration covers nobody's health: each registered artisan in it owes a contribution of their own to the National"
    " Social Security Fund (CNSS), %(amount)s a month today for one who keeps no accounts for taxes."
)
COSTS: Final[dict[str, Promise]] = {
    ApplicationKind.ARTISAN: _OF_ONES_OWN,
    ApplicationKind.MAALEM: _AS_BEFORE,
    ApplicationKind.ENTERPRISE: _OF_EACH,
    ApplicationKind.COOPERATIVE: _OF_EACH,
}
_LEAVING: Final = "CLOSURE"


@dataclass(frozen=True, slots=True)
class Terms:
    """Sections of (heading, paragraphs), and the sentence that is agreed to."""

    sections: list[tuple[str, list[str]]]
    consent: str

    @property
    def text(self) -> str:
        """All of it as kept with the consent: headings, paragraphs, and the sentence at the end."""
        lines = [line for heading, paragraphs in self.sections for line in (heading, *paragraphs)]
        return "\n".join([*lines, self.consent])


class Known(NamedTuple):
    """What the reference lists say of a kind on a day: contribution in centimes, pieces for leaving, days to decide."""

    contribution: int
    leaving: list[PieceRule]
    days: int


def known_on(kind: str, day: dt.date) -> Known:
    """Return what the terms of a kind are written from; three queries."""
    act = get_act(ACT_OF[kind], on=day)
    return Known(monthly_contribution(on=day), list_pieces(_LEAVING, on=day), act.decision_delay)


def terms_of(kind: str, channel: str, known: Known) -> Terms:
    """Return what is read before consenting, in the language of the page."""
    amount = formats.dirhams(known.contribution, language())
    return Terms(
        [
            (_("What it brings"), [str(each) for each in BRINGS[kind]]),
            (_("What it costs"), [str(COSTS[kind]) % {"amount": amount}]),
            (_("If one does not pay"), [_unpaid()]),
            (_("How to leave"), [_leaving(known.leaving)]),
            (_("What happens next"), [_next(known.days)]),
        ],
        _consent(channel),
    )


def _unpaid() -> str:
    return _(
        "What is not paid stays due and adds up, care is not reimbursed meanwhile, and the Fund may have it recovered as public"
        " debts are."
    )


def _leaving(rules: list[PieceRule]) -> str:
    how = _("Whoever stops practising asks the chamber to be struck off the register.")
    if rules:
        how += " " + _("The chamber may ask for: %(pieces)s.") % {"pieces": ", ".join(rule.label for rule in rules)}
    return how + " " + _("What was due before stays due. One may come back later.")


def _next(days: int) -> str:
    return ngettext(
        "Your chamber answers within %(days)s day. The count stops while it waits for a piece from you. Against a refusal you may"
        " appeal.",
        "Your chamber answers within %(days)s days. The count stops while it waits for a piece from you. Against a refusal you"
        " may appeal.",
        days,
    ) % {"days": days}


def _consent(channel: str) -> str:
    if channel == Channel.COUNTER:
        return _(
            "The person has read this, or it was read to them in their own language. They ask to be registered, declare that what"
            " is written here is true, and agree that the chamber uses it to examine this request and to keep the register (law"
            " 09-08)."
        )
    if channel == Channel.SPACE:
        return _(
            "The person was there in person. She has read this, or the manager of the women's space read it to her in her own"
            " language. She asks to be registered, declares that what is written here is true, and agrees that the chamber uses"
            " it to examine this request and to keep the register (law 09-08). The manager records her agreement here, and"
            " sends the request in her name."
        )
    return _(
        "I have read this. I ask to be registered, I declare that what I wrote is true, and I agree that the chamber uses it to"
        " examine my request and to keep the register (law 09-08)."
    )


def consent_holds(application: Application, known: Known) -> bool:
    """Say whether what a draft consented to is what it would read today, in any language: an amount may have changed since."""
    if application.consented_at is None:
        return False
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            if application.consent_text == terms_of(application.kind, application.channel, known).text:
                return True
    return False
