"""Keys that sign for the tests of a day."""

import datetime as dt

from hirfa.issuing.models import IssuerKey
from hirfa.issuing.operations import make_keys

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)


def lay_keys(*, at: dt.datetime = AT, valid_from: dt.datetime | None = None) -> list[IssuerKey]:
    """Make what the installation lacks: a root, and a signer good from a year before, so that old cards can be signed."""
    return make_keys(by="tests", at=at, valid_from=valid_from or at - dt.timedelta(days=366))
