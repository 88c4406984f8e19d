"""The little Markdown a letter may use, as blocks that JSON can carry; everything else is refused.

The full CommonMark grammar is read so that what a letter may not use (italics, tables, pictures, HTML)
is recognised and refused, instead of being printed as stray signs.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]
Inline = dict[str, Any]

_DEEPEST_HEADING = 3
_REFUSED = {
    "em_open": "italics are hard to read; use bold or plain words",
    "s_open": "struck-out words are hard to read",
    "hr": "a line across the page is not possible",
    "table_open": "a table is hard to follow when it is read aloud; use a list",
    "blockquote_open": "a quotation is not possible",
    "image": "a picture is not possible in this layout",
    "html_block": "HTML is not possible; use plain words",
    "html_inline": "HTML is not possible; use plain words",
    "code_block": "the line is indented by four spaces or more; start it at the margin",
    "fence": "a block of code is not possible",
    "code_inline": "a back tick is not possible",
}


class MarkdownFault(Exception):
    """The text uses what a letter cannot have; `line` counts from 1 in the text that was given."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


def blocks_of(text: str, signs: Mapping[str, str]) -> list[Block]:
    """Headings, paragraphs and lists in order; each sign in the text becomes an open value of that name."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("reference").parse(text)
    blocks = _Reader(tokens, signs).blocks()
    if not blocks:
        raise MarkdownFault(1, "the letter has no text")
    return blocks


class _Reader:
    def __init__(self, tokens: Sequence[Token], signs: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._signs = signs
        self._split = re.compile("([" + "".join(signs) + "])")
        self._at = 0
        self._line = 1

    def blocks(self) -> list[Block]:
        blocks: list[Block] = []
        level_before = 0
        while self._at < len(self._tokens):
            token = self._next()
            if token.type == "heading_open":
                level = int(token.tag[1:])
                self._check_level(level, level_before)
                level_before = level
                blocks.append({"kind": "heading", "level": level, "inlines": self._inlines(self._next())})
                self._next()
            elif token.type == "paragraph_open":
                blocks.append({"kind": "paragraph", "inlines": self._inlines(self._next())})
                self._next()
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                blocks.append(self._list(is_ordered=token.type == "ordered_list_open"))
            else:
                raise self._refused(token)
        return blocks

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        if token.map:
            self._line = token.map[0] + 1
        return token

    def _list(self, is_ordered: bool) -> Block:
        items: list[list[Inline]] = []
        while (token := self._next()).type not in ("bullet_list_close", "ordered_list_close"):
            if token.type == "inline":
                items.append(self._inlines(token))
            elif token.type == "list_item_open":
                if self._tokens[self._at].type != "paragraph_open":
                    raise MarkdownFault(self._line, "a list item must start with words")
                if self._tokens[self._at + 3].type != "list_item_close":
                    raise MarkdownFault(self._line, "a list item must be one paragraph, without a list inside it")
            elif token.type not in ("paragraph_open", "paragraph_close", "list_item_close"):
                raise self._refused(token)
        return {"kind": "list", "ordered": is_ordered, "items": items}

    def _inlines(self, token: Token) -> list[Inline]:
        inlines: list[Inline] = []
        is_strong = False
        address: str | None = None
        line = self._line
        for child in token.children or ():
            self._line = line
            if child.type in ("strong_open", "strong_close"):
                is_strong = child.type == "strong_open"
            elif child.type in ("link_open", "link_close"):
                address = str(child.attrs["href"]) if child.type == "link_open" else None
            elif child.type in ("softbreak", "hardbreak"):
                line += 1
                hard = {"kind": "break", "text": "", "strong": False}
                inlines.append(hard if child.type == "hardbreak" else _words(" ", is_strong))
            elif child.type != "text":
                raise self._refused(child)
            elif address is not None:
                inlines.append(self._link(child.content, address, is_strong))
            else:
                inlines += self._words_and_values(child.content, is_strong)
        return inlines

    def _words_and_values(self, content: str, is_strong: bool) -> list[Inline]:
        found: list[Inline] = []
        for piece in self._split.split(content):
            if piece in self._signs:
                found.append({"kind": "value", "name": self._signs[piece], "text": "", "strong": is_strong})
            elif piece:
                found.append(_words(piece, is_strong))
        return found

    def _link(self, shown: str, address: str, is_strong: bool) -> Inline:
        on_paper = re.sub(r"^(https?://|mailto:)", "", address).rstrip("/")
        if re.sub(r"^https?://", "", shown).rstrip("/") != on_paper or self._split.search(shown):
            raise MarkdownFault(self._line, f"on paper a link must show where it goes; write [{on_paper}]({address})")
        return {"kind": "link", "text": on_paper, "strong": is_strong}

    def _check_level(self, level: int, level_before: int) -> None:
        if level_before == 0 and level != 1:
            raise MarkdownFault(self._line, "the first heading must have one # sign")
        if level == 1 and level_before:
            raise MarkdownFault(self._line, "a letter has one main heading; use ## for this one")
        if level > min(level_before + 1, _DEEPEST_HEADING):
            raise MarkdownFault(self._line, "this heading skips a level; use one # sign fewer")

    def _refused(self, token: Token) -> MarkdownFault:
        return MarkdownFault(self._line, _REFUSED.get(token.type, f"{token.type} is not possible in a letter"))


def _words(text: str, is_strong: bool) -> Inline:
    return {"kind": "words", "text": text, "strong": is_strong}
