"""Letters as they leave the press: right words, right place, same bytes, no harm to neighbours."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from pipeline.doors.letter_content import reveals_too_much
from pipeline.doors.typesetting import (
    CHUNK,
    LETTERS,
    WORTH_PROCESSES,
    FaultReason,
    LetterFault,
    LetterJob,
    Sender,
    TypesetLetter,
    as_png,
    template_facts,
    typeset,
)
from pipeline.errors import CorrectConfiguration

TEMPLATE = "first-invitation/en.standard"
SEVEN_LINES = (
    "Ms Agnieszka Wójcik",
    "Flat 4, Rose Court",
    "12 Mill Lane",
    "Higher Ashby",
    "Burnley",
    "Lancashire",
    "BB99 9AA",
)
SENDER = Sender("Harbour Outreach", ("Example House", "1 Sample Street", "Burnley", "BB99 1AA"), "01632 960 123")
JOB = LetterJob(
    letter_id="L-000001",
    template=TEMPLATE,
    values={"greeting_name": "Agnieszka Wójcik", "practice_name": "Rowan Tree Surgery"},
    address=SEVEN_LINES,
    sender=SENDER,
    dated=date(2027, 1, 4),
)
MM = 300 / 25.4


def named(name: str, letter_id: str = "L-000001") -> LetterJob:
    """A letter to somebody with this name, in the greeting and on the envelope."""
    return replace(
        JOB,
        letter_id=letter_id,
        values={**JOB.values, "greeting_name": name},
        address=(name, *SEVEN_LINES[1:]),
    )


def made(job: LetterJob, **options: Any) -> TypesetLetter:
    (letter,) = typeset([job], **options)
    assert isinstance(letter, TypesetLetter), letter
    return letter


def refused(job: LetterJob, **options: Any) -> LetterFault:
    (fault,) = typeset([job], **options)
    assert isinstance(fault, LetterFault)
    return fault


def text_of(letter: TypesetLetter) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(letter.pdf)).pages)


def ink(letter: TypesetLetter, page: int) -> Any:
    """The page as rows of true (ink) and false (paper) at 300 dots an inch."""
    with pypdfium2.PdfDocument(letter.pdf) as document:
        bitmap = document[page].render(scale=300 / 72, grayscale=True)
        return bitmap.to_numpy() < 250


def zone(drawn: Any, left: float, top: float, right: float, bottom: float) -> Any:
    return drawn[round(top * MM) : round(bottom * MM), round(left * MM) : round(right * MM)]


@pytest.fixture
def letters_dir(tmp_path: Path) -> Path:
    """A copy of the templates that a test may spoil."""
    return Path(shutil.copytree(LETTERS, tmp_path / "letters"))


def with_template(letters_dir: Path, body: str, point_size: int = 12) -> LetterJob:
    head = (letters_dir / f"{TEMPLATE}.md").read_text("utf-8").split("\n+++\n")[0]
    head = head.replace("point_size = 12", f"point_size = {point_size}")
    (letters_dir / f"{TEMPLATE}.md").write_text(f"{head}\n+++\n{body}", "utf-8")
    return JOB


def test_a_letter_carries_address_sender_date_greeting_reference_and_page_numbers() -> None:
    letter = made(JOB)
    lines = text_of(letter).splitlines()
    first = lines.index(SEVEN_LINES[0])
    assert tuple(lines[first : first + 7]) == SEVEN_LINES
    for expected in (*SENDER.address_lines, "4 January 2027", "Dear Agnieszka Wójcik,"):
        assert expected in lines
    text = text_of(letter)
    assert letter.pages == len(PdfReader(BytesIO(letter.pdf)).pages) == 2
    assert text.count("Reference L-000001") == 2
    assert "Page 1 of 2" in text
    assert "Page 2 of 2" in text
    assert text.count("01632 960 123") >= 2
    assert "Telephone 01632 960 123" in text


def test_no_word_of_a_letter_tells_a_stranger_about_the_person_s_health() -> None:
    letter = made(JOB)
    metadata = PdfReader(BytesIO(letter.pdf)).metadata
    assert not reveals_too_much(text_of(letter))
    assert not reveals_too_much(str(metadata))
    assert reveals_too_much("your mental health")


def test_the_document_is_tagged_titled_in_british_english_and_undated() -> None:
    letter = made(JOB)
    reader = PdfReader(BytesIO(letter.pdf))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "Your yearly physical health check"
    assert reader.metadata.creation_date is None
    assert "Wójcik" not in str(reader.metadata)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in letter.pdf


def test_every_font_is_embedded_noto_sans() -> None:
    fonts = [
        font.get_object()
        for page in PdfReader(BytesIO(made(JOB).pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert "NotoSans" in font["/BaseFont"]
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_seven_address_lines_stay_inside_the_window_and_nothing_is_in_the_no_print_zones() -> None:
    drawn = ink(made(JOB), 0)
    window = zone(drawn, 24.6, 39.5, 120, 66.3)
    assert window.any(axis=1).nonzero()[0].max() > window.shape[0] * 0.8
    assert zone(drawn, 125, 39.5, 195, 95).any()
    assert zone(drawn, 15, 95, 195, 292).any()
    allowed = drawn.copy()
    for left, top, right, bottom in ((24.6, 39.5, 120, 66.3), (125, 5, 195, 95), (15, 95, 195, 292)):
        zone(allowed, left, top, right, bottom)[:] = False
    assert not allowed.any()


def test_later_pages_keep_the_margins_clear() -> None:
    allowed = ink(made(JOB), 1)
    assert allowed.any()
    zone(allowed, 15, 5, 195, 292)[:] = False
    assert not allowed.any()


@pytest.mark.parametrize("point_size", [20, 28])
def test_large_print_enlarges_the_words_but_not_the_address(letters_dir: Path, point_size: int) -> None:
    body = (letters_dir / f"{TEMPLATE}.md").read_text("utf-8").split("\n+++\n")[1]
    letter = made(with_template(letters_dir, body, point_size), letters_dir=letters_dir)
    standard, large = ink(made(JOB), 0), ink(letter, 0)
    assert letter.pages > 2
    window = (15, 5, 210, 94)
    assert (zone(standard, *window) == zone(large, *window)).all()
    assert not zone(large, 195, 0, 210, 297).any()
    assert not zone(large, 0, 292, 210, 297).any()


@pytest.mark.parametrize(
    "name",
    [
        '#eval("1")',
        "#panic()",
        "*bold* _it_",
        "<b>Ada</b>",
        "{{ 7*7 }}",
        "$x^2$",
        "`Ada`",
        "@ada",
        "a // b",
        r"\u{41}",
        "~",
    ],
)
def test_a_name_that_looks_like_markup_is_printed_letter_by_letter(name: str) -> None:
    text = text_of(made(named(name)))
    assert f"Dear {name}," in text
    assert name in text.splitlines()


def test_a_name_that_would_turn_the_text_round_is_printed_in_its_own_order() -> None:
    text = text_of(made(named("Ada \u202eelpmaS\u202c \u2066x")))
    assert "Dear Ada elpmaS x," in text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Ada 😀", FaultReason.MISSING_GLYPH),
        ("عائشہ", FaultReason.MISSING_GLYPH),
        ("Ada\ufffe", FaultReason.MISSING_GLYPH),
        ("A" * 200, FaultReason.LINE_TOO_LONG),
        ("Ada " * 50, FaultReason.LINE_TOO_LONG),
        (" \u202e ", FaultReason.ADDRESS_UNFIT),
    ],
)
def test_a_name_that_cannot_be_printed_is_a_fault_that_does_not_repeat_it(name: str, reason: FaultReason) -> None:
    fault = refused(named(name))
    assert (fault.letter_id, fault.reason) == ("L-000001", reason)
    assert fault.sentence.endswith(".")
    for part in name.split():
        assert part not in fault.sentence


def test_a_long_word_in_the_text_alone_is_refused_and_many_short_ones_wrap() -> None:
    long_word = replace(JOB, values={**JOB.values, "greeting_name": "A" * 200})
    many_words = replace(JOB, values={**JOB.values, "greeting_name": "Ada Maria " * 20})
    assert refused(long_word).reason == FaultReason.LINE_TOO_LONG
    assert not zone(ink(made(many_words), 0), 195, 0, 210, 297).any()


def test_a_bad_letter_changes_nothing_in_its_neighbours_and_the_order_stays() -> None:
    good = [replace(JOB, letter_id=f"L-{number}") for number in range(4)]
    mixed = [good[0], named("😀", "bad-1"), good[1], named("A" * 200, "bad-2"), good[2], good[3]]
    outcomes = list(typeset(mixed))
    assert [outcome.letter_id for outcome in outcomes] == [job.letter_id for job in mixed]
    letters = [outcome for outcome in outcomes if isinstance(outcome, TypesetLetter)]
    assert letters == list(typeset(good))


def test_a_missing_value_is_refused_with_the_template_s_line() -> None:
    fault = refused(replace(JOB, values={"greeting_name": "Ada"}))
    lines = (LETTERS / f"{TEMPLATE}.md").read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if "{{ practice_name }}" in text)
    assert fault.reason == FaultReason.VALUE_MISSING
    assert f"{TEMPLATE}.md, line {line}:" in fault.sentence
    assert "practice_name" in fault.sentence


def test_a_telephone_number_that_differs_between_text_and_head_is_refused() -> None:
    agreeing = replace(JOB, values={**JOB.values, "provider_phone": SENDER.phone, "letter_date": "4 January 2027"})
    differing = replace(JOB, values={**JOB.values, "provider_phone": "01632 960 124"})
    assert made(agreeing).pdf == made(JOB).pdf
    assert refused(differing).reason == FaultReason.VALUE_DISAGREES


@pytest.mark.parametrize("address", [(), SEVEN_LINES[:2], (*SEVEN_LINES, "England"), (*SEVEN_LINES[:3], " ")])
def test_an_address_of_the_wrong_length_is_refused(address: tuple[str, ...]) -> None:
    assert refused(replace(JOB, address=address)).reason == FaultReason.ADDRESS_UNFIT


@pytest.mark.parametrize(
    "job",
    [
        replace(JOB, sender=replace(SENDER, name="Harbour Mental Health Team")),
        replace(JOB, sender=replace(SENDER, address_lines=("SMI Unit", "BB99 1AA"))),
        replace(JOB, values={**JOB.values, "practice_name": "The Bipolar Clinic"}),
    ],
)
def test_a_sender_or_practice_whose_name_reveals_too_much_is_refused(job: LetterJob) -> None:
    assert refused(job).reason == FaultReason.NAMES_REVEAL_TOO_MUCH


def test_a_sender_too_tall_for_its_place_does_not_run_into_the_letter() -> None:
    tall = replace(JOB, sender=replace(SENDER, address_lines=tuple(f"Line {number}" for number in range(14))))
    fault = refused(tall)
    assert fault.reason == FaultReason.RENDER_FAILED
    assert "layout/letter.typ" in fault.sentence


def test_a_letter_with_more_pages_than_the_printer_takes_is_refused(letters_dir: Path) -> None:
    job = with_template(letters_dir, "Dear {{ greeting_name }}\n\n" + "Words and words.\n\n" * 400)
    fault = refused(job, letters_dir=letters_dir)
    assert fault.reason == FaultReason.TOO_MANY_PAGES
    assert "takes 10" in fault.sentence


def test_a_warning_from_the_typesetter_is_a_fault_since_text_may_be_missing(letters_dir: Path) -> None:
    layout = letters_dir / "layout" / "letter.typ"
    layout.write_text(layout.read_text("utf-8") + '\n#text(font: "Nowhere Sans")[]\n', "utf-8")
    assert refused(JOB, letters_dir=letters_dir).reason == FaultReason.RENDER_FAILED


def test_a_template_at_fault_stops_the_run_before_the_first_letter(letters_dir: Path) -> None:
    job = with_template(letters_dir, "Dear {{ first_name }}")
    with pytest.raises(CorrectConfiguration, match="first_name is not a placeholder"):
        typeset([job], letters_dir=letters_dir)


def test_a_font_folder_without_the_letter_s_font_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(CorrectConfiguration, match="has no Noto Sans"):
        typeset([JOB], font_dir=tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("side_margin_mm = 15.0", "", "side_margin_mm"),
        ("max_pages = 10", 'max_pages = "ten"', "max_pages"),
        ('default = "govuk-notify"', 'default = "nobody"', "no print profile 'nobody'"),
        ("[govuk-notify]", "[govuk-notify", "cannot be read"),
    ],
)
def test_a_print_profile_that_is_wrong_stops_the_run(letters_dir: Path, old: str, new: str, why: str) -> None:
    path = letters_dir / "print-profiles.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(CorrectConfiguration, match=why):
        typeset([JOB], letters_dir=letters_dir)


def many() -> list[LetterJob]:
    jobs = [named(f"Ada Sample {number}", f"L-{number:06d}") for number in range(WORTH_PROCESSES + 20)]
    jobs[7] = named("😀", jobs[7].letter_id)
    return jobs


def test_the_same_letters_come_out_byte_for_byte_from_one_process_or_two() -> None:
    alone, together = list(typeset(many(), processes=1)), list(typeset(many(), processes=2))
    assert alone == together
    assert [outcome.letter_id for outcome in together] == [job.letter_id for job in many()]
    assert [index for index, outcome in enumerate(together) if isinstance(outcome, LetterFault)] == [7]
    assert made(many()[-1]) == alone[-1]


def test_progress_is_told_after_each_chunk() -> None:
    told: list[int] = []
    jobs = [JOB] * (CHUNK + 3)
    assert len(list(typeset(jobs, on_progress=told.append))) == CHUNK + 3
    assert told == [CHUNK, CHUNK + 3]


def test_a_letter_that_ends_its_process_is_a_fault_and_the_others_are_made(letters_dir: Path) -> None:
    layout = letters_dir / "layout" / "letter.typ"
    # More memory than any machine has: the process is ended, not merely refused.
    bomb = '#if letter.address.first() == "Boom" { let _ = "a" * 200000000000000 }\n'
    layout.write_text(layout.read_text("utf-8") + bomb, "utf-8")
    jobs = many()
    jobs[118] = named("Boom", jobs[118].letter_id)
    outcomes = list(typeset(jobs, letters_dir=letters_dir))
    assert [outcome.letter_id for outcome in outcomes] == [job.letter_id for job in jobs]
    assert [index for index, outcome in enumerate(outcomes) if isinstance(outcome, LetterFault)] == [7, 118]
    assert "process" in getattr(outcomes[118], "sentence", "")


def test_no_jobs_are_no_letters() -> None:
    assert list(typeset([])) == []


def test_a_picture_of_each_page_can_be_made_and_a_faulty_letter_says_why() -> None:
    assert as_png(JOB).startswith(b"\x89PNG")
    assert as_png(JOB, page=2) != as_png(JOB, page=1)
    with pytest.raises(CorrectConfiguration, match="cannot print"):
        as_png(named("😀"))


def changes(letters_dir: Path) -> Iterator[Path]:
    yield letters_dir / f"{TEMPLATE}.md"
    yield letters_dir / "layout" / "letter.typ"
    yield letters_dir / "print-profiles.toml"


def test_the_facts_name_version_and_approval_and_their_hash_follows_every_file(tmp_path: Path) -> None:
    facts = template_facts(TEMPLATE)
    assert (facts.version, facts.language, facts.variant) == ("1", "en", "standard")
    assert (facts.approved_by, facts.approved_on) == (None, None)
    hashes = {facts.sha256}
    for number in range(3):
        copy = Path(shutil.copytree(LETTERS, tmp_path / str(number)))
        assert template_facts(TEMPLATE, letters_dir=copy).sha256 == facts.sha256
        again = Path(shutil.copytree(LETTERS, tmp_path / f"{number}-changed"))
        changed: Sequence[Path] = list(changes(again))
        with changed[number].open("a", encoding="utf-8") as file:
            file.write("\n")
        hashes.add(template_facts(TEMPLATE, letters_dir=again).sha256)
    assert len(hashes) == 4
