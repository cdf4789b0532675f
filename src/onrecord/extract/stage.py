"""Extract from what is not extracted yet."""

from onrecord.config import Config
from onrecord.engine import Outcome, Progress, Report, Runner, in_batches
from onrecord.extract import EXTRACT_VERSION
from onrecord.model.evidence import Document, check_span
from onrecord.model.problem import Problem
from onrecord.model.statement import Extraction
from onrecord.store import Writer
from onrecord.store.writer import spans_of
from onrecord.tables import tables_version

FAILURE_CODES = {"timed_out": "timed_out", "died": "engine_died", "raised": "stage_failed"}


def extract_task(document: Document) -> Extraction:
    """Extract from one document, in a worker."""
    from onrecord.extract.extractors import extract_document  # noqa: PLC0415  # rules are compiled where they are used

    extraction = extract_document(document)
    for span in spans_of(extraction):
        check_span(document.text, span)  # here, a wrong span costs one document; at the writer it would end the build
    return extraction


def run(writer: Writer, runner: Runner, config: Config, progress: Progress) -> Report:
    """Go through the documents that this version of the extractors has not seen, a batch a transaction."""
    version = f"{EXTRACT_VERSION}+{tables_version()}"
    waiting = writer.unextracted(version)
    documents = (writer.document(document) for document in waiting)
    done = statements = problems = 0
    for batch in in_batches(runner.map(extract_task, documents, config.seconds_per_artefact), config.batch):
        with writer.transaction():
            for outcome in batch:
                extraction = outcome.value or _failed(writer, outcome)
                writer.put_extraction(extraction, version)
                done += 1
                statements += len(extraction.statements)
                problems += len(extraction.problems)
                progress("extract", done, len(waiting))
    return Report(stage="extract", done=done, made=(("statements", statements),), problems=problems)


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
