"""Makes every file of the corpus that is no plain text, and the index of the stories.

`python -m tests.golden.make` writes them; the same sources give the same bytes on any machine.
"""

from tests.golden.archives import archive_files
from tests.golden.encodings import encoded_files
from tests.golden.stories import HERE, index
from tests.golden.workbooks import workbook_files

_BEGIN = "<!-- the stories, written by tests/golden/make.py -->\n"


def made_files() -> dict[str, bytes]:
    """Path inside the corpus -> bytes."""
    return {**encoded_files(), **workbook_files(), **archive_files()}


def readme() -> str:
    """The README with its index as the stories are now."""
    return (HERE / "README.md").read_text(encoding="utf-8").split(_BEGIN)[0] + _BEGIN + "\n" + index()


def write() -> None:
    for name, content in made_files().items():
        (HERE / name).parent.mkdir(parents=True, exist_ok=True)
        (HERE / name).write_bytes(content)
    (HERE / "README.md").write_text(readme(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
