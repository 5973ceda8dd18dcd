"""What happens to accounts."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.errors import Refusal

from .choices import Role
from .models import User
from .rules import NATION, scope_is_valid


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
