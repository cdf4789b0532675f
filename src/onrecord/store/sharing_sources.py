"""What has something to hide, found before anything is written; and artefacts, origins and problems of a masked copy."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord.model.evidence import Document, Origin, Span
from onrecord.model.ids import ArtefactId, DocumentId
from onrecord.model.problem import Problem
from onrecord.store import rows
from onrecord.store.sharing_copy import Copying
from onrecord.store.sharing_documents import share
from onrecord.store.sharing_meetings import places_of_meetings
from onrecord.store.sharing_tables import all_actions
from onrecord.store.sharing_texts import Cast, mask_text

SIZE_STEP = 4096
"""Sizes of masked artefacts are rounded up to this many bytes: one to the byte would tell how long the names are."""
Words = Callable[[str], str]


def survey(copying: Copying) -> set[int]:
    """Note which documents, artefacts and origins have something to hide; gives the numbers of such actions."""
    view = copying.view
    for document in view.documents():
        one = share(view, document, copying.people, lambda artefact: artefact)
        if one.is_masked:
            copying.touched.add(document.id)
            copying.hidden.add(document.artefact)
        if one.cast is not None:
            _survey_origins(copying, document, one.cast)
    masked_actions = _survey_actions(copying)
    _survey_rows(copying)
    _take_in_containers(copying)
    for span in _pointing_spans(copying):
        copying.evidence[(span.document, span.start, span.end)] = None
    return masked_actions


def _survey_origins(copying: Copying, document: Document, cast: Cast) -> None:
    for origin in copying.view.origins(document.artefact):
        place = (origin.artefact, origin.path)
        held = copying.origins.get(place, origin)
        copying.origins[place] = _masked_origin(
            held,
            lambda text: mask_text(text, cast, copying.people).after,
            lambda text: mask_text(text, cast, copying.people, is_address=True).after,
        )


def _masked_origin(origin: Origin, words: Words, address: Words) -> Origin:
    return replace(
        origin,
        path="/".join(map(address, origin.path.split("/"))),
        url=origin.url and address(origin.url),
        title=origin.title and words(origin.title),
        publisher=origin.publisher and words(origin.publisher),
        authors=tuple(map(words, origin.authors)),
        part=address(origin.part),
    )


def _survey_actions(copying: Copying) -> set[int]:
    found: set[int] = set()
    for row in all_actions(copying.view):
        if copying.rows.is_touched(row, rows.load(row["rest"])):
            found.add(row["number"])
            copying.hidden.add(ArtefactId(row["artefact"]))
            for award in copying.rows.telling(row, rows.load(row["rest"])):
                copying.awards[award] = copying.people.keyed.award(award)
    if copying.awards:
        copying.hidden |= _naming(copying)
    return found


def _survey_rows(copying: Copying) -> None:
    for subaward in copying.view.subawards():
        is_told = subaward.prime in copying.awards
        if is_told or copying.rows.subaward(subaward, subaward.artefact) != subaward:
            copying.hidden.add(subaward.artefact)
    for one in copying.view.authorisations():
        if copying.rows.authorisation(one, one.artefact) != one:
            copying.hidden.add(one.artefact)
    for edge in copying.view.edges():  # never copied, but the name of their file is
        if any(copying.rows.words(text) != text for text in (edge.left, edge.right, edge.because)):
            copying.hidden.add(edge.artefact)


def _naming(copying: Copying) -> set[ArtefactId]:
    """List the artefacts in which awards stand whose ids name somebody."""
    query = """SELECT DISTINCT s.artefact FROM actions a JOIN sheets s ON s.number = a.sheet
               WHERE a.award IN (SELECT value FROM json_each(?1)) OR a.parent IN (SELECT value FROM json_each(?1))"""
    return {ArtefactId(row[0]) for row in copying.view.db.execute(query, (rows.dump(list(copying.awards)),))}


def _take_in_containers(copying: Copying) -> None:
    """Note the containers too: their bytes hold those of what is inside."""
    parents: dict[ArtefactId, set[ArtefactId]] = {}
    for origin in copying.view.origins():
        if origin.parent:
            parents.setdefault(origin.artefact, set()).add(origin.parent)
    waiting = list(copying.hidden)
    while waiting:
        new = parents.get(waiting.pop(), set()) - copying.hidden
        copying.hidden |= new
        waiting += new


def _pointing_spans(copying: Copying) -> Iterator[Span]:
    """List places in texts that parties, relations and parts in awards point to."""
    view = copying.view
    for party in view.parties():
        if isinstance(party.role_evidence, Span):
            yield party.role_evidence
    for relation in view.all_relations():
        if isinstance(relation.evidence, Span):
            yield relation.evidence
    for (evidence,) in view.db.execute("""SELECT evidence FROM links WHERE instr(evidence, '"document"')"""):
        yield from (one for one in rows.evidences_in(evidence) if isinstance(one, Span))
    yield from places_of_meetings(view)


# --- artefacts, and where they were found


def write_sources(copying: Copying) -> None:
    """Write artefacts and origins, and which reader has read what."""
    view = copying.view
    for (_, path), held in copying.origins.items():
        before, after = path.split("/"), held.path.split("/")
        if len(before) == len(after):
            copying.folders |= {old: new for old, new in zip(before, after, strict=True) if old != new}
    for artefact, size in view.artefacts():
        hidden = artefact in copying.hidden
        shown = -(-size // SIZE_STEP) * SIZE_STEP if hidden else size
        copying.put("artefacts", [(copying.artefact(artefact), shown)])
    for origin in view.origins():
        place = (origin.artefact, origin.path)
        own = copying.origins.get(place) or _masked_origin(origin, copying.rows.free_words, copying.rows.words)
        own = replace(own, path=_below(copying, origin, own.path))
        if own.path != origin.path:
            copying.paths[origin.path] = own.path
        _write_origin(copying, own)
    for artefact, version in view.db.execute("SELECT input, version FROM work WHERE stage = 'read'"):
        reader = str(version).partition("|")[0]  # behind it stands a hash of what the sidecar says
        copying.put("work", [("read", copying.artefact(artefact), reader)])


def _below(copying: Copying, origin: Origin, path: str) -> str:
    """Put the masked path of a container before the name of what was found inside it."""
    for parent in copying.view.origins(origin.parent) if origin.parent else ():
        begin = copying.paths.get(parent.path)
        if begin and origin.path.startswith(f"{parent.path}/"):
            own = path.split("/")[parent.path.count("/") + 1 :]  # the parts of a path are masked one by one
            path = "/".join([begin, *own])
    return masked_path(copying, path)


def masked_path(copying: Copying, path: str) -> str:
    """Mask a path: also a folder or file named after somebody whom only what lies in it, or in its like, names."""
    return copying.rows.words("/".join(copying.folders.get(one, one) for one in path.split("/")))


def _write_origin(copying: Copying, one: Origin) -> None:
    parent = copying.artefact(one.parent) if one.parent else None
    moved = replace(one, artefact=copying.artefact(one.artefact), parent=parent)
    said = (moved.url, moved.title, moved.publisher, moved.published, rows.dump(list(moved.authors)))
    found = (moved.parent, moved.part, moved.depth, moved.meta_key())
    copying.put("origins", [(moved.artefact, moved.path, moved.collected_at, *said, *found)])


# --- problems


def write_problems(copying: Copying) -> None:
    """Write problems: the paths and names in them masked."""
    for row in copying.view.db.execute("SELECT * FROM problems ORDER BY rowid"):
        one = rows.problem_in(row)
        artefact = copying.artefact(one.artefact) if one.artefact else None
        path = copying.paths.get(one.path) or masked_path(copying, one.path)
        message = _message(copying, one, row)
        moved = Problem(artefact=artefact, path=path, stage=one.stage, code=one.code, message=message)
        place = copying.documents.get(row["input"]) or copying.artefact(row["input"])
        work = copying.paths.get(place) or masked_path(copying, place)
        copying.put("problems", [(moved.id, artefact, path, moved.stage, work, moved.code, message)])


def _message(copying: Copying, one: Problem, row: sqlite3.Row) -> str:
    message = one.message
    if one.path:
        message = message.replace(one.path, copying.paths.get(one.path) or masked_path(copying, one.path))
    document = DocumentId(row["input"])
    if document in copying.touched and (held := copying.view.document(document)) is not None:
        message = share(copying.view, held, copying.people, copying.artefact).words(message)
    return copying.rows.free_words(message)
