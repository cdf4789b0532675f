"""The verbs, adjectives and frames that attribute words, from the table verbs.csv.

The table is made by evaluation/attribution/measure_verbs.py, which says what its confidences are; it is not edited by hand.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.extract.lexicon import vocabulary

_IRREGULAR: dict[str, tuple[str, str]] = {
    "say": ("said", "said"), "tell": ("told", "told"), "write": ("wrote", "written"), "think": ("thought", "thought"),
    "know": ("knew", "known"), "feel": ("felt", "felt"), "see": ("saw", "seen"), "make": ("made", "made"),
    "give": ("gave", "given"), "speak": ("spoke", "spoken"), "find": ("found", "found"), "seek": ("sought", "sought"),
    "hear": ("heard", "heard"), "read": ("read", "read"), "mean": ("meant", "meant"), "hold": ("held", "held"),
    "take": ("took", "taken"), "put": ("put", "put"), "go": ("went", "gone"), "draw": ("drew", "drawn"),
    "understand": ("understood", "understood"), "forget": ("forgot", "forgotten"), "cast": ("cast", "cast"),
    "choose": ("chose", "chosen"), "hit": ("hit", "hit"), "show": ("showed", "shown"), "lay": ("laid", "laid"),
    "swear": ("swore", "sworn"), "bring": ("brought", "brought"), "keep": ("kept", "kept"), "begin": ("began", "begun"),
    "leave": ("left", "left"), "lead": ("led", "led"), "stand": ("stood", "stood"), "send": ("sent", "sent"),
    "fight": ("fought", "fought"), "withdraw": ("withdrew", "withdrawn"), "set": ("set", "set"), "let": ("let", "let"),
    "forbid": ("forbade", "forbidden"), "foresee": ("foresaw", "foreseen"), "teach": ("taught", "taught"),
    "learn": ("learned", "learned"), "hate": ("hated", "hated"), "overturn": ("overturned", "overturned"),
    "broadcast": ("broadcast", "broadcast"), "rebut": ("rebutted", "rebutted"), "strike": ("struck", "struck"),
    "overhear": ("overheard", "overheard"), "misunderstand": ("misunderstood", "misunderstood"),
    "retell": ("retold", "retold"), "forgive": ("forgave", "forgiven"), "beseech": ("besought", "besought"),
    "cut": ("cut", "cut"), "bet": ("bet", "bet"), "sell": ("sold", "sold"), "tie": ("tied", "tied"),
}  # fmt: skip
_DOUBLING = vocabulary("admit rebut refer infer prefer permit commit submit regret begin forget quip forbid")
_ONE_SYLLABLE = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A verb of one short syllable doubles its last letter (slam, slammed)."""


def forms_of(lemma: str) -> dict[str, str]:
    """Inflect a verb: its `past`, `part`iciple, `s`, `ing` and `base` forms."""
    stem = lemma + lemma[-1] if lemma in _DOUBLING or _ONE_SYLLABLE.fullmatch(lemma) else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        s, regular = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        s = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        regular = stem + ("d" if lemma.endswith("e") else "ed")
    ing = (lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) else stem) + "ing"
    past, participle = _IRREGULAR.get(lemma, (regular, regular))
    return {"past": past, "part": participle, "s": s, "ing": ing, "base": lemma}


@dataclass(frozen=True, slots=True)
class Verb:
    """A form met in a text: the verb it belongs to and what the form alone says of its tense."""

    lemma: str
    tenses: frozenset[str]


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__).joinpath("verbs.csv").read_text(encoding="utf-8").splitlines()))


@cache
def weights() -> dict[tuple[str, str, str], float]:
    """Load the confidence of each `(lemma, tense, frame)` the table allows."""
    found: dict[tuple[str, str, str], float] = {}
    for row in _rows():
        found[row["lemma"], row["tense"], row["frame"]] = float(row["confidence"])
    return found


def confidence(lemma: str, tense: str, frame: str) -> float:
    """Look up how sure a verb is in a tense and a frame, 0 when the table does not hold it; `*` stands for any tense."""
    table = weights()
    exact = table.get((lemma, tense, frame))
    if exact is None and (tense, frame) != ("passive", "np"):
        # what stands after a passive is not its object, so that the row of any tense says nothing of it
        exact = table.get((lemma, "*", frame))
    return table.get((lemma, "*", "*"), 0.0) if exact is None else exact


@cache
def verb_forms() -> dict[str, Verb]:
    """Map each form of each verb in the table to its verb; of two verbs with one form, the first in the alphabet."""
    found: dict[str, Verb] = {}
    for lemma in sorted({row["lemma"] for row in _rows()}):
        for tense, form in forms_of(lemma).items():
            old = found.setdefault(form, Verb(lemma, frozenset({tense})))
            if old.lemma == lemma:
                found[form] = Verb(lemma, old.tenses | {tense})
    return found
