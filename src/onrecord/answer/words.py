"""Words for the codes of the record: the page and the terminal say the same."""

from onrecord.model.award import AwardKind, Money, Notion

LABELS = {
    "DIRECT": "direct",
    "SUBSIDIARY": "through a subsidiary",
    "SUPPLIED_VIA": "supplied through another firm",
    "LIKELY_VIA": "likely supplied through another firm",
    "SUBAWARD": "subcontract",
    "MENTION_ONLY": "named only",
}
"""How close a party's part in an award is."""

AWARD_KINDS: dict[AwardKind, str] = {
    "order": "order",
    "definitive": "contract of its own",
    "purchase": "purchase order",
    "bpa_call": "order under a blanket agreement",
    "idv": "vehicle (orders hang on it)",
    "unknown": "kind not recorded",
}

PARTS = {
    "RECIPIENT": "recipient",
    "PRODUCT_OWNER": "maker of the product",
    "PARENT_AT_TIME": "recipient's parent at the time",
    "SUBCONTRACTOR": "subcontractor",
    "BUYER": "buyer",
    "FUNDER": "funder",
}
"""Parts in an award, in the order they are shown."""

NOTIONS: dict[Notion, tuple[str, str]] = {
    "obligated": ("obligated", "promised so far"),
    "current": ("current value", "with the options taken up"),
    "potential": ("potential value", "with every option"),
    "outlayed": ("outlayed", "paid out"),
}
"""The four meanings of "how much", in the order they are shown; never added up, never mixed."""

SUBAWARD_ROLES = {
    "recipient": "subaward to it",
    "recipient_parent": "subaward to one it is recorded as the parent of",
    "prime_recipient": "subaward by it",
}
"""How a party stands in a subaward."""

CEILINGS = frozenset({"current", "potential"})
CEILING = "a ceiling, often not a real sum: context only, never added to its orders"
"""What these values of a vehicle are."""

SPEAKER_OPEN = "speaker left open"
"""Said where the text names somebody and no party could be taken for them."""

NOT_SAID = "reported as not said"
"""Marks a statement whose attributing words are negated."""

NOT_MASKED = "Private people are named here, to the owner of the record, and masked in exports."


def label_words(label: str | None, role: str = "") -> str:
    """Say how close a part in an award is, in words; empty where the role itself says it: who receives it does so directly."""
    if label == "DIRECT" and role in {"RECIPIENT", PARTS["RECIPIENT"]}:
        return ""
    return LABELS.get(label, label) if label else ""


def money_mark(kind: AwardKind, money: Money) -> str:
    """Say of a sum that it is only a vehicle's ceiling, or only of the actions held; empty for any other."""
    if kind == "idv" and money.notion in CEILINGS:
        return " (a vehicle's ceiling, often not a real sum)"
    return "" if money.stated else " (actions held)"


def money_day(shown: str | None, money: Money) -> str:
    """Say of which day a sum is where that is another day than the one shown beside it; empty where it is the same."""
    if money.as_of == shown:
        return ""
    return f" as of {money.as_of}" if money.as_of else " of a day not recorded"
