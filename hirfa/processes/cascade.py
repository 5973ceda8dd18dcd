"""Every relation to a holder, person, unit or entry, and what a change of standing means for it.

A test walks the models and fails on a relation that is not in this table, or that the table alone knows.
"""

from typing import Final, NamedTuple

from .reaching import Cards, Certificates, Directory, Fairs, Reached


class Kept(NamedTuple):
    """That nothing happens to the rows of a relation, and why that is right."""

    reason: str


_IDENTITY: Final = Kept("says who the holder is, which no standing changes; nothing is deleted")
_DATED: Final = Kept("a dated fact of the register itself: the act writes it, or it goes on as it is")
_DERIVED: Final = Kept("made anew by the act, in the same transaction")
_KEYS: Final = Kept("a person out of force is still found, to be restored, and so that nobody is registered twice")

CASCADE: Final[dict[str, Reached | Kept]] = {
    "register.Person.holder": _IDENTITY,
    "register.Unit.holder": _IDENTITY,
    "register.Entry.holder": _IDENTITY,
    "register.SourceLink.person": _IDENTITY,
    "register.FormerName.person": _IDENTITY,
    "register.NameKey.person": _KEYS,
    "register.IdentityKey.person": _KEYS,
    "register.Standing.entry": _DATED,
    "register.Title.entry": _DATED,
    "register.Affiliation.entry": _DATED,
    "register.Workplace.entry": _DATED,
    "register.Practice.entry": _DATED,
    "register.Portrait.entry": _DATED,
    "register.Application.holder": Kept("an application that was decided is history, and says whom it brought in"),
    "register.Paper.entry": Kept(
        "a paper says how the register stood on its day, and bears that day; a certificate of practice runs out by itself"
    ),
    "register.EntryRequest.entry": Kept(
        "a request that is open goes on: a return is asked for by whoever is out of force, and a decision meets the entry "
        "as it then is"
    ),
    "register.Supervision.entry": _DATED,
    "register.Supervision.supervisor": Kept(
        "the act moves the enterprises too, and each of them is then cascaded itself"
    ),
    "register.Situation.entry": _DERIVED,
    "register.Situation.holder": _DERIVED,
    "cards.Card.holder": Cards(),
    "fairs.Exhibitor.holder": Fairs(),
    "certification.CertificationFile.holder": Certificates(),
    "directory.Profile.holder": Directory(),
    "directory.ProfileConsent.holder": Kept(
        "a consent is the person's own: it stands until they withdraw it, and a page without an entry in force is shown to "
        "nobody"
    ),
    "cooperatives.Cooperative.unit": Kept(
        "a cooperative lives and is dissolved by law 112-12, in its own central register: the craft register ends its "
        "entry, not its life"
    ),
    "cooperatives.Member.holder": Kept(
        "a member, or president, stays one until the cooperative says otherwise (law 112-12); the register has no say, "
        "and members need not be registered at all"
    ),
    "cooperatives.SpaceBeneficiary.holder": Kept(
        "a women's space serves women who are registered and women who are not, and who loses her standing most of all"
    ),
    "benefits.Use.holder": Kept(
        "a use that was made is history. The next is refused at once: a partner asks the card, which is suspended or "
        "revoked in the same transaction"
    ),
    "training.ApprenticeshipContract.host": Kept(
        "the contract binds an apprentice too (law 12-00) and is not ended over their head: the centre finds those to be "
        "placed elsewhere, at once, by ApprenticeshipContract.objects.without_host_in_force"
    ),
    "training.ApprenticeshipContract.apprentice": Kept("one learns a craft before one is registered for it"),
    "training.Enrolment.holder": Kept("courses are open to people who are not registered"),
    "coverage.CoverStatus.holder": Kept(
        "rights are opened and ended by the fund alone. Dated status changes when the fund answers; the next declaration "
        "file has to carry the end, which it reads from the standing"
    ),
    "exports.Declaration.exporter": Kept(
        "what was exported is history, append-only; customs admits exporters, not the register"
    ),
}


def reached() -> list[Reached]:
    """Return the apps that something must happen in, each once, in the order of the table."""
    return [each for each in CASCADE.values() if not isinstance(each, Kept)]
