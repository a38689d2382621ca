"""Numbers in paths: no longer than a database holds; a longer one is no page of ours. Takes the place of Starlette's own."""

from __future__ import annotations

from starlette.convertors import IntegerConvertor, register_url_convertor


class RowNumberConvertor(IntegerConvertor):
    """ "{number:int}": at most 18 digits. Starlette's own hands thousands of them to int(), which raises ValueError: a fault of ours."""

    regex = "[0-9]{1,18}"


def install() -> None:
    """To be called before the first route with a number is made; again it changes nothing."""
    register_url_convertor("int", RowNumberConvertor())
