"""Names of countries in both languages, from the Unicode territory list (Babel)."""

from functools import lru_cache

from babel import Locale

_NOT_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """ISO 3166 two-letter codes of the territories that have a name in both languages."""
    named = set(Locale("fr").territories) & set(Locale("en").territories)
    return frozenset(c for c in named if len(c) == 2 and c.isalpha() and c not in _NOT_COUNTRIES)


@lru_cache(maxsize=1024)
def country_name(code: str, language: str) -> str:
    """The name of a country in a language."""
    return str(Locale(language).territories[code])
