"""What connects in a whole record: parts in awards, copies, echoes, threads, tensions, matches with awards, versions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.connect.figures.tensions import Told, figure_tensions
from onrecord.connect.heard import Listening, hear
from onrecord.connect.lineage.families import families, settle
from onrecord.connect.lineage.revisions import Page, compare_all
from onrecord.connect.lineage.versions import Sighting, content_key, versions
from onrecord.connect.meet import pairs_held
from onrecord.connect.spending import links_of, matches, sales_and_numbers
from onrecord.connect.tensions import said_once, scope_tensions
from onrecord.connect.threads.asked import thread_reviews
from onrecord.connect.threads.changes import all_changes
from onrecord.connect.threads.decisions import Decisions
from onrecord.connect.threads.threads import make_threads
from onrecord.connect.told import Bodies
from onrecord.connect.utterances import Known, echoes_of, repeats, statements_in
from onrecord.engine import Progress
from onrecord.model.ids import DocumentId, StatementId
from onrecord.model.judgement import document_of_key
from onrecord.model.lineage import Copy, Revision
from onrecord.model.meeting import Connections, Echo
from onrecord.model.pair import Pair
from onrecord.store import View
from onrecord.store.meetings import confidences, represented, seen_again
from onrecord.store.verdicts import copy_keys, echo_keys, found_wrong, wrong


def connect_record(view: View, progress: Progress) -> tuple[Connections, int]:
    """Work out what connects; gives also the number of documents."""
    sales, numbered = sales_and_numbers(view)
    names = view.party_names()
    bodies = Bodies(kinds={party: kind for party, (_, kind) in names.items()}, represented=represented(view))
    listening = Listening(names=names, bodies=bodies, numbered=numbered, wrong=wrong(view))
    heard = hear(view, listening, progress)
    pairs, sizes = pairs_held(view)
    copies = settle((pair.copy for pair in pairs if pair.copy), sizes)
    echoes = echoes_of(pairs, _known(view, pairs, heard.published, listening))
    joining = _joining(view, echoes, copies)
    same_as = repeats(*joining, lru_cache(maxsize=None)(lambda document: tuple(view.statements(document))))
    said = {one.statement: replace(one, same_as=same_as.get(one.statement)) for one in heard.said}
    decisions = _decisions(view)
    made = make_threads(said.values(), decisions)
    links = links_of(view, sales, heard.passages)
    tensions = (
        *scope_tensions(said_once(heard.scoped, echoes), view.awards(), links),
        *all_changes(made.threads, said),
        *figure_tensions(_once(heard.told, families(joining[1], sizes), same_as)),
    )
    found = Connections(
        links=tuple(links),
        echoes=tuple(echoes),
        tensions=tensions,
        copies=copies,
        threads=made.threads,
        matches=matches(view, heard.claims, links),
        revisions=tuple(_revisions(view)),
        asked=thread_reviews(made, said, decisions, keys_of=view.keys_of, statement_keys=view.statement_keys),
    )
    return found, len(sizes)


def _known(view: View, pairs: Sequence[Pair], published: Mapping[DocumentId, str], listening: Listening) -> Known:
    statements = statements_in(pairs)
    return Known(
        speakers=view.speakers(statements),
        names={party: name for party, (name, _) in listening.names.items()},
        confidences=confidences(view, statements),
        represented=listening.bodies.represented,
        published=published,
        wrong=listening.wrong,
    )


def _joining(view: View, echoes: Sequence[Echo], copies: Sequence[Copy]) -> tuple[list[Echo], list[Copy]]:
    """Leave out the echoes and copies that people have found wrong: they make no two utterances one."""
    apart = found_wrong(view, "echo", lambda: echo_keys(view, echoes))
    apart |= found_wrong(view, "copy", lambda: copy_keys(view, copies))
    return [one for one in echoes if one.id not in apart], [one for one in copies if one.id not in apart]


def _decisions(view: View) -> Decisions:
    """Load what people have decided on threads."""
    about = tuple(
        one
        for one in view.judgements()
        if one.verdict == "undone" or one.left.startswith("thread:") or one.right.startswith("thread:")
    )
    documents = {found for one in about for key in (one.left, one.right) if (found := document_of_key(key))}
    keys = {key: one for document in documents for one, key in view.statement_keys(document).items()}
    return Decisions(judgements=about, party_of_key=view.party_of_key, statement_of_key=keys)


def _once(
    told: Iterable[Told], family: Mapping[DocumentId, DocumentId], same_as: Mapping[StatementId, StatementId]
) -> Iterator[Told]:
    """Say which sentences are copies or repeats of one another."""
    for one in told:
        yield replace(
            one,
            family=family.get(one.document, one.document),
            utterance=same_as.get(one.statement, one.statement),
        )


def _revisions(view: View) -> Iterator[Revision]:
    """Hold the versions of each page against each other."""
    sightings: dict[str, list[Sighting]] = defaultdict(list)
    for address, document, seen in seen_again(view):
        if found := view.document(document):
            sightings[address].append(
                Sighting(address=address, document=document, content=content_key(found), seen=seen)
            )
    for some in versions(one for each in sightings.values() for one in each).values():
        pages = [
            Page(version=one, document=found, statements=tuple(view.statements(one.document)))
            for one in some
            if (found := view.document(one.document))
        ]
        for _, _, compared in compare_all(pages):
            yield from compared.revisions
