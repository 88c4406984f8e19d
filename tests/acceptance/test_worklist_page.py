"""The list as a page in a real browser, opened from a file: unlocked, searched, answered, sent back, printed."""

import csv
import io
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Download, Page, expect, sync_playwright

from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.returned_outcomes import read_returned
from pipeline.core.returned_plans import PlanReason, read_plans
from pipeline.core.worklist import Outcome
from pipeline.core.worklist_form import COLUMNS
from pipeline.doors import extracts
from tests.doors.worklist_pages import AS_OF, IN_ORDER, PASSPHRASE, ROW, ROWS, SEAL, page_of

pytestmark = pytest.mark.acceptance

MORNING = "2026-11-20T09:00:00"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


class Device:
    """A phone with a page saved on it, which nobody reloads from anywhere; what goes wrong in the page is told."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        self.context, self.folder = context, folder
        self.faults: list[str] = []

    def opens(self, content: bytes, name: str = "list.html") -> Page:
        path = self.folder / name
        path.write_bytes(content)
        page = self.context.new_page()
        page.on("console", lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda asked: self.faults.append(asked.url) if asked.url.startswith("http") else None)
        page.goto(path.as_uri())
        return page


@pytest.fixture
def device(browser: Browser, tmp_path: Path) -> Iterator[Device]:
    context = browser.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/London", has_touch=True)
    context.set_default_timeout(10_000)
    context.clock.install(time=MORNING)
    # Without a network from the start: a file needs none.
    context.set_offline(True)
    device = Device(context, tmp_path)
    yield device
    context.close()
    assert device.faults == []


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.get_by_label("Passphrase").fill(passphrase)
    page.get_by_role("button", name="Open the list").click()


def cards(page: Page) -> list[str]:
    expect(page.get_by_label("Search")).to_be_visible()
    return page.locator("#cards h3").all_text_contents()


def answer(page: Page, name: str, outcome: str) -> Any:
    """Opens the form of somebody and chooses an outcome; returns the form."""
    page.get_by_role("button", name=f"Record what happened for {name}").click()
    form = page.get_by_role("form", name=f"Answer for {name}")
    form.get_by_label("Outcome", exact=True).select_option(label=outcome)
    return form


def save(form: Any) -> None:
    form.get_by_role("button", name="Save answer").click()


def saved_file(page: Page, button: str) -> Download:
    page.get_by_role("button", name="Send back", exact=True).click()
    with page.expect_download() as found:
        page.get_by_role("button", name=button).click()
    return found.value


def cells(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify({...localStorage})"))


def no_serious_fault(page: Page) -> None:
    found = Axe().run(page).response
    assert len(found["passes"]) > 5
    assert [(each["id"], each["impact"]) for each in found["violations"]] == []


def test_only_the_passphrase_opens_the_list_and_what_it_says_can_be_rung(device: Device) -> None:
    page = device.opens(page_of(seal=SEAL))
    assert page.evaluate("isSecureContext && location.protocol") == "file:"
    assert ROW.name not in page.content()
    expect(page.get_by_role("link", name="999").first).to_have_attribute("href", "tel:999")
    unlock(page, "five small otters swim downstream")
    expect(page.get_by_role("alert")).to_contain_text("does not open this list")
    expect(page.get_by_label("Passphrase")).to_be_focused()
    assert ROW.name not in page.content()
    # As a phone's keyboard leaves it.
    unlock(page, f"{PASSPHRASE} ")
    expect(page.get_by_role("heading", name="People")).to_be_focused()
    assert cards(page) == IN_ORDER
    call = page.get_by_role("link", name=f"Mobile {ROW.phone_mobile} call {ROW.name}")
    expect(call).to_have_attribute("href", "tel:07700900101")
    expect(page.get_by_role("link", name="Text 07700 900102")).to_have_attribute("href", "sms:07700900102")
    expect(page.locator("article", has_text=ROW.name)).to_contain_text("Mind: Leave no voicemail")
    page.get_by_role("button", name="Taken back").click()
    expect(page.get_by_text("Ossian Fell (list of 19/11/2026): Had their check.")).to_be_visible()


def test_whoever_waits_for_a_letter_comes_last_and_is_not_rung_by_mistake(device: Device) -> None:
    page = device.opens(page_of([replace(ROW, step="letter", what_to_do="Nothing to do yet."), *ROWS[1:]]))
    assert cards(page) == ["Maud Pennybank", "Iwan Cresswold", ROW.name]
    assert page.locator("article", has_text=ROW.name).locator("a").count() == 0
    page.get_by_label("Search").fill("07700900101")
    assert cards(page) == [ROW.name]


def test_people_are_found_by_words_and_by_filters(device: Device) -> None:
    page = device.opens(page_of())
    page.get_by_label("Search").fill("penny 900103")
    assert cards(page) == ["Maud Pennybank"]
    expect(page.get_by_text("1 of 3 people found")).to_be_visible()
    page.get_by_label("Search").fill("")
    page.get_by_text("Filters").click()
    for label, choice, found in (
        ("PCN", "Moorland PCN", ["Maud Pennybank", "Iwan Cresswold"]), ("Band", "Band 1", ["Briony Quillfeather"]),
        ("What to do", "Text", ["Iwan Cresswold"]), ("Answered", "Yes", []),
    ):  # fmt: skip
        page.get_by_label(label).select_option(label=choice)
        assert cards(page) == found
        expect(page.get_by_text("(1 on)")).to_be_visible()
        page.get_by_label(label).select_option(label="All")


def test_an_answer_half_given_is_there_again_after_a_reload_and_nobody_else_can_read_it(device: Device) -> None:
    page = device.opens(page_of(seal=SEAL))
    unlock(page)
    form = answer(page, ROW.name, "Booked")
    form.get_by_label("Booked where").fill("Fernlea Surgery")
    save(form)
    problem = "Give the day of the appointment."
    expect(form.get_by_role("alert")).to_contain_text(problem)
    expect(form.get_by_role("alert")).to_be_focused()
    day = form.get_by_label("Booked for")
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_accessible_description(f"Put right: {problem}")
    no_serious_fault(page)
    day.fill("2026-11-19")
    save(form)
    expect(form.get_by_role("alert")).to_contain_text(OutcomeReason.BOOKING_IN_PAST.sentence)
    page.wait_for_function("Object.keys(localStorage).length === 1")
    said = kept(page)
    for word in (ROW.name, "Quillfeather", "Fernlea", "booked", ROW.worklist_item_id):
        assert word not in said
    page.reload()
    unlock(page)
    expect(page.get_by_text("Started, not saved")).to_be_visible()
    page.get_by_role("button", name=f"Record what happened for {ROW.name}").click()
    form = page.get_by_role("form", name=f"Answer for {ROW.name}")
    expect(form.get_by_label("Booked where")).to_have_value("Fernlea Surgery")
    form.get_by_label("Booked for").fill("2026-12-01")
    save(form)
    expect(page.get_by_text("Answered: Booked")).to_be_visible()
    # It must not matter how soon the page is closed after the last key.
    page.reload()
    unlock(page)
    expect(page.get_by_text("Answered: Booked")).to_be_visible()


def test_what_is_sent_back_is_read_as_it_was_said(device: Device) -> None:
    hostile = replace(ROWS[1], name="=HYPERLINK(1), \"Iwan\"; 'x'")
    page = device.opens(page_of([ROW, hostile, ROWS[2]], seal=SEAL))
    unlock(page)
    form = answer(page, ROW.name, "Call later")
    form.get_by_label("Call back on").fill("2026-11-26")
    form.get_by_label("How").select_option(label="Call")
    form.get_by_label("Time of day").select_option(label="Afternoon")
    form.get_by_label("Mind next time").select_option(label="No voicemail")
    form.get_by_label("Note for the practice").fill("Ring before noon, BP was 128/82")
    save(form)
    expect(form.get_by_role("alert")).to_contain_text("This looks like a result.")
    form.get_by_label("Note for the practice").fill('=1+1; ask for "Bri",\nnot before noon')
    save(form)
    expect(page.get_by_role("status").get_by_text("It still has to be sent back")).to_be_visible()
    form = answer(page, hostile.name, "Check done")
    form.get_by_role("button", name="All 6 done").click()
    form.get_by_label("Smoking").select_option(label="Declined")
    form.get_by_label("Who did the check").fill("Nurse at Fernlea")
    form.get_by_label("Results are with").fill("Fernlea Surgery")
    form.get_by_label("Results went to practice on").fill("2026-11-20")
    save(form)
    download = saved_file(page, "Save outcomes as a file")
    assert download.suggested_filename == "sample-2026-11-20-outcomes.csv"
    path = device.folder / download.suggested_filename
    download.save_as(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") == 3
    heading, *rows = cells(path)
    assert tuple(heading) == COLUMNS
    first, second = (dict(zip(heading, row, strict=True)) for row in rows)
    assert {name: value for name, value in first.items() if value} == {
        "worklist_item_id": "w-1", "Name": ROW.name, "Outcome": "Call later", "Date of contact": "20/11/2026",
        "Time of day": "Afternoon", "How": "Call", "Call back on": "26/11/2026", "Mind next time": "No voicemail",
        "Note for the practice (no clinical detail)": "'=1+1; ask for \"Bri\", not before noon",
    }  # fmt: skip
    assert second["Name"] == f"'{hostile.name}"
    assert [second[name] for name in ("Blood pressure", "Blood sugar", "Smoking")] == ["Done", "Done", "Declined"]
    assert (second["Booked with"], second["Results went to practice on"]) == ("Nurse at Fernlea", "20/11/2026")
    read = read_returned(extracts.read_tables(0, path), AS_OF)
    assert [(row.item_id, row.outcome, row.contacted_on, row.problem, row.remarks) for row in read or []] == [
        ("w-1", Outcome.CALL_LATER, AS_OF, None, ()),
        ("w-2", Outcome.CHECK_DONE, AS_OF, None, ()),
    ]
    expect(page.locator("#tally")).to_contain_text("2 answers saved, 0 not yet sent back")
    no_serious_fault(page)


def test_a_plan_goes_back_in_the_persons_own_words(device: Device) -> None:
    page = device.opens(page_of())
    form = answer(page, "Maud Pennybank", "Health plan agreed")
    form.get_by_label("What matters to me").fill("Being fit for my granddaughter, -and- my allotment")
    form.get_by_label("Look at it again on").fill("2027-02-20")
    goal = form.get_by_role("group", name="Goal 1")
    goal.get_by_label("Goal, in their words").fill("My HbA1c was 48")
    save(form)
    for reason in (PlanReason.PLAN_NOT_AGREED, PlanReason.WORDS_CLINICAL):
        expect(form.get_by_role("alert")).to_contain_text(reason.sentence)
    form.get_by_label("Plan agreed on").fill("2026-11-20")
    goal.get_by_label("Goal, in their words").fill("Walk to the allotment")
    goal.get_by_label("Goal area").select_option(label="Food and moving")
    form.get_by_role("button", name="Add a goal").click()
    second = form.get_by_role("group", name="Goal 2")
    second.get_by_label("Goal area").select_option(label="People around me")
    second.get_by_label("Goal, in their words").fill("See my sister")
    second.get_by_label("Who supports").fill("Rowan")
    save(form)
    download = saved_file(page, "Save plans as a file")
    assert download.suggested_filename == "sample-2026-11-20-plans.csv"
    path = device.folder / "plans.csv"
    download.save_as(path)
    heading, *rows = cells(path)
    (read,) = read_plans(extracts.read_tables(0, path), AS_OF)
    assert [(row.item_id, row.agreed_on, row.goal, row.area, row.supported_by, row.problem) for row in read] == [
        ("w-3", AS_OF, "Walk to the allotment", "food_and_moving", None, None),
        ("w-3", None, "See my sister", "people", "Rowan", None),
    ]
    assert read[0].review_on == date(2027, 2, 20)
    first, other = (dict(zip(heading, row, strict=True)) for row in rows)
    assert first == {
        "worklist_item_id": "w-3", "Name": "Maud Pennybank", "Plan agreed on": "20/11/2026",
        "What matters to me": "Being fit for my granddaughter, -and- my allotment", "Goal area": "Food and moving",
        "Goal, in their words": "Walk to the allotment", "Who supports": "", "Look at it again on": "20/02/2027",
        "Goal achieved on": "",
    }  # fmt: skip
    assert (other["worklist_item_id"], other["Plan agreed on"], other["Who supports"]) == ("w-3", "", "Rowan")


def test_of_a_plan_looked_at_again_only_what_changed_has_to_be_said(device: Device) -> None:
    page = device.opens(page_of())
    form = answer(page, "Maud Pennybank", "Health plan looked at again")
    goal = form.get_by_role("group", name="Goal 1")
    goal.get_by_label("Goal area").select_option(label="Food and moving")
    goal.get_by_label("Goal achieved on").fill("2026-11-18")
    form.get_by_label("Look at it again on").fill("2026-11-20")
    save(form)
    expect(form.get_by_role("alert")).to_contain_text(PlanReason.REVIEW_IN_PAST.sentence)
    form.get_by_label("Look at it again on").fill("2026-11-21")
    save(form)
    path = device.folder / "plans.csv"
    saved_file(page, "Save plans as a file").save_as(path)
    ((row,),) = read_plans(extracts.read_tables(0, path), AS_OF)
    assert (row.area, row.achieved_on, row.review_on, row.agreed_on, row.problem) == (
        "food_and_moving", date(2026, 11, 18), date(2026, 11, 21), None, None,
    )  # fmt: skip


@pytest.mark.parametrize("day", ["2026-11-21T00:01:00", "2027-06-01T12:00:00"])
def test_after_its_day_nobody_can_be_contacted_by_it_and_answers_still_go_back(device: Device, day: str) -> None:
    device.context.clock.set_fixed_time(day)
    page = device.opens(page_of())
    expect(page.locator("#validity")).to_contain_text("no longer valid: do not contact anybody by it")
    assert page.locator("#people a[href^='tel:'], #people a[href^='sms:']").count() == 0
    assert not {ROW.phone_mobile, ROW.address, ROW.email} & set(page.locator("#people").all_inner_texts())
    assert ROW.phone_mobile not in page.locator("#people").inner_text()
    form = answer(page, ROW.name, "No response")
    form.get_by_label("Date of contact").fill("2026-11-20")
    save(form)
    path = device.folder / "late.csv"
    saved_file(page, "Save outcomes as a file").save_as(path)
    (read,) = read_returned(extracts.read_tables(0, path), date.fromisoformat(day[:10])) or []
    assert (read.outcome, read.contacted_on, read.problem) == (Outcome.NO_RESPONSE, AS_OF, None)
    no_serious_fault(page)


def test_a_list_left_open_over_midnight_stops_being_one(device: Device) -> None:
    page = device.opens(page_of())
    expect(page.get_by_role("link", name=f"Mobile {ROW.phone_mobile}")).to_be_visible()
    page.clock.run_for(16 * 60 * 60 * 1000)
    expect(page.locator("#validity")).to_contain_text("no longer valid")
    assert page.locator("#people a[href^='tel:']").count() == 0


def test_a_list_left_alone_locks_itself_and_keeps_the_answers(device: Device) -> None:
    page = device.opens(page_of(seal=SEAL))
    unlock(page)
    save(answer(page, ROW.name, "No response"))
    form = answer(page, "Iwan Cresswold", "Declined the check")
    form.get_by_label("Note for the practice").fill("Ask in spring")
    page.clock.run_for(4 * 60 * 1000 + 20_000)
    expect(page.get_by_text("The list locks in a minute")).to_be_visible()
    page.clock.run_for(60_000)
    expect(page.get_by_text("Locked after 5 minutes without use")).to_be_visible()
    # Neither on the page nor where printing would fetch them from.
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert "Quillfeather" not in page.content()
    assert "Ask in spring" not in page.content()
    expect(page.get_by_label("Passphrase")).to_have_value("")
    unlock(page)
    expect(page.get_by_text("Answered: No response")).to_be_visible()
    expect(page.get_by_text("Started, not saved")).to_be_visible()


def test_answers_are_removed_by_a_button_and_old_ones_by_the_next_list(device: Device) -> None:
    page = device.opens(page_of(seal=SEAL))
    unlock(page)
    save(answer(page, ROW.name, "No response"))
    page.wait_for_function("Object.keys(localStorage).length === 1")
    page.get_by_role("button", name="Send back", exact=True).click()
    page.get_by_role("button", name="Remove all answers").click()
    page.get_by_role("button", name="No, keep them").click()
    assert kept(page) != "{}"
    page.get_by_role("button", name="Remove all answers").click()
    no_serious_fault(page)
    page.get_by_role("button", name="Yes, remove them").click()
    expect(page.get_by_text("All answers were removed")).to_be_visible()
    assert kept(page) == "{}"
    page.get_by_role("button", name="People").click()
    save(answer(page, ROW.name, "No response"))
    page.wait_for_function("Object.keys(localStorage).length === 1")
    device.context.clock.set_fixed_time("2026-12-04T09:00:00")
    # What one window keeps comes to another a moment later.
    device.opens(page_of(ROWS[:1], seal=SEAL), "next.html").wait_for_function("Object.keys(localStorage).length === 1")
    device.context.clock.set_fixed_time("2026-12-05T09:00:00")
    assert kept(device.opens(page_of(ROWS[:1], seal=SEAL), "later.html")) == "{}"


def test_a_list_that_comes_again_finds_the_answers_even_of_whoever_is_no_longer_on_it(device: Device) -> None:
    page = device.opens(page_of(seal=SEAL))
    unlock(page)
    save(answer(page, ROW.name, "Declined this service"))
    save(answer(page, "Iwan Cresswold", "No response"))
    page.reload()
    unlock(page)
    expect(page.get_by_text("Answered: ")).to_have_count(2)
    said = kept(page)
    again = device.opens(page_of([replace(ROWS[1], tried="call 20/11/2026")], seal=SEAL), "again.html")
    again.wait_for_function("said => JSON.stringify({...localStorage}) === said", arg=said)
    unlock(again)
    expect(again.get_by_text("Answered: No response")).to_be_visible()
    path = device.folder / "again.csv"
    saved_file(again, "Save outcomes as a file").save_as(path)
    expect(again.locator("#tally")).to_contain_text("1 answer is about somebody no longer on the list")
    read = read_returned(extracts.read_tables(0, path), AS_OF) or []
    assert [(row.item_id, row.outcome) for row in read] == [
        ("w-2", Outcome.NO_RESPONSE),
        ("w-1", Outcome.DECLINED_SERVICE),
    ]
    assert [line[1] for line in cells(path)[1:]] == ["Iwan Cresswold", ROW.name]


def test_of_two_windows_with_one_list_neither_undoes_the_other(device: Device) -> None:
    first, second = (device.opens(page_of(seal=SEAL)) for _ in range(2))
    unlock(first)
    expect(first.get_by_role("heading", name="People")).to_be_visible()
    unlock(second)
    save(answer(second, ROW.name, "No response"))
    expect(first.get_by_text("Locked: you went on in another window.")).to_be_visible()
    unlock(first)
    save(answer(first, "Iwan Cresswold", "No response"))
    expect(second.get_by_text("Locked: you went on in another window.")).to_be_visible()
    unlock(second)
    expect(second.get_by_text("Answered: No response")).to_have_count(2)


def test_an_unsealed_list_keeps_nothing_on_the_device(device: Device) -> None:
    page = device.opens(page_of())
    save(answer(page, ROW.name, "No response"))
    page.get_by_role("button", name="Send back", exact=True).click()
    expect(page.get_by_text("This page keeps nothing")).to_be_visible()
    assert kept(page) == "{}"
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_a_browser_that_cannot_unseal_says_so(device: Device) -> None:
    device.context.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    page = device.opens(page_of(seal=SEAL))
    expect(page.get_by_text("This browser cannot open a sealed list from a file.")).to_be_visible()
    expect(page.get_by_label("Passphrase")).to_be_hidden()
    expect(page.get_by_role("link", name="999").first).to_be_visible()


def test_a_browser_that_keeps_nothing_says_so_before_an_answer_is_lost(device: Device) -> None:
    device.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('no storage'); }")
    page = device.opens(page_of(seal=SEAL))
    unlock(page)
    answer(page, ROW.name, "No response")
    expect(page.get_by_text("This browser keeps no answers")).to_be_visible()


def test_a_name_that_is_markup_is_shown_as_it_is(device: Device) -> None:
    name = "</script><img src=x onerror=document.title=1>{{7*7}}"
    page = device.opens(page_of([replace(ROW, name=name, needs=name, safe_contact=name)], seal=SEAL))
    unlock(page)
    assert cards(page) == [name]
    assert page.locator("img").count() == 0
    assert page.title() == "Outreach list of 20 November 2026"


def test_a_list_is_worked_through_by_keyboard_alone(device: Device) -> None:
    page = device.opens(page_of(seal=SEAL))
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People")).to_be_focused()
    until(page, lambda: page.evaluate("document.activeElement.innerText").startswith("Record what happened"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Outcome", exact=True)).to_be_focused()
    page.keyboard.type("No response")
    until(page, lambda: page.evaluate("document.activeElement.innerText") == "Save answer")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Answered: No response")).to_be_visible()
    expect(page.get_by_role("button", name=f"Change the answer for {IN_ORDER[0]}")).to_be_focused()


def until(page: Page, is_there: Callable[[], bool]) -> None:
    for _ in range(40):
        if is_there():
            return
        page.keyboard.press("Tab")
        # Of a day's parts the last, the button to a calendar, has its own ring.
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring == "solid" or page.evaluate("document.activeElement.type") == "date"
    raise AssertionError("not reached with the Tab key")


def test_every_state_is_accessible_fits_a_narrow_phone_and_is_large_enough_to_touch(device: Device) -> None:
    page = device.opens(page_of(seal=SEAL))
    page.set_viewport_size({"width": 320, "height": 640})

    def fits() -> None:
        no_serious_fault(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        small = page.evaluate(
            "[...document.querySelectorAll('button, a.ring, select, input, summary')].filter((each) => "
            "each.checkVisibility() && each.getBoundingClientRect().height < 44).map((each) => each.outerHTML)"
        )
        assert small == []

    fits()
    unlock(page, "wrong")
    expect(page.get_by_role("alert")).to_contain_text("does not open")
    fits()
    unlock(page)
    page.get_by_text("Filters").click()
    page.get_by_role("button", name=f"Why, tried, address of {ROW.name}").click()
    fits()
    save(answer(page, "Iwan Cresswold", "Check done"))
    page.get_by_role("button", name="Write their plan down").click()
    fits()
    for view in ("Taken back", "Send back", "Read me"):
        page.get_by_role("button", name=view, exact=True).click()
        fits()


def test_a_long_list_is_drawn_piece_by_piece_searched_whole_and_printed_whole(device: Device) -> None:
    many = [replace(ROW, worklist_item_id=f"w-{rank}", rank=rank, name=f"Person {rank:04}") for rank in range(1, 301)]
    page = device.opens(page_of(many))
    assert len(cards(page)) == 50
    page.get_by_role("button", name="Show 50 more of 250").click()
    expect(page.get_by_role("heading", name="Person 0051")).to_be_focused()
    page.get_by_label("Search").fill("0277")
    assert cards(page) == ["Person 0277"]
    page.get_by_label("Search").fill("")
    printed = device.folder / "list.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True).stdout
    assert [row.name for row in many if row.name not in text] == []
    assert "From 21/11/2026 do not contact anybody by it." in text
    assert not [word for word in ("Record what happened", "Search", "Send back", "Show 50") if word in text]
    sizes = subprocess.run(["pdfinfo", printed], check=True, capture_output=True, text=True).stdout
    assert "A4" in sizes
    assert len(cards(page)) == 50
