"""What a letter says: Markdown with placeholders, read once, checked as a whole, filled with plain data.

A value never passes through Jinja2 or Markdown. Each placeholder prints a private-use sign; the signs
survive Markdown as ordinary letters and are exchanged for the person's words only in the finished
blocks. So a name that looks like markup stays a name.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.core.postal_address import clean_text
from pipeline.doors.letter_markdown import Block, MarkdownFault, blocks_of
from pipeline.errors import CorrectConfiguration

PLACEHOLDERS = ("greeting_name", "provider_name", "provider_phone", "practice_name", "letter_date")
LANGUAGES = ("en",)
SMALLEST_POINT_SIZE, LARGEST_POINT_SIZE = 12, 28

# Whoever opens the envelope, or reads over a shoulder, learns nothing about the person.
_REVEALING = re.compile(
    r"\b(smi|mental\w*|psych\w*|schizo\w*|bipolar|antipsychotic\w*|clozapine|lithium"
    r"|depress\w*|disorder\w*|diagnos\w*|addict\w*|illness\w*|condition)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[a-z0-9-]+/(?P<language>[a-z]{2,3})\.(?P<variant>[a-z0-9-]+)")
_FENCE = "+++"
_FIRST_SIGN = 0xE000
_SIGNS = {chr(_FIRST_SIGN + index): name for index, name in enumerate(PLACEHOLDERS)}
_KEYS = {"title", "language", "variant", "version", "point_size", "approved_by", "approved_on"}


@dataclass(frozen=True)
class Template:
    """A letter's words with the places for values still open. `approved_by` is None for a draft."""

    name: str
    title: str
    language: str
    variant: str
    version: str
    point_size: int
    approved_by: str | None
    approved_on: date | None
    sha256: str
    placeholder_lines: Mapping[str, int]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Unfilled:
    """A placeholder for which the letter has no words; `line` is the template's."""

    placeholder: str
    line: int


def read_template(folder: Path, name: str) -> Template:
    """The template `<campaign>/<language>.<variant>`; raises CorrectConfiguration with file and line."""
    named = _NAME.fullmatch(name)
    path = folder / f"{name}.md"
    if named is None or not path.is_file():
        raise CorrectConfiguration(
            f"There is no letter template {name!r}: expected <campaign>/<language>.<variant>, "
            "like first-invitation/en.standard, in templates/letters."
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _fault(name, line, "this is not UTF-8 text; save the file as UTF-8") from None
    facts, body, lines_before = _split(name, text)
    _check_facts(name, facts, named["language"], named["variant"])
    placeholders, skeleton = _skeleton(name, body, lines_before)
    try:
        blocks = blocks_of(skeleton, dict(_SIGNS))
    except MarkdownFault as fault:
        raise _fault(name, lines_before + fault.line, fault.sentence) from None
    return Template(
        name=name,
        title=facts["title"],
        language=facts["language"],
        variant=facts["variant"],
        version=facts["version"],
        point_size=facts["point_size"],
        approved_by=facts["approved_by"] or None,
        approved_on=_date(facts["approved_on"]),
        sha256=hashlib.sha256(data).hexdigest(),
        placeholder_lines=placeholders,
        blocks=tuple(blocks),
    )


def fill(template: Template, values: Mapping[str, str]) -> list[Block] | Unfilled:
    """The template's blocks with every value in place as plain text, ready for JSON."""
    words = {name: clean_text(values.get(name, "")) for name in template.placeholder_lines}
    for name, line in template.placeholder_lines.items():
        if not words[name]:
            return Unfilled(name, line)
    return [_filled(block, words) for block in template.blocks]


def reveals_too_much(text: str) -> bool:
    """True where the words would tell a stranger about somebody's health or treatment."""
    return _REVEALING.search(text) is not None


def _filled(part: Any, words: Mapping[str, str]) -> Any:
    if isinstance(part, list):
        return [_filled(inner, words) for inner in part]
    if not isinstance(part, dict):
        return part
    if part.get("kind") == "value":
        return part | {"text": words[part["name"]]}
    return {key: _filled(inner, words) for key, inner in part.items()}


def _split(name: str, text: str) -> tuple[dict[str, Any], str, int]:
    """The front matter, the body, and how many lines stand above the body."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in [line.strip() for line in lines[1:]]:
        raise _fault(name, 1, f"expected the letter's title and version between two lines of {_FENCE}")
    end = next(number for number, line in enumerate(lines) if number and line.strip() == _FENCE)
    try:
        # The empty first line stands for the fence, so that the parser counts as an editor does.
        facts = tomllib.loads("\n".join(["", *lines[1:end]]))
    except tomllib.TOMLDecodeError as error:
        raise CorrectConfiguration(f"templates/letters/{name}.md, before the text: {error}.") from None
    return facts, "\n".join(lines[end + 1 :]), end + 1


def _check_facts(name: str, facts: Mapping[str, Any], language: str, variant: str) -> None:
    for fault in _faults_of(facts, language, variant):
        raise _fault(name, 1, fault)


def _faults_of(facts: Mapping[str, Any], language: str, variant: str) -> Iterator[str]:
    if missing := sorted(_KEYS - set(facts)):
        yield f"{missing[0]} is missing"
    if unknown := sorted(set(facts) - _KEYS):
        yield f"{unknown[0]} is not known here; expected only {', '.join(sorted(_KEYS))}"
    for key in sorted(_KEYS - {"point_size"}):
        if not isinstance(facts[key], str):
            yield f'{key} must be text in quotes, like {key} = "1"'
    if not (facts["title"] and facts["version"]):
        yield "title and version must not be empty"
    if (facts["language"], facts["variant"]) != (language, variant):
        yield "language and variant must be those of the file's name"
    if language not in LANGUAGES:
        yield f"letters in {language!r} cannot be printed yet: their fonts and date words are not approved"
    size = facts["point_size"]
    if type(size) is not int or not SMALLEST_POINT_SIZE <= size <= LARGEST_POINT_SIZE:
        yield f"point_size must be a whole number from {SMALLEST_POINT_SIZE} to {LARGEST_POINT_SIZE}"
    if bool(facts["approved_by"]) != bool(facts["approved_on"]):
        yield "approved_by and approved_on go together: fill in both, or leave both empty for a draft"
    if facts["approved_on"] and _date(facts["approved_on"]) is None:
        yield "approved_on must be a date like 2027-01-31"
    if reveals_too_much(facts["title"]):
        yield "the title says something about the person's health that a stranger could read"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class _Mark:
    """Stands for a value while the template is read; it has nothing a template could reach."""

    __slots__ = ("_sign",)

    def __init__(self, sign: str) -> None:
        self._sign = sign

    def __str__(self) -> str:
        return self._sign


# With the context, Jinja2 cannot print a constant while it compiles and so pass this check by.
@pass_context
def _finalize(_: Context, value: object) -> object:
    if isinstance(value, Undefined | _Mark):
        return value
    raise TypeError("only a placeholder can be printed")


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=_finalize, autoescape=False, keep_trailing_newline=True
    )
    for names in (environment.filters, environment.tests, environment.globals):
        names.clear()
    return environment


def _skeleton(name: str, body: str, lines_before: int) -> tuple[dict[str, int], str]:
    """Where each placeholder first stands, and the text with a sign in the place of each."""
    _check_body(name, body, lines_before)
    environment = _environment()
    try:
        tree = environment.parse(body)
    except TemplateSyntaxError as error:
        raise _fault(name, lines_before + error.lineno, f"a placeholder is malformed ({error.message})") from None
    placeholders: dict[str, int] = {}
    for node in tree.find_all(nodes.Node):
        line = lines_before + node.lineno
        if not isinstance(node, nodes.Output | nodes.TemplateData | nodes.Name):
            raise _fault(name, line, "only plain placeholders like {{ greeting_name }} can be used")
        if isinstance(node, nodes.Name):
            if node.name not in PLACEHOLDERS:
                known = ", ".join(PLACEHOLDERS)
                raise _fault(name, line, f"{node.name} is not a placeholder; expected one of {known}")
            placeholders.setdefault(node.name, line)
    marks = {placeholder: _Mark(sign) for sign, placeholder in _SIGNS.items()}
    return placeholders, environment.from_string(tree).render(marks)


def _check_body(name: str, body: str, lines_before: int) -> None:
    for number, line in enumerate(body.split("\n"), start=lines_before + 1):
        if clean_text(line) != " ".join(line.split()):
            raise _fault(name, number, "a character here is invisible or not in its usual form; type the line again")
        if "{#" in line:
            raise _fault(name, number, "a note to editors is not possible here; take it out")
        if revealing := _REVEALING.search(line):
            raise _fault(name, number, f"a letter never says {revealing.group()!r}; write about the check instead")


def _fault(name: str, line: int, what: str) -> CorrectConfiguration:
    return CorrectConfiguration(f"templates/letters/{name}.md, line {line}: {what}.")
