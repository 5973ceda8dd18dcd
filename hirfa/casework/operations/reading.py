"""Reading a case is reading someone's papers: it is recorded."""

import datetime as dt

from hirfa.accounts.models import User
from hirfa.audit.models import DiaryLine
from hirfa.audit.operations import actor_text, record
from hirfa.audit.queries import has_line
from hirfa.core.dates import legal_day, start_of_day

from ..models import Case
from .moving import chain_of


def open_case_file(*, case: Case, by: User, at: dt.datetime) -> DiaryLine:
    """Record that someone read a case with its pieces, to prepare a decision (law 09-08)."""
    facts = {"purpose": "DECISION", "scope": by.scope}
    return record(verb="case.file_opened", subject=case, by=by, at=at, facts=facts, chain=chain_of(case))


def open_case_piece(*, case: Case, by: User, at: dt.datetime) -> DiaryLine | None:
    """Record the reading of a piece as that of its case, unless the same person opened the case on the same legal day.

    A case shows its pages as pictures asked for one by one: they are one reading, but a page asked for alone is one too.
    """
    since = start_of_day(legal_day(at))
    if has_line(verb="case.file_opened", subject=case, actor=actor_text(by), since=since):
        return None
    return open_case_file(case=case, by=by, at=at)
