"""Where the files that ship with the package are: SQL, suites and templates."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_ROOT = _PACKAGE / "_shipped" if (_PACKAGE / "_shipped").is_dir() else _PACKAGE.parent

SQL = _ROOT / "sql"
EXPECTATIONS = _ROOT / "expectations"
TEMPLATES = _ROOT / "templates"
REGIONS = _PACKAGE / "regions"
