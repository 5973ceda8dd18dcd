"""The order in which people stand in a list, and the spelling by which they are found in it."""

from functools import lru_cache

from hirfa.names.words import plain_words


@lru_cache(maxsize=1 << 17)
def bare(text: str) -> str:
    """Return the spelling without accents, signs and articles: `El-Idrissi` gives `idrissi`."""
    return " ".join(plain_words(text))


def sort_key(family: str, given: str) -> str:
    """Return the key of a person within one script: family name, then given name, both without the article.

    Compared as plain text it puts Arabic names in the order of the Arabic alphabet and Latin ones in that of the Latin.
    """
    return f"{bare(family)} {bare(given)}".strip()
