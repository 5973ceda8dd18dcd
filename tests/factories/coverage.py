"""States of cover."""

import datetime as dt

import factory

from hirfa.coverage.choices import CoverState
from hirfa.coverage.models import CoverStatus


class CoverStatusFactory(factory.django.DjangoModelFactory[CoverStatus]):
    class Meta:
        model = CoverStatus

    state = CoverState.RIGHTS_OPEN
    valid_from = dt.date(2024, 1, 1)
    recorded_at = dt.datetime(2024, 1, 5, 9, 0, tzinfo=dt.UTC)
