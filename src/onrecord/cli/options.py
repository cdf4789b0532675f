"""Arguments and options that several commands share."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from onrecord.config import Config
from onrecord.errors import UserError
from onrecord.extract import EXTRACTORS

FOLDER = click.Path(path_type=Path)
TYPED = click.Path()  # text as typed: `Path` folds `https://x` to `https:/x`, which no message should say
Function = TypeVar("Function", bound=Callable[..., Any])
KEY_VARIABLE = "ONRECORD_ENDPOINT_KEY"
shown = partial(click.option, show_default=True)
as_json = click.option("--json", "json", is_flag=True, help="Print one JSON object a line.")
record_argument = click.argument("record", type=FOLDER, metavar="RECORD")


def reads_statements(command: Function) -> Function:
    """Give a command the options that say who reads statements; `_config` takes them."""
    who = "Who reads statements: the model in the package, rules, or a server of yours."
    cores, most = "Processor cores the model may use in one process.", click.IntRange(1, 256)
    options = (
        shown("--extractor", type=click.Choice(EXTRACTORS), default=Config().extractor, help=who),
        click.option(
            "--endpoint", default="", metavar="URL", help="The server: http://127.0.0.1:8080/v1, for instance."
        ),
        click.option("--endpoint-model", default="", metavar="NAME", help="The model to ask that server for."),
        shown("--threads", default=Config().threads, type=most, help=cores),
    )
    for option in reversed(options):
        command = option(command)
    return command


def builds(command: Function) -> Function:
    """Give a command the options of a build; `_config` takes them."""
    engine = shown("--engine", default=Config().engine, help="Where to run: inline, or local:N with N processes.")
    how = "Read web pages three times as fast, a little less exactly."
    fast = click.option("--fast", "reading", flag_value="fast", default=Config().reading, help=how)
    return engine(fast(reads_statements(command)))


def config_of(*, extractor: str, endpoint: str, endpoint_model: str, **others: Any) -> Config:
    """Make the settings of a run; what belongs to a server must be given with it and not without it."""
    if (extractor == "endpoint") != bool(endpoint) or bool(endpoint) != bool(endpoint_model):
        raise UserError("to ask a server give all three: --extractor endpoint --endpoint URL --endpoint-model NAME")
    key = os.environ.get(KEY_VARIABLE) if endpoint else None
    config = Config(extractor=extractor, endpoint=endpoint, endpoint_model=endpoint_model, endpoint_key=key, **others)
    if endpoint:
        from onrecord.extract.endpoint import Endpoint

        Endpoint(url=endpoint, model=endpoint_model, key=key)  # says now what is wrong with them, not once a document
    return config
