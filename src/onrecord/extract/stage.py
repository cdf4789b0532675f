"""Extract from what is not extracted yet."""

from dataclasses import replace
from functools import partial

from onrecord.config import Config
from onrecord.engine import Outcome, Progress, Report, Runner, in_batches
from onrecord.extract import SUPPLIES, version_of
from onrecord.model.evidence import Document, check_span
from onrecord.model.problem import Problem
from onrecord.model.statement import Extraction
from onrecord.store import Writer
from onrecord.store.writer import spans_of
from onrecord.tables import tables_version

FAILURE_CODES = {"timed_out": "timed_out", "died": "engine_died", "raised": "stage_failed"}


def extract_task(document: Document, *, config: Config) -> Extraction:
    """Extract from one document, in a worker."""
    from onrecord.extract.extractors import extract_document  # noqa: PLC0415  # rules are compiled where they are used
    from onrecord.extract.listening import listener  # noqa: PLC0415  # the same

    extraction = extract_document(document, listener(config))
    for span in spans_of(extraction):
        check_span(document.text, span)  # here, a wrong span costs one document; at the writer it would end the build
    return extraction


def run(writer: Writer, runner: Runner, config: Config, progress: Progress) -> Report:
    """Go through the documents that this version of the extractors has not seen, a batch a transaction."""
    version = f"{version_of(config.extractor, config.endpoint_model)}+{SUPPLIES}+{tables_version()}"
    waiting = writer.unextracted(version)
    if waiting and config.extractor == "model":
        _check_model()
    seconds = config.seconds_per_asking if config.extractor == "endpoint" else config.seconds_per_document
    documents = (writer.document(document) for document in waiting)
    done = statements = problems = 0
    for batch in in_batches(runner.map(partial(extract_task, config=config), documents, seconds), config.batch):
        with writer.transaction():
            for outcome in batch:
                extraction = _placed(writer, outcome.task, outcome.value) if outcome.value else _failed(writer, outcome)
                writer.put_extraction(extraction, version)
                done += 1
                statements += len(extraction.statements)
                problems += len(extraction.problems)
                progress("extract", done, len(waiting))
    return Report(stage="extract", done=done, made=(("statements", statements),), problems=problems)


def _check_model() -> None:
    """Check the model's files before the first document: damaged ones are this machine's fault, not every document's.

    Raises:
        DamagedWeights: A file is missing or is not the one that was measured.
    """
    from onrecord.extract.tagger.network import check  # noqa: PLC0415  # reads the weights

    check()


def _placed(writer: Writer, document: Document, extraction: Extraction) -> Extraction:
    """Write the document's path into its problems, which a worker does not know."""
    if not extraction.problems:
        return extraction
    path = writer.path_of(document.artefact)
    told = tuple(
        replace(one, artefact=document.artefact, path=path, message=f"{path}: {one.message}")
        for one in extraction.problems
    )
    return replace(extraction, problems=told)


def _failed(writer: Writer, outcome: Outcome[Document, Extraction]) -> Extraction:
    document = outcome.task
    path = writer.path_of(document.artefact)
    problem = Problem(
        artefact=document.artefact,
        path=path,
        stage="extract",
        code=FAILURE_CODES[outcome.failure or "raised"],
        message=f"{path}: {outcome.message}; no statements were taken from it",
    )
    return Extraction(document=document.id, problems=(problem,))
