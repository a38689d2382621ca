"""The words of one paragraph, in Markdown → its stretches: emphasis, links, and signs that are meant as letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.texts.paragraphs import ADDRESS, TARGET, Span

_TOKEN = re.compile(rf"\\([!-/:-@\[-`{{-~])|(\*{{1,3}})|(!?)\[((?:\\.|[^\[\]\\])*)\]\(([^\s()]*)\)|({ADDRESS.pattern})")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def spans_of(text: str) -> tuple[Span, ...]:
    """The stretches of a paragraph; none where it says nothing. Raises ValueError for what cannot stand there."""
    return _tidy(_spans(text))


def unescaped(text: str) -> str:
    """`text` without the strokes that make a sign a letter."""
    return _ESCAPE.sub(r"\1", text)


def _spans(text: str) -> list[Span]:
    spans: list[Span] = []
    is_strong = is_emphasised = False
    end = 0
    for token in _TOKEN.finditer(text):
        literal, stars, bang, label, target, address = token.groups()
        _plain(spans, text[end : token.start()], is_strong, is_emphasised)
        end = token.end()
        if stars and not _is_loose(text, token):
            is_strong, is_emphasised = is_strong ^ (len(stars) > 1), is_emphasised ^ (len(stars) != 2)
        elif label is not None:
            spans.append(_link(bang, label, target, is_strong, is_emphasised))
        else:
            spans.append(Span(literal or stars or address, is_strong, is_emphasised, address or ""))
    _plain(spans, text[end:], is_strong, is_emphasised)
    if is_strong or is_emphasised:
        raise ValueError("dấu * hoặc ** mở ra mà chưa khép lại")
    return spans


def _is_loose(text: str, token: re.Match[str]) -> bool:
    """Stars with room on both sides are stars."""
    before, after = text[: token.start()][-1:], text[token.end() :][:1]
    return before in ("", " ") and after in ("", " ")


def _plain(spans: list[Span], text: str, is_strong: bool, is_emphasised: bool) -> None:
    if "](" in text:
        raise ValueError("liên kết viết chưa đúng; mẫu: [chữ hiện ra](https://địa-chỉ)")
    if text:
        spans.append(Span(text, is_strong, is_emphasised))


def _link(bang: str, label: str, target: str, is_strong: bool, is_emphasised: bool) -> Span:
    if bang:
        raise ValueError("ảnh phải đứng một mình một dòng")
    if not TARGET.fullmatch(target):
        raise ValueError(f"địa chỉ “{target}” phải bắt đầu bằng http://, https://, tel: hoặc mailto:")
    words = " ".join(unescaped(label).split())
    if not words:
        raise ValueError("liên kết chưa có chữ hiện ra")
    return Span(words, is_strong, is_emphasised, target)


def _tidy(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbours of one kind together; emphasis never begins or ends with a space; none at either end of the paragraph."""
    merged: list[Span] = []
    for span in (piece for given in spans for piece in _without_edges(given) if piece.text):
        if merged and not span.address and replace(merged[-1], text="") == replace(span, text=""):
            merged[-1] = replace(span, text=merged[-1].text + span.text)
        else:
            merged.append(span)
    return _stripped(merged)


def _without_edges(span: Span) -> tuple[Span, ...]:
    """An emphasised span with the spaces at its edges set free."""
    bare = span.text.strip(" ")
    if not bare or not (span.is_strong or span.is_emphasised):
        return (span if bare else Span(span.text),)
    before, _, after = span.text.partition(bare)
    return Span(before), replace(span, text=bare), Span(after)


def _stripped(spans: list[Span]) -> tuple[Span, ...]:
    if spans:
        spans[0] = replace(spans[0], text=spans[0].text.lstrip(" "))
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip(" "))
    return tuple(span for span in spans if span.text)
