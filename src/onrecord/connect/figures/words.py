"""The words of a sentence that tell what it is about: cut to their stems, without those that only hold it together."""

import re

from onrecord.connect.figures.numerals import SMALL

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
STOP = frozenset(
    "a about above across after again against all almost along already also although am among an and another any are around as at away "
    "back be because been before being below between both but by can close could did do does done down during each either else "
    "end ended ending even ever every few fewer for former from further had has have having he her here hers him his how however i if in into is it "
    "its just last least less made many may me might more most much must my near nearly neither next no nor not now of off on "
    "once one only onto or other others our out over own per put quite rather roughly said same say says she should since so some "
    "still such than that the their them then there these they this those though through thus to too total toward towards under until up "
    "upon us very was we were what when where whether which while who whom whose why will with within without would yes yet "
    "you your according approximately estimated number amount figure times including per cent percent percentage point points "
    "having hundred thousand million billion trillion dozen half quarter year years month months week weeks day days hour hours "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    f"{' '.join(SMALL)} today yesterday tomorrow late early stood stands put reached reach worth".split()
)
_SUFFIXES = (
    "ifications", "ification", "ations", "ation", "itions", "ition", "ments", "ment", "ingly", "ings", "ing", "edly", "ees", "ee", "ers", "ors", "er", "or",
    "als", "al", "ions", "ion", "ed", "es", "ly", "s", "e",
)  # fmt: skip
_IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "left": "leave", "spent": "spend", "paid": "pay",
    "killed": "death", "kill": "death", "kills": "death", "dead": "death", "died": "death", "deaths": "death", "die": "death", "dies": "death", "toll": "death",
    "sold": "sell", "sales": "sell", "won": "win", "bought": "buy", "held": "hold", "lost": "lose", "losses": "lose", "grew": "grow", "grown": "grow", "growth": "grow",
    "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "built": "build", "ran": "run", "cost": "cost", "costs": "cost",
    "quit": "leave", "resigned": "leave", "resign": "leave", "wounded": "injur", "hurt": "injur", "licence": "licens", "staff": "employ", "workers": "employ", "worker": "employ",
    "gave": "give", "given": "give", "took": "take", "taken": "take", "made": "make", "went": "go", "gone": "go", "came": "come", "feet": "foot", "waiting": "wait", "waits": "wait", "length": "long", "height": "tall", "width": "wide", "depth": "deep",
    "viewers": "view", "seen": "see", "written": "write", "wrote": "write", "drew": "draw", "drawn": "draw", "fewer": "few", "chosen": "choose", "chose": "choose",
}  # fmt: skip
SHORTEST = 3


def stem(word: str) -> str:
    """Cut a word to what its forms share: `removals` and `removed` to `remov`."""
    folded = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("s'")
    if folded in _IRREGULAR:
        return _IRREGULAR[folded]
    if folded.endswith(("ies", "ied")) and len(folded) > SHORTEST + 2:
        return folded[:-3] + "y"
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= SHORTEST and not folded.endswith("ss"):
            folded = folded.removesuffix(suffix)
            break
    doubled = len(folded) > SHORTEST and folded[-1] == folded[-2] and folded[-1] not in "lsz"
    return folded[:-1] if doubled else folded


def content_words(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """List the words that carry meaning, as `(place, stem)`, in order; numbers and words of time are none."""
    return [
        (match.start(), stem(match[0]))
        for match in WORD.finditer(text, start, end)
        if len(match[0]) >= SHORTEST and match[0].casefold() not in STOP
    ]
