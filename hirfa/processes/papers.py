"""The letters and certificates that people are given, in both languages, each with the code that proves it."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hirfa.accounts.models import User
from hirfa.casework.choices import Outcome
from hirfa.casework.models import Case, Decision
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.core.formats import date as day_in_words
from hirfa.core.formats import isolate
from hirfa.documents.letters import Certificate, Letter, Signatory, Words, certificate_pdf, digest_of, letter_pdf
from hirfa.issuing.choices import PaperKind, PaperOutcome
from hirfa.issuing.operations import PaperOrder
from hirfa.reference.models import Act, Chamber, Commune, Province, Trade
from hirfa.reference.queries import get_act, get_parameter, list_grounds
from hirfa.register.choices import Sex, StandingState, TitleKind
from hirfa.register.models import Entry, Paper, Person, Situation, Workplace
from hirfa.register.operations.papers import keep_paper

from .appealing import AGAINST_THE_PERSON, is_against_an_act
from .subjects import Addressee, addressee_of

_OUTCOMES: Final = {
    "SUSPENSION": PaperOutcome.SUSPENDED,
    "CLOSURE": PaperOutcome.CLOSED,
    "RETURN": PaperOutcome.RESTORED,
}
_TITLES: Final[dict[tuple[str, bool], Words]] = {
    (TitleKind.ARTISAN, False): Words("صانع تقليدي", "Artisan"),
    (TitleKind.ARTISAN, True): Words("صانعة تقليدية", "Artisane"),
    (TitleKind.MAALEM, False): Words("لمعلّم", "Maître artisan"),
    (TitleKind.MAALEM, True): Words("لمعلّمة", "Maîtresse artisane"),
}


class CertificateRefused(Refusal):
    code = "certificate_refused"


class PaperErased(Refusal):
    code = "paper_erased"


def both(say: Callable[[str], str]) -> Words:
    """Return what `say` says in Arabic and in French; it is called with the language, which is also the active one."""
    said = {}
    for language in ("ar", "fr"):
        with translation.override(language):
            said[language] = say(language)
    return Words(**said)


@transaction.atomic
def write_letter(*, case: Case, decision: Decision, by: User, at: dt.datetime) -> Paper:
    """Sign the letter of a decision and keep it. Raises NoSigningKey."""
    day, who = legal_day(at), addressee_of(case)
    letter = _letter(case, decision, who, day)
    order = PaperOrder(
        kind=PaperKind.APPEAL if case.appeal_of_id else PaperKind.DECISION,
        number=letter.number,
        issued_on=day,
        subject=case.number,
        subject_type="casework.case",
        subject_id=case.pk,
        digest=digest_of(letter),
        chamber=case.chamber_id,
        outcome=_outcome(case, decision),
        name_latin=who.name.fr,
        name_ar=who.name.ar,
    )
    return keep_paper(order=order, content=_as_json(letter), case=case, entry=None, by=by, at=at)


def _outcome(case: Case, decision: Decision) -> PaperOutcome:
    if decision.outcome == Outcome.REFUSED:
        return PaperOutcome.REFUSED
    if is_against_an_act(case):
        return PaperOutcome.RESTORED
    return _OUTCOMES.get(case.act, PaperOutcome.ACCEPTED)


def _letter(case: Case, decision: Decision, who: Addressee, day: dt.date) -> Letter:
    act: Act = get_act(case.act, on=case.received_on)
    grounds = {ground.code: ground for ground in list_grounds(case.act, on=case.received_on)}
    ground = grounds.get(decision.ground)
    accepted = decision.outcome == Outcome.ACCEPTED
    until = None if accepted and case.act not in AGAINST_THE_PERSON else decision.appeal_until
    return Letter(
        number=f"D/{case.chamber_id}/{case.number}",
        issued_on=day,
        place=_place(case.chamber),
        chamber=Words(case.chamber.label_ar, case.chamber.label_fr),
        subject_number=case.number,
        title=both(lambda _l: _("Decision on an appeal") if case.appeal_of_id else _("Decision")),
        addressee=_addressed(who),
        subject=Words(act.label_ar, act.label_fr),
        paragraphs=(both(lambda language: _answer(case, language, accepted=accepted)),),
        ground=Words(ground.label_ar, ground.label_fr) if ground else None,
        reasons=(Words(decision.reasons_ar or "", decision.reasons_fr or ""),),
        appeal=both(lambda _l: _how_to_appeal(case)) if until else None,
        appeal_until=until,
        signatory=_signatory(decision),
    )


def _answer(case: Case, language: str, *, accepted: bool) -> str:
    told = {"number": isolate(case.number), "day": day_in_words(case.received_on, language)}
    if accepted:
        return _("In answer to the request %(number)s received on %(day)s, it is decided to accept it.") % told
    return _("In answer to the request %(number)s received on %(day)s, it is decided to refuse it.") % told


def _how_to_appeal(case: Case) -> str:
    if not case.subject.startswith("register.application:"):
        return _("You may appeal to the regional directorate, with your reasons, at its counter or at your chamber's.")
    return _(
        "You may appeal to the regional directorate, with your reasons, at its counter or from your file on the web."
    )


def _addressed(who: Addressee) -> Words:
    if who.sex == Sex.FEMALE:
        return Words(f"السيدة {who.name.ar or who.name.fr}", f"Madame {who.name.fr or who.name.ar}")
    if who.sex == Sex.MALE:
        return Words(f"السيد {who.name.ar or who.name.fr}", f"Monsieur {who.name.fr or who.name.ar}")
    return Words(who.name.ar or who.name.fr, who.name.fr or who.name.ar)


def _place(chamber: Chamber) -> Words:
    return Words(chamber.seat_ar or chamber.region.label_ar, chamber.seat or chamber.region.label_fr)


def _signatory(decision: Decision) -> Signatory:
    signer = decision.signed_by
    giver = decision.delegation.giver if decision.delegation else None
    return Signatory(
        name=Words(signer.full_name, signer.full_name) if signer else Words("", ""),
        title=both(lambda _l: str(signer.get_role_display()) if signer else ""),
        by_delegation_of=both(lambda _l: giver.full_name or str(giver.get_role_display())) if giver else None,
    )


@transaction.atomic
def give_certificate(*, entry: Entry, by: object, at: dt.datetime) -> Paper:
    """Sign the certificate of practice of a person in force, as the register stands today; one a day, the same if asked again.

    Raises CertificateRefused for an entry that is not in force or not a person's, NoSigningKey.
    """
    day = legal_day(at)
    entry = Entry.objects.select_for_update(of=("self",)).select_related("holder").get(pk=entry.pk)
    now = Situation.objects.open_now().get(entry=entry)
    person = Person.objects.filter(pk=entry.holder_id).first()
    if person is None or now.state != StandingState.IN_FORCE:
        raise CertificateRefused(_("Only a person whose entry is in force is given a certificate of practice."))
    number = f"P/{now.chamber_code}/{now.nia}/{day:%Y%m%d}"
    given = Paper.objects.filter(number=number).first()
    if given is not None:
        return given
    certificate = _certificate(entry, person, now, number, day, by)
    order = PaperOrder(
        kind=PaperKind.PRACTICE,
        number=number,
        issued_on=day,
        subject=now.nia,
        subject_type="register.entry",
        subject_id=entry.pk,
        digest=digest_of(certificate),
        chamber=now.chamber_code,
        outcome=PaperOutcome.IN_FORCE,
        name_latin=certificate.name.fr,
        name_ar=certificate.name.ar,
        expires_on=certificate.expires_on,
    )
    return keep_paper(order=order, content=_as_json(certificate), case=None, entry=entry, by=by, at=at)


def _certificate(entry: Entry, person: Person, now: Situation, number: str, day: dt.date, by: object) -> Certificate:
    chamber = Chamber.objects.select_related("region").get(pk=now.chamber_code)
    trade = Trade.objects.get(pk=now.trade_code)
    place = Workplace.objects.get(entry=entry, valid_to__isnull=True, retracted_at__isnull=True)
    where: Commune | Province = place.commune or place.province
    woman = person.sex == Sex.FEMALE
    arabic = f"{person.given_name_ar} {person.family_name_ar}".strip()
    latin = f"{person.given_name_latin} {person.family_name_latin}".strip()
    return Certificate(
        number=number,
        issued_on=day,
        place=_place(chamber),
        chamber=Words(chamber.label_ar, chamber.label_fr),
        nia=now.nia,
        name=Words(arabic or latin, latin or arabic),
        woman=woman,
        trade=Words(trade.label_ar, trade.label_fr),
        title=_TITLES[now.title, woman],
        registered_on=entry.registered_on,
        born_on=person.born_on,
        identity_number=person.cin or "",
        workplace=Words(where.label_ar, where.label_fr),
        expires_on=day + dt.timedelta(days=get_parameter("certificate.validity", on=day)),
        signatory=_for_the_chamber(by),
    )


def _for_the_chamber(by: object) -> Signatory:
    """Return who hands a certificate out: the officer, or the chamber itself to whoever takes it from their own file."""
    if isinstance(by, User):
        return Signatory(Words(by.full_name, by.full_name), both(lambda _l: str(by.get_role_display())))
    return Signatory(Words("", ""), both(lambda _l: _("For the chamber")))


def paper_pdf(paper: Paper) -> bytes:
    """Return a paper as it was signed, as PDF: the same bytes each time. Raises PaperErased when its time was over."""
    if not paper.content:
        raise PaperErased(_("This paper was erased: the time for which it may be kept was over."))
    content = json.loads(paper.content)
    made = _from_json(Certificate if paper.kind == PaperKind.PRACTICE else Letter, content)
    at = paper.recorded_at.replace(microsecond=0)
    if isinstance(made, Certificate):
        return certificate_pdf(made, code=paper.credential.text, at=at)
    return letter_pdf(made, code=paper.credential.text, at=at)


def _as_json(paper: Letter | Certificate) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(paper), default=dt.date.isoformat))
    return told


def _from_json(kind: type[Letter] | type[Certificate], content: dict[str, Any]) -> Letter | Certificate:
    return kind(**{field.name: _value(field.name, content[field.name]) for field in dataclasses.fields(kind)})


def _value(name: str, told: Any) -> Any:
    """Return a value of a paper as it was before it was JSON: pairs of words, days, who signs."""
    if name == "signatory":
        delegated = told["by_delegation_of"]
        return Signatory(Words(**told["name"]), Words(**told["title"]), Words(**delegated) if delegated else None)
    if name in {"paragraphs", "reasons"}:
        return tuple(Words(**each) for each in told)
    if isinstance(told, dict):
        return Words(**told)
    if name.endswith("_on") or name == "appeal_until":
        return dt.date.fromisoformat(told) if told else None
    return told
