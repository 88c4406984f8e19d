"""What the pipeline must find: written beside the inbox, never read by it."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.expected import Expected
from pipeline.synthetic.forms.sending import FileTruth
from pipeline.synthetic.homes import NO_FIXED_ABODE
from pipeline.synthetic.plans import Damage, Plan
from pipeline.synthetic.practices import Practice

_PEOPLE = (
    "person_key", "nhs_number", "practice_code", "expected_fate", "expected_quarantine_reason",
    "expected_status", "expected_stop", "can_be_written_to", "why_not", "last_complete_on",
    "is_identical_duplicate", "case", "file", "row", "sub_icb_code", "missing", "out_of_date", "declined",
    "is_counted_nationally", "is_counted_by_qof", "outreach_route", "last_element_on", "last_blood_pressure_on",
    "last_check_done_on",
)  # fmt: skip
_FILES = (
    "path", "practice_code", "extract_on", "form", "encoding", "data_rows", "landed", "folded",
    "folded_under_quarantined", "folded_under_duplicate", "collapsed", "quarantined", "observation_rows",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonTruth:
    """One person on one register, and the first row they have in its file."""

    entry: Entry
    plan: Plan
    practice: Practice
    file: str
    row: int
    expected: Expected

    @property
    def status(self) -> str:
        """The one status the person must have; blank where nothing of them may land."""
        return status_of(self.plan)

    @property
    def why_not(self) -> str:
        """Why the standard letter may not go to the person, first reason first; blank where it may.

        It speaks of the person alone: whether the practice has a network and an agreement is in the
        reference files.
        """
        if self.plan.damage.is_quarantined:
            return "quarantined"
        if not self.expected.outreach_route:
            return self.status
        return self.plan.stop or _unmet_need(self.entry) or _unfit_address(self.entry)


def status_of(plan: Plan) -> str:
    """The status a plan asks for; blank where nothing of the person may land."""
    if plan.damage.is_quarantined:
        return ""
    return plan.standing or plan.tier


def _unmet_need(entry: Entry) -> str:
    needs = entry.identity.needs
    if needs.contact_method not in ("", "Requires contact by letter"):
        return "contact_method"
    if needs.information_format:
        return "information_format"
    return "language" if needs.is_interpreter_needed else ""


def _unfit_address(entry: Entry) -> str:
    home = entry.identity.home
    if NO_FIXED_ABODE in home.lines:
        return "no_fixed_abode"
    if not any(home.lines):
        return "address_missing"
    if not home.postcode:
        return "postcode_missing"
    return "postcode_not_an_address" if home.postcode.startswith("ZZ") else ""


def write_people(path: Path, people: Iterable[PersonTruth]) -> None:
    _write(path, _PEOPLE, (_person(person) for person in people))


def write_files(path: Path, files: Iterable[tuple[Practice, FileTruth]]) -> None:
    _write(path, _FILES, (_file(path.parent.parent, practice, truth) for practice, truth in files))


def _person(truth: PersonTruth) -> Sequence[str]:
    entry, plan = truth.entry, truth.plan
    is_quarantined = plan.damage.is_quarantined
    return (
        entry.identity.person_key,
        entry.identity.nhs_number,
        truth.practice.code,
        "quarantined" if is_quarantined else "landed",
        plan.damage if is_quarantined else "",
        truth.status,
        plan.stop,
        "no" if truth.why_not else "yes",
        truth.why_not,
        "" if is_quarantined or not entry.last_complete_on else entry.last_complete_on.isoformat(),
        "yes" if plan.damage is Damage.IDENTICAL_DUPLICATE else "no",
        plan.case,
        truth.file,
        str(truth.row),
        truth.practice.sub_icb_code,
        *([""] * 9 if is_quarantined else _expected(truth.expected)),
    )


def _expected(expected: Expected) -> Sequence[str]:
    """Lists of elements with blanks between them, yes or no, days."""
    return (
        *(" ".join(elements) for elements in (expected.missing, expected.out_of_date, expected.declined)),
        *("yes" if is_so else "no" for is_so in (expected.is_counted_nationally, expected.is_counted_by_qof)),
        expected.outreach_route,
        *(
            on.isoformat() if on else ""
            for on in (expected.last_element_on, expected.last_blood_pressure_on, expected.last_check_done_on)
        ),
    )


def _file(folder: Path, practice: Practice, truth: FileTruth) -> Sequence[str]:
    counts = (
        truth.data_rows, truth.landed, truth.folded, truth.folded_under_quarantined,
        truth.folded_under_duplicate, truth.collapsed, truth.quarantined, truth.observation_rows,
    )  # fmt: skip
    path = truth.path.relative_to(folder).as_posix()
    about = (path, practice.code, practice.extract_on.isoformat(), truth.form, truth.encoding)
    return (*about, *map(str, counts))


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)
