"""bot.pictures: cards are found however they lie; a hostile picture harms only the child that decodes it; nothing unread is taken."""

from __future__ import annotations

import io
import json
import os
import resource
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import font_source_sans_pro
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from bot.petitions.cases.photos import PhotoFault, Photos
from bot.pictures import pool
from bot.pictures.pool import BUSY, LOST, Pictures
from knowledge.confinement.limits import GIGABYTE
from tests.hostile import png, zipped
from tests.paths import ROOT
from tests.support import forking

CARDS: Mapping[str, tuple[str, ...]] = {
    "front": (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CĂN CƯỚC",
        "Identity Card",
        "Số / No.: 037203004567",
        "Họ và tên / Full name:",
        "VÍ DỤ",
    ),
    "back": ("Đặc điểm nhận dạng / Personal identification:", "Nốt ruồi dưới mép phải", "CỤC TRƯỞNG CỤC CẢNH SÁT", "IDVNM2030045674<<2"),
    "bank": ("NGÂN HÀNG VÍ DỤ", "napas DEBIT", "9704 3612 3456 7893", "GOOD THRU 05/28", "NGUYEN VI DU"),
    "insurance": ("BẢO HIỂM XÃ HỘI VIỆT NAM", "THẺ BẢO HIỂM Y TẾ", "Mã số: 3723456789", "Họ và tên: VÍ DỤ", "Ngày sinh: 01/02/1990"),
}
TURNS = (0, 90, 180, 270, 20, -20)
LYING = [(card, turn, False) for card in CARDS for turn in TURNS] + [(card, turn, True) for card in CARDS for turn in (0, 20)]


def letters(size: int) -> ImageFont.FreeTypeFont:
    folder = Path(font_source_sans_pro.__file__).parent
    return ImageFont.truetype(str(next(path for path in sorted(folder.rglob("*.ttf")) if path.name.endswith("-Regular.ttf"))), size)


def photographed(lines: tuple[str, ...], turn: float = 0, *, is_mirrored: bool = False) -> Image.Image:
    """A card with these lines, on a table, somewhat out of focus."""
    card = Image.new("RGBA", (1_000, 630), (205, 225, 215, 255))
    for number, line in enumerate(lines):
        ImageDraw.Draw(card).text((40, 40 + number * 560 // len(lines)), line, (30, 30, 40), letters(46))
    card = (ImageOps.mirror(card) if is_mirrored else card).rotate(turn, Image.Resampling.BICUBIC, expand=True)
    table = Image.effect_noise((card.width // 8 + 40, card.height // 8 + 40), 40).resize((card.width + 320, card.height + 320))
    shot = ImageOps.colorize(table, (60, 40, 20), (200, 160, 120))
    shot.paste(card, (160, 160), card)
    return shot.filter(ImageFilter.GaussianBlur(0.7))


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Photos:
    if not shutil.which("tesseract"):
        pytest.skip("no Tesseract on this machine")
    return Photos(tmp_path_factory.mktemp("files"))


@pytest.mark.parametrize(("card", "turn", "is_mirrored"), LYING)
def test_a_card_is_found_however_it_lies(photos: Photos, tmp_path: Path, card: str, turn: int, is_mirrored: bool) -> None:
    photographed(CARDS[card], turn, is_mirrored=is_mirrored).save(tmp_path / "sent", "JPEG", quality=85)
    assert photos.keep(tmp_path / "sent", sender=tmp_path.name) is PhotoFault.IDENTITY  # each its own: one sender's hard pictures are few


@pytest.mark.parametrize(
    "lines",
    [
        ("THÔNG BÁO", "Ủy ban nhân dân xã Ví Dụ cắt nước", "từ ngày 01/02/2026", "Điện thoại 0912 345 678"),
        ("PHÒNG KHÁM VÍ DỤ", "NHẬN KHÁM BẢO HIỂM Y TẾ"),
        (),
    ],
    ids=["notice", "clinic", "nothing"],
)
def test_what_is_no_card_is_kept(photos: Photos, tmp_path: Path, lines: tuple[str, ...]) -> None:
    photographed(lines or (" ",)).save(tmp_path / "sent", "JPEG", quality=85)
    kept = photos.keep(tmp_path / "sent", sender=tmp_path.name)
    assert not isinstance(kept, PhotoFault), kept
    assert kept.is_checked


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def something_to_look_at() -> bytes:
    """What is the same all over is not read."""
    return saved(Image.effect_noise((50, 50), 90), "JPEG")


def many_frames() -> bytes:
    frames = [Image.new("RGB", (900, 900), (number, 0, 0)) for number in range(60)]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)


def odd_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 99
    exif[0x010E] = "x" * 60_000
    return saved(Image.new("RGB", (50, 50)), "JPEG", exif=exif)


MANY_FILES = 1_100
"""Handles beyond those that an old way of waiting can count: it counts to 1,023."""

HOSTILE: Mapping[str, tuple[Callable[[], bytes], tuple[PhotoFault | None, ...]]] = {
    "60 megapixels": (lambda: png(10_000, 6_000, 8, 2), (PhotoFault.TOO_DETAILED,)),
    "just too many": (lambda: png(5_001, 5_000), (PhotoFault.TOO_DETAILED,)),
    "thin": (lambda: png(2_000_000, 12), (None, PhotoFault.UNREADABLE)),
    "cut off": (lambda: saved(Image.effect_noise((900, 900), 90), "PNG")[:9_000], (PhotoFault.UNREADABLE,)),
    "many frames": (many_frames, (None,)),
    "odd exif": (odd_exif, (None,)),
    "tiff": (lambda: saved(Image.new("RGB", (50, 50)), "TIFF"), (PhotoFault.UNREADABLE,)),
    "gif": (lambda: saved(Image.new("P", (50, 50)), "GIF"), (PhotoFault.UNREADABLE,)),
    "jpeg 2000": (lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 90, (PhotoFault.UNREADABLE,)),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", (PhotoFault.UNREADABLE,)),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", (PhotoFault.UNREADABLE,)),
    "two in one": (lambda: saved(Image.new("RGB", (50, 50)), "JPEG") + zipped({"a": b"x" * 90}), (None,)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_is_refused_or_made_anew_within_its_limits(tmp_path: Path, name: str) -> None:
    make, expected = HOSTILE[name]
    (tmp_path / "sent").write_bytes(make())
    began = time.monotonic()
    told = forking.run("tests.support.measured_photo", str(tmp_path), cwd=ROOT, env=os.environ)
    assert told.status == 0, told.err
    fault, more, peak = json.loads(told.out)
    assert (None if fault is None else PhotoFault(fault)) in expected, fault
    assert time.monotonic() - began < 60
    assert more < 60_000  # kilobytes
    assert peak <= GIGABYTE


def test_a_server_that_holds_a_thousand_connections_takes_a_photo(tmp_path: Path) -> None:
    (tmp_path / "sent").write_bytes(saved(Image.new("RGB", (50, 50)), "JPEG"))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < MANY_FILES + 200:
        pytest.skip("this system lets no process hold so many")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, MANY_FILES + 200), hard))
    held, pictures = [os.open(os.devnull, os.O_RDONLY) for _ in range(MANY_FILES)], Pictures()
    try:
        word, content = pictures.photo(tmp_path / "sent", "a", longest=90, quality=80, reader="")
    finally:
        pictures.close()
        for handle in held:
            os.close(handle)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert word not in {BUSY, LOST}
    assert content.startswith(b"\xff\xd8")


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Path]:
    """A Tesseract that never ends."""
    reader = tmp_path / "tesseract"
    reader.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo vie && exit 0\nexec sleep 50\n')
    reader.chmod(0o700)
    yield reader
    (tmp_path / "sent").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("addresses", "inside"),
    [(("14.160.0.7",), 2), (("2001:ee0:1:2::1", "2001:ee0:1:2::9"), 2), (("14.160.0.7", "14.160.0.8"), 3), (("",), 4), (("10.0.0.7",), 4)],
)
def test_one_network_address_holds_no_more_than_one_waiting_place(
    tmp_path: Path, slow: Path, monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...], inside: int
) -> None:
    monkeypatch.setattr(pool, "SECONDS", 2)
    monkeypatch.setattr(pool, "QUEUE_SECONDS", 3)
    (tmp_path / "sent").write_bytes(something_to_look_at())
    pictures, refused = Pictures(), list[str]()

    def send(sender: str, address: str) -> None:
        word, _ = pictures.photo(tmp_path / "sent", sender, longest=90, quality=80, reader=str(slow), address=address)
        if word == BUSY:
            refused.append(sender)

    crowd = [threading.Thread(target=send, args=(f"{number}", addresses[number % len(addresses)])) for number in range(8)]
    for thread in crowd:
        thread.start()
    until = time.monotonic() + pool.SECONDS  # before that nobody who waits has given up
    while len(refused) < 8 - inside and time.monotonic() < until:
        time.sleep(0.01)
    assert len(pictures._inside) == 8 - len(refused) == inside
    if inside < pool.MOST_INSIDE:
        with pictures._entered(("neighbour", "14.160.0.9" if inside < pool.MOST_OF_WEB else "")) as is_in:
            assert is_in, "somebody from elsewhere finds a place"
    for thread in crowd:
        thread.join(60)
    pictures.close()
    assert pictures._inside == []


def test_what_nobody_waits_for_is_given_up_and_makes_room(tmp_path: Path, slow: Path) -> None:
    (tmp_path / "sent").write_bytes(something_to_look_at())
    pictures, gone, words = Pictures(), threading.Event(), list[str]()

    def send(sender: str) -> None:
        pool.GONE.set(gone)
        words.append(pictures.photo(tmp_path / "sent", sender, longest=90, quality=80, reader=str(slow))[0])

    threads = [threading.Thread(target=send, args=(sender,)) for sender in "abc"]
    for thread in threads:
        thread.start()
    while len(pictures._inside) < len(threads) or pictures._worker is None:
        time.sleep(0.01)
    began = time.monotonic()
    gone.set()
    for thread in threads:
        thread.join(30)
    assert time.monotonic() - began < 10, "an ordinary look of this reader takes longer"
    assert sorted(words) == [BUSY, BUSY, LOST]
    assert pictures._inside == []
    assert pictures._worker is None, "its child is gone too"


def test_who_sends_hard_pictures_has_few_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "BUDGET", 0.2)
    (tmp_path / "sent").write_bytes(saved(Image.new("RGB", (50, 50)), "JPEG"))
    pictures = Pictures()

    def worked(_: bytes) -> tuple[str, bytes]:
        time.sleep(0.15)
        return "clear", b""

    monkeypatch.setattr(pictures, "_asked", worked)

    def send(sender: str, address: str) -> str:
        return pictures.photo(tmp_path / "sent", sender, longest=90, quality=80, reader="", address=address)[0]

    assert [send("a", "14.160.0.7") for _ in range(3)] == ["clear", "clear", BUSY]
    assert send("b", "14.160.0.7") == BUSY, "a new cookie is no new budget"
    assert send("c", "14.160.0.8") == "clear"
    monkeypatch.setattr(pool, "BUDGET_OF", 0)
    assert send("a", "14.160.0.7") == "clear", "after a while"


def test_the_queue_is_short_and_one_sender_has_one_place(tmp_path: Path, slow: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SECONDS", 4)
    monkeypatch.setattr(pool, "QUEUE_SECONDS", 5)
    (tmp_path / "sent").write_bytes(something_to_look_at())
    pictures, words = Pictures(), list[tuple[str, str, float]]()

    def send(sender: str) -> None:
        began = time.monotonic()
        word, content = pictures.photo(tmp_path / "sent", sender, longest=90, quality=80, reader=str(slow))
        assert content == b"", "nothing unread is taken"
        words.append((sender, word, time.monotonic() - began))

    threads = [threading.Thread(target=send, args=(sender,)) for sender in ["a", "a", *"bcdefghijklmnopqrs"]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    pictures.close()
    at_once = [sender for sender, word, took in words if word == BUSY and took < 1]
    assert len(words) == 20
    assert len(at_once) == 20 - pool.MOST_INSIDE
    assert "a" in at_once
    assert {word for _, word, _ in words} == {BUSY, LOST}


def test_many_addresses_together_leave_a_place_to_every_other_kind_of_sender(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sent").write_bytes(saved(Image.new("RGB", (50, 50)), "JPEG"))
    pictures, leave = Pictures(), threading.Event()

    def held(_: bytes) -> tuple[str, bytes]:
        leave.wait(20)
        return "clear", b""

    monkeypatch.setattr(pictures, "_asked", held)

    def send(sender: str, address: str) -> str:
        return pictures.photo(tmp_path / "sent", sender, longest=90, quality=80, reader="", address=address)[0]

    def sending(*whose: tuple[str, str]) -> list[threading.Thread]:
        before = len(pictures._inside)
        threads = [threading.Thread(target=send, args=each) for each in whose]
        for thread in threads:
            thread.start()
        while len(pictures._inside) < before + len(threads):
            time.sleep(0.01)
        return threads

    of_the_web = sending(("a", "14.160.0.7"), ("b", "14.160.0.8"), ("d", "27.64.1.1"))
    assert send("e", "113.160.1.1") == BUSY, "the last place is for who comes another way"
    by_chat = sending(("f", ""))
    assert send("g", "") == BUSY, "now it is full"
    leave.set()
    for thread in (*of_the_web, *by_chat):
        thread.join(20)
    assert pictures._inside == []
    assert send("e", "113.160.1.1") == "clear", "who was told to try again is taken"
