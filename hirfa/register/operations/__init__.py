"""What happens in the register."""

from .applying import (
    ApplicationRefused,
    add_draft_piece,
    begin_application,
    close_draft,
    conclude_application,
    give_consent,
    write_application,
)
from .importing import Imported, import_register
from .loading import Loaded, NumbersUsedUp, load_people, load_units
from .reading import PurposeUnknown, open_person_file
from .requesting import EntryRequestRefused, ask_for_change, conclude_request, note_hearing
from .restating import restate_situations

__all__ = [
    "ApplicationRefused",
    "EntryRequestRefused",
    "Imported",
    "Loaded",
    "NumbersUsedUp",
    "PurposeUnknown",
    "add_draft_piece",
    "ask_for_change",
    "begin_application",
    "close_draft",
    "conclude_application",
    "conclude_request",
    "give_consent",
    "import_register",
    "load_people",
    "load_units",
    "note_hearing",
    "open_person_file",
    "restate_situations",
    "write_application",
]
