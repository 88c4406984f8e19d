"""Pages: Jinja2 templates of templates/ filled with plain data, every value escaped, nothing left undefined."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.doors import shipped


def page(template: str, values: Mapping[str, Any]) -> bytes:
    """The bytes of an HTML page; the same values give the same bytes."""
    return _environment(shipped.TEMPLATES).get_template(template).render(values).encode()


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "number": _number, "day": _day, "short_day": _short_day, "words": _words, "commands": _commands,
    }  # fmt: skip
    return environment


def _number(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _day(on: date | None) -> str:
    return "no certain day" if on is None else f"{on.day} {on:%B %Y}"


def _short_day(on: date | None) -> str:
    return "no certain day" if on is None else f"{on.day} {on:%b %Y}"


def _commands(sentence: str) -> Markup:
    """A sentence in which a command stands between backticks, as a page shows it."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(sentence))))


def _words(code: str) -> str:
    return code.replace("_", " ")
