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
from .rebuilding import Rebuilt, rebuild_name_keys
from .restating import restate_situations

__all__ = [
    "ApplicationRefused",
    "Imported",
    "Loaded",
    "NumbersUsedUp",
    "PurposeUnknown",
    "Rebuilt",
    "add_draft_piece",
    "begin_application",
    "close_draft",
    "conclude_application",
    "give_consent",
    "import_register",
    "load_people",
    "load_units",
    "open_person_file",
    "rebuild_name_keys",
    "restate_situations",
    "write_application",
]
