"""`smi-outreach synthesise`: a county that does not exist."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.shell import AsOf, Bars, console, day_of
from pipeline.errors import CorrectConfiguration, FreeDiskSpace
from pipeline.synthetic import synthesise as make_county
from pipeline.synthetic import synthesise_published as make_published


class Shape(StrEnum):
    """What a county is like."""

    ORDINARY = "ordinary"
    PUBLISHED = "published"


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def synthesise(
        folder: Annotated[Path, typer.Argument(help="Receives inbox/, reference/ and truth/.")],
        seed: Annotated[int, typer.Option(help="The same seed makes the same county.")] = 1,
        people: Annotated[int | None, typer.Option(min=1, help="People on the registers: 2000.")] = None,
        practices: Annotated[int | None, typer.Option(min=1, help="Practices that send a register: 20.")] = None,
        shape: Annotated[
            Shape, typer.Option(help="published: registers and elements of Lancashire and South Cumbria, Q4 2023/24.")
        ] = Shape.ORDINARY,
        as_of: AsOf = "",
    ) -> None:
        """Writes a synthetic county: practice files with the damage real ones have, and the truth beside them.

        Nobody in it exists: NHS numbers of the test range, phone numbers of Ofcom's drama ranges.
        """
        day = day_of(as_of)
        if shape is Shape.PUBLISHED and (people or practices):
            raise CorrectConfiguration(
                "The published shape has its own people and practices; leave --people and --practices out."
            )
        with Bars() as bars:
            bars.begin("synthesise", None if shape is Shape.PUBLISHED else practices or 20)
            try:
                if shape is Shape.PUBLISHED:
                    summary = make_published(folder, seed=seed, as_of=day, on_progress=bars.advance)
                else:
                    summary = make_county(
                        folder,
                        seed=seed,
                        people=people or 2000,
                        practices=practices or 20,
                        as_of=day,
                        on_progress=bars.advance,
                    )
            except OSError as error:
                raise FreeDiskSpace(
                    f"Cannot write the county to {folder}: {error.strerror}. Free some space or name a folder you can "
                    "write, then make it again."
                ) from error
        forms = ", ".join(f"{count} {form}" for form, count in sorted(summary.by_form.items()))
        console().print(
            f"{summary.people:,} invented people in {summary.practices} practices ({forms}): {summary.files} files, "
            f"{summary.data_rows:,} rows in {folder}/inbox; practices and agreements in {folder}/reference; "
            f"the truth in {folder}/truth.",
            markup=False,
        )
