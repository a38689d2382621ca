"""Forms that bring files: whatever is put into one comes out, and whatever else is sent is refused."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.announcements.cover.drawing import HEAVIEST, HEIGHT, WIDTH
from bot.announcements.cover.upload import recoded
from bot.announcements.rules.outcomes import Unfit
from bot.console.request import FormError
from bot.console.upload import MULTIPART, read
from bot.pictures.pool import Pictures
from bot.text.invisible import seen

KIND = f"{MULTIPART}; boundary=----kfr"
NAMES = st.text("abcdefghij_0123456789", min_size=1, max_size=20)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=200)


def body(fields: list[tuple[str, str]], files: dict[str, bytes]) -> bytes:
    parts = [f'------kfr\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode() for name, text in fields]
    for name, content in files.items():
        parts.append(f'------kfr\r\nContent-Disposition: form-data; name="{name}"; filename="ảnh.jpg"\r\nContent-Type: x/y\r\n\r\n'.encode() + content + b"\r\n")  # fmt: skip
    return b"".join([*parts, b"------kfr--\r\n"])


@given(
    st.lists(st.tuples(NAMES, TEXTS), max_size=10),
    st.dictionaries(NAMES, st.binary(max_size=300).filter(lambda data: b"------kfr" not in data)),
)
def test_what_is_put_in_comes_out(fields: list[tuple[str, str]], files: dict[str, bytes]) -> None:
    found = read(KIND, body(fields, files))
    assert found.fields.pairs == tuple((name, seen(text).strip()) for name, text in fields)
    assert {name: file.content for name, file in found.files.items()} == {name: content for name, content in files.items() if content}
    assert all(file.name == "ảnh.jpg" for file in found.files.values())


@given(st.binary(max_size=500), st.text(max_size=60))
def test_rubbish_is_refused_or_read_and_never_fails(content: bytes, kind: str) -> None:
    for content_type in (KIND, kind, f"{MULTIPART}; boundary={kind}"):
        try:
            read(content_type, content)
        except FormError:
            continue


@pytest.mark.parametrize("name", ["..\\..\\x.jpg", "../../x.jpg", "C:\\bad\\x.jpg", "/etc/x.jpg", "x.jpg"])
def test_a_file_comes_without_folders(name: str) -> None:
    told = f'------kfr\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n1\r\n------kfr--\r\n'
    assert read(KIND, told.encode()).files["f"].name.endswith("x.jpg")
    assert not set(read(KIND, told.encode()).files["f"].name) & set("/\\")


@pytest.fixture(scope="module")
def pictures() -> Iterator[Pictures]:
    made = Pictures()
    yield made
    made.close()


@given(content=st.binary(max_size=2_000))
def test_no_rubbish_is_a_cover(pictures: Pictures, content: bytes) -> None:
    assert recoded(content, pictures) is Unfit.NO_PICTURE


@pytest.mark.parametrize("size", [(400, 4_000), (4_000, 400), (1280, 720), (401, 401)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1"])
def test_every_shape_and_colour_becomes_a_cover(pictures: Pictures, size: tuple[int, int], mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, size).save(file, "PNG")
    made = recoded(file.getvalue(), pictures)
    assert isinstance(made, bytes)
    assert len(made) <= HEAVIEST
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (WIDTH, HEIGHT), "RGB")


def test_a_noisy_picture_is_lightened_until_it_may_leave(pictures: Pictures) -> None:
    file = io.BytesIO()
    Image.effect_noise((700, 700), 200).convert("RGB").save(file, "JPEG", quality=60)
    made = recoded(file.getvalue(), pictures)
    assert isinstance(made, bytes)
    assert len(made) <= HEAVIEST


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", [";", '";', ";a=", "\r\n a", '\\"', "\r\nX: y"])
def test_the_head_of_a_part_is_bounded_before_it_is_parsed(piece: str) -> None:
    head = 'Content-Disposition: form-data; name="a"; filename="' + piece * 60_000
    with pytest.raises(FormError):
        read(KIND, f"------kfr\r\n{head}\r\n\r\n1\r\n------kfr--\r\n".encode())
    longest = "ả" * 255
    assert read(KIND, body([], {"f": b"1"}).replace("ảnh".encode(), longest.encode())).files["f"].content == b"1"
