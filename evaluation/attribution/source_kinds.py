"""What kind of source a statement names, by its words: a small rule for tables of errors, not a part of the product."""

import re

from onrecord.extract.lexicon import vocabulary

KINDS = ("named person", "role", "organisation", "document", "pronoun", "nobody")

PRONOUNS = vocabulary(
    "i me my we us our you your he him his she her it its they them their who whom whose which that this these those "
    "one some many most few several others another both all each everyone anyone someone nobody none himself herself "
    "themselves neither either"
)
DOCUMENTS = vocabulary(
    "poll polling survey report statement letter email e-mail tweet post article story editorial book memo analysis "
    "study record document data result average number percent figure filing lawsuit complaint law bill legislation "
    "rule plan platform agreement contract order ad video website page message summary account review evidence audit "
    "speech release transcript invoice estimate testimony affidavit petition manual leaflet paper"
)
BODIES = vocabulary(
    "campaign group company administration team government party office agency board court media newspaper "
    "establishment organization organisation committee department ministry council commission association foundation "
    "institute center centre university bank union police congress senate house parliament press network camp panel "
    "army church school club corporation firm bureau authority pac news state country journalism navy inc corp ltd"
)
PEOPLES = vocabulary(
    "republican democrat american voter supporter aide official millennial conservative liberal progressive muslim "
    "christian latino european russian senator secretary president governor"
)
"""Capitalised words that name a kind of people or an office, not one person."""


def source_kind(words: str, head: str) -> str:
    """Name the kind of a source.

    A single name that is no person's (`Israel`, `Politico`) counts as a named person, for want of knowing better.

    Args:
        words: Of the source, empty for nobody.
        head: The word among them that the metric takes for the head.
    """
    parts = re.findall(r"[\w.-]+", words.lower())
    if not parts:
        return "nobody"
    if re.fullmatch(r"[A-Z.]{2,5}", head):
        return "organisation"
    if all(part in PRONOUNS for part in parts):
        return "pronoun"
    word = head.lower().rstrip(".")
    singular = {word, word.removesuffix("s"), re.sub("ies$", "y", word)}
    if singular & DOCUMENTS:
        return "document"
    if singular & BODIES:
        return "organisation"
    if head[:1].isupper() and not singular & PEOPLES:
        return "organisation" if parts[0] == "the" else "named person"
    return "role"
