"""The rules for echoes before these, taken from the repository's history, as a peer."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from articles import Article

from onrecord.model.ids import PartyId
from onrecord.model.meeting import Echo

COMMIT = "00960c1"
PATH = "src/onrecord/connect/echoes.py"


@cache
def rules() -> ModuleType:
    """Load the module as it stood.

    Raises:
        subprocess.CalledProcessError: The repository has no such commit (a shallow clone).
    """
    command = ["git", "show", f"{COMMIT}:{PATH}"]
    shown = subprocess.run(command, cwd=Path(__file__).parent, check=True, capture_output=True, text=True)  # noqa: S603  # a fixed command
    module = ModuleType("former_echoes")
    sys.modules[module.__name__] = module
    exec(compile(shown.stdout, PATH, "exec"), module.__dict__)  # noqa: S102  # our own code, from our own history
    return module


def find(a: Article, b: Article) -> list[Echo]:
    """Find echoes as they were found; people of one name in both articles are one."""
    module = rules()
    sources = []
    for article in (a, b):
        speakers = {
            statement: PartyId(one.name.split()[-1].casefold()) if one.key and one.name else None
            for statement, one in article.speakers.items()
        }
        names = {party: party for party in speakers.values() if party}
        sources.append(module.source_of(article.document, article.statements, speakers, names))
    found: list[Echo] = module.find_echoes(sources)
    return found
