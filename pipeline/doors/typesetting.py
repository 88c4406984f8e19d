"""Letters out of jobs: in the order given, the same bytes every time, one bad letter harming no other."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from pipeline.doors.letter_job import FaultReason, LetterFault, LetterJob, Sender, TypesetLetter
from pipeline.doors.letter_press import PressSetup, TemplateFacts, press_for
from pipeline.doors.shipped import TEMPLATES

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
_CHUNKS_AHEAD_PER_PROCESS = 2

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
    return _in_processes(chunks, setup, processes)


def _in_processes(chunks: Sequence[Sequence[LetterJob]], setup: PressSetup, processes: int) -> Iterator[list[Outcome]]:
    done = 0
    while done < len(chunks):
        pool = _pool(processes)
        try:
            for finished in _through(pool, chunks[done:], setup, processes):
                yield finished
                done += 1
        except BrokenProcessPool:
            # The system ended a worker, most likely for want of memory. Nobody says whose letter it was.
            yield _apart(chunks[done], setup)
            done += 1
        finally:
            pool.shutdown(cancel_futures=True)


def _through(
    pool: ProcessPoolExecutor, chunks: Sequence[Sequence[LetterJob]], setup: PressSetup, processes: int
) -> Iterator[list[Outcome]]:
    """Finished chunks in order. Few are under way at once: finished PDFs would otherwise fill the memory."""
    under_way: deque[Future[list[Outcome]]] = deque()
    for chunk in chunks:
        under_way.append(pool.submit(_typeset_chunk, setup, chunk))
        if len(under_way) >= processes * _CHUNKS_AHEAD_PER_PROCESS:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _apart(chunk: Sequence[LetterJob], setup: PressSetup) -> list[Outcome]:
    """A suspect chunk in a process of its own, halved until the letter that ends its process stands alone."""
    with _pool(1) as pool:
        try:
            return pool.submit(_typeset_chunk, setup, chunk).result()
        except BrokenProcessPool:
            pass
    if len(chunk) > 1:
        middle = len(chunk) // 2
        return _apart(chunk[:middle], setup) + _apart(chunk[middle:], setup)
    sentence = "The process that drew this letter was ended by the system: try it again, then tell the engineers."
    return [LetterFault(chunk[0].letter_id, FaultReason.RENDER_FAILED, sentence)]


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def _typeset_chunk(setup: PressSetup, jobs: Sequence[LetterJob]) -> list[Outcome]:
    press = press_for(setup)
    return [press.typeset(job) for job in jobs]
