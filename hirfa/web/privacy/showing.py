"""Personal data as its pages show it: the declared table, what is due, who read a file."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hirfa.processes.personal_data.reads import Read
from hirfa.processes.personal_data.retention import Due, DueKind
from hirfa.processes.personal_data.table import Erasure, PersonalField, personal_fields
from hirfa.processes.personal_data.wording import kept_texts
from hirfa.web.diary import VERBS
from hirfa.web.formats import language, moment_text, number_text
from hirfa.web.parts import Cell, Column, Table

THEN: Final[dict[Erasure, Promise]] = {
    Erasure.BLANK: gettext_lazy("emptied"),
    Erasure.DELETE_ROW: gettext_lazy("deleted"),
    Erasure.KEEP: gettext_lazy("kept"),
}
DUE_LABELS: Final[dict[DueKind, Promise]] = {
    DueKind.DRAFTS: gettext_lazy("Applications never sent"),
    DueKind.CASES: gettext_lazy("Cases that ended: pieces and words"),
    DueKind.MESSAGES: gettext_lazy("Messages: to whom, and what they said"),
    DueKind.LISTS: gettext_lazy("Lists of people that chambers sent"),
    DueKind.STRAYS: gettext_lazy("Files whose sending was broken off"),
    DueKind.FILES: gettext_lazy("Files with a last day of their own"),
    DueKind.PEOPLE: gettext_lazy("People whose entry was closed"),
}


def privacy_tables(*, on: dt.date) -> list[Table]:
    """Return the declared table, one part for each kind of person, with the delays of a day."""
    table, kept = personal_fields(), kept_texts(personal_fields(), on=on)
    columns = [_("What is held"), _("Why"), _("Legal basis"), _("How long"), _("And then")]
    tables = []
    for subject in table.words["subjects"]:
        # one line a group: its fields are declared together
        groups = {field.group: field for field in table.fields if field.subject == subject}
        rows = [
            [
                Cell(table.groups[field.group][language()]),
                Cell(table.say("purposes", field.purpose, language())),
                Cell(table.say("bases", field.basis, language())),
                Cell(kept.get(field.retention, "")),
                Cell(THEN[field.erasure], second=reason_text(field)),
            ]
            for field in groups.values()
        ]
        caption = table.say("subjects", subject, language())
        tables.append(Table(caption=caption, columns=[Column(each) for each in columns], rows=rows, stacked=True))
    return tables


def reason_text(field: PersonalField) -> str:
    """Return why something is kept; "" for what is erased."""
    return personal_fields().say("reasons", field.reason, language()) if field.reason else ""


def due_table(due: Sequence[Due], *, on: dt.date) -> Table:
    kept = kept_texts(personal_fields(), on=on, others={each.key for each in due})
    rows = [
        [
            Cell(DUE_LABELS[each.kind]),
            Cell(kept.get(each.key) or _("until the day that each bears")),
            Cell(number_text(each.count), numeric=True),
        ]
        for each in due
    ]
    columns = [Column(_("Kind")), Column(_("Kept")), Column(_("Due today"), numeric=True)]
    return Table(caption=_("What is due for erasure"), columns=columns, rows=rows, fresh=on)


def reads_table(reads: Sequence[Read]) -> Table:
    rows = [
        [
            Cell(moment_text(read.at)),
            Cell(VERBS.get(read.verb, read.verb)),
            Cell(read.who, second=read.role),
            Cell(read.scope, ltr=True),
            Cell(read.purpose),
        ]
        for read in reads
    ]
    columns = [_("Moment"), _("What was done"), _("Who"), _("Territory"), _("For what purpose")]
    return Table(
        caption=_("Who read this file"),
        columns=[Column(each) for each in columns],
        rows=rows,
        empty=_("Nobody has opened this file."),
        stacked=True,
    )
