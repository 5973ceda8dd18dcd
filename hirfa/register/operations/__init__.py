"""What happens in the register."""

from .importing import Imported, import_register
from .loading import Loaded, NumbersUsedUp, load_people, load_units
from .reading import PurposeUnknown, open_person_file
from .restating import restate_situations

__all__ = [
    "Imported",
    "Loaded",
    "NumbersUsedUp",
    "PurposeUnknown",
    "import_register",
    "load_people",
    "load_units",
    "open_person_file",
    "restate_situations",
]
