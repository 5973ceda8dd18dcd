"""Fatima with something in every place that holds something of a person, and the moment when it may be erased."""

import datetime as dt

from hirfa.cards.choices import MoveReason
from hirfa.cards.models import Card
from hirfa.cards.operations import issue_card, revoke_card
from hirfa.casework.choices import Outcome
from hirfa.casework.operations import (
    ask_for_pieces,
    leave_note,
    note_pieces_complete,
    propose_decision,
    sign_decision,
    take_up_case,
)
from hirfa.notifications.operations import deliver_due
from hirfa.processes.messages import RECEIVED
from hirfa.processes.operations import close_holder
from hirfa.processes.papers import write_letter
from hirfa.processes.telling import tell_person
from hirfa.reference.files import read_parameters
from hirfa.reference.models import LegalParameter
from hirfa.register.choices import ApplicationState, RequestState
from hirfa.register.models import Entry
from hirfa.register.operations import (
    ask_for_change,
    change_portrait,
    conclude_application,
    conclude_request,
    correct_name,
    note_hearing,
)
from tests.cast import BRAHIM, FATIMA
from tests.factories.applications import sent
from tests.factories.cards import lay_card_rules
from tests.factories.casework import AT, REASONS, called_fit, handed_in, karim, samira, stored_file
from tests.factories.directory import a_product, agree
from tests.factories.issuing import lay_keys
from tests.factories.register import artisan, register

CIN = "AB123456"
PHONE = "+212612345678"
CLOSED_AT = AT + dt.timedelta(days=30)
# ten years after the closing, and a day
LATE = dt.datetime(2036, 3, 1, 10, 0, tzinfo=dt.UTC)
# what must be nowhere afterwards, as it stands in columns that are not sealed
SIGNS = ("الإدريسي", "Idrissi", "EL IDRISSI", CIN, PHONE, "fatima@example.ma", "Douar Ouled Ali")


def lay_delays() -> None:
    """The delays of personal data that ship with the product. Twice changes nothing."""
    lay_parameters("personal.", "documents.")


def lay_parameters(*starts: str) -> None:
    """The legal parameters that ship with the product, or those whose key begins so."""
    for row in read_parameters():
        if not starts or row["key"].startswith(starts):
            usual = {"used_by": "", "awaits_text": False, "unit": ""}
            LegalParameter.objects.get_or_create(key=row["key"], defaults=usual | row)


def fatima(*, closed: bool = True) -> Entry:
    """Fatima's entry, with an application and its case, a request, a card, messages, a page of the directory."""
    lay_delays()
    of_fatima = artisan(
        cin=CIN,
        phone=PHONE,
        email="fatima@example.ma",
        address="Douar Ouled Ali",
        local_number="17",
        portrait_seed=5,
        given_name_latin="Fatma",
    )
    entry, _brahim = register([of_fatima, artisan(**BRAHIM, cin=CIN, local_number="18")])
    _with_case(entry)
    correct_name(
        entry=entry, **{part: FATIMA[part] for part in FATIMA if part != "sex"}, on=AT.date(), by="tests", at=AT
    )
    change_portrait(entry=entry, file=stored_file(), on=AT.date(), by="tests", at=AT)
    _with_request(entry)
    lay_card_rules()
    revoke_card(card=issue_card(holder=entry.holder, by="tests", at=AT), reason=MoveReason.LOST, by="tests", at=AT)
    a_product(agree(entry, telephone=PHONE))
    if closed:
        close_holder(entry=entry, ground="REQUEST", on=CLOSED_AT.date(), by="tests", at=CLOSED_AT)
    return Entry.objects.select_related("holder__person").get(pk=entry.pk)


def card_of(entry: Entry) -> Card:
    return Card.objects.get(holder=entry.holder)


def _with_case(entry: Entry) -> None:
    application, case = sent()
    tell_person(case=case, message=RECEIVED, by="tests", at=AT)
    deliver_due(by="tests", at=AT)
    take_up_case(case=case, by=samira(), at=AT)
    ask_for_pieces(case=case, codes=["CIN"], words="La photo de Fatima est floue", by=samira(), at=AT)
    handed_in(case, "CIN")
    note_pieces_complete(case=case, by=samira(), at=AT)
    leave_note(case=case, text="Fatima est venue", by=samira(), at=AT)
    for piece in case.pieces.filter(replaced_at__isnull=True):
        called_fit(piece)
    propose_decision(case=case, outcome=Outcome.ACCEPTED, ground="", **REASONS, by=samira(), at=AT)
    decision = sign_decision(case=case, by=karim(), at=AT)
    lay_keys()
    write_letter(case=case, decision=decision, by=karim(), at=AT)
    conclude_application(
        application=application, state=ApplicationState.ADMITTED, holder=entry.holder, by="tests", at=AT
    )


def _with_request(entry: Entry) -> None:
    after = {"province": "03.591", "commune": "", "address": "زنقة 9"}
    request = ask_for_change(entry=entry, act="CHANGE_ADDRESS", after=after, ground="", by="tests", on=AT.date(), at=AT)
    note_hearing(request=request, on=AT.date(), words="Fatima dit qu'elle a déménagé", by="tests", at=AT)
    conclude_request(request=request, state=RequestState.DONE, by="tests", at=AT)
