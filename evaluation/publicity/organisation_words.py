"""Make `tables/organisation_words.txt`: words that stand in names of firms and bodies and hardly in names of people.

    python evaluation/publicity/organisation_words.py [--to FILE]

Counted in the vendor names of CSIS's lookup tables (CC0, ../shared/data/awards/csis): a word is kept if it stands in at
least MOST_RARE names that a legal form or a plain word of bodies marks, and at most a tenth as often in names of the
shapes in which registers write people. Given names and the 240 names labelled for measuring the rule (seed 6) are left out.
"""

import argparse
import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from onrecord.model.names import folded
from onrecord.store.private_names import has_organisation_word, reads_as_person
from onrecord.tables import given_names

ROOT = Path(__file__).parents[2]
NAMES = ROOT.parent / "shared/data/awards/csis/vendorname_standardized.tsv"
TABLE = ROOT / "src/onrecord/tables/organisation_words.txt"
MOST_RARE = 8
LABELLED, SEED = 240, 6
FOREIGN = """
agence artisan association auberge bureau chantier clinique commune compagnie compania conseil conseils construcciones construction
consultoria distribuidora ecole electrique empresa empresas entreprise entreprises environnement etablissements expertises
exportations expertise ferme fundacion fondation gartentechnik gesellschaft gestion gestions groupe grupo hotel importations
industrias informatique ingenieria ingenierie institut instituto laboratoire laboratorio les manufacture maison municipalite
musee pavage peinture plomberie productions region rederi reseau restauracion servicios societe sociedad stiftung
technique techniques technologie transportes transports universidad universite verlag versorgungstechnik ville voyages werk werke
""".split()  # noqa: SIM905  # reads better than a list
"""The same of French, Spanish and German names, by hand: the vendors counted are mostly American."""


def vendor_names() -> list[str]:
    """Read the names, sorted."""
    with NAMES.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return sorted({name for row in rows if (name := (row["vendorname"] or "").strip())})


def held_out(names: Iterable[str]) -> set[str]:
    """Draw the names that were labelled by hand: two to four words, and nothing that told people from bodies before."""
    rest = [
        name
        for name in names
        if not reads_as_person(name) and not has_organisation_word(name) and 2 <= len(re.findall(r"\w+", name)) <= 4
    ]
    return set(random.Random(SEED).sample(rest, LABELLED))


def organisation_words(names: Iterable[str]) -> list[str]:
    """Pick the words."""
    bodies: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for name in names:
        words = set(folded(name.replace("'", "")).split())
        if has_organisation_word(name):
            bodies.update(words)
        elif reads_as_person(name):
            people.update(words)
    given = {name.lower() for name in given_names()}
    kept = {
        word
        for word, count in bodies.items()
        if count >= MOST_RARE and 10 * people[word] <= count and word not in given and len(word) > 1 and word.isalpha()
    }
    return sorted(kept | set(FOREIGN))


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=TABLE)
    options = parser.parse_args()
    names = vendor_names()
    out = held_out(names)
    words = organisation_words(name for name in names if name not in out)
    options.to.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words from {len(names) - len(out)} names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
