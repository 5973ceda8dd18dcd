"""Names of people: normal form, sort key and cross-script keys. Pure Python; imports nothing else of Hirfa."""

from hirfa.names.keys import (
    ALGORITHM_VERSION,
    SearchKeys,
    last_word,
    name_key,
    person_keys,
    search_keys,
    skeleton,
    vocabulary,
)
from hirfa.names.normal import is_arabic, normal, western_digits
from hirfa.names.order import bare, sort_key

__all__ = [
    "ALGORITHM_VERSION",
    "SearchKeys",
    "bare",
    "is_arabic",
    "last_word",
    "name_key",
    "normal",
    "person_keys",
    "search_keys",
    "skeleton",
    "sort_key",
    "vocabulary",
    "western_digits",
]
