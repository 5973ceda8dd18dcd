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
from .acts_portrait import PortraitRefused, change_portrait
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
from .erasing import ErasureRefused, abandon_draft, erase_application, erase_person_record, erase_request
from .importing import Imported, import_register
from .loading import Loaded, NumbersUsedUp, load_people, load_units
from .reading import PurposeUnknown, open_application_file, open_person_file
from .rebuilding import Rebuilt, rebuild_name_keys
from .requesting import EntryRequestRefused, ask_for_change, conclude_request, note_hearing
from .restating import restate_situations

__all__ = [
    "ActDayRefused",
    "AlreadyAdmitted",
    "ApplicationRefused",
    "CinAlreadyBorne",
    "CinRefused",
    "EntryIsClosed",
    "EntryRequestRefused",
    "ErasureRefused",
    "GroundRefused",
    "IceAlreadyBorne",
    "Imported",
    "Loaded",
    "Moved",
    "NameRefused",
    "NothingToChange",
    "NumbersUsedUp",
    "PlaceOutsideChamber",
    "PortraitRefused",
    "PurposeUnknown",
    "Rebuilt",
    "StandingMoveRefused",
    "SupervisionRefused",
    "SupervisorMissing",
    "TitleRefused",
    "TradeUnknown",
    "abandon_draft",
    "add_draft_piece",
    "admit_artisan",
    "admit_unit",
    "ask_for_change",
    "award_title",
    "begin_application",
    "change_portrait",
    "change_trade",
    "change_workplace",
    "close_draft",
    "conclude_application",
    "conclude_request",
    "content_of",
    "correct_name",
    "end_supervision",
    "erase_application",
    "erase_person_record",
    "erase_request",
    "give_consent",
    "hold_entries",
    "import_register",
    "lift_suspension",
    "load_people",
    "load_units",
    "name_supervisor",
    "note_hearing",
    "open_application_file",
    "open_person_file",
    "rebuild_name_keys",
    "renew_code",
    "restate_situations",
    "restore_entry",
    "resume_key",
    "strike_off_entry",
    "suspend_entry",
    "transfer_entry",
    "write_application",
]
