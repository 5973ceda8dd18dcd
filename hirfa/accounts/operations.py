"""What happens to accounts."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.errors import Refusal

from .choices import Permission, Role
from .models import Delegation, User
from .rules import NATION, holds, scope_is_valid


class AccountNotCreated(Refusal):
    code = "account_not_created"


@transaction.atomic
def create_account(
    *, username: str, password: str, role: Role, scope: str = NATION, full_name: str = "", by: object, at: dt.datetime
) -> User:
    """Create an account. Raises AccountNotCreated for a log-in already taken or a scope that is not one."""
    if not scope_is_valid(scope):
        raise AccountNotCreated(_("The territory must be nation, region:NN or chamber:NN."))
    if User.objects.filter(username=username).exists():
        raise AccountNotCreated(_("This log-in is taken."))
    user = User(username=username, role=role, scope=scope, full_name=full_name)
    user.set_password(password)
    user.save(force_insert=True)
    record(verb="account.created", subject=user, by=by, at=at, facts={"role": role, "scope": scope})
    return user


def note_login(*, user: User, at: dt.datetime) -> None:
    """Write in the diary that somebody came in."""
    record(verb="account.logged_in", subject=user, by=user, at=at)


def note_login_refused(*, username: str, at: dt.datetime) -> None:
    """Write in the diary that a try was refused, and for whom if there is such an account.

    What was typed for an unknown one is not kept: people type their password there.
    """
    user = User.objects.filter(username=username).first()
    record(verb="account.login_refused", subject=user or "accounts.user:unknown", by="login", at=at)


class DelegationRefused(Refusal):
    code = "delegation_refused"


@transaction.atomic
def delegate_signature(
    *, giver: User, taker: User, acts: list[str], valid_from: dt.date, valid_to: dt.date, by: object, at: dt.datetime
) -> Delegation:
    """Let someone sign in the giver's place, for these acts, from one day to another (both included).

    Raises DelegationRefused when the giver does not sign in their own name, the taker may not sign for others, works
    elsewhere or is the giver, no act is named, or the period is empty.
    """
    if not holds(giver.role, Permission.CASE_SIGN) or not holds(taker.role, Permission.CASE_SIGN_FOR):
        raise DelegationRefused(_("Only a signatory delegates, and only to someone who may sign for others."))
    if giver.pk == taker.pk or giver.scope != taker.scope:
        raise DelegationRefused(_("A signature is delegated to another person of the same territory."))
    if not acts or valid_to < valid_from:
        raise DelegationRefused(_("Name the acts, and a last day that is not before the first."))
    delegation = Delegation.objects.create(
        giver=giver, taker=taker, acts=sorted(acts), valid_from=valid_from, valid_to=valid_to, recorded_at=at
    )
    facts = {"giver": giver.username, "taker": taker.username, "acts": delegation.acts}
    record(verb="delegation.given", subject=delegation, by=by, at=at, facts=facts)
    return delegation


@transaction.atomic
def withdraw_delegation(*, delegation: Delegation, by: object, at: dt.datetime) -> Delegation:
    """End a delegation at once. What was signed under it stays signed. Raises DelegationRefused for one already ended."""
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if delegation.withdrawn_at is not None:
        raise DelegationRefused(_("This delegation was already withdrawn."))
    delegation.withdrawn_at = at
    delegation.save(update_fields=["withdrawn_at"])
    record(verb="delegation.withdrawn", subject=delegation, by=by, at=at)
    return delegation


@transaction.atomic
def forget_sessions(*, at: dt.datetime) -> int:
    """Delete the sessions that have run out, and return how many: who worked when stands in the diary."""
    gone, _by_table = Session.objects.filter(expire_date__lt=at).delete()
    return gone
