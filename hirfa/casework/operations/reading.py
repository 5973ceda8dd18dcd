"""Reading a case is reading someone's papers: it is recorded."""

import datetime as dt

from hirfa.accounts.models import User
from hirfa.audit.models import DiaryLine
from hirfa.audit.operations import record

from ..models import Case
from .moving import chain_of


def open_case_file(*, case: Case, by: User, at: dt.datetime) -> DiaryLine:
    """Record that someone read a case with its pieces, to prepare a decision (law 09-08)."""
    facts = {"purpose": "DECISION", "scope": by.scope}
    return record(verb="case.file_opened", subject=case, by=by, at=at, facts=facts, chain=chain_of(case))
