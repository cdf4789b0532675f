"""Documents to statements, mentions, amounts, dates and supply relations."""

EXTRACTORS = ("model", "rules", "endpoint")
"""Who may read statements: the network of the package, the rules, or a server the user names."""
_VERSIONS = {"model": "model/1", "rules": "rules/4", "endpoint": "endpoint/1"}
SUPPLIES = "supplies/2"
"""The rules of supply relations, for every extractor; a changed name has every document read again."""


def version_of(extractor: str, detail: str = "") -> str:
    """Name an extractor as it stands; a changed name has every document read for statements again.

    Stands here so that asking loads no rule and no network. `detail` is the model that a server is asked for.
    """
    return f"{_VERSIONS[extractor]}{f':{detail}' if detail else ''}"
