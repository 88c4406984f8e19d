"""What happens to the bytes of files on their way, noting whose rows a blow may have touched."""

import io
import zipfile
from random import Random

from tests.intake.parcels import Parcel


def of_bytes(parcel: Parcel, files: dict[str, bytes], rng: Random) -> None:
    """One blow at the bytes of one of the files."""
    name = rng.choice(sorted(files))
    content = bytearray(files[name])
    kind = rng.choice(("flip", "flip", "put", "put", "drop", "cut", "empty", "member"))
    parcel.story.append(f"{kind} in {name.rpartition('.')[2]}")
    is_packed = name.endswith((".zip", ".xlsx"))
    parcel.is_spoiled |= is_packed and parcel.shape == "medicus"
    parcel.rows = None
    at = rng.randrange(len(content))
    if kind == "empty":
        content = bytearray(rng.choice((b"", b" \r\n", b"\xef\xbb\xbf", b"PK\x05\x06" + bytes(18))))
        parcel.is_spoiled = True
    elif kind == "cut":
        _note_bytes(parcel, name, range(at, len(content)), is_shift=True)
        del content[at:]
    elif kind == "member" and is_packed:
        parcel.is_spoiled = True
        content = bytearray(_with_a_member_cut(bytes(content), rng))
    else:
        old = content[at : at + 1]
        new = bytes([rng.choice((*b'""\r\n,\x00\xe9\xff;\\', rng.randrange(256)))])
        if kind == "drop":
            del content[at]
        elif kind == "put":
            content[at:at] = new
        else:
            content[at] = new[0]
        ends = set(b"\r\n") & {*old, *new}
        _note_bytes(parcel, name, range(at - bool(ends), at + 1 + 2 * bool(ends)), is_shift=kind != "flip")
    files[name] = bytes(content)


def _note_bytes(parcel: Parcel, name: str, where: range, *, is_shift: bool) -> None:
    if name.endswith((".zip", ".xlsx")):
        # Checksums tell: such a file is whole or it is refused.
        return
    sheet = next(sheet for sheet in parcel.sheets if name.rpartition(".")[0].endswith(sheet.name))
    parcel.is_spoiled |= is_shift and sheet.encoding.startswith("utf-16")
    begins = 0
    for at, line in enumerate(sheet.lines()):
        if begins < where.stop and where.start < begins + len(line):
            parcel.is_spoiled |= at <= sheet.head
            parcel.touch(sheet, at)
        begins += len(line)


def _with_a_member_cut(content: bytes, rng: Random) -> bytes:
    """The archive packed again, the content of one member cut or left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        broken = rng.choice(old.namelist())
        for name in old.namelist():
            said = old.read(name)
            if name == broken:
                said = said[: rng.randrange(len(said) + 1)]
                if rng.random() < 0.3:
                    continue
            new.writestr(zipfile.ZipInfo(name), said)
    return made.getvalue()
