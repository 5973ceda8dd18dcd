"""A person's copy of all that is held of them (law 09-08, right of access), as JSON and as a document to read."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from django.conf import settings
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from hirfa.accounts.models import User
from hirfa.audit.operations import record
from hirfa.casework.models import Case
from hirfa.core import formats
from hirfa.core.dates import legal_day
from hirfa.documents.models import StoredFile
from hirfa.documents.render import render_pdf
from hirfa.issuing.models import Credential
from hirfa.notifications.models import Notification
from hirfa.reference.models import Labelled
from hirfa.register.choices import ReadPurpose
from hirfa.register.models import Person, SourceRow

from .holdings import HOLDINGS, NOT_COPIED, Trail, trail_of
from .reads import chain_of, is_reading, lines_of, list_reads
from .table import personal_fields
from .wording import isolated, kept_texts, language, moment_text, value_text

SCHEMA: Final = "hirfa-own-data-1"
TEMPLATE: Final = "processes/typst/copy.typ"
Json = dict[str, Any]

# Of no meaning to a reader: what is derived from other fields that are told, and keys that nobody can read back.
HIDDEN: Final = frozenset(
    {"sort_ar", "sort_latin", "resume_key", "recipient_hash", "portrait_seed", "status_index", "subject_id"}
)
# A foreign key is told when it leads to one of these; the rest is how rows hang together.
TOLD_LINKS: Final = (Labelled, User, StoredFile)
TOLD_BY_NAME: Final = frozenset({"fairs.Fair", "training.Course", "fairs.Stand", "cooperatives.WomenSpace"})
# What is for machines is in the JSON, not on paper: signed texts, names of rows, references of gateways.
NOT_ON_PAPER: Final = frozenset(
    {
        *((Credential, name) for name in ("text", "subject_type", "status_index")),
        *((Notification, name) for name in ("kind", "about", "key", "reference", "last_error")),
        *((Case, "subject"), (SourceRow, "identity"), (Person, "is_current")),
    }
)


class CopyForm(StrEnum):
    PDF = "pdf"
    JSON = "json"


def export_own_data(*, person: Person, language: str, at: dt.datetime, verbs: Mapping[str, Promise]) -> Json:
    """Return all that the product holds of a person as plain values, in a language (`ar`, `fr`, `en`).

    With it: why and how long each kind is kept, who read the file, when and why, and what happened to it. `verbs` are the
    diary's words for a reader; a verb without words is told as it is.
    """
    with override(language):
        trail = trail_of(person)
        lines = lines_of(trail).exclude(is_reading())
        return {
            "schema": SCHEMA,
            "demonstration": settings.HIRFA_DEMONSTRATION,
            "language": language,
            "made_at": at.isoformat(),
            "nia": trail.entry.holder.nia,
            "erased": person.erased_at is not None,
            "sections": _sections(trail, on=legal_day(at)),
            "reads": [
                {
                    "at": read.at.isoformat(),
                    "moment": moment_text(read.at),
                    "what": str(verbs.get(read.verb, read.verb)),
                    "who": read.who,
                    "role": read.role,
                    "territory": read.scope,
                    "purpose": read.purpose,
                }
                for read in list_reads(trail)
            ],
            "diary": [
                {
                    "at": line.at.isoformat(),
                    "moment": moment_text(line.at),
                    "verb": line.verb,
                    "what": str(verbs.get(line.verb, line.verb)),
                    "who": line.actor.removeprefix("user:"),
                }
                for line in lines
            ],
        }


@transaction.atomic
def give_own_data(
    *, person: Person, form: CopyForm, language: str, verbs: Mapping[str, Promise], by: User, at: dt.datetime
) -> bytes:
    """Make a person's copy, record who made it and its hash, and return it: JSON, or a PDF to read and to print."""
    told = export_own_data(person=person, language=language, at=at, verbs=verbs)
    if form is CopyForm.JSON:
        content = f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()
    else:
        content = render_pdf(TEMPLATE, sheet_of(told, at=at), at=at)
    facts = {
        "purpose": ReadPurpose.RIGHTS,
        "scope": by.scope,
        "form": form,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    record(verb="person.data_copied", subject=person, by=by, at=at, facts=facts, chain=chain_of(trail_of(person)))
    return content


def sheet_of(told: Json, *, at: dt.datetime) -> Json:
    """Return a copy as the Typst template reads it: values isolated, what only machines read left out."""
    with override(told["language"]):
        words = {
            "title": _("Your data in the national register of crafts"),
            "lead": _(
                "This is all that the system holds of you, why, and for how long, with those who read your file."
                " If something is wrong, ask the counter of your chamber to correct it."
            ),
            "rights": _(
                "Law 09-08 gives you the right to see your data, to have it corrected and to object for good reason."
                " Whom to ask: the counter of your chamber, the data-protection officer of the ministry, and in the end the"
                " national commission for the control of personal data protection (CNDP)."
            ),
            "made_on": _("Made on %(moment)s") % {"moment": moment_text(at)},
            "nia": _("Craft number (NIA)"),
            "why": _("Why"),
            "kept": _("How long"),
            "reads": _("Who read your file"),
            "no_reads": _("Nobody has opened your file."),
            "diary": _("What happened"),
            "moment": _("Moment"),
            "what": _("What was done"),
            "who": _("Who"),
            "purpose": _("For what purpose"),
            "demonstration": _("DEMONSTRATION: every person is invented") if told["demonstration"] else "",
        }
    return {
        "language": told["language"],
        "words": words,
        "nia": isolated(told["nia"] or ""),
        "sections": [
            {
                **{key: section[key] for key in ("title", "why", "kept")},
                "rows": [
                    [[field["label"], isolated(field["value"])] for field in row if field["on_paper"]]
                    for row in section["rows"]
                ],
            }
            for section in told["sections"]
        ],
        "reads": [
            [read["moment"], read["what"], f"{isolated(read['who'])} {read['role']}".strip(), read["purpose"]]
            for read in told["reads"]
        ],
        "diary": [[line["moment"], isolated(line["what"]), isolated(line["who"])] for line in told["diary"]],
    }


def _sections(trail: Trail, *, on: dt.date) -> list[Json]:
    table = personal_fields()
    kept = kept_texts(table, on=on)
    sections = []
    for model, find in HOLDINGS.items():
        fields = [field for field in model._meta.concrete_fields if _is_told(field)]
        links = [field.name for field in fields if field.is_relation]
        rows = [] if model in NOT_COPIED else list(find(trail).select_related(*links).order_by("pk"))
        if not fields or not rows:
            continue
        declared = table.of_model(model._meta.label)
        sections.append(
            {
                "key": model._meta.label,
                "title": _title(str(model._meta.verbose_name_plural if len(rows) > 1 else model._meta.verbose_name)),
                "why": _all_of(table.say("purposes", each.purpose, language()) for each in declared),
                "kept": _all_of(kept.get(each.retention, "") for each in declared),
                "rows": [_row(row, fields) for row in rows],
            }
        )
    return sections


def _is_told(field: "models.Field[Any, Any]") -> bool:
    if field.primary_key or field.name in HIDDEN:
        return False
    target = field.related_model
    if not isinstance(target, type):
        return True
    return issubclass(target, TOLD_LINKS) or target._meta.label in TOLD_BY_NAME


def _row(row: models.Model, fields: "list[models.Field[Any, Any]]") -> list[Json]:
    told = []
    for field in fields:
        if said := _said(row, field):
            told.append(
                {
                    "name": field.name,
                    "label": _label(field),
                    "value": said,
                    "on_paper": (type(row), field.name) not in NOT_ON_PAPER,
                }
            )
    return told


def _said(row: models.Model, field: "models.Field[Any, Any]") -> str:
    value = getattr(row, field.name)
    if isinstance(value, StoredFile):
        day = formats.date(legal_day(value.stored_at), language())
        return _("%(kind)s of %(day)s, %(size)s bytes, hash %(hash)s") % {
            "kind": value.get_kind_display(),
            "day": day,
            "size": value.size,
            "hash": value.sha256[:16],
        }
    return value_text(row, field)


def _all_of(texts: Iterable[str]) -> str:
    between = {"ar": "؛ ", "fr": f"{formats.NBSP}; "}.get(language(), "; ")
    return between.join(dict.fromkeys(text for text in texts if text))


def _label(field: "models.Field[Any, Any]") -> str:
    """Return what a field is called; a link without a name of its own is called as what it leads to."""
    if isinstance(field.related_model, type) and not isinstance(field.verbose_name, Promise):
        return str(field.related_model._meta.verbose_name)
    return str(field.verbose_name)


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]
