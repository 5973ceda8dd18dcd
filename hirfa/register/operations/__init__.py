"""What happens in the register."""

from .acts import ActDayRefused, EntryIsClosed, NothingToChange, PlaceOutsideChamber
from .acts_admission import (
    AlreadyAdmitted,
    CinAlreadyBorne,
    CinRefused,
    IceAlreadyBorne,
    TradeUnknown,
    admit_artisan,
    admit_unit,
)
from .acts_change import TitleRefused, award_title, change_trade, change_workplace, transfer_entry
from .acts_names import NameRefused, correct_name
from .acts_standing import (
    GroundRefused,
    StandingMoveRefused,
    hold_entries,
    lift_suspension,
    restore_entry,
    strike_off_entry,
    suspend_entry,
)
from .acts_supervision import Moved, SupervisionRefused, SupervisorMissing, end_supervision, name_supervisor
from .importing import Imported, import_register
from .loading import Loaded, NumbersUsedUp, load_people, load_units
from .reading import PurposeUnknown, open_person_file
from .restating import restate_situations

__all__ = [
    "ActDayRefused",
    "AlreadyAdmitted",
    "CinAlreadyBorne",
    "CinRefused",
    "EntryIsClosed",
    "GroundRefused",
    "IceAlreadyBorne",
    "Imported",
    "Loaded",
    "Moved",
    "NameRefused",
    "NothingToChange",
    "NumbersUsedUp",
    "PlaceOutsideChamber",
    "PurposeUnknown",
    "StandingMoveRefused",
    "SupervisionRefused",
    "SupervisorMissing",
    "TitleRefused",
    "TradeUnknown",
    "admit_artisan",
    "admit_unit",
    "award_title",
    "change_trade",
    "change_workplace",
    "correct_name",
    "end_supervision",
    "hold_entries",
    "import_register",
    "lift_suspension",
    "load_people",
    "load_units",
    "name_supervisor",
    "open_person_file",
    "restate_situations",
    "restore_entry",
    "strike_off_entry",
    "suspend_entry",
    "transfer_entry",
]
