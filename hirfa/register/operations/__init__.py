"""What happens in the register."""

from .applying import (
    ApplicationRefused,
    add_draft_piece,
    begin_application,
    close_draft,
    conclude_application,
    content_of,
    give_consent,
    renew_code,
    resume_key,
    write_application,
)
from .importing import Imported, import_register
from .loading import Loaded, NumbersUsedUp, load_people, load_units
from .reading import PurposeUnknown, open_person_file
from .restating import restate_situations

__all__ = [
    "ApplicationRefused",
    "Imported",
    "Loaded",
    "NumbersUsedUp",
    "PurposeUnknown",
    "add_draft_piece",
    "begin_application",
    "close_draft",
    "conclude_application",
    "content_of",
    "give_consent",
    "import_register",
    "load_people",
    "load_units",
    "open_person_file",
    "renew_code",
    "restate_situations",
    "resume_key",
    "write_application",
]
