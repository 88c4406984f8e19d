"""One letter to one PDF through Typst; whatever would come out wrong comes back as a fault instead."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import fontpkg
import typst

from pipeline.doors.letter_content import Template, read_template
from pipeline.doors.letter_job import FaultReason, LetterFault, LetterJob, TypesetLetter, sheet_of
from pipeline.doors.print_profile import read_profile
from pipeline.errors import CorrectConfiguration

_FONT_FAMILY = "Noto Sans"
_PAGE_COUNT = re.compile(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>")
_LAYOUT_LINE = re.compile(r"letter\.typ:(\d+)")


@dataclass(frozen=True)
class TemplateFacts:
    """What a manifest says of a template; `sha256` covers words, layout, print profiles, fonts and Typst."""

    sha256: str
    version: str
    approved_by: str | None
    approved_on: date | None
    language: str
    variant: str


@dataclass(frozen=True)
class PressSetup:
    """Where the words, layout and fonts are, and for whose envelopes; None takes the default."""

    letters_dir: Path
    font_dir: Path | None = None
    profile: str | None = None


@lru_cache(maxsize=4)
def press_for(setup: PressSetup) -> "Press":
    """The press of this process for a setup, made once: reading the fonts takes far longer than a letter."""
    return Press(setup)


class Press:
    """Letters out of jobs, one compile each, with nothing from the machine but the files of the setup."""

    def __init__(self, setup: PressSetup) -> None:
        self._letters_dir = setup.letters_dir
        self._font_dir = setup.font_dir or Path(fontpkg.path(_FONT_FAMILY)).parent
        self._profile = read_profile(setup.letters_dir / "print-profiles.toml", setup.profile)
        fonts = typst.Fonts(False, False, [str(self._font_dir)])
        if _FONT_FAMILY not in fonts.families():
            raise CorrectConfiguration(
                f"The font folder {self._font_dir} has no {_FONT_FAMILY}: put its TTF files there, "
                "or leave the setting out to use the fonts that come with the package."
            )
        layout = setup.letters_dir / "layout"
        self._compiler = typst.Compiler(str(layout / "letter.typ"), root=str(layout), font_paths=fonts)
        self._templates: dict[str, Template] = {}

    def template(self, name: str) -> Template:
        if name not in self._templates:
            self._templates[name] = read_template(self._letters_dir, name)
        return self._templates[name]

    def facts(self, name: str) -> TemplateFacts:
        template = self.template(name)
        whole = hashlib.sha256(f"{template.sha256} {self._machinery_sha256}".encode()).hexdigest()
        return TemplateFacts(
            whole,
            template.version,
            template.approved_by,
            template.approved_on,
            template.language,
            template.variant,
        )

    def typeset(self, job: LetterJob) -> TypesetLetter | LetterFault:
        """The letter as PDF, or the one reason why it cannot be made."""
        sheet = self._sheet(job)
        if isinstance(sheet, LetterFault):
            return sheet
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                format="pdf",
                sys_inputs={"letter": json.dumps(sheet)},
                pdf_standards=["ua-1"],
                timestamp=datetime.combine(job.dated, time(12), UTC),
            )
        except typst.TypstError as error:
            return _fault_of(job, error.message, error.diagnostic)
        # A warning can mean text that was silently left out, such as a font that is not there.
        if warnings:
            return _fault_of(job, warnings[0].message, warnings[0].diagnostic)
        counted = _PAGE_COUNT.search(pdf) if isinstance(pdf, bytes) else None
        if counted is None or not isinstance(pdf, bytes):
            return _fault_of(job, "no page count", "")
        pages = int(counted[1])
        if pages > self._profile.max_pages:
            return LetterFault(
                job.letter_id,
                FaultReason.TOO_MANY_PAGES,
                f"The letter has {pages} pages and the print provider takes {self._profile.max_pages:.0f}: "
                "shorten the template.",
            )
        return TypesetLetter(job.letter_id, pdf, pages)

    def picture(self, job: LetterJob, page: int, pixels_per_inch: float) -> bytes:
        """One page as PNG; raises CorrectConfiguration where the letter itself cannot be made."""
        # A picture alone would not notice a missing glyph: only the PDF standard refuses it.
        made, sheet = self.typeset(job), self._sheet(job)
        for fault in (made, sheet):
            if isinstance(fault, LetterFault):
                raise CorrectConfiguration(fault.sentence)
        inputs = {"letter": json.dumps(sheet)}
        drawn = self._compiler.compile(format="png", ppi=pixels_per_inch, sys_inputs=inputs)
        pages = drawn if isinstance(drawn, list) else [drawn]
        picture = pages[page - 1]
        assert isinstance(picture, bytes)
        return picture

    @cached_property
    def _machinery_sha256(self) -> str:
        """One hash of everything but the words: a change here changes letters just as a new wording does."""
        digest = hashlib.sha256(version("typst").encode())
        layout = sorted((self._letters_dir / "layout").rglob("*.typ"))
        fonts = sorted(path for path in self._font_dir.rglob("*") if path.suffix in (".ttf", ".otf", ".ttc"))
        for path in (*layout, self._letters_dir / "print-profiles.toml", *fonts):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def _sheet(self, job: LetterJob) -> dict[str, Any] | LetterFault:
        sheet = sheet_of(job, self.template(job.template))
        return sheet if isinstance(sheet, LetterFault) else sheet | {"profile": asdict(self._profile)}


def _fault_of(job: LetterJob, message: str, diagnostic: str) -> LetterFault:
    """Typst's complaint in our words: its own text can quote the person's name."""
    if "could not be displayed" in message or "disallowed codepoint" in message:
        return LetterFault(
            job.letter_id,
            FaultReason.MISSING_GLYPH,
            "The name, address or text has a character that the letter's fonts cannot print: "
            "correct the record, or send this letter by hand.",
        )
    if "line_too_long" in message:
        return LetterFault(
            job.letter_id,
            FaultReason.LINE_TOO_LONG,
            "A name or a line of the address is wider than its place on the paper: shorten it in the record.",
        )
    line = _LAYOUT_LINE.search(diagnostic)
    where = f" at line {line[1]} of layout/letter.typ" if line else ""
    return LetterFault(
        job.letter_id,
        FaultReason.RENDER_FAILED,
        f"The letter could not be drawn{where}: tell the engineers who look after the layout.",
    )
