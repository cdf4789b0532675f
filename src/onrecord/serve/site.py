"""What every page is made with: the record, the templates, and the words of the frame."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from onrecord.answer import amounts, subawards, vehicles, words
from onrecord.answer.review_asked import LOW_CONFIDENCE
from onrecord.answer.review_words import judged_words, visible
from onrecord.answer.rows import award_dates
from onrecord.answer.tensions import below_words
from onrecord.answer.timeline import left_out_words, shares_words
from onrecord.serve import formatting
from onrecord.serve.jobs import Jobs
from onrecord.serve.static_files import static_address
from onrecord.store import Record

Apply = Callable[[Record], object]
"""Works out what follows from people's decisions: passed in, since these pages know no stage."""


@dataclass(frozen=True, slots=True)
class Site:
    """A record and the templates its pages are made with.

    Attributes:
        masked: The record is a masked copy, shown to others than its owner: nothing is decided here, no file handed out.
        apply: Works out what follows from decisions; None where that is left to a build.
        jobs: Does long work beside the pages: adding, trying again; None where that is left to commands.
    """

    record: Record
    templates: Environment
    masked: bool = False
    apply: Apply | None = None
    jobs: Jobs | None = None

    def page(self, template: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
        """Make a page; every value is escaped by the template."""
        return HTMLResponse(self.templates.get_template(template).render(values), status)


def make_templates(*, masked: bool = False, adds: bool = False) -> Environment:
    """Load the templates and the words they use."""
    templates = Environment(
        loader=PackageLoader("onrecord.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        day=formatting.day,
        month=formatting.month,
        marked=formatting.marked,
        visible=visible,
        web_address=formatting.web_address,
    )
    templates.globals.update(
        MASKED=masked,
        ADDS=adds,
        address=formatting.address,
        static_address=static_address,
        side_address=formatting.side_address,
        statement_address=formatting.statement_address,
        document_address=formatting.document_address,
        words_address=formatting.words_address,
        counted=formatting.counted,
        sum_of_money=formatting.sum_of_money,
        NOTIONS=formatting.NOTIONS,
        label_words=words.label_words,
        PARTS=words.PARTS,
        NOT_SAID=words.NOT_SAID,
        NOT_MASKED=words.NOT_MASKED,
        SPEAKER_OPEN=words.SPEAKER_OPEN,
        award_dates=award_dates,
        shares_words=shares_words,
        left_out_words=left_out_words,
        below_words=below_words,
        judged_words=judged_words,
        stated_words=amounts.stated_words,
        between_words=amounts.between_words,
        comparison_words=amounts.comparison_words,
        shown_sums=amounts.shown,
        NOT_TRIED=amounts.NOT_TRIED,
        FLAGS=subawards.FLAGS,
        authorisation_words=subawards.authorisation_words,
        orders_lines=vehicles.orders_lines,
        CEILING=words.CEILING,
        money_mark=words.money_mark,
        money_day=words.money_day,
        AWARD_KINDS=words.AWARD_KINDS,
        LOW_CONFIDENCE=LOW_CONFIDENCE,
        SAID_ON=formatting.SAID_ON,
        ABOUT=formatting.ABOUT,
        SCHEMES=formatting.SCHEMES,
        TENSIONS=formatting.TENSIONS,
    )
    return templates
