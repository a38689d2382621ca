"""The routes of surveys: which page is behind each."""

from __future__ import annotations

from collections.abc import Mapping

from bot.console.auth import Asked, Page
from bot.console.surveys.building import SurveyPages
from bot.console.surveys.reading import SurveyResultPages


def survey_routes(pages: SurveyPages, read: SurveyResultPages) -> Mapping[Asked, Page]:
    """The narrower paths first."""
    return {
        ("GET", "/khao-sat"): pages.list,
        ("POST", "/khao-sat"): pages.make,
        ("GET", "/khao-sat/{number:int}"): pages.show,
        ("POST", "/khao-sat/{number:int}"): pages.save,
        ("GET", "/khao-sat/{number:int}/the/{code}"): pages.card,
        ("GET", "/khao-sat/{number:int}/ket-qua"): read.show,
        ("GET", "/khao-sat/{number:int}/ket-qua.xlsx"): read.xlsx,
        ("GET", "/khao-sat/{number:int}/loi"): read.texts,
        ("POST", "/khao-sat/{number:int}/loi"): read.look,
        ("GET", "/khao-sat/{number:int}/giay"): read.papers,
        ("POST", "/khao-sat/{number:int}/giay"): read.enter,
        ("POST", "/khao-sat/{number:int}/giay/bo"): read.take_back,
        ("GET", "/khao-sat/{number:int}/in/{code}"): read.blank,
        ("POST", "/khao-sat/{number:int}/minh-chung"): pages.prove,
        ("POST", "/khao-sat/{number:int}/{action}"): pages.act,
    }
