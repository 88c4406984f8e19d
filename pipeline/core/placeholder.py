"""Contact details that belong to nobody: what an example may hold and live use may not."""

import re

# The ranges that Ofcom keeps for drama; no call to them reaches anybody.
_DRAMA = re.compile(
    r"0(113|114|115|116|117|118|121|131|141|151|161)4960\d{3}|01914980\d{3}|02079460\d{3}|02896496\d{3}"
    r"|02920180\d{3}|01632960\d{3}|07700900\d{3}|08081570\d{3}|0909879\d{4}|03069990\d{3}"
)


def is_drama_phone(phone: str) -> bool:
    """Whether a British number, national or +44, lies in a range kept for drama."""
    digits = re.sub(r"[^\d+]", "", phone)
    return _DRAMA.fullmatch(re.sub(r"^(\+44|0044)0?", "0", digits)) is not None


def is_pseudo_postcode(postcode: str) -> bool:
    """Whether a postcode is one that no letter reaches: those of ZZ stand for 'no real address'."""
    return postcode.strip().upper().startswith("ZZ")
