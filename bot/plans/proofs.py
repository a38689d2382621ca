"""Files that were sent as proof: kept outside the web root, under names that nobody chose."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.messages import Attachment
from bot.modes import own_file, own_folder
from bot.text.filenames import bare_name

LARGEST = 10_000_000  # bytes
TYPES = frozenset({".pdf", ".docx", ".xlsx", ".jpg", ".jpeg", ".png", ".zip"})


@dataclass(frozen=True, slots=True)
class ProofFolder:
    """Served by nobody; whoever has the machine reads them."""

    folder: Path

    def keep(self, attachment: Attachment) -> str:
        """Keep a file; returns its name here, then in brackets the name it was sent under. "" where it is too large or of another type."""
        sent_as = bare_name(attachment.name)
        ending = Path(sent_as).suffix.lower()
        if attachment.size > LARGEST or attachment.path.stat().st_size > LARGEST or ending not in TYPES:
            return ""
        name = f"{secrets.token_hex(16)}{ending}"
        own_file(own_folder(self.folder) / name)
        shutil.copyfile(attachment.path, self.folder / name)
        return f"{name} ({sent_as[:120]})"
