"""Write the extract that tests read: some families of the half for rules, with those that look like them.

    python evaluation/linking/extract.py

Needs ../shared. Names that may be a person's (no legal form, no public body) are left out.
"""

import sys
from hashlib import sha256

import registrations as gold

from onrecord.resolve.names.org_names import parse
from onrecord.resolve.spending import PUBLIC_WORDS

FAMILIES = 150
SPELT_TWICE = 90
"""Families among them of which a registration has more than one spelling."""


def is_body(name: str) -> bool:
    """Say whether a name shows that it is no person's."""
    parsed = parse(name)
    return bool(parsed.legal or parsed.place_kind or PUBLIC_WORDS.search(name))


def chosen(registrations: dict[str, gold.Registration]) -> list[gold.Registration]:
    """Choose families by their hash, so that no hand does."""
    families: dict[str, list[gold.Registration]] = {}
    for one in registrations.values():
        if gold.side_of(one.family) == "fit":
            families.setdefault(one.family, []).append(one)
    fit = [group for group in families.values() if all(is_body(used.name) for one in group for used in one.names)]
    fit.sort(key=lambda group: sha256(group[0].family.encode()).hexdigest())
    several = [group for group in fit if any(len(one.names) > 1 for one in group)][:SPELT_TWICE]
    others = [group for group in fit if all(len(one.names) == 1 for one in group)][: FAMILIES - len(several)]
    return [one for group in (*several, *others) for one in group]


def main() -> int:
    """Read, choose, write."""
    found = chosen(gold.harvest())
    gold.write(sorted(found, key=lambda one: one.uei))
    print(f"{len(found)} registrations, {sum(len(one.names) for one in found)} names: {gold.EXTRACT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
