"""The log: key and value, for people or as JSON; no secret and no citizen's data leaves through it."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor

TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{30,}")  # a Telegram bot's; it stands in every address that the bot calls
PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):[^\s/@]+@")  # in a database's address
HIDDEN = "***"
_ENDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")  # what a terminal or a reader of lines obeys; not tab and line end
TALKATIVE = ("httpx", "httpcore", "apscheduler", "alembic", "aiohttp.access")
"""Libraries that tell every step: of them only warnings are wanted, unless the level is DEBUG."""


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Blots out secrets in the finished line, tracebacks included, whoever wrote it."""

    def __init__(self, secrets: Iterable[str], processors: list[Processor], before: list[Processor]) -> None:
        super().__init__(processors=processors, foreign_pre_chain=before)
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return _ENDS.sub(_escaped, PASSWORD.sub(rf"\1:{HIDDEN}@", TOKEN.sub(HIDDEN, line)))


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


def _on_one_line(_: object, __: str, event: EventDict) -> EventDict:
    """What somebody wrote begins no line of its own; a traceback keeps its lines."""
    event["event"] = str(event.get("event", "")).replace("\r", "\\r").replace("\n", "\\n")
    return event


def start_logging(level: str, is_json: bool, secrets: Iterable[str] = (), to: TextIO | None = None) -> None:
    """Send what structlog and every library log from `level` on to `to` (standard error), `secrets` blotted out."""
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets, _ending(is_json), before))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.DEBUG if level == "DEBUG" else logging.WARNING)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _ending(is_json: bool) -> list[Processor]:
    """What makes a line of an event."""
    if is_json:
        told: list[Processor] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        told = [_on_one_line, structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *told]
