"""Admission: an application that was accepted becomes an entry, by the way by which whole files enter."""

import datetime as dt
import hashlib
import uuid

from django.db import models, transaction
from django.utils.translation import gettext as _

from hirfa.core.crypto import blind
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.core.ids import new_id
from hirfa.reference.models import Chamber, Commune, Province, Trade

from .. import rules
from ..building import build_people_rows, build_unit_rows
from ..choices import SourceChannel, SourceFileState, StandingState, TitleKind, UnitKind
from ..models import Entry, SourceFile, SourceRow, Standing, Unit
from ..records import PersonRecord, UnitRecord
from ..rules import application_identity
from ..searching import find_bearers
from .acts import PlaceOutsideChamber, check_place, tell
from .acts_supervision import SupervisionRefused, lock_supervisor
from .loading import allot_serials, learn_names, lock_counter, make_plan, write

_COUNTS = {"read": 1, "loaded": 1, "unchanged": 0, "refused": 0, "flagged": 0}


class AlreadyAdmitted(Refusal):
    code = "application_already_admitted"


class CinAlreadyBorne(Refusal):
    code = "cin_already_borne"


class CinRefused(Refusal):
    code = "cin_refused"


class IceAlreadyBorne(Refusal):
    code = "ice_already_borne"


class TradeUnknown(Refusal):
    code = "trade_unknown"


@transaction.atomic
def admit_artisan(
    *, artisan: PersonRecord, title: TitleKind, application: uuid.UUID, by: object, at: dt.datetime
) -> Entry:
    """Enter an artisan or maalem whose application was accepted into the register, on the legal day of `at`.

    Of the record, what the register settles itself (days, standing, number) is not read. Whoever enters takes turns with
    files and other admissions, so of two people with one CIN the second is refused. Raises CinAlreadyBorne, CinRefused,
    AlreadyAdmitted, PlaceOutsideChamber, TradeUnknown, NumbersUsedUp.
    """
    lock_counter()
    identity = _check_new(application)
    _check_codes(artisan)
    if artisan.cin and rules.find_cin(artisan.cin) != artisan.cin:
        raise CinRefused(_("A CIN is one or two letters, then digits, without spaces: correct it."))
    if artisan.cin and find_bearers([blind("cin", artisan.cin)]):
        raise CinAlreadyBorne(
            _(
                "Someone in the register bears this CIN. If it is the same person, decide on a change or on a return to "
                "the register; if it was mistyped, correct it; if two people were given one CIN, settle that first."
            )
        )
    on, ident = legal_day(at), new_id()
    given = artisan._replace(
        registered_on=on,
        maalem_on=on if title == TitleKind.MAALEM else None,
        suspended_on=None,
        closed_on=None,
        closing_ground="",
        line=1,
        identity=identity,
    )
    plan = make_plan(at=at, files={given.chamber: _keep_application(identity, given.chamber, at=at).pk.bytes})
    serial = allot_serials(1)
    built = build_people_rows([given], ids=[ident.bytes], first_serial=serial, first_line=1, plan=plan)
    write(built.rows, plan)
    learn_names(built.names)
    return _registered(ident, application, by=by, at=at, title=title.value)


@transaction.atomic
def admit_unit(*, unit: UnitRecord, application: uuid.UUID, by: object, at: dt.datetime) -> Entry:
    """Enter a cooperative, or an enterprise under a registered artisan in force, on the legal day of `at`.

    Raises SupervisorMissing, SupervisionRefused, IceAlreadyBorne, AlreadyAdmitted, PlaceOutsideChamber, TradeUnknown,
    NumbersUsedUp.
    """
    _check_supervisor(unit)
    lock_counter()
    identity = _check_new(application)
    _check_codes(unit)
    borne = Unit.objects.filter(ice=unit.ice, holder__entry__standings__in=_open_standings())
    if unit.ice and borne.exists():
        raise IceAlreadyBorne(_("A unit of the register bears this ICE. If it is the same one, decide on a change."))
    ident = unit.ident or new_id()
    given = unit._replace(
        registered_on=legal_day(at), closed_on=None, closing_ground="", ident=ident, identity=identity
    )
    plan = make_plan(at=at, files={given.chamber: _keep_application(identity, given.chamber, at=at).pk.bytes})
    write(build_unit_rows([given], ids=[ident.bytes], first_serial=allot_serials(1), plan=plan), plan)
    return _registered(ident, application, by=by, at=at)


def _check_supervisor(unit: UnitRecord) -> None:
    if unit.kind != UnitKind.ENTERPRISE:
        if unit.supervised_by is not None:
            raise SupervisionRefused(_("Only an enterprise works under the supervision of an artisan."))
        return
    lock_supervisor(supervisor=unit.supervised_by)


def _check_new(application: uuid.UUID) -> str:
    """Return what the application is known by. Raises AlreadyAdmitted."""
    identity = application_identity(application)
    if SourceRow.objects.filter(identity=identity).exists():
        raise AlreadyAdmitted(_("This application already stands in the register: nothing is left to do."))
    return identity


def _check_codes(wanted: PersonRecord | UnitRecord) -> None:
    province = Province.objects.filter(pk=wanted.province).first()
    commune = Commune.objects.filter(pk=wanted.commune).first() if wanted.commune else None
    chamber = Chamber.objects.filter(pk=wanted.chamber).first()
    if province is None or chamber is None or (wanted.commune and commune is None):
        raise PlaceOutsideChamber(_("The chamber, the province or the commune is not on the list: choose it again."))
    check_place(chamber=chamber, province=province, commune=commune)
    if not Trade.objects.filter(pk=wanted.trade).exists():
        raise TradeUnknown(_("This trade is not on the list: choose it again."))


def _keep_application(identity: str, chamber: str, *, at: dt.datetime) -> SourceFile:
    """Keep the application as a file of one line: so an import under way asks again which CINs are known."""
    return SourceFile.objects.create(
        chamber_id=chamber,
        channel=SourceChannel.APPLICATION,
        name=identity,
        sha256=hashlib.sha256(identity.encode()).hexdigest(),
        state=SourceFileState.LOADED,
        received_at=at,
        loaded_at=at,
        counts=_COUNTS,
    )


def _open_standings() -> models.QuerySet[Standing]:
    """Return the open standings of entries that are not closed."""
    now = Standing.objects.filter(valid_to__isnull=True, retracted_at__isnull=True)
    return now.exclude(state=StandingState.CLOSED)


def _registered(ident: uuid.UUID, application: uuid.UUID, *, by: object, at: dt.datetime, title: str = "") -> Entry:
    entry = Entry.objects.select_related("holder").get(pk=ident)
    facts = {"application": str(application), "nia": entry.holder.nia, "kind": entry.kind, "title": title}
    tell(verb="entry.registered", entry=entry, by=by, at=at, facts=facts)
    return entry
