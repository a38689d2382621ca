"""Known weaknesses of the pinned libraries, by pip-audit: python -m tests.supply.audit [LOCK]. Without the network it says so and ends well."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

SECONDS = 300
OFFLINE = "CHÚ Ý: không hỏi được nơi công bố lỗ hổng (máy không có mạng, hoặc kho gói không trả lời), nên CHƯA kiểm thư viện nào. Chạy lại khi có mạng."
SKIPPED = "CHÚ Ý: {count} thư viện không hỏi được: {names}."
CLEAN = "Đã kiểm {count} thư viện, không có lỗ hổng nào được công bố."
WEAK = "{name} {version}: {id}; sửa ở bản {fixed}."


@dataclass(frozen=True)
class AuditVerdict:
    """The exit status, and what is said."""

    status: int
    text: str


def verdict(output: str) -> AuditVerdict:
    """What pip-audit found (its JSON). Nothing asked, or no JSON at all: a notice, so that nobody takes silence for health."""
    try:
        libraries = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return AuditVerdict(0, OFFLINE)
    asked = [each for each in libraries if "vulns" in each]
    skipped = [each["name"] for each in libraries if "vulns" not in each]
    weak = [
        WEAK.format(name=each["name"], version=each["version"], id=one["id"], fixed=_fixed(one)) for each in asked for one in each["vulns"]
    ]
    if not asked:
        return AuditVerdict(0, OFFLINE)
    notice = [SKIPPED.format(count=len(skipped), names=", ".join(skipped))] if skipped else []
    return AuditVerdict(1 if weak else 0, "\n".join([*notice, *(weak or [CLEAN.format(count=len(asked))])]))


def _fixed(weakness: dict[str, list[str]]) -> str:
    return ", ".join(weakness.get("fix_versions", [])) or "?"


def main(arguments: Sequence[str]) -> int:
    lock = arguments[0] if arguments else "requirements.lock"
    command = [
        *(sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off"),
        "-f",
        "json",
        "-r",
        lock,
    ]
    try:
        found = verdict(subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False).stdout)
    except subprocess.TimeoutExpired:
        found = AuditVerdict(0, OFFLINE)
    sys.stdout.write(found.text + "\n")
    return found.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
