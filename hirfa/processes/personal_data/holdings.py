"""Where the product holds something of a person of the register: every model, and the rows of it that are theirs.

A test walks the relations to a person, a holder and an entry, and fails on one that is neither here nor in `NOT_TOLD`.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import Model, Q, QuerySet

from hirfa.audit.operations import subject_text
from hirfa.benefits.models import Use
from hirfa.cards.models import Card, CardMove
from hirfa.casework.models import (
    Case,
    CaseMove,
    Decision,
    Note,
    Opinion,
    PageReview,
    Piece,
    PieceRequest,
)
from hirfa.certification.models import Certificate, CertificateSuspension, CertificationFile
from hirfa.cooperatives.models import Mandate, Member, SpaceBeneficiary
from hirfa.coverage.models import CoverStatus
from hirfa.directory.models import Photo, Product, Profile, ProfileConsent, ProfileWord
from hirfa.documents.models import StoredFile
from hirfa.exports.models import Declaration, DeclarationRevision
from hirfa.fairs.models import Exhibitor, SalesReturn, Withholding
from hirfa.issuing.models import Credential, CredentialQuerySet
from hirfa.notifications.models import Notification
from hirfa.register.models import (
    Affiliation,
    Application,
    DraftPiece,
    Entry,
    EntryRequest,
    FormerName,
    Holder,
    IdentityKey,
    NameKey,
    Paper,
    Person,
    Portrait,
    Practice,
    SourceLink,
    SourceRow,
    Standing,
    Supervision,
    Title,
    Workplace,
)
from hirfa.training.models import ApprenticeshipContract, Attendance, Enrolment


@dataclass(frozen=True)
class Trail:
    """A person, and the ids under which the apps know what is theirs."""

    person: Person
    entry: Entry

    @property
    def holder_id(self) -> uuid.UUID:
        return self.person.holder_id

    @cached_property
    def subjects(self) -> list[str]:
        """What casework, the diary and messages know the person by, cases and cards left out."""
        applications = Application.objects.filter(holder_id=self.holder_id)
        requests = EntryRequest.objects.filter(entry=self.entry)
        things: list[Model] = [
            self.person,
            self.entry,
            self.entry.holder,
            *applications.only("pk"),
            *requests.only("pk"),
        ]
        return [subject_text(thing) for thing in things]

    @cached_property
    def cases(self) -> list[uuid.UUID]:
        return list(Case.objects.filter(subject__in=self.subjects).values_list("pk", flat=True))

    @cached_property
    def cards(self) -> list[uuid.UUID]:
        return list(Card.objects.filter(holder_id=self.holder_id).values_list("pk", flat=True))

    @cached_property
    def pieces(self) -> list[uuid.UUID]:
        return list(Piece.objects.filter(case__in=self.cases).values_list("pk", flat=True))

    @cached_property
    def all_subjects(self) -> list[str]:
        """The same with cases, pieces and cards: all that the diary says of the person."""
        return [
            *self.subjects,
            *(f"casework.case:{pk}" for pk in self.cases),
            *(f"casework.piece:{pk}" for pk in self.pieces),
            *(f"cards.card:{pk}" for pk in self.cards),
        ]

    @property
    def credentials(self) -> CredentialQuerySet:
        """Whatever was signed about the person: cards, and papers about the person, the entry or a case."""
        ids = [self.holder_id, self.entry.pk, *self.cases, *self.cards]
        signed: CredentialQuerySet = Credential.objects.filter(
            Q(card__holder_id=self.holder_id) | Q(subject_id__in=ids)
        )
        return signed


def trail_of(person: Person) -> Trail:
    return Trail(person, Entry.objects.select_related("holder").get(holder_id=person.pk))


# `QuerySet[Any]`: rows of every model
Rows = Callable[[Trail], "QuerySet[Any, Any]"]

HOLDINGS: Final[Mapping[type[Model], Rows]] = {
    Person: lambda trail: Person.objects.filter(pk=trail.person.pk),
    Holder: lambda trail: Holder.objects.filter(pk=trail.holder_id),
    FormerName: lambda trail: FormerName.objects.filter(person=trail.person),
    Entry: lambda trail: Entry.objects.filter(pk=trail.entry.pk),
    Standing: lambda trail: Standing.objects.filter(entry=trail.entry),
    Title: lambda trail: Title.objects.filter(entry=trail.entry),
    Affiliation: lambda trail: Affiliation.objects.filter(entry=trail.entry),
    Workplace: lambda trail: Workplace.objects.filter(entry=trail.entry),
    Practice: lambda trail: Practice.objects.filter(entry=trail.entry),
    Portrait: lambda trail: Portrait.objects.filter(entry=trail.entry),
    Supervision: lambda trail: Supervision.objects.filter(supervisor=trail.entry),
    SourceRow: lambda trail: SourceRow.objects.filter(links__person=trail.person),
    SourceLink: lambda trail: SourceLink.objects.filter(person=trail.person),
    NameKey: lambda trail: NameKey.objects.filter(person=trail.person),
    IdentityKey: lambda trail: IdentityKey.objects.filter(person=trail.person),
    Application: lambda trail: Application.objects.filter(holder_id=trail.holder_id),
    DraftPiece: lambda trail: DraftPiece.objects.filter(application__holder_id=trail.holder_id),
    EntryRequest: lambda trail: EntryRequest.objects.filter(entry=trail.entry),
    Case: lambda trail: Case.objects.filter(pk__in=trail.cases),
    CaseMove: lambda trail: CaseMove.objects.filter(case__in=trail.cases),
    PieceRequest: lambda trail: PieceRequest.objects.filter(case__in=trail.cases),
    Piece: lambda trail: Piece.objects.filter(case__in=trail.cases),
    StoredFile: lambda trail: StoredFile.objects.filter(
        Q(piece__in=trail.pieces) | Q(portraits__entry=trail.entry)
    ).distinct(),
    PageReview: lambda trail: PageReview.objects.filter(piece__in=trail.pieces),
    Note: lambda trail: Note.objects.filter(case__in=trail.cases),
    Opinion: lambda trail: Opinion.objects.filter(case__in=trail.cases),
    # what is proposed and not signed is no decision yet
    Decision: lambda trail: Decision.objects.filter(case__in=trail.cases, signed_at__isnull=False),
    Paper: lambda trail: Paper.objects.filter(Q(entry=trail.entry) | Q(case__in=trail.cases)),
    Card: lambda trail: Card.objects.filter(holder_id=trail.holder_id),
    CardMove: lambda trail: CardMove.objects.filter(card__in=trail.cards),
    Credential: lambda trail: trail.credentials,
    Notification: lambda trail: Notification.objects.filter(about__in=trail.all_subjects),
    Member: lambda trail: Member.objects.filter(holder_id=trail.holder_id),
    Mandate: lambda trail: Mandate.objects.filter(member__holder_id=trail.holder_id),
    SpaceBeneficiary: lambda trail: SpaceBeneficiary.objects.filter(holder_id=trail.holder_id),
    Exhibitor: lambda trail: Exhibitor.objects.filter(holder_id=trail.holder_id),
    Withholding: lambda trail: Withholding.objects.filter(exhibitor__holder_id=trail.holder_id),
    SalesReturn: lambda trail: SalesReturn.objects.filter(exhibitor__holder_id=trail.holder_id),
    CertificationFile: lambda trail: CertificationFile.objects.filter(holder_id=trail.holder_id),
    Certificate: lambda trail: Certificate.objects.filter(file__holder_id=trail.holder_id),
    CertificateSuspension: lambda trail: CertificateSuspension.objects.filter(
        certificate__file__holder_id=trail.holder_id
    ),
    ApprenticeshipContract: lambda trail: ApprenticeshipContract.objects.filter(
        Q(apprentice_id=trail.holder_id) | Q(host_id=trail.holder_id)
    ),
    Enrolment: lambda trail: Enrolment.objects.filter(holder_id=trail.holder_id),
    Attendance: lambda trail: Attendance.objects.filter(enrolment__holder_id=trail.holder_id),
    Use: lambda trail: Use.objects.filter(holder_id=trail.holder_id),
    CoverStatus: lambda trail: CoverStatus.objects.filter(holder_id=trail.holder_id),
    Declaration: lambda trail: Declaration.objects.filter(exporter_id=trail.holder_id),
    ProfileConsent: lambda trail: ProfileConsent.objects.filter(holder_id=trail.holder_id),
    Profile: lambda trail: Profile.objects.filter(holder_id=trail.holder_id),
    Product: lambda trail: Product.objects.filter(profile__holder_id=trail.holder_id),
    Photo: lambda trail: Photo.objects.filter(profile__holder_id=trail.holder_id),
    ProfileWord: lambda trail: ProfileWord.objects.filter(profile__holder_id=trail.holder_id),
    DeclarationRevision: lambda trail: DeclarationRevision.objects.filter(declaration__exporter_id=trail.holder_id),
}

# Held, and of no use to the person: keys that cannot be read back, and links between rows that are told themselves.
NOT_COPIED: Final[frozenset[type[Model]]] = frozenset(
    {NameKey, IdentityKey, ProfileWord, SourceLink, DraftPiece, StoredFile}
)

# Relations to a person that lead to nothing of theirs, each with the reason.
NOT_TOLD: Final[Mapping[str, str]] = {
    "register.Situation": "the dated facts side by side, derived from them",
    "register.Unit": "a unit is no person",
    "register.Supervision.entry": "the enterprise's side: a person's entry supervises",
}
