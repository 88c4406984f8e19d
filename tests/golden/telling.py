"""A story told: its days are run with the real steps, and what became of them is compared with what must."""

import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from pipeline.commands.held import show_held
from pipeline.core.communication_needs import read_needs
from pipeline.core.identity import person_id
from pipeline.core.letter_choice import no_letter_because
from pipeline.core.reasons import FileReason, RowReason
from pipeline.doors.extracts import read_tables
from pipeline.doors.suites import read_suite
from pipeline.steps import answers, collect, reconcile
from pipeline.steps.held import held_extracts, refuse_extract, release_extract
from tests.factories import PRACTICE, Service
from tests.golden.stories import Story

BY, WHY = "R. Tarn", "rang the practice"
_ROWS = ("read", "landed", "folded", "collapsed", "staged", "quarantined")
Said = Mapping[str, Any]


class Telling:
    """One story on a service of its own."""

    def __init__(self, service: Service, story: Story, folder: Path) -> None:
        self.story, self.outbox = story, folder / "outbox"
        maps = folder / "maps"
        maps.mkdir()
        if "map" in story.said:
            lines = [f'"{heading}" = "{meaning}"\n' for heading, meaning in story.said["map"].items()]
            (maps / f"{PRACTICE}.toml").write_text("[columns]\n" + "".join(lines), encoding="utf-8")
        settings = replace(
            service.settings,
            practice_map_dir=maps,
            is_live=story.said.get("is_live", False),
            max_file_bytes=story.said.get("most_bytes", service.settings.max_file_bytes),
        )
        self.service = replace(service, settings=settings)
        if not story.said.get("is_full_history", True):
            self.service.run("update practice_profile set is_full_history = false")
        self.ids: dict[str, str] = {}

    def tell(self) -> None:
        for day in self.story.days:
            self._arrive(day)
            self._decide(day)
            self._run(day["on"])
            for extract in day.get("extract", []):
                self._see_extract(extract, day["on"])
            self._see_held(day)
            if "person" in day:
                self._see_people(day["person"], day["on"])

    # What happens.

    def _arrive(self, day: Said) -> None:
        inbox, arriving = self.service.inbox, self.story.folder_of(day["on"])
        if day.get("is_cleared"):
            shutil.rmtree(inbox)
            inbox.mkdir()
        if arriving.is_dir():
            shutil.copytree(arriving, inbox, dirs_exist_ok=True)
        for name in day.get("folders", []):
            (inbox / name).mkdir(parents=True)
        for name, target in day.get("links", {}).items():
            (inbox / name).parent.mkdir(parents=True, exist_ok=True)
            (inbox / name).symlink_to(self.story.folder_of(day["on"]).parent / target)
        for sent in day.get("sent_back", []):
            self._send_back(sent)

    def _send_back(self, sent: Said) -> None:
        """The practice corrects cells of the file it was answered with, and sends it back."""
        (answered,) = self.outbox.rglob(f"*corrections{Path(sent['as']).suffix}")
        text = answered.read_bytes().decode("utf-8-sig")
        for wrong, right in sent["corrected"].items():
            assert text.count(wrong) == 1, f"{wrong} stands once in the file to correct"
            text = text.replace(wrong, right)
        (self.service.inbox / sent["as"]).write_text(text, encoding="utf-8-sig", newline="")

    def _decide(self, day: Said) -> None:
        for released in day.get("release", []):
            extract_id, dated = self.ids[released["file"]], released.get("dated")
            release_extract(self.service.connection, extract_id, BY, WHY, day["on"], dated)
        for name in day.get("refuse", []):
            refuse_extract(self.service.connection, self.ids[name], BY, WHY, day["on"])

    def _run(self, on: date) -> None:
        for arrival in collect.collect(self.service.inbox):
            # One by one, so that each file's extract is known, of those too that are never opened.
            (landed,) = self.service.land_only([arrival], on)
            self.ids |= dict.fromkeys(arrival.paths, landed.extract_id)
        reconcile.reconcile(self.service.connection, self.service.region.intake)
        answers.write_answers(self.service.connection, self.outbox, on)

    # What became of it.

    def _see_extract(self, said: Said, on: date) -> None:
        ids = {self.ids[name] for name in said["files"]}
        assert len(ids) == 1, f"{said['files']} are one extract"
        (extract_id,) = ids
        (row,) = self.service.rows("select * from extract where extract_id = :x", x=extract_id)
        counts = said.get("rows", {})
        wanted = {
            "fate": said["fate"],
            "reason": said.get("reason"),
            "rows": {what: counts.get(what, 0) for what in _ROWS},
            "rows set aside": sorted(said.get("rows_set_aside", [])),
            "values set aside": sorted(said.get("values_set_aside", [])),
            "unknown columns": said.get("unknown_columns", []),
        }
        seen = {
            "fate": row.fate,
            "reason": row.fate_reason,
            "rows": {what: getattr(row, f"rows_{what}") for what in _ROWS},
            "rows set aside": sorted(self._rows_set_aside(extract_id)),
            "values set aside": sorted(self._values_set_aside(extract_id)),
            "unknown columns": list(row.columns_unknown),
        }
        for what, column in (("of", row.extract_on), ("form", row.form)):
            if what in said:
                wanted[what], seen[what] = said[what], column
        self._compare(seen, wanted, said["files"])
        assert said.get("says", "") in (row.fate_detail or ""), self.story.title
        self._see_answer(said, extract_id, on)

    def _compare(self, seen: Said, wanted: Said, of: object) -> None:
        wrong = [f"{what} is {seen[what]!r}, not {must!r}" for what, must in wanted.items() if seen[what] != must]
        assert not wrong, "\n".join([f"{self.story.title}: {of}", *wrong])

    def _rows_set_aside(self, extract_id: str) -> list[str]:
        rows = self.service.rows("select part, line_no, reasons from quarantine where extract_id = :x", x=extract_id)
        return [f"{_place(row)} {' '.join(sorted(row.reasons))}" for row in rows]

    def _values_set_aside(self, extract_id: str) -> list[str]:
        rows = self.service.rows(
            "select part, line_no, element, reason from value_set_aside where extract_id = :x", x=extract_id
        )
        return [" ".join(filter(None, (_place(row), row.element, row.reason))) for row in rows]

    def _see_answer(self, said: Said, extract_id: str, on: date) -> None:
        files = sorted((self.outbox / on.isoformat()).rglob(f"*-{extract_id[:7]}*"))
        is_answered = said["fate"] == "accepted" or said.get("reason") == "nobody_landed"
        assert bool(files) == is_answered, f"{self.story.title}: the practice is answered once its file is used"
        corrections = [path for path in files if "corrections" in path.name]
        if not is_answered:
            return
        assert bool(corrections) == bool(said.get("rows_set_aside")), f"{self.story.title}: there are rows to correct"
        text = "\n".join(_text_of(path) for path in files)
        for place_and_reasons in said.get("rows_set_aside", []):
            for reason in place_and_reasons.split()[1:]:
                assert read_suite().row_sentences[RowReason(reason)] in text, self.story.title
        for words in said.get("answer_holds", []):
            assert words in text, f"{self.story.title}: {words!r} is in the answer"
        for words in said.get("answer_lacks", []):
            assert words not in text, f"{self.story.title}: {words!r} is not in the answer"

    def _see_held(self, day: Said) -> None:
        extracts = held_extracts(self.service.connection)
        shown = io.StringIO()
        show_held(Console(file=shown, width=300, color_system=None), extracts)
        said = shown.getvalue()
        for extract in day.get("extract", []):
            if extract["fate"] == "held":
                assert FileReason(extract["reason"]).sentence in said, self.story.title
                for words in (*extract["files"], extract.get("held_says", "")):
                    assert words in said, f"{self.story.title}: `held` says {words!r}"
        wanted = day.get("held", sum(extract["fate"] == "held" for extract in day.get("extract", [])))
        assert len(extracts) == wanted, f"{self.story.title}: files held"

    def _see_people(self, people: Sequence[Said], on: date) -> None:
        rows = self.service.rows("select * from registration order by practice_code, nhs_number")
        seen = {(row.practice_code, row.nhs_number): dict(row._mapping) for row in rows}
        wanted = {(person.get("practice", PRACTICE), person["nhs_number"]): person for person in people}
        assert len(wanted) == len(people), f"{self.story.title}: nobody is named twice"
        on_register = {key for key, person in wanted.items() if person.get("state") != "unknown"}
        assert seen.keys() == on_register, f"{self.story.title}: who is on the register"
        if any("status" in person for person in people):
            self.service.flag(on)
        for key, person in wanted.items():
            found = {"nhs_number": key[1], "practice": key[0], "state": "unknown", **seen.get(key, {})}
            found |= self._around(found, key, on)
            compared = {"state": "registered", "stops": [], "results": [], **person}
            compared |= dict.fromkeys(compared.pop("gone", []))
            self._compare(found, compared, key)

    def _around(self, found: Said, key: tuple[str, str], on: date) -> dict[str, Any]:
        practice, number = key
        who = person_id(self.service.settings.key, number)
        stops = self.service.rows("select distinct reason from stops_on(:on) where person_id = :who", on=on, who=who)
        results = self.service.rows(
            "select * from observation where practice_code = :practice and person_id = :who "
            "and retracted_by_extract_id is null",
            practice=practice,
            who=who,
        )
        status = self.service.rows(
            "select status from recall_status where to_run_id is null and person_id = :who", who=who
        )
        needs = read_needs(found)
        letter = None if found["state"] == "unknown" else no_letter_because(found)
        return {
            "stops": sorted(row.reason for row in stops),
            "results": sorted(_result(row) for row in results),
            "status": status[0].status if status else "",
            "needs": sorted(needs.needs),
            "needs_unread": sorted(needs.unread),
            "no_letter": str(letter) if letter else "",
        }


def _place(row: Any) -> str:
    return f"{row.part}:{row.line_no}" if row.part else str(row.line_no)


def _result(row: Any) -> str:
    kinds = [word for word, is_so in (("declined", row.is_declined), ("imprecise", not row.is_precise)) if is_so]
    return " ".join([row.element, row.observed_on.isoformat(), row.value or row.term, *kinds])


def _text_of(path: Path) -> str:
    return "\n".join("|".join(row) for table in read_tables(0, path) for row in table.rows)
