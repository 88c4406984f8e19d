"""Public keys of age (`age1...`): told from a mistyped one, because what is sealed for it nobody could open."""

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PREFIX = "age"
_LENGTH = 62
# The checking code of Bech32, BIP 173: what each of the five leading bits adds to the sum.
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def is_age_recipient(text: str) -> bool:
    """Whether the text is a whole public key, its six checking letters right."""
    prefix, one, data = text.partition("1")
    if len(text) != _LENGTH or prefix != _PREFIX or not one or not set(data) <= set(_LETTERS):
        return False
    expanded = [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix)]
    return _sum([*expanded, *(_LETTERS.index(letter) for letter in data)]) == 1


def _sum(values: list[int]) -> int:
    total = 1
    for value in values:
        leading = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            if leading >> bit & 1:
                total ^= generator
    return total
