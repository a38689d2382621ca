"""OCR by the Tesseract program, Vietnamese: one picture in, its text out, within limits of size and time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium

from knowledge.errors import MissingToolError, UnreadableError
from knowledge.readers import Progress, Recognised, silent

RESOLUTION = 300  # dots an inch, as Tesseract's authors advise
MAX_PIXELS = 25_000_000  # A3 at 300 dpi is 17 million; beyond, the page is drawn smaller
MAX_PICTURES = 50  # pictures of one Word file
TIMEOUT = 45  # seconds a page; an A4 page takes 2 to 6
PROGRAM = "tesseract"
LANGUAGE = "vie"

_POINTS = 72  # PDF units an inch
_KNOWN_PICTURE = re.compile(rb"^(?:\x89PNG|\xff\xd8\xff|II\*\0|MM\0\*|BM|GIF8)")


class Tesseract:
    """The program, looked for once; `name` is the document's, for errors; `progress` is told of every picture that gave letters."""

    def __init__(self, name: str, progress: Progress = silent) -> None:
        self._name = name
        self._progress = progress
        self._is_there: bool | None = None

    def text_of_page(self, page: pdfium.PdfPage, number: int) -> str:
        """Draw one page and read it. Raises MissingToolError naming the page where Tesseract is not installed."""
        self._require(f"trang {number} là ảnh quét")
        width, height = page.get_size()
        scale = RESOLUTION / _POINTS
        pixels = width * height * scale * scale
        if pixels > MAX_PIXELS:
            scale *= (MAX_PIXELS / pixels) ** 0.5
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "page.pgm"
            try:
                _write_grey(page.render(scale=scale, grayscale=True), picture)
            except (pdfium.PdfiumError, MemoryError) as error:
                raise UnreadableError(self._name, f"trang {number}: không vẽ được trang") from error
            return self._recognised(picture, f"trang {number}")

    def text_of_picture(self, data: bytes, number: int) -> str:
        """Read one picture file."""
        self._require(f"ảnh {number} chứa chữ")
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "picture"
            picture.write_bytes(data)
            return self._recognised(picture, f"ảnh {number}")

    def _require(self, what: str) -> None:
        if self._is_there is None:
            self._is_there = _is_installed()
        if not self._is_there:
            reason = f"{what}; cần cài chương trình Tesseract (gói tesseract-ocr và tesseract-ocr-vie) để nhận dạng chữ"
            raise MissingToolError(self._name, PROGRAM, reason)

    def _recognised(self, picture: Path, what: str) -> str:
        text = self._run(picture, what)
        if any(map(str.isalpha, text)):
            self._progress(Recognised(f"{self._name}: {what}"))
        return text

    def _run(self, picture: Path, what: str) -> str:
        command = [PROGRAM, str(picture), "stdout", "-l", LANGUAGE, "--dpi", str(RESOLUTION), "--psm", "3"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=True, env=_environment())  # noqa: S603 - our own command, no shell
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(self._name, f"{what}: nhận dạng chữ quá {TIMEOUT} giây") from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise UnreadableError(self._name, f"{what}: Tesseract không đọc được ảnh") from error
        return done.stdout.decode("utf-8", errors="replace").replace("\f", "\n")


def legible(pictures: Sequence[bytes]) -> list[bytes]:
    """The pictures that are read: of formats that Tesseract knows, and no more than MAX_PICTURES."""
    return [picture for picture in pictures if _KNOWN_PICTURE.match(picture)][:MAX_PICTURES]


def text_of_pictures(name: str, pictures: Sequence[bytes], progress: Progress) -> str:
    """The text in the legible pictures of a document, in order. Raises UnreadableError where no letter is found in any."""
    known = legible(pictures)
    reader = Tesseract(name, progress)
    texts: list[str] = []
    for number, picture in enumerate(known, 1):
        progress(f"{name}: ảnh {number}/{len(known)}")
        texts.append(reader.text_of_picture(picture, number))
    text = "\n".join(texts)
    if not any(map(str.isalpha, text)):
        raise UnreadableError(name, "tài liệu chỉ có ảnh, không nhận dạng được chữ nào")
    return text


def _is_installed() -> bool:
    if shutil.which(PROGRAM) is None:
        return False
    try:
        listed = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603 - our own command, no shell
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in listed.stdout.decode(errors="replace").split()


def _environment() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def _write_grey(bitmap: pdfium.PdfBitmap, path: Path) -> None:
    """Write a grey bitmap as PGM, the plainest format that Tesseract reads."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    data = bytes(bitmap.buffer)
    with path.open("wb") as file:
        file.write(f"P5 {width} {height} 255\n".encode())
        for row in range(height):
            file.write(data[row * stride : row * stride + width])
