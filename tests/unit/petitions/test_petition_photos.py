"""bot.petitions.cases.photos: pictures and nothing but pictures, without what a camera writes into them, without identity cards."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from bot.petitions.cases.photos import LONGEST_SIDE, PhotoFault, Photos
from bot.petitions.rules.photo import Photo
from bot.pictures.cards import is_card
from tests.hostile import png

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CARD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCĂN CƯỚC CÔNG DÂN\nCitizen Identity Card\nSố: 037 203 004 567"


@pytest.fixture
def photos(tmp_path: Path) -> Photos:
    return Photos(tmp_path / "files", reader="")


def jpeg(size: tuple[int, int] = (80, 60), **more: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "orange").save(out, "JPEG", **more)
    return out.getvalue()


def sent(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "sent"
    path.write_bytes(content)
    return path


def kept(photos: Photos, path: Path) -> Photo:
    photo = photos.keep(path)
    assert isinstance(photo, Photo), photo
    return photo


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright(photos: Photos, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "MyPhone"
    exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 30.0, 0.0), 3: "E", 4: (105.0, 15.0, 0.0)})
    photo = kept(photos, sent(tmp_path, jpeg((80, 60), exif=exif, comment=b"secret")))
    content = photos.path(photo).read_bytes()
    with Image.open(BytesIO(content)) as image:
        assert image.size == (60, 80)
        assert dict(image.getexif()) == {}
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"MyPhone" not in content
    assert b"secret" not in content


def test_names_are_random_and_tell_nothing(photos: Photos, tmp_path: Path) -> None:
    path = sent(tmp_path, jpeg())
    one, other = kept(photos, path), kept(photos, path)
    assert one.name != other.name
    assert one.sha256 == other.sha256
    assert oct(photos.path(one).stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "ab/../../x.jpg", "ab/" + "0" * 32 + ".jpg\n", "", "ab/" + "0" * 32 + ".png"]
)
def test_no_name_leads_out_of_the_folder(photos: Photos, name: str) -> None:
    with pytest.raises(ValueError, match="no photo of ours"):
        photos.path(Photo(name, "image/jpeg", 1, ""))


def test_large_pictures_are_made_smaller(photos: Photos, tmp_path: Path) -> None:
    photo = kept(photos, sent(tmp_path, jpeg((4_000, 1_000))))
    with Image.open(photos.path(photo)) as image:
        assert max(image.size) == LONGEST_SIDE


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", PhotoFault.UNREADABLE),
        (b"#!/bin/sh\nrm -rf /\n", PhotoFault.UNREADABLE),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", PhotoFault.UNREADABLE),
        (b"GIF89a" + b"\0" * 40, PhotoFault.UNREADABLE),
        (b"%PDF-1.7\n", PhotoFault.UNREADABLE),
        (b"MZ" + b"\0" * 400, PhotoFault.UNREADABLE),
        (jpeg()[:300], PhotoFault.UNREADABLE),
        (b"\xff" * (15 * 1024 * 1024 + 1), PhotoFault.TOO_LARGE),
        (png(40_000, 40_000), PhotoFault.TOO_DETAILED),
    ],
    ids=["empty", "script", "svg", "gif", "pdf", "exe", "cut off", "too large", "bomb"],
)
def test_what_is_no_picture_or_would_fill_the_memory_is_refused(photos: Photos, tmp_path: Path, content: bytes, fault: PhotoFault) -> None:
    assert photos.keep(sent(tmp_path, content)) is fault
    assert list((tmp_path / "files").glob("**/*.jpg")) == []


def test_a_picture_that_hides_a_page_keeps_only_the_picture(photos: Photos, tmp_path: Path) -> None:
    photo = kept(photos, sent(tmp_path, jpeg() + b"<script>alert(1)</script>PK\x03\x04"))
    assert b"script" not in photos.path(photo).read_bytes()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Photos:
    return Photos(tmp_path_factory.mktemp("shared"), reader="")


@settings(max_examples=150)
@given(noise=st.binary(max_size=40), at=st.integers(0, 600), kind=st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_broken_files_are_refused_and_never_crash(
    tmp_path_factory: pytest.TempPathFactory, shared: Photos, noise: bytes, at: int, kind: str
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, kind)
    whole = out.getvalue()
    spot = at % len(whole)
    found = shared.keep(sent(folder, whole[:spot] + noise + whole[spot + len(noise) :]))
    assert isinstance(found, Photo | PhotoFault)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (CARD, True),
        ("CAN CUOC\nIdentity Card", True),
        ("so 037203004567 het", True),
        ("SOCIALIST REPUBLIC OF VIET NAM Independence - Freedom", True),
        ("Hộ chiếu / Passport", True),
        ("IDVNM2030045674 037203004567<<2", True),
        ("Đặc điểm nhận dạng: nốt ruồi", True),
        ("4111 1111 1111 1111", True),
        ("4111 1111 1111 1112", False),
        ("9704 3612 3456 7893", True),
        ("NAPAS debit VALID FROM 05/23", False),
        ("NAPAS debit GOOD THRU 05/28 Họ tên", True),
        ("DN 4 79 1234567890", True),
        ("Họ và tên: A Ngày sinh: B Giới tính: C", True),
        ("PHÒNG KHÁM NHẬN KHÁM BẢO HIỂM Y TẾ, BẢO HIỂM XÃ HỘI", False),
        ("ĐƯỜNG TRƠN TRƯỢT 0912345678", False),
        ("UBND XÃ HÒA BÌNH 1.500.000.000 đồng", False),
        ("37A-123.45", False),
        ("", False),
    ],
)
def test_a_card_is_known_by_its_words_or_its_number(read: str, expected: bool) -> None:
    assert is_card(read) is expected


def test_a_photo_of_a_card_is_refused_where_tesseract_is_installed(tmp_path: Path) -> None:
    photos = Photos(tmp_path / "files")
    if not photos._reader:
        pytest.skip("no Tesseract on this machine: cards are not looked for")
    image = Image.new("RGB", (1_000, 630), "white")
    ImageDraw.Draw(image).multiline_text(
        (60, 60), "SOCIALIST REPUBLIC OF VIET NAM\nCitizen Identity Card\n037203004567", "black", ImageFont.load_default(44)
    )
    image.save(tmp_path / "card.png")
    assert photos.keep(tmp_path / "card.png") is PhotoFault.IDENTITY
    assert isinstance(photos.keep(sent(tmp_path, jpeg())), Photo)


def test_where_nobody_looks_that_is_kept_with_the_photo(tmp_path: Path) -> None:
    kept_one = kept(Photos(tmp_path / "files", reader="/nonexistent/tesseract"), sent(tmp_path, jpeg()))
    assert not kept_one.is_checked
    assert kept_one.shown_type == "image/jpeg"


def test_what_a_reader_could_not_read_is_not_taken(tmp_path: Path) -> None:
    """It says which languages it knows, and then fails on every picture."""
    reader = tmp_path / "tesseract"
    reader.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo vie && exit 0\nexit 1\n')
    reader.chmod(0o700)
    photos, out = Photos(tmp_path / "files", reader=str(reader)), BytesIO()
    Image.effect_noise((400, 300), 90).save(out, "JPEG")
    assert photos.keep(sent(tmp_path, out.getvalue())) is PhotoFault.UNCHECKED
    assert list((tmp_path / "files").glob("**/*.jpg")) == []


def test_a_picture_that_is_the_same_all_over_needs_no_reader(tmp_path: Path) -> None:
    """Nothing can stand on it: a finger lay on the camera."""
    reader = tmp_path / "tesseract"
    reader.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo vie && exit 0\nexit 1\n')
    reader.chmod(0o700)
    photo = Photos(tmp_path / "files", reader=str(reader)).keep(sent(tmp_path, jpeg()))
    assert not isinstance(photo, PhotoFault)
    assert photo.is_checked


def test_orphans_are_swept_and_nothing_else(photos: Photos, tmp_path: Path) -> None:
    path = sent(tmp_path, jpeg())
    named, orphan, young = kept(photos, path), kept(photos, path), kept(photos, path)
    old = (NOW - timedelta(days=3)).timestamp()
    for photo in (named, orphan):
        os.utime(photos.path(photo), (old, old))
    os.utime(photos.path(young), (NOW.timestamp(), NOW.timestamp()))
    assert photos.sweep({named.name}, NOW) == 1
    assert [photos.path(photo).exists() for photo in (named, orphan, young)] == [True, False, True]
