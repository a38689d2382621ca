"""Twenty hostile pictures at once: pages are as quick as ever meanwhile, the serving process stays small, and none is taken unread."""

from __future__ import annotations

import io
import os
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageDraw

from bot.wording import load
from tests.e2e.conftest import Opened
from tests.hostile import png
from tests.petition_site import GOOD, SEAL

WORDS = load().petitions.filing
AT_ONCE = 20
SLOWEST = float(os.environ.get("PHOTO_PAGE_MS", "300")) / 1000  # seconds of the slowest page in a hundred
FEWEST_LOOKS = 100  # a hundredth of fewer is none
MOST_MEMORY = 100 * 1024  # kilobytes that the serving process may grow by
REFUSED = (WORDS.photo_busy, WORDS.photo_unchecked, WORDS.photo_too_detailed.format(megapixels=25))


def dense() -> bytes:
    """Twelve megapixels of small letters."""
    tile = Image.new("L", (400, 300), 255)
    for line in range(0, 300, 9):
        ImageDraw.Draw(tile).text(
            (0, line), "mạt cưa xám tro 0123 bụi than đá ong xyz qwerty uiop"[: 20 + line % 30].encode("ascii", "ignore").decode() * 3, 0
        )
    page = Image.new("L", (4_000, 3_000))
    for x in range(0, 4_000, 400):
        for y in range(0, 3_000, 300):
            page.paste(tile.rotate(x % 7), (x, y))
    return saved(page)


def noise() -> bytes:
    return saved(Image.effect_noise((3_000, 2_600), 120))


def saved(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


def memory(process: int) -> int:
    """Kilobytes that the process has at most had."""
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1])


@pytest.mark.timeout(600)
def test_twenty_hostile_pictures_at_once(town_over: Opened, tmp_path: Path) -> None:
    if not shutil.which("tesseract") or not Path("/proc/self/status").exists():
        pytest.skip("needs Tesseract and /proc")
    harness = town_over(f"sqlite:///{tmp_path}/harness.db", TRUSTED_PROXIES="127.0.0.1")
    process = harness.start()
    slow, refused_at_once = (dense(), noise()), png(10_000, 6_000, 8, 2)
    pictures = [*slow * 9, *[refused_at_once] * 2]  # fewer of these than there are places: one of the slow ones always gets in
    is_over, took = threading.Event(), list[float]()

    def look() -> None:
        with httpx.Client(base_url=harness.address, trust_env=False, verify=False, timeout=30) as client:
            while not is_over.is_set():
                began = time.monotonic()
                assert client.get("/healthz").status_code == client.get("/kien-nghi").status_code == 200
                took.append((time.monotonic() - began) / 2)
                is_over.wait(0.03)

    def send(number: int) -> str:
        headers = {"X-Forwarded-For": f"10.0.0.{number + 1}"}
        with httpx.Client(base_url=harness.address, trust_env=False, verify=False, timeout=300, headers=headers) as client:
            seal = SEAL.search(client.get("/kien-nghi/gui").text)
            assert seal
            file = ("a.jpg", pictures[number], "image/jpeg")
            return client.post("/kien-nghi/gui", data={**GOOD, "phieu": seal[1]}, files={"anh": file}).text

    with httpx.Client(base_url=harness.address, trust_env=False, verify=False) as client:
        client.get("/kien-nghi")
    before = memory(process.pid)
    looking = threading.Thread(target=look)
    looking.start()
    with ThreadPoolExecutor(AT_ONCE) as senders:
        answers = list(senders.map(send, range(AT_ONCE)))
    is_over.set()
    looking.join()
    took.sort()
    slowest, grown = took[int(len(took) * 0.99)], memory(process.pid) - before
    kept = sum("bo-1" in answer or not any(word in answer for word in REFUSED) for answer in answers)
    print(f"{len(took)} looks, p99 {slowest * 1000:.0f} ms, +{grown // 1024} MB, {kept} taken of {AT_ONCE}")  # noqa: T201
    assert len(took) >= FEWEST_LOOKS, "the pictures were a load for long enough to be measured"
    assert slowest <= SLOWEST
    assert grown <= MOST_MEMORY
    for answer in answers:
        assert any(word in answer for word in REFUSED) or "bo-1" in answer or answer == "", "nothing is taken silently"
    assert all(b"checked=no" not in path.read_bytes() for path in tmp_path.glob("harness.db*")), "what was taken was looked through"
