"""Questions about the diary."""

import datetime as dt
from dataclasses import dataclass

from django.db import models

from .models import ChainHead, DiaryLine
from .rules import FIRST_HASH, line_hash


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """Whether a chain holds: `broken_at` is the first position that does not, `lines` how many were read."""

    chain: str
    lines: int
    broken_at: int | None


def list_chains() -> list[str]:
    """Return the chains that have a head, or lines: one whose head was taken away is still to be verified."""
    heads = ChainHead.objects.values_list("chain", flat=True)
    return sorted({*heads, *DiaryLine.objects.order_by().values_list("chain", flat=True).distinct()})


def list_heads() -> dict[str, int]:
    """Return how far each chain has come: {chain: last position}."""
    return dict(ChainHead.objects.values_list("chain", "position"))


def list_lines_about(*subjects: models.Model | str) -> models.QuerySet[DiaryLine]:
    """Return the diary of one thing or several, the newest line first."""
    texts = [each if isinstance(each, str) else f"{each._meta.label_lower}:{each.pk}" for each in subjects]
    return DiaryLine.objects.filter(subject__in=texts).order_by("-at", "-pk")


def has_line(*, verb: str, subject: models.Model | str, actor: str, since: dt.datetime) -> bool:
    """Say whether someone (as the diary writes it) did this with one thing since a moment."""
    return list_lines_about(subject).filter(at__gte=since, verb=verb, actor=actor).exists()


def verify_chain(chain: str) -> ChainVerdict:
    """Recompute every hash of a chain, in order, up to its head as it stands at the beginning: others may go on writing."""
    head = ChainHead.objects.filter(chain=chain).first()
    lines = DiaryLine.objects.filter(chain=chain)
    until = lines.filter(position__lte=head.position) if head else lines
    previous, position = FIRST_HASH, 0
    for line in until.order_by("position").iterator(chunk_size=2000):
        position += 1
        expected = line_hash(
            previous=previous,
            chain=line.chain,
            position=position,
            at=line.at,
            actor=line.actor,
            verb=line.verb,
            subject=line.subject,
            facts=line.facts,
        )
        if (line.position, line.previous_hash, line.line_hash) != (position, previous, expected):
            return ChainVerdict(chain, position, position)
        previous = line.line_hash
    if head is None or (head.position, head.line_hash) != (position, previous):
        return ChainVerdict(chain, position, position + 1)  # lines were cut off at the end
    last = lines.aggregate(last=models.Max("position"))["last"] or 0
    now = ChainHead.objects.filter(chain=chain).first()  # read after the lines: a line is committed with its head
    if now is None or now.position < last:
        return ChainVerdict(chain, position, position + 1)  # lines were added, or the head was moved back
    return ChainVerdict(chain, position, None)
