"""Words for a worker's list: short, and with nothing in them that looks like a diagnosis, a code or a result."""

import re

LONGEST = 300
_PHONE = re.compile(r"(?<!\d)(?:\+44|0)(?:[ -]?\d){9,10}(?!\d)")
_CLINICAL: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(pattern, re.IGNORECASE))
    for what, pattern in (
        ("an NHS number", r"(?<!\d)\d(?:[ -]?\d){9}(?!\d)"),
        ("a clinical code", r"(?<!\d)\d{6,18}(?!\d)|\b(snomed|icd-?10|read code)\b|\bF\d{2}(\.\d)?\b"),
        (
            "a result",
            r"(?<![\d/])\d{2,3}\s?/\s?\d{2,3}(?![\d/])|\bmm(ol|hg)\b|\bkg\b|\bhba1c\b|\bbmi\b|\begfr\b"
            r"|\bblood pressure\b|\bcholesterol\b|\bglucose\b|\bblood sugar\b|\bmg\b",
        ),
        (
            "a diagnosis or treatment",
            r"schizo|bi-?polar|psycho(s|t)|\bmanic\b|\bmania\b|\bsmi\b|\bmental|personality disorder|depress"
            r"|\banxiety\b|paranoi|delusion|hallucin|hear(s|ing) voices|section(ed)? (2|3|136|117)|\bsectioned\b"
            r"|\bcpa\b|suicid|self-?harm|overdose|diagnos|lithium|clozapine|olanzapine|risperidone|quetiapine"
            r"|aripiprazole|haloperidol|paliperidone|zuclopenthixol|flupentixol|\bdepot\b|antipsychotic|antidepress"
            r"|medication|addict|alcohol|\bdrugs?\b|heroin|cocaine|cannabis|methadone|dementia|learning disabilit"
            r"|autis|\badhd\b|\bhiv\b|hepatitis|cancer|diabet|epilep|ptsd|\bocd\b",
        ),
    )
)


def unfit_for_lists(words: str) -> str | None:
    """Why words may not be shown on a worker's list, without repeating them; None where they may."""
    if len(words) > LONGEST:
        return (
            f"The note is longer than {LONGEST} characters; nobody reads that at a door. Say it shorter, or in codes."
        )
    # A number to ring is what such a note is for.
    said = _PHONE.sub("", words)
    for what, pattern in _CLINICAL:
        if pattern.search(said):
            return (
                f"The note holds what looks like {what}, which no worker's list may show. Keep it back, and record "
                "what matters for contact as a code or as a note without it."
            )
    return None
