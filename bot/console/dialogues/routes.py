"""The routes of dialogues and meetings: which page is behind each."""

from __future__ import annotations

from collections.abc import Mapping

from bot.console.auth import Asked, Page
from bot.console.dialogues.pages import DialoguePages
from bot.console.dialogues.questions import DialogueQuestionPages


def dialogue_routes(pages: DialoguePages, asked: DialogueQuestionPages) -> Mapping[Asked, Page]:
    """The narrower paths first."""
    return {
        ("GET", "/doi-thoai"): pages.list,
        ("POST", "/doi-thoai"): pages.write,
        ("POST", "/doi-thoai/cau/{number:int}"): asked.look,
        ("POST", "/doi-thoai/viec/{number:int}/giao"): asked.assign,
        ("POST", "/doi-thoai/viec/{number:int}/tra-loi"): asked.answer,
        ("POST", "/doi-thoai/viec/{number:int}/duyet"): asked.release,
        ("POST", "/doi-thoai/viec/{number:int}/rut"): asked.drop,
        ("GET", "/doi-thoai/{number:int}"): pages.show,
        ("POST", "/doi-thoai/{number:int}"): pages.rewrite,
        ("GET", "/doi-thoai/{number:int}/loi-doc"): pages.read_aloud,
        ("POST", "/doi-thoai/{number:int}/duyet"): pages.approve,
        ("POST", "/doi-thoai/{number:int}/bo"): pages.drop,
        ("POST", "/doi-thoai/{number:int}/huy"): pages.cancel,
        ("POST", "/doi-thoai/{number:int}/cau"): asked.raise_in_hall,
        ("POST", "/doi-thoai/{number:int}/bien-ban"): pages.keep_minutes,
        ("POST", "/doi-thoai/{number:int}/dang"): pages.publish,
        ("POST", "/doi-thoai/{number:int}/rut"): pages.reopen,
        ("POST", "/doi-thoai/{number:int}/minh-chung"): pages.prove,
    }
