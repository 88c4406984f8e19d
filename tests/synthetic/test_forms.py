import csv
import re
from collections import Counter
from pathlib import Path

import openpyxl

from pipeline.synthetic import synthesise
from pipeline.synthetic.practices import make_practices, read_networks
from tests.synthetic.counties import AS_OF, MadeCounty, rows_of


def test_every_number_is_of_a_range_that_is_never_issued(county: MadeCounty) -> None:
    shapes: Counter[str] = Counter()
    for person in county.read.people:
        for phone in (person.cells["phone_home"], person.cells["phone_mobile"]):
            digits = re.sub(r"\D", "", phone).removeprefix("44").removeprefix("0")
            if digits:
                # A number that was cut short is the beginning of one that is never issued.
                assert digits.startswith(("1632960", "7700900")) or (
                    len(digits) < 10 and digits.startswith(("163296", "77009"))
                ), phone
            shapes["whole" if len(digits) == 10 else "cut" if digits else "none"] += 1
    assert min(shapes.values()) > 50


def test_postcodes_do_not_exist(county: MadeCounty) -> None:
    for person in county.read.people:
        postcode = person.cells["postcode"]
        assert postcode == "" or re.fullmatch(r"[A-Z]{2}99 9[A-Z]{2}|ZZ99 3[VW]Z|ZZZSECUR", postcode), postcode


def test_emis_reports_have_a_preamble_titles_over_the_header_and_every_cell_quoted(county: MadeCounty) -> None:
    preambles, encodings, endings, widths = set(), set(), set(), set()
    for row in county.files:
        if row["form"] != "emis":
            continue
        raw = (county.folder / row["path"]).read_bytes()
        encodings.add(row["encoding"])
        assert raw.startswith(b"\xef\xbb\xbf") == (row["encoding"] == "utf-8-sig")
        lines = raw.decode(row["encoding"]).split("\r\n")
        assert lines.pop() == ""
        head = next(place for place, line in enumerate(lines) if line.startswith('"NHS Number"'))
        preambles.add(head - 1)
        assert lines[head - 2] == ""
        assert lines[head - 1].startswith('"Patient Details",""')
        assert all(line.startswith('"') and line.endswith('"') for line in lines if line)
        endings.add(lines[-1] == '"End of report"')
        table = lines[head - 1 : -1] if lines[-1] == '"End of report"' else lines[head - 1 :]
        cells = {len(cells) for cells in csv.reader(table)}
        assert len(cells) == 1
        widths |= cells
        assert Counter(next(csv.reader([lines[head]])))["Code Term"] == 16
    assert min(preambles) >= 6
    assert max(preambles) <= 13
    assert len(preambles) > 3
    assert encodings == {"cp1252", "utf-8-sig", "utf-8"}
    assert endings == {True, False}
    assert max(widths) - min(widths) == 2


def test_emis_continuation_rows_go_from_newer_to_older(county: MadeCounty) -> None:
    continued = 0
    for person in county.read.people:
        if county.read.form[person.practice_code] != "emis":
            continue
        for element in {line[0] for line in person.lines}:
            days = [day for kind, day, _, _ in person.lines if kind == element and re.match(r"\d\d-", day)]
            keys = [(day[7:], "JanFebMarAprMayJunJulAugSepOctNovDec".index(day[3:6]), day[:2]) for day in days]
            assert keys == sorted(keys, reverse=True)
            continued += len(days) > 1
    assert continued > 500


def test_workbooks_hold_real_and_text_dates_and_numbers_as_numbers_and_text(county: MadeCounty) -> None:
    kinds: Counter[str] = Counter()
    for row in county.files:
        if row["form"] == "xlsx":
            book = openpyxl.load_workbook(county.folder / row["path"])
            assert book.sheetnames == ["About", "Register", "Observations"]
            sheet = book["Register"]
            header = [cell.value for cell in sheet[1]]
            numbers = {type(cell.value).__name__ for cell in sheet["A"][1:] if cell.value}
            born = {type(cell.value).__name__ for cell in sheet[_letter(header, "born_on")][1:] if cell.value}
            kinds.update(f"number {name}" for name in numbers)
            kinds.update(f"born {name}" for name in born)
    assert {"number int", "number str", "born datetime", "born str"} <= set(kinds)


def test_names_try_every_reader(small_county: MadeCounty) -> None:
    names = {person.cells["family_name"] for person in small_county.read.people}
    assert any(name.startswith("=HYPERLINK(") for name in names)
    assert any("'" in name for name in names)
    assert any("-" in name for name in names)
    assert any(not name.isascii() for name in names)
    assert any(not person.cells["given_name"] for person in small_county.read.people)


def test_lines_that_are_no_results_are_there_to_be_set_aside(county: MadeCounty) -> None:
    seen: Counter[str] = Counter()
    for person in county.read.people:
        for _, day, value, _ in person.lines:
            seen["partial"] += bool(re.fullmatch(r"\d{4}|[A-Z][a-z]{2} \d{4}", day))
            seen["1900"] += day in ("01-Jan-1900", "01 Jan 1900", "01/01/1900", "1900-01-01")
            seen["future"] += bool(re.search(r"202[89]", day))
            seen["implausible"] += value in ("900/20", "55", "274")
    assert min(seen[kind] for kind in ("partial", "1900", "future", "implausible")) > 3


def test_practices_are_invented_spread_over_networks_and_mostly_agreed(county: MadeCounty) -> None:
    practices = rows_of(county.folder / "reference" / "practices.csv")
    profiles = {row["practice_code"]: row for row in rows_of(county.folder / "reference" / "profiles.csv")}
    assert [row["practice_code"] for row in practices] == [f"Z{number:05}" for number in range(1, 65)]
    assert len({row["name"] for row in practices}) == 64
    assert len({row["pcn_code"] for row in practices}) == 8
    assert sum(1 for row in practices if not row["pcn_code"]) in (1, 2, 3)
    for row in practices:
        profile = profiles[row["practice_code"]]
        assert profile["system"] == county.read.form[row["practice_code"]]
        assert (profile["extract_kind"], profile["history"]) == ("full", "full")
        agreed = [profile[key] for key in ("agreement_provider", "agreement_from", "agreement_reference")]
        assert all(agreed) or not any(agreed)
        if agreed[0] and row["pcn_code"]:
            assert agreed[0] == ("spring-north" if row["pcn_code"] == "U90005" else "calico")
    unagreed = [row for row in profiles.values() if not row["agreement_provider"]]
    assert 1 <= len(unagreed) <= 6


def test_one_practice_in_25_sends_an_old_extract(pcns: Path) -> None:
    networks = read_networks(pcns)
    made = [practice for seed in range(5) for practice in make_practices(seed, 20_000, 200, AS_OF, networks)]
    ages = [(AS_OF - practice.extract_on).days for practice in made]
    old = [age for age in ages if age > 20]
    assert len(old) == len(ages) / 25
    assert (min(old), max(old)) == (36, 60)
    assert (min(ages), max(age for age in ages if age <= 20)) == (0, 20)


def test_a_formula_for_a_name_is_only_text_in_a_workbook(tmp_path: Path, pcns: Path) -> None:
    synthesise(tmp_path, seed=1, people=160, practices=4, as_of=AS_OF, pcns=pcns)
    people = rows_of(tmp_path / "truth" / "people.csv")
    row = next(row for row in people if row["case"] == "formula_for_a_name")
    assert row["file"].endswith(".xlsx")
    cell = openpyxl.load_workbook(tmp_path / row["file"])["Register"].cell(int(row["row"]), 3)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("=HYPERLINK(")


def test_registers_vary_in_size(county: MadeCounty) -> None:
    sizes = Counter(row["practice_code"] for row in county.people)
    assert min(sizes.values()) >= 28
    assert max(sizes.values()) <= 250
    assert max(sizes.values()) > 2 * min(sizes.values())


def test_the_networks_of_the_region_pack_serve(tmp_path: Path) -> None:
    synthesise(tmp_path, seed=1, people=60, practices=43, as_of=AS_OF)
    codes = {row["pcn_code"] for row in rows_of(tmp_path / "reference" / "practices.csv")}
    assert len(codes - {""}) >= 41


def _letter(header: list[object], name: str) -> str:
    return openpyxl.utils.get_column_letter(header.index(name) + 1)
