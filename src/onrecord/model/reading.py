"""What a reader gives back for one artefact."""

from dataclasses import dataclass

from onrecord.model.award import Action
from onrecord.model.evidence import Document
from onrecord.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Documents or spending rows, and what went wrong on the way; all three may be empty together with a problem only."""

    documents: tuple[Document, ...] = ()
    actions: tuple[Action, ...] = ()
    problems: tuple[Problem, ...] = ()
