"""What a page hides cannot be worked out: an attacker who knows the method tries, on generated pages."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.suppression import Measures, Published, publish, share

CHAIN = Measures(("eligible", "overdue", "listed"), {"overdue": "eligible", "listed": "overdue"})
FORK = Measures(("eligible", "overdue", "tried"), {"overdue": "eligible", "tried": "eligible"})
Cell = dict[str, int]


def table(**cells: tuple[int, ...]) -> dict[str, Cell]:
    return {category: dict(zip(CHAIN.names, counts, strict=True)) for category, counts in cells.items()}


def small(measures: Measures, cell: Mapping[str, int], name: str) -> tuple[bool, bool]:
    whole = measures.part_of.get(name)
    return 0 < cell[name] < 5, bool(whole and cell[name] and 0 < cell[whole] - cell[name] < 5)


def test_a_page_of_large_counts_is_shown_whole() -> None:
    given_table = table(a=(90, 40, 20), b=(80, 30, 0))
    page = publish(CHAIN, {"sex": given_table})
    assert page.tables == {"sex": given_table}
    assert page.totals == {"eligible": 170, "overdue": 70, "listed": 20}


@pytest.mark.parametrize("count", [1, 4])
def test_a_small_count_is_hidden_and_a_second_one_beside_it(count: int) -> None:
    page = publish(CHAIN, {"sex": table(a=(90, 40, count), b=(80, 30, 20), c=(70, 20, 10), d=(60, 10, 0))})
    assert {category: cell["listed"] for category, cell in page.tables["sex"].items()} == {
        "a": None, "b": 20, "c": None, "d": 0,
    }  # fmt: skip
    assert page.totals["listed"] == 30 + count


def test_a_count_that_is_nearly_its_whole_is_hidden_too() -> None:
    page = publish(CHAIN, {"sex": table(a=(42, 40, 20), b=(80, 30, 20), c=(80, 31, 20))})
    assert [cell["overdue"] for cell in page.tables["sex"].values()] == [None, None, 31]


def test_a_small_total_hides_its_measure_and_its_parts_on_the_whole_page() -> None:
    page = publish(CHAIN, {"sex": table(a=(90, 3, 0), b=(80, 0, 0)), "age": table(x=(170, 3, 0), y=(0, 0, 0))})
    assert page.totals == {"eligible": 170, "overdue": None, "listed": None}
    assert page.tables["sex"]["a"] == {"eligible": 90, "overdue": None, "listed": None}
    assert page.tables["age"]["y"] == {"eligible": 0, "overdue": 0, "listed": 0}


def test_two_small_counts_whose_sum_tells_both_take_a_third() -> None:
    page = publish(CHAIN, {"sex": table(a=(90, 40, 4), b=(80, 30, 4), c=(70, 20, 11), d=(60, 50, 30))})
    assert [cell["listed"] for cell in page.tables["sex"].values()] == [None, None, None, 30]


def test_a_table_of_too_few_people_is_withheld() -> None:
    page = publish(CHAIN, {"sex": table(a=(5, 5, 5), b=(1, 1, 1))})
    assert page.withheld == {"sex"}
    assert page.totals == {"eligible": 6, "overdue": 6, "listed": 6}
    assert all(count is None for cell in page.tables["sex"].values() for count in cell.values())


def test_tables_that_are_not_of_the_same_people_are_refused() -> None:
    with pytest.raises(ValueError, match="same totals"):
        publish(CHAIN, {"sex": table(a=(9, 9, 9)), "age": table(a=(8, 8, 8))})


def test_a_share_needs_both_its_counts() -> None:
    assert [share(1, 3), share(1, 2), share(2, 3), share(None, 3), share(1, None), share(0, 0)] == [
        33, 50, 67, None, None, None,
    ]  # fmt: skip
    assert share(1, 200) == 1


def cells(largest: int) -> st.SearchStrategy[tuple[int, int, int]]:
    return st.tuples(*[st.integers(0, largest)] * 3).map(lambda three: tuple(sorted(three, reverse=True)))  # type: ignore[return-value,arg-type]


def pages(measures: Measures, largest: int, most: int) -> st.SearchStrategy[dict[str, dict[str, Cell]]]:
    """One or two tables; the second deals the people of the first out anew."""

    def second(first: dict[str, Cell], cut: list[int]) -> dict[str, dict[str, Cell]]:
        merged = list(first.values())
        dealt = [dict.fromkeys(measures.names, 0) for _ in range(2)]
        for at, cell in enumerate(merged):
            for name in measures.names:
                dealt[cut[at % len(cut)]][name] += cell[name]
        return {"one": first, "two": {f"c{at}": cell for at, cell in enumerate(dealt)}}

    one = st.lists(cells(largest), min_size=2, max_size=most).map(
        lambda rows: {f"c{at}": dict(zip(measures.names, row, strict=True)) for at, row in enumerate(rows)}
    )
    return st.builds(second, one, st.lists(st.integers(0, 1), min_size=1, max_size=3))


def alternatives(measures: Measures, truth: dict[str, Cell], page: Published, dimension: str) -> Iterator[list[Cell]]:
    """Every table that agrees with what is shown, knowing which hidden counts are small and which are not."""
    shown = page.tables[dimension]
    categories = list(truth)
    most = sum(truth[category][measures.names[0]] for category in categories)

    def possible(category: str) -> list[Cell]:
        ranges = [
            range(most + 1) if shown[category][name] is None else [shown[category][name]] for name in measures.names
        ]
        kept = []
        for counts in product(*ranges):
            cell = dict(zip(measures.names, counts, strict=True))
            fits = all(
                (name not in measures.part_of or cell[name] <= cell[measures.part_of[name]])
                and (
                    page.totals[name] is None
                    or (
                        small(measures, cell, name) == small(measures, truth[category], name)
                        and (cell[name] == 0) == (truth[category][name] == 0)
                    )
                )
                for name in measures.names
            )
            if fits:
                kept.append(cell)
        return kept

    choices = [possible(category) for category in categories]

    def completed(at: int, left: dict[str, int | None]) -> Iterator[list[Cell]]:
        if at == len(categories):
            if all(rest in (0, None) for rest in left.values()):
                yield []
            return
        for cell in choices[at]:
            rest = {name: None if left[name] is None else left[name] - cell[name] for name in measures.names}  # type: ignore[operator]
            if all(value is None or value >= 0 for value in rest.values()):
                for others in completed(at + 1, rest):
                    yield [cell, *others]

    yield from completed(0, dict(page.totals))


@pytest.mark.parametrize("measures", [CHAIN, FORK], ids=["chain", "fork"])
def test_nobody_can_work_out_a_hidden_count(measures: Measures) -> None:
    met = {"hidden": 0, "withheld": 0, "whole": 0}

    @settings(max_examples=60)
    @given(pages(measures, 7, 3))
    def every(tables: dict[str, dict[str, Cell]]) -> None:
        page = publish(measures, tables)
        for dimension, truth in tables.items():
            hidden = [
                (category, name)
                for category, cell in page.tables[dimension].items()
                for name, count in cell.items()
                if count is None and page.totals[name] is not None
            ]
            if dimension in page.withheld:
                met["withheld"] += 1
                continue
            met["hidden" if hidden else "whole"] += 1
            told = {cell: set[int]() for cell in hidden}
            for at, alternative in enumerate(alternatives(measures, truth, page, dimension)):
                for category, name in hidden:
                    told[category, name].add(alternative[list(truth).index(category)][name])
                if at % 50 == 0 and all(len(values) > 1 for values in told.values()):
                    break
            assert all(len(values) > 1 for values in told.values()), (tables, page)

    every()
    assert min(met["hidden"], met["whole"]) > 0, met


@settings(max_examples=150)
@given(pages(CHAIN, 60, 12))
def test_no_shown_count_is_small_and_zeros_are_shown(tables: dict[str, dict[str, Cell]]) -> None:
    page = publish(CHAIN, tables)
    for dimension, truth in tables.items():
        for category, cell in page.tables[dimension].items():
            for name, count in cell.items():
                assert count is None or (
                    count == truth[category][name] and not any(small(CHAIN, truth[category], name))
                )
                if count is None and page.totals[name] is not None and dimension not in page.withheld:
                    assert truth[category][name] > 0


@settings(max_examples=100)
@given(pages(CHAIN, 60, 12))
def test_bounds_of_sums_and_parts_pin_no_hidden_count(tables: dict[str, dict[str, Cell]]) -> None:
    """Interval reasoning over larger pages: what totals, wholes and parts leave of each hidden count."""
    page = publish(CHAIN, tables)
    for dimension in set(tables) - page.withheld:
        shown = page.tables[dimension]
        most = sum(cell["eligible"] for cell in tables[dimension].values())
        bounds = {
            (category, name): (1, most) if count is None else (count, count)
            for category, cell in shown.items()
            for name, count in cell.items()
            if page.totals[name] is not None
        }
        for _ in range(20):
            for category, name in list(bounds):
                others = [span for (group, each), span in bounds.items() if each == name and group != category]
                total = page.totals[name]
                assert total is not None
                whole = CHAIN.part_of.get(name, "")
                parts = [part for part, of in CHAIN.part_of.items() if of == name]
                low, high = bounds[category, name]
                lows = [bounds[category, part][0] for part in parts if (category, part) in bounds]
                highs = [bounds[category, whole][1]] if (category, whole) in bounds else []
                bounds[category, name] = (
                    max(low, total - sum(span[1] for span in others), *lows),
                    min(high, total - sum(span[0] for span in others), *highs),
                )
        pinned = [cell for cell, (low, high) in bounds.items() if low >= high and shown[cell[0]][cell[1]] is None]
        assert pinned == []
