"""What a letter may say, and what happens to a template that says it wrongly."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.doors.letter_content import PLACEHOLDERS, Template, Unfilled, fill, read_template
from pipeline.doors.typesetting import LETTERS
from pipeline.errors import CorrectConfiguration

FACTS = {
    "title": "A letter",
    "language": "en",
    "variant": "standard",
    "version": "1",
    "point_size": 12,
    "approved_by": "",
    "approved_on": "",
}
# The front matter below takes this many lines, so the first line of a body is the next.
ABOVE = len(FACTS) + 2


def written(folder: Path, body: str, **facts: object) -> str:
    path = folder / "test" / "en.standard.md"
    path.parent.mkdir(exist_ok=True)
    lines = [f"{key} = {json.dumps(value)}" for key, value in (FACTS | facts).items()]
    path.write_text("\n".join(["+++", *lines, "+++", body]), encoding="utf-8")
    return "test/en.standard"


def read(folder: Path, body: str, **facts: object) -> Template:
    return read_template(folder, written(folder, body, **facts))


def refusal(folder: Path, body: str, **facts: object) -> str:
    with pytest.raises(CorrectConfiguration) as caught:
        read(folder, body, **facts)
    return str(caught.value)


def words(part: Any) -> str:
    if isinstance(part, dict):
        return part.get("text", "") + "".join(words(inner) for inner in part.values())
    return "".join(map(words, part)) if isinstance(part, list | tuple) else ""


def test_headings_paragraphs_lists_bold_and_links_become_blocks(tmp_path: Path) -> None:
    body = "# Title\n\nOne **bold {{ greeting_name }}**\nnext.\n\n- a\n- b\n\n1. c\n\n<https://www.nhs.uk/live-well>\n"
    filled = fill(read(tmp_path, body), {"greeting_name": "Ada"})
    assert filled == [
        {"kind": "heading", "level": 1, "inlines": [{"kind": "words", "text": "Title", "strong": False}]},
        {
            "kind": "paragraph",
            "inlines": [
                {"kind": "words", "text": "One ", "strong": False},
                {"kind": "words", "text": "bold ", "strong": True},
                {"kind": "value", "name": "greeting_name", "text": "Ada", "strong": True},
                {"kind": "words", "text": " ", "strong": False},
                {"kind": "words", "text": "next.", "strong": False},
            ],
        },
        {
            "kind": "list",
            "ordered": False,
            "items": [[{"kind": "words", "text": letter, "strong": False}] for letter in "ab"],
        },
        {"kind": "list", "ordered": True, "items": [[{"kind": "words", "text": "c", "strong": False}]]},
        {"kind": "paragraph", "inlines": [{"kind": "link", "text": "www.nhs.uk/live-well", "strong": False}]},
    ]
    assert json.loads(json.dumps(filled)) == filled


@pytest.mark.parametrize(
    "hostile",
    [
        '#eval("1")',
        "*bold*",
        "**bold**",
        "<b>x</b>",
        "{{ 7*7 }}",
        "{% raw %}",
        "# Heading",
        "- item",
        "`x`",
        "[a](b)",
    ],
)
def test_a_value_that_looks_like_markup_stays_the_words_it_is(tmp_path: Path, hostile: str) -> None:
    template = read(tmp_path, "{{ greeting_name }} and **{{ practice_name }}**")
    filled = fill(template, {"greeting_name": hostile, "practice_name": hostile})
    assert isinstance(filled, list)
    assert [inline["text"] for inline in filled[0]["inlines"]] == [hostile, " and ", hostile]


def test_a_value_cannot_stand_in_for_another_placeholder(tmp_path: Path) -> None:
    template = read(tmp_path, "{{ greeting_name }}|{{ practice_name }}")
    signs = "".join(chr(0xE000 + index) for index in range(len(PLACEHOLDERS)))
    filled = fill(template, {"greeting_name": f"Ada{signs}", "practice_name": "Rowan Tree"})
    assert words(filled) == "Ada|Rowan Tree"


@pytest.mark.parametrize("value", [None, "", "  \u202e "])
def test_a_value_that_is_missing_or_empty_is_named_with_the_line_of_the_template(
    tmp_path: Path, value: str | None
) -> None:
    template = read(tmp_path, "Dear {{ greeting_name }},\n\nfrom {{ practice_name }}")
    values = {"greeting_name": "Ada"} | ({} if value is None else {"practice_name": value})
    assert fill(template, values) == Unfilled("practice_name", ABOVE + 3)


def test_a_placeholder_outside_the_list_is_refused_with_its_line_and_the_list(tmp_path: Path) -> None:
    said = refusal(tmp_path, "Dear {{ greeting_name }},\n\nyour {{ nhs_number }}")
    assert f"test/en.standard.md, line {ABOVE + 3}: nhs_number is not a placeholder" in said
    assert all(name in said for name in PLACEHOLDERS)


@pytest.mark.parametrize(
    "body",
    [
        "{{ 7*7 }}",
        "{{ 'x' }}",
        "{{ greeting_name.__class__ }}",
        "{{ greeting_name|upper }}",
        "{{ greeting_name() }}",
        "{% for x in greeting_name %}{% endfor %}",
        "{% include 'a' %}",
        "{% set practice_name = 1 %}",
        "{% if greeting_name %}x{% endif %}",
        "{# note #}",
        "{{ greeting_name",
    ],
)
def test_a_template_can_do_nothing_but_place_values(tmp_path: Path, body: str) -> None:
    assert f"line {ABOVE + 2}:" in refusal(tmp_path, f"Hello\n{body}")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("*slanted*", "italics"),
        ("~~gone~~", "struck-out"),
        ("<b>bold</b>", "HTML"),
        ("<!-- note -->", "HTML"),
        ("> quoted", "quotation"),
        ("| a |\n|---|\n| b |", "table"),
        ("![clock](clock.svg)", "picture"),
        ("`code`", "back tick"),
        ("```\ncode\n```", "code"),
        ("    indented", "four spaces"),
        ("---", "across the page"),
        ("## Second level first", "first heading"),
        ("[our site](https://example.org)", "where it goes"),
        ("- a\n  - b", "one paragraph"),
        ("-   # heading", "start with words"),
    ],
)
def test_what_paper_or_a_screen_reader_cannot_carry_is_refused_with_its_line(
    tmp_path: Path, body: str, why: str
) -> None:
    said = refusal(tmp_path, f"Hello\n\n{body}")
    assert why in said
    assert f"line {ABOVE + 3}:" in said


def test_a_skipped_or_a_second_main_heading_is_refused(tmp_path: Path) -> None:
    assert f"line {ABOVE + 3}: this heading skips" in refusal(tmp_path, "# One\n\n### Three")
    assert f"line {ABOVE + 3}: a letter has one main heading" in refusal(tmp_path, "# One\n\n# Two")


@pytest.mark.parametrize("word", ["mental health", "SMI", "psychosis", "Bipolar", "schizophrenia", "your diagnosis"])
def test_a_template_that_names_an_illness_is_refused_with_its_line(tmp_path: Path, word: str) -> None:
    assert f"line {ABOVE + 2}: a letter never says" in refusal(tmp_path, f"Hello\nabout {word}")


def test_a_word_that_only_contains_such_letters_may_be_used(tmp_path: Path) -> None:
    assert words(read(tmp_path, "environmental fundamental").blocks) == "environmental fundamental"


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\ue000", "e\u0301"])
def test_an_invisible_character_in_a_template_is_refused_with_its_line(tmp_path: Path, character: str) -> None:
    assert f"line {ABOVE + 2}:" in refusal(tmp_path, f"Hello\nthere{character}")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"title": ""}, "title and version"),
        ({"version": 1}, "version must be text"),
        ({"language": "ur"}, "file's name"),
        ({"point_size": 11}, "point_size"),
        ({"point_size": True}, "point_size"),
        ({"approved_by": "A. Person"}, "go together"),
        ({"approved_by": "A. Person", "approved_on": "2027-02-30"}, "date like"),
        ({"colour": "red"}, "colour is not known"),
        ({"title": "Mental health"}, "title"),
    ],
)
def test_front_matter_that_is_wrong_is_refused_with_the_reason(
    tmp_path: Path, facts: dict[str, object], why: str
) -> None:
    assert why in refusal(tmp_path, "Hello", **facts)


def test_front_matter_that_is_missing_or_not_toml_is_refused(tmp_path: Path) -> None:
    name = written(tmp_path, "Hello")
    path = tmp_path / f"{name}.md"
    whole = path.read_text()
    path.write_text("Hello")
    with pytest.raises(CorrectConfiguration, match="line 1: expected the letter's title"):
        read_template(tmp_path, name)
    path.write_text(whole.replace('version = "1"', "version = "))
    with pytest.raises(CorrectConfiguration, match="at line 5"):
        read_template(tmp_path, name)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    name = written(tmp_path, "Hello\n")
    with (tmp_path / f"{name}.md").open("ab") as file:
        file.write(b"caf\xe9")
    with pytest.raises(CorrectConfiguration, match=f"line {ABOVE + 2}: this is not UTF-8"):
        read_template(tmp_path, name)


@pytest.mark.parametrize("name", ["test/en.nothing", "../secret/en.standard", "en.standard", "test/en.standard.md"])
def test_a_template_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(CorrectConfiguration, match="There is no letter template"):
        read_template(tmp_path, name)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    name = written(tmp_path, "# Hello\n\nDear {{ greeting_name }}")
    plain = read_template(tmp_path, name)
    path = tmp_path / f"{name}.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_template(tmp_path, name).blocks == plain.blocks


def test_approval_is_read_as_a_name_and_a_date(tmp_path: Path) -> None:
    approved = read(tmp_path, "Hello", approved_by="A. Person", approved_on="2027-01-31")
    assert (approved.approved_by, approved.approved_on) == ("A. Person", date(2027, 1, 31))
    assert read(tmp_path, "Hello").approved_by is None


class TestFirstInvitation:
    letter = read_template(LETTERS, "first-invitation/en.standard")

    def test_it_is_a_draft_until_the_service_approves_it(self) -> None:
        assert (self.letter.approved_by, self.letter.approved_on) == (None, None)

    def test_it_says_what_the_check_is_that_it_is_free_and_how_to_say_no(self) -> None:
        said = words(list(self.letter.blocks)).lower()
        for part in (
            *(
                "your yearly physical health check",
                "blood pressure",
                "weight",
                "blood test",
                "smoke",
                "alcohol",
            ),
            *("free", "bring somebody", "somewhere else", "call us", "rather not hear from us"),
            *("large print", "easy read", "another language", "our records show", "please tell us"),
        ):
            assert part in said

    def test_it_never_claims_that_there_was_no_check(self) -> None:
        said = words(list(self.letter.blocks)).lower()
        assert not re.search(r"(you have not|you haven.t|never) had|missed|overdue", said)

    def test_its_sentences_are_short(self) -> None:
        parts = [item for block in self.letter.blocks for item in block.get("items", [block])]
        sentences = [sentence for part in parts for sentence in re.split(r"[.:!?]\s*", words(part))]
        assert len(sentences) > 30
        assert max(len(sentence.split()) for sentence in sentences) <= 20


class TestSecondInvitation:
    letter = read_template(LETTERS, "second-invitation/en.standard")

    def test_it_is_a_draft_until_the_service_approves_it(self) -> None:
        assert (self.letter.approved_by, self.letter.approved_on) == (None, None)

    def test_it_says_what_could_be_easier_that_it_is_free_and_how_to_say_no(self) -> None:
        said = words(list(self.letter.blocks)).lower()
        for part in (
            *("your yearly physical health check", "free", "somebody you trust", "a place other than", "call us"),
            *("rather not hear from us", "large print", "easy read", "another language", "please tell us"),
        ):
            assert part in said

    def test_it_blames_nobody_and_claims_nothing_of_their_record(self) -> None:
        said = words(list(self.letter.blocks)).lower()
        assert not re.search(r"(you have not|you haven.t|never) had|missed|overdue|did not (come|answer)|ignored", said)

    def test_its_sentences_are_short(self) -> None:
        parts = [item for block in self.letter.blocks for item in block.get("items", [block])]
        sentences = [sentence for part in parts for sentence in re.split(r"[.:!?]\s*", words(part))]
        assert len(sentences) > 30
        assert max(len(sentence.split()) for sentence in sentences) <= 20
