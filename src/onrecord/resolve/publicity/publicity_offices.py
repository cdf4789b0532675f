"""Finding a person's name in the table of high offices."""

from collections.abc import Mapping
from functools import cache

from onrecord.model.names import folded
from onrecord.tables import given_names
from onrecord.tables.public_offices import PublicOffice, public_offices

LEAST_WORDS = 2


@cache
def _by_name() -> Mapping[str, PublicOffice]:
    found = {_plain(name): office for office in public_offices() for name in office.names}
    alone = {_plain(office.names[0]).split()[-1]: office for office in public_offices() if office.surname_alone}
    return {**alone, **found}


def office_of(name: str, text: str) -> str | None:
    """Give the office of the person a folded name means, None where it means nobody of the table.

    Args:
        name: Folded; initials between the names do not count.
        text: The document's, for names that others bear too.
    """
    words = _plain(name).split()
    while len(words) > LEAST_WORDS and words[0].capitalize() not in given_names():
        words.pop(0)  # a word that was taken for part of the name ("Floridians Jeb Bush")
    office = _by_name().get(_plain(name)) or _by_name().get(" ".join(words))
    if office is None or (office.needs and not office.needs.search(text)):
        return None
    return office.office


def _plain(name: str) -> str:
    words = folded(name).split()
    whole = [word for word in words if len(word) > 1]
    if len(whole) > 1 or len(words) == 1:
        return " ".join(whole or words)
    return " ".join(["".join(word for word in words if len(word) == 1), *whole])
