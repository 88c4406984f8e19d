"""Letters out of jobs: in the order given, the same bytes every time, one bad letter harming no other."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from pipeline.doors.letter_job import FaultReason, LetterFault, LetterJob, Sender, TypesetLetter
from pipeline.doors.letter_press import PressSetup, TemplateFacts, press_for
from pipeline.doors.shipped import TEMPLATES
from pipeline.doors.worker_processes import Workers

__all__ = [
    "FaultReason",
    "LetterFault",
    "LetterJob",
    "Sender",
    "TemplateFacts",
    "TypesetLetter",
    "as_png",
    "template_facts",
    "typeset",
]

LETTERS = TEMPLATES / "letters"
CHUNK = 50
# Below this many letters two new interpreters cost more time than they save.
WORTH_PROCESSES = 100

Outcome = TypesetLetter | LetterFault
Progress = Callable[[int], None]


def typeset(
    jobs: Sequence[LetterJob],
    *,
    font_dir: Path | None = None,
    processes: int = 2,
    on_progress: Progress | None = None,
    profile: str | None = None,
    letters_dir: Path = LETTERS,
) -> Iterator[Outcome]:
    """One letter or fault for each job, in the jobs' order; `on_progress` hears how many are done.

    Templates, layout and fonts are checked before the first letter: a fault in them is everybody's
    fault and raises CorrectConfiguration at once.
    """
    setup = PressSetup(letters_dir, font_dir, profile)
    press = press_for(setup)
    for name in dict.fromkeys(job.template for job in jobs):
        press.template(name)
    return _reported(_chunks(jobs, setup, processes), on_progress)


def as_png(
    job: LetterJob,
    *,
    page: int = 1,
    pixels_per_inch: float = 144,
    font_dir: Path | None = None,
    letters_dir: Path = LETTERS,
) -> bytes:
    """A picture of one page, for documents and approval; raises CorrectConfiguration for a faulty letter."""
    return press_for(PressSetup(letters_dir, font_dir)).picture(job, page, pixels_per_inch)


def template_facts(template: str, *, font_dir: Path | None = None, letters_dir: Path = LETTERS) -> TemplateFacts:
    """The template's version, approval and hash; raises CorrectConfiguration where it has a fault."""
    return press_for(PressSetup(letters_dir, font_dir)).facts(template)


def _reported(chunks: Iterator[list[Outcome]], on_progress: Progress | None) -> Iterator[Outcome]:
    done = 0
    for chunk in chunks:
        yield from chunk
        done += len(chunk)
        if on_progress is not None:
            on_progress(done)


def _chunks(jobs: Sequence[LetterJob], setup: PressSetup, processes: int) -> Iterator[list[Outcome]]:
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    if processes <= 1 or len(jobs) <= WORTH_PROCESSES:
        return (_typeset_chunk(setup, chunk) for chunk in chunks)
    workers = Workers[LetterJob, list[Outcome]](partial(_typeset_chunk, setup), _ended, _pool, processes)
    return workers.results(chunks)


def _ended(job: LetterJob) -> list[Outcome]:
    sentence = "The process that drew this letter was ended by the system: try it again, then tell the engineers."
    return [LetterFault(job.letter_id, FaultReason.RENDER_FAILED, sentence)]


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def _typeset_chunk(setup: PressSetup, jobs: Sequence[LetterJob]) -> list[Outcome]:
    press = press_for(setup)
    return [press.typeset(job) for job in jobs]
