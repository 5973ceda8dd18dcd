"""What happens in the register."""

from .loading import Loaded, NumbersUsedUp, load_people, load_units
from .reading import PurposeUnknown, open_person_file

__all__ = ["Loaded", "NumbersUsedUp", "PurposeUnknown", "load_people", "load_units", "open_person_file"]
