"""The suites of expectations/, read and checked without Great Expectations: a broken one is found before any row."""

import json
from functools import cache
from pathlib import Path

from pipeline.core.fault import Fault, describe_faults
from pipeline.core.row_facts import FACTS
from pipeline.core.suites import Suite, suite_faults, suite_from
from pipeline.doors import shipped
from pipeline.errors import CorrectConfiguration

REGISTER_EXTRACT = "register_extract"


def read_suite(name: str = REGISTER_EXTRACT) -> Suite:
    """The suite by which rows of registers are judged; raises CorrectConfiguration with every fault of it."""
    return _read(shipped.EXPECTATIONS / f"{name}.json")


@cache
def _read(path: Path) -> Suite:
    file = f"expectations/{path.name}"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults = [Fault(file, 0, "it is not there", "Put it back")]
    except UnicodeDecodeError:
        faults = [Fault(file, 0, "it is not UTF-8 text", "Save it as UTF-8")]
    except json.JSONDecodeError as error:
        faults = [Fault(file, error.lineno, f"it is not JSON ({error.msg})", "Correct it")]
    else:
        faults = suite_faults(file, content, FACTS)
    if faults:
        raise CorrectConfiguration(
            "Rows of registers cannot be judged, so nothing was begun.\n" + describe_faults(faults)
        )
    return suite_from(content)
