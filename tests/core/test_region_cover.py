"""Gaps, ends and phases of a pack, from its files alone; and what it leaves open."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.region_cover import gaps
from pipeline.core.region_pack import RegionPack, read_pack
from pipeline.core.region_tables import Line, Span
from tests.steps.region_packs import COVERAGE, HEADING, PCNS, PLACES, SETTINGS, pack_texts

ROLL_OUT = SETTINGS + "".join(
    f'[[phase]]\nby_on = {by_on}\npcns = {pcns}\nstatus = "confirmed"\n'
    for by_on, pcns in (("2025-03-31", 10), ("2026-03-31", 20), ("2027-03-31", 31))
)


def pack_of(**parts: str) -> RegionPack:
    pack, faults = read_pack(pack_texts(**parts), is_live=False)
    assert pack is not None, faults
    return pack


def warned(**parts: str) -> list[str]:
    return [str(warning) for warning in pack_of(**parts).warnings]


def thirty_one_pcns() -> str:
    rows = (f"U901{which:02},Moor {which} PCN,99A,,confirmed,No place\n" for which in range(31))
    return "pcn_code,name,sub_icb_code,place_code,status,note\n" + "".join(rows)


def phased(*phases: tuple[str, int]) -> str:
    """Coverage of the first so many PCNs, each from the day of its phase."""
    rows, begun = [], 0
    for from_on, pcns in phases:
        rows += [f"alder,,U901{which:02},,{from_on},,confirmed,\n" for which in range(begun, pcns)]
        begun = pcns
    return HEADING + "".join(rows)


def test_a_pack_in_which_every_place_is_covered_for_good_leaves_nothing_open_but_what_is_proposed() -> None:
    all_confirmed = PCNS.replace("proposed", "confirmed").replace(",99A,,", ",99A,north,")
    assert warned(pcns=all_confirmed) == []
    assert warned(pcns=PCNS.replace(",99A,,", ",99A,north,")) == [
        "pcns.csv: 2 of 3 rows are only proposed, from line 3 on. "
        "Let the commissioner confirm them, then write confirmed."
    ]


def test_a_gap_and_an_end_are_named_by_row_and_days() -> None:
    holes = HEADING + (
        "alder,north,,,2024-12-01,2025-03-31,confirmed,\n"
        "birch,north,,,2025-06-01,,confirmed,\n"
        "birch,south,,,2024-12-01,2026-03-31,confirmed,\n"
        "birch,,U90003,,2024-12-01,2025-01-31,confirmed,\n"
        "alder,,U90003,,2025-02-02,,confirmed,\n"
    )
    decide = "Ask the commissioner, then add the row."
    assert [line for line in warned(coverage=holes) if line.startswith("coverage.csv")] == [
        f"coverage.csv, line 3, column place_code: nobody covers north from 2025-04-01 to 2025-05-31. {decide}",
        f"coverage.csv, line 4, column to_on: cover of south ends on 2026-03-31 and nobody follows. {decide}",
        f"coverage.csv, line 6, column pcn_code: nobody covers U90003 from 2025-02-01 to 2025-02-01. {decide}",
    ]


def test_a_gap_in_a_practice_s_own_rows_is_named_because_its_pcn_s_row_counts_then() -> None:
    rows = "birch,,,Z90001,2025-01-01,2025-03-31,confirmed,\nbirch,,,Z90001,2025-05-01,2025-12-31,confirmed,\n"
    (told,) = [line for line in warned(coverage=COVERAGE + rows) if "Z90001" in line]
    assert told.startswith(
        "coverage.csv, line 5, column practice_code: Z90001 has no row of its own from 2025-04-01 to"
    )


def test_one_row_that_bridges_another_s_gap_leaves_none() -> None:
    bridged = COVERAGE.replace("2024-12-01,,", "2024-12-01,2025-03-31,", 1) + (
        "alder,north,,,2025-06-01,,confirmed,\nbirch,,U90001,,2025-03-01,2025-06-30,confirmed,\n"
    )
    assert not [line for line in warned(coverage=bridged) if "nobody covers" in line]
    short = bridged.replace("2025-06-30", "2025-05-30")
    assert "nobody covers U90001 from 2025-05-31 to 2025-05-31" in "\n".join(warned(coverage=short))


def test_a_place_nobody_covers_a_pcn_in_no_place_and_a_place_without_pcns_are_named() -> None:
    only_north = HEADING + "alder,north,,,2024-12-01,,confirmed,\n"
    said = "\n".join(warned(coverage=only_north, places=PLACES + "west,West\n"))
    assert "places.csv, line 3: nobody covers south: 1 of its 1 PCNs are uncovered" in said
    assert "places.csv, line 4: no PCN of pcns.csv lies in west" in said
    assert "pcns.csv, line 4: U90003 has no place and no row in coverage.csv" in said
    assert "region.toml, line 21: provider birch covers nobody" in said


def test_a_region_without_provider_first_day_or_pcns_says_each_of_them() -> None:
    bare = SETTINGS[: SETTINGS.index("[[provider]]")].replace("live_from = 2024-12-01\n", "pcn_count = 31\n")
    pack = pack_of(settings=bare, coverage=HEADING, pcns=thirty_one_pcns().splitlines()[0] + "\n")
    said = "\n".join(str(warning) for warning in pack.warnings)
    assert "coverage.csv: nobody covers anybody: everybody the service is for is reported as uncovered" in said
    assert "region.toml: there is no live_from, so nobody is covered on any day" in said
    assert "pcns.csv: there is no PCN" in said
    assert pack.roll_out == ()
    few = "\n".join(warned(settings=bare, coverage=HEADING))
    assert "region.toml, line 3: the region has 31 PCNs and pcns.csv has 3" in few


def test_a_phased_roll_out_is_told_by_day_and_beside_what_was_planned() -> None:
    as_planned = phased(("2025-03-31", 10), ("2025-09-01", 20), ("2026-10-01", 31))
    pack = pack_of(settings=ROLL_OUT, pcns=thirty_one_pcns(), coverage=as_planned)
    assert pack.roll_out == ((date(2025, 3, 31), 10), (date(2025, 9, 1), 20), (date(2026, 10, 1), 31))
    assert not [warning for warning in pack.warnings if "were to be covered" in str(warning)]
    a_day_late = as_planned.replace("2025-03-31", "2025-04-01")
    said = warned(settings=ROLL_OUT, pcns=thirty_one_pcns(), coverage=a_day_late)
    assert [line for line in said if "were to be" in line] == [
        "region.toml, line 47: by 2025-03-31 10 PCNs were to be covered, and 0 are. "
        "Give each PCN its first day in coverage.csv, or correct the phase."
    ]


def test_a_place_whose_pcns_all_have_rows_of_their_own_needs_none_and_an_end_lowers_the_number() -> None:
    own = HEADING + (
        "alder,north,,,2024-12-01,,confirmed,\n"
        "birch,,U90002,,2025-01-01,2025-12-31,confirmed,\n"
        "birch,,U90003,,2025-01-01,,confirmed,\n"
    )
    pack = pack_of(coverage=own)
    assert pack.roll_out == ((date(2024, 12, 1), 1), (date(2025, 1, 1), 3), (date(2026, 1, 1), 2))
    said = "\n".join(str(warning) for warning in pack.warnings)
    assert "nobody covers south" not in said
    assert "cover of U90002 ends on 2025-12-31 and nobody follows" in said


def test_before_the_region_is_live_no_pcn_counts_as_covered() -> None:
    later = SETTINGS.replace("live_from = 2024-12-01", "live_from = 2025-06-01")
    assert pack_of(settings=later).roll_out == ((date(2025, 6, 1), 2),)


def test_a_share_of_a_partner_whose_provider_covers_another_pcn_is_named() -> None:
    settings = SETTINGS + "".join(
        f'[[partner]]\ncode = "{code}"\nname = "{code}"\nprovider_code = "alder"\n' for code in ("cedar", "dogwood")
    )
    heading = "pcn_code,partner_code,share_percent,from_on,to_on,status,note\n"
    shares = heading + "U90001,cedar,60,2025-01-01,,confirmed,\nU90002,cedar,60,2025-01-01,,confirmed,\n"
    said = "\n".join(warned(settings=settings, partner_shares=shares))
    assert "partner_shares.csv: no PCN gives a share to dogwood" in said
    assert said.count("cedar works for alder, which does not cover") == 1
    assert "line 3, column partner_code: cedar works for alder, which does not cover U90002" in said
    # A PCN's own row decides, as it does for its practices.
    swapped = COVERAGE + "birch,,U90001,,2024-12-01,,confirmed,\nalder,,U90002,,2024-12-01,,confirmed,\n"
    said = "\n".join(warned(settings=settings, partner_shares=shares, coverage=swapped))
    assert "line 2, column partner_code: cedar works for alder, which does not cover U90001" in said
    assert said.count("cedar works for alder, which does not cover") == 1


DAYS = st.integers(0, 40)


@given(st.lists(st.tuples(DAYS, DAYS), max_size=6))
def test_the_gaps_are_the_days_between_the_first_and_the_last_on_which_no_row_counts(
    pairs: list[tuple[int, int]],
) -> None:
    begin = date(2025, 1, 1)
    spans = [
        Span(begin + timedelta(min(pair)), begin + timedelta(max(pair)), Line(at, {})) for at, pair in enumerate(pairs)
    ]
    assert all(first <= until for first, until, _ in gaps(spans)), "a row that follows at once leaves none"
    found = {first + timedelta(day) for first, until, _ in gaps(spans) for day in range((until - first).days + 1)}
    covered = {day for pair in pairs for day in range(min(pair), max(pair) + 1)}
    between = set(range(min(covered), max(covered) + 1)) if covered else set()
    assert found == {begin + timedelta(day) for day in between - covered}
