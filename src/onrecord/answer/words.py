"""Words for the codes of the record: the page and the terminal say the same."""

LABELS = {
    "DIRECT": "direct",
    "SUBSIDIARY": "through a subsidiary",
    "SUPPLIED_VIA": "supplied through another firm",
    "LIKELY_VIA": "likely supplied through another firm",
    "SUBAWARD": "subcontract",
    "MENTION_ONLY": "named only",
}
"""How close a party's part in an award is."""

PARTS = {
    "RECIPIENT": "recipient",
    "PRODUCT_OWNER": "maker of the product",
    "PARENT_AT_TIME": "recipient's parent at the time",
    "SUBCONTRACTOR": "subcontractor",
    "BUYER": "buyer",
    "FUNDER": "funder",
}
"""Parts in an award, in the order they are shown."""

SPEAKER_OPEN = "speaker left open"
"""Said where the text names somebody and no party could be taken for them."""

NOT_SAID = "reported as not said"
"""Marks a statement whose attributing words are negated."""

NOT_MASKED = "Private people are not masked yet: treat an export as you treat the sources."


def label_words(label: str | None) -> str:
    """Say how close a part in an award is, in words; empty where the role itself says it."""
    return LABELS.get(label, label) if label else ""
