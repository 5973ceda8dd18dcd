"""A decision is proposed by one person and signed by another."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may
from hirfa.accounts.queries import find_delegation
from hirfa.audit.operations import record
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.reference.choices import Body
from hirfa.reference.queries import get_act, list_grounds, list_pieces

from .. import rules
from ..choices import CaseState, Outcome, PieceState
from ..models import Case, Decision
from .moving import chain_of, lock_case, move


class DecisionRefused(Refusal):
    code = "decision_refused"


@transaction.atomic
def propose_decision(
    *, case: Case, outcome: Outcome, ground: str, reasons_ar: str, reasons_fr: str, by: User, at: dt.datetime
) -> Decision:
    """Propose how to decide, with the reasons in both languages. A refusal names its ground.

    Raises DecisionRefused when reasons or ground lack, a required piece of an acceptance is missing or not fit, or the
    commission has not seen the case; CaseMoveRefused.
    """
    case = lock_case(case)
    if not reasons_ar.strip() or not reasons_fr.strip():
        raise DecisionRefused(_("Give the reasons in Arabic and in French: the person reads them in the letter."))
    if outcome == Outcome.REFUSED and ground not in {each.code for each in list_grounds(case.act, on=case.received_on)}:
        raise DecisionRefused(_("A refusal names one of the grounds known for this act."))
    if outcome == Outcome.ACCEPTED:
        _check_pieces(case)
    _check_opinion(case, outcome)
    decision = Decision.objects.create(
        case=case,
        outcome=outcome,
        ground=ground if outcome == Outcome.REFUSED else "",
        reasons_ar=reasons_ar,
        reasons_fr=reasons_fr,
        proposed_by=by,
        proposed_at=at,
    )
    move(case, CaseState.PROPOSED, by=by, at=at)
    facts = {"outcome": outcome, "ground": decision.ground}
    record(verb="decision.proposed", subject=case, by=by, at=at, facts=facts, chain=chain_of(case))
    return decision


def _check_pieces(case: Case) -> None:
    if case.appeal_of_id is not None:
        return  # an appeal is judged on the pieces of the case that it is against
    asked = [(rule.code, rule.is_required, rule.one_of) for rule in list_pieces(case.act, on=case.received_on)]
    fit = case.pieces.filter(state=PieceState.FIT, replaced_at__isnull=True).values_list("code", flat=True)
    missing = rules.missing_pieces(asked, set(fit))
    if missing:
        labels = {rule.code: rule.label for rule in list_pieces(case.act, on=case.received_on)}
        raise DecisionRefused(
            _("Not accepted without: %(pieces)s. Call them fit, or ask for them.")
            % {"pieces": ", ".join(labels[code] for code in missing)}
        )


def _check_opinion(case: Case, outcome: Outcome) -> None:
    if case.body != Body.COMMISSION:
        return
    opinion = case.opinions.select_related("sitting").order_by("pk").last()  # put before a second sitting, that one's
    if opinion is None or opinion.sitting.closed_at is None:
        raise DecisionRefused(_("The commission decides this act: put the case before a sitting first."))
    if opinion.outcome != outcome:
        raise DecisionRefused(_("The commission thought otherwise: its minutes say so."))


@transaction.atomic
def return_proposal(*, case: Case, by: User, at: dt.datetime) -> Case:
    """Send a proposal back to the officer who examines the case. Raises DecisionRefused and CaseMoveRefused."""
    case = lock_case(case)
    standing = case.decisions.filter(returned_at__isnull=True, signed_at__isnull=True).first()
    if standing is None:
        raise DecisionRefused(_("Nothing is proposed."))
    standing.returned_at = at
    standing.save(update_fields=["returned_at"])
    move(case, CaseState.UNDER_REVIEW, by=by, at=at)
    record(verb="decision.returned", subject=case, by=by, at=at, chain=chain_of(case))
    return case


@transaction.atomic
def sign_decision(*, case: Case, by: User, at: dt.datetime) -> Decision:
    """Sign what is proposed: the case is decided. Someone who signs for another does so under a delegation, kept on the act.

    Raises DecisionRefused when nothing is proposed, the signer proposed it or decided the case appealed against, or no
    delegation of this act holds today.
    """
    case = lock_case(case)
    day = legal_day(at)
    standing = (
        case.decisions.filter(returned_at__isnull=True, signed_at__isnull=True).select_related("proposed_by").first()
    )
    if standing is None:
        raise DecisionRefused(_("Nothing is proposed."))
    if not rules.may_sign(
        by.username,
        proposer=standing.proposed_by.username,
        needs_two=case.needs_two,
        decided_before=_deciders(case.appeal_of),
    ):
        raise DecisionRefused(_("Another person must sign: you proposed this decision, or decided the case before."))
    delegation = None
    if not may(by, Permission.CASE_SIGN):
        delegation = find_delegation(taker=by, act=case.act, on=day)
        if delegation is None:
            raise DecisionRefused(_("No delegation lets you sign this act today. Ask the signatory for one."))
    act = get_act(case.act, on=case.received_on)
    standing.signed_by, standing.signed_at, standing.decided_on = by, at, day
    standing.delegation = delegation
    if case.appeal_of_id is None:
        standing.appeal_until = rules.appeal_until(day, delay=act.appeal_delay)
    standing.save(update_fields=["signed_by", "signed_at", "decided_on", "delegation", "appeal_until"])
    move(case, CaseState(standing.outcome), by=by, at=at)
    facts = {"outcome": standing.outcome, "delegation": str(delegation.pk) if delegation else None}
    record(verb="decision.signed", subject=case, by=by, at=at, facts=facts, chain=chain_of(case))
    return standing


def _deciders(case: Case | None) -> set[str]:
    """Return the log-ins of those who proposed or signed the decision of a case."""
    if case is None:
        return set()
    people = case.decisions.filter(signed_at__isnull=False).values_list("proposed_by__username", "signed_by__username")
    return {name for pair in people for name in pair if name}
