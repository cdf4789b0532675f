"""Extract from what is not extracted yet."""

from onrecord.config import Config
from onrecord.engine import Outcome, Progress, Report, Runner, in_batches
from onrecord.extract import EXTRACT_VERSION
from onrecord.model.evidence import Document
from onrecord.model.problem import Problem
from onrecord.model.statement import Extraction
from onrecord.store import Writer

FAILURE_CODES = {"timed_out": "timed_out", "died": "engine_died", "raised": "stage_failed"}


def extract_task(document: Document) -> Extraction:
    """Extract from one document, in a worker."""
    from onrecord.extract.extractors import extract_document  # noqa: PLC0415  # rules are compiled where they are used

    return extract_document(document)


def run(writer: Writer, runner: Runner, config: Config, progress: Progress) -> Report:
    """Go through the documents that this version of the extractors has not seen, a batch a transaction."""
    waiting = writer.unextracted(EXTRACT_VERSION)
    documents = (writer.document(document) for document in waiting)
    done = statements = problems = 0
    for batch in in_batches(runner.map(extract_task, documents, config.seconds_per_artefact), config.batch):
        with writer.transaction():
            for outcome in batch:
                extraction = outcome.value or _failed(outcome)
                writer.put_extraction(extraction, EXTRACT_VERSION)
                done += 1
                statements += len(extraction.statements)
                problems += len(extraction.problems)
                progress("extract", done, len(waiting))
    return Report(stage="extract", done=done, made=(("statements", statements),), problems=problems)


def _failed(outcome: Outcome[Document, Extraction]) -> Extraction:
    document = outcome.task
    problem = Problem(
        artefact=document.artefact,
        path=document.part or document.id,
        stage="extract",
        code=FAILURE_CODES[outcome.failure or "raised"],
        message=f"document {document.id}: {outcome.message}; no statements were taken from it",
    )
    return Extraction(document=document.id, problems=(problem,))
