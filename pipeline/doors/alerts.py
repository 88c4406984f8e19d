"""Alerts: one line of JSON each on standard error, where a monitoring system finds it. Never about a person."""

import sys

import structlog


def alert(event: str, **facts: str | int) -> None:
    """Writes a warning with its facts: codes, days and counts."""
    logger = structlog.wrap_logger(
        structlog.WriteLogger(sys.stderr),
        processors=[structlog.processors.add_log_level, structlog.processors.JSONRenderer(sort_keys=True)],
    )
    logger.warning(event, **facts)
