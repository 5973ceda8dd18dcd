"""The one function that writes the diary."""

import datetime as dt
from typing import Any

from django.db import models, transaction

from .models import ChainHead, DiaryLine
from .rules import FIRST_HASH, NATIONAL, line_hash

SYSTEM = "system"


@transaction.atomic
def record(
    *,
    verb: str,
    subject: models.Model | str,
    by: object,
    at: dt.datetime,
    facts: dict[str, Any] | None = None,
    chain: str = NATIONAL,
) -> DiaryLine:
    """Write one line at the end of a chain and return it.

    `verb` is `noun.past_participle` and never changes its meaning. `by` is a user or the word of a system process. `facts`
    hold ids, codes and hashes, never a name, CIN or contact, so that erasure never breaks a chain. Call it last in the
    operation: it locks the chain's head until the transaction ends.
    """
    head = ChainHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        head, _made = ChainHead.objects.get_or_create(chain=chain, defaults={"position": 0, "line_hash": FIRST_HASH})
        head = ChainHead.objects.select_for_update().get(chain=chain)
    content: dict[str, Any] = {
        "chain": chain,
        "position": head.position + 1,
        "at": at.astimezone(dt.UTC),
        "actor": actor_text(by),
        "verb": verb,
        "subject": subject_text(subject),
        "facts": facts or {},
    }
    line = DiaryLine.objects.create(
        **content, previous_hash=head.line_hash, line_hash=line_hash(previous=head.line_hash, **content)
    )
    head.position, head.line_hash = line.position, line.line_hash
    head.save(update_fields=["position", "line_hash"])
    return line


def actor_text(by: object) -> str:
    """Return who, as the diary writes it: `user:<login>`, or the word of a system process."""
    login = getattr(by, "username", None)
    return f"user:{login}" if login else str(by or SYSTEM)


def subject_text(subject: models.Model | str) -> str:
    """Return what it was about, as the diary writes it: `app.model:id`."""
    return subject if isinstance(subject, str) else f"{subject._meta.label_lower}:{subject.pk}"
