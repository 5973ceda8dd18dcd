"""What happens in the directory."""

from .agreeing import AlreadyAppears, NotInForce, agree_to_appear, withdraw_from_directory
from .describing import PageIncomplete, add_product, describe_profile, retire_product
from .loading import load_profiles
from .photos import add_photo, remove_photo
from .showing import hide_profile_of, hold_profiles, show_profile_of
from .writing import PageFull, PageGone

__all__ = [
    "AlreadyAppears",
    "NotInForce",
    "PageFull",
    "PageGone",
    "PageIncomplete",
    "add_photo",
    "add_product",
    "agree_to_appear",
    "describe_profile",
    "hide_profile_of",
    "hold_profiles",
    "load_profiles",
    "remove_photo",
    "retire_product",
    "show_profile_of",
    "withdraw_from_directory",
]
