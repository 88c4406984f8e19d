"""NHS numbers of the 999 range, which is never issued to anybody."""

from collections.abc import Iterator

from nhs_number.validate import calculate_checksum

from pipeline.synthetic.streams import stream

MOST_PRACTICES = 400
MOST_PEOPLE_A_PRACTICE = 2_200

# The largest prime that six digits hold: any stride visits every stem once, so two places never meet.
_STEMS = 999_983
_STRIDE = 387_241


def nhs_numbers(seed: int, practice_index: int) -> Iterator[str]:
    """The practice's own valid numbers, in no visible order; no other practice has any of them."""
    offset = stream(seed, "numbers").randrange(_STEMS)
    for place in range(practice_index, _STEMS, MOST_PRACTICES):
        stem = f"999{(offset + place * _STRIDE) % _STEMS:06}"
        check = calculate_checksum(stem)
        if check != 10:
            yield f"{stem}{check}"


def with_one_digit_changed(number: str, place: int) -> str:
    """The number with one digit one higher: the check digit always shows it."""
    return f"{number[:place]}{(int(number[place]) + 1) % 10}{number[place + 1 :]}"
