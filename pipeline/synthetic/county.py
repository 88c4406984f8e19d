"""Makes a county: an inbox, its reference data, and the truth to judge the pipeline by."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.errors import CorrectConfiguration
from pipeline.synthetic.clearing import clear_previous
from pipeline.synthetic.expected import expected_of
from pipeline.synthetic.forms.emis import write_emis
from pipeline.synthetic.forms.plain import write_plain
from pipeline.synthetic.forms.sending import FileTruth, Line, Sent
from pipeline.synthetic.forms.systmone import write_systmone
from pipeline.synthetic.forms.workbook import write_workbook
from pipeline.synthetic.numbers import MOST_PEOPLE_A_PRACTICE, MOST_PRACTICES
from pipeline.synthetic.practices import (
    PCNS,
    Practice,
    make_practices,
    make_published_practices,
    read_networks,
)
from pipeline.synthetic.published import PUBLISHED, Published
from pipeline.synthetic.published_registers import PublishedCounty
from pipeline.synthetic.reference import write_reference
from pipeline.synthetic.registers import County, lines_of
from pipeline.synthetic.truth import PersonTruth, status_of, write_files, write_people


@dataclass(frozen=True, slots=True)
class CountySummary:
    """What was made. A person on two registers is one of `people` and two of `entries`."""

    practices: int
    people: int
    entries: int
    files: int
    data_rows: int
    quarantined_people: int
    by_form: Mapping[str, int]
    by_status: Mapping[str, int]


def synthesise(
    folder: Path,
    *,
    seed: int,
    people: int,
    practices: int,
    as_of: date,
    on_progress: Callable[[int], None] | None = None,
    pcns: Path = PCNS,
) -> CountySummary:
    """Writes `inbox`, `reference` and `truth` below the folder; the same arguments give the same bytes.

    `on_progress` is told how many people have been written so far, after each practice.
    """
    _refuse_impossible(people, practices)
    made = make_practices(seed, people, practices, as_of, read_networks(pcns))
    return _write(folder, County(seed, as_of, made), on_progress)


def synthesise_published(
    folder: Path,
    *,
    seed: int,
    as_of: date,
    on_progress: Callable[[int], None] | None = None,
    pcns: Path = PCNS,
    areas: Sequence[Published] = PUBLISHED,
) -> CountySummary:
    """As `synthesise`, with the registers and elements that were published of Lancashire and South Cumbria."""
    made = make_published_practices(seed, as_of, read_networks(pcns), areas)
    return _write(folder, PublishedCounty(seed, as_of, made, areas), on_progress)


def _write(folder: Path, county: County, on_progress: Callable[[int], None] | None) -> CountySummary:
    made = county.practices
    clear_previous(folder)
    for name in ("inbox", "reference", "truth"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    write_reference(folder / "reference", made)
    truths: list[PersonTruth] = []
    files: list[tuple[Practice, FileTruth]] = []
    for practice in made:
        members = county.members(practice)
        sent = _send(folder / "inbox" / practice.code, practice, lines_of(members), county.seed)
        files += [(practice, file) for file in sent.files]
        for member, (path, row) in zip(members, sent.rows, strict=False):
            where = path.relative_to(folder).as_posix()
            # The observations are on disk by now; keeping them would hold the whole county in memory.
            told = replace(member.entry, observations=())
            expected = expected_of(member.entry, status_of(member.plan), practice.extract_on)
            truths.append(PersonTruth(told, member.plan, practice, where, row, expected))
        if on_progress:
            on_progress(len(truths))
    write_people(folder / "truth" / "people.csv", truths)
    write_files(folder / "truth" / "files.csv", files)
    return CountySummary(
        practices=len(made),
        people=len({truth.entry.identity.person_key for truth in truths}),
        entries=len(truths),
        files=len(files),
        data_rows=sum(file.data_rows for _, file in files),
        quarantined_people=sum(1 for truth in truths if truth.plan.damage.is_quarantined),
        by_form=dict(sorted(Counter(practice.form for practice in made).items())),
        by_status=dict(sorted(Counter(str(truth.status) for truth in truths if truth.status).items())),
    )


def _send(folder: Path, practice: Practice, lines: list[Line], seed: int) -> Sent:
    folder.mkdir(parents=True, exist_ok=True)
    match practice.form:
        case "emis":
            return write_emis(folder, practice, lines, seed)
        case "systmone":
            return write_systmone(folder, practice, lines, seed)
        case "csv":
            return write_plain(folder, practice, lines)
        case _:
            return write_workbook(folder, practice, lines, seed)


def _refuse_impossible(people: int, practices: int) -> None:
    if not 1 <= practices <= MOST_PRACTICES:
        raise CorrectConfiguration(
            f"A county has 1 to {MOST_PRACTICES} practices, not {practices}; ask for another number."
        )
    # The smallest register is a third of the mean and the largest under five times it, hence a fifth.
    most = practices * MOST_PEOPLE_A_PRACTICE // 5 if practices > 1 else MOST_PEOPLE_A_PRACTICE
    if not practices <= people <= most:
        raise CorrectConfiguration(
            f"{practices} practices can hold {practices} to {most} people, not {people}; "
            "ask for another number of either."
        )
