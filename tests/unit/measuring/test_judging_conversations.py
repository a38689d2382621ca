"""What a turn of a labelled conversation is worth, and what is told of many."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.holding import HeardTurn, Shown, Venue, held
from bot.evaluation.judging import figures, grouped, judged, says, told
from bot.evaluation.labels import ConversationFileError, LabelledConversation, LabelledTurn, TurnKind, read_conversations
from bot.messages import Button, ChatId, Incoming, Reply
from bot.people.chats import Conversation

BIRTH, DEATH = "1.000001", "1.000002"


def turn(text: str = "khai sinh", kind: TurnKind = TurnKind.NEW, **more: object) -> LabelledTurn:
    return LabelledTurn.model_validate({"text": text, "kind": kind, "codes": [BIRTH], **more})


def heard(
    asked: LabelledTurn, answered: str = "", offered: tuple[str, ...] = (), text: str = "", *, has_exit: bool = False, part: str = "phi"
) -> HeardTurn:
    on_buttons = tuple((Shown(code, part), f"p:{code}:{part}") for code in offered)
    return HeardTurn(asked, text, Shown(answered, part) if answered else None, on_buttons, has_exit)


def test_right_is_right_whatever_else_is_offered() -> None:
    verdict = judged(heard(turn(), BIRTH, (DEATH,)))
    assert (verdict.outright, verdict.offered, verdict.wrong) == (True, True, False)


def test_another_is_wrong_unless_the_right_one_stands_beside_a_way_out() -> None:
    assert judged(heard(turn(), DEATH)).wrong
    assert judged(heard(turn(), DEATH, (BIRTH,))).wrong
    beside = judged(heard(turn(), DEATH, (BIRTH,), has_exit=True))
    assert (beside.outright, beside.offered, beside.wrong) == (False, True, False)


def test_to_ask_back_is_right_where_the_question_is_too_vague() -> None:
    assert judged(heard(turn(ask_ok=True), "", (BIRTH, DEATH))).outright
    assert not judged(heard(turn(), "", (BIRTH, DEATH))).outright


def test_of_several_needs_each_is_offered_or_none_counts() -> None:
    both = turn(kind=TurnKind.MULTI, needs=[[BIRTH], [DEATH]], codes=[BIRTH, DEATH])
    assert judged(heard(both, BIRTH, (DEATH,))).offered
    assert not judged(heard(both, BIRTH)).offered


def test_a_fact_is_said_in_one_of_its_wordings_and_digits_touch_no_others() -> None:
    assert says("Lệ phí:  8.000 đồng", "8.000 đồng|8 nghìn")
    assert says("mất 8 NGHÌN", "8.000 đồng|8 nghìn")
    assert not says("Lệ phí: 18.000 đồng", "8.000 đồng")
    assert not says("15 ngày", "5 ngày")
    assert judged(heard(turn(must_say=["15 ngày", "UBND"]), BIRTH, text="15 ngày, UBND xã")).said
    assert judged(heard(turn(must_say=["15 ngày", "UBND"]), BIRTH, text="15 ngày")).said is False


def test_the_part_shown_is_one_that_was_asked_for() -> None:
    assert judged(heard(turn(aspect="phi"), BIRTH)).fits
    assert judged(heard(turn(aspect="ho_so", aspect_alt=["phi"]), BIRTH)).fits
    assert judged(heard(turn(aspect="ho_so"), BIRTH)).fits is False
    assert judged(heard(turn(aspect="ho_so"))).fits is None


@pytest.mark.parametrize(
    ("kind", "text", "is_silent"),
    [
        (TurnKind.EMERGENCY, "Gọi ngay 114. Ra khỏi nhà.", True),
        (TurnKind.EMERGENCY, "Dạ.\nGọi ngay 114.", False),
        (TurnKind.SMALL_TALK, "Dạ.", True),
        (TurnKind.PETITION, "Bà con gõ /kiennghi", False),
    ],
)
def test_what_must_not_be_answered_is_silent(kind: TurnKind, text: str, is_silent: bool) -> None:
    verdict = judged(heard(turn(kind=kind, codes=[]), text=text))
    assert verdict.silent is is_silent
    assert verdict.is_faultless is is_silent
    assert judged(heard(turn(kind=TurnKind.FOREIGN, codes=[]), BIRTH)).silent is False


def test_rates_count_only_the_turns_that_ask_for_them() -> None:
    verdicts = [judged(heard(turn(), BIRTH)), judged(heard(turn(), DEATH)), judged(heard(turn(kind=TurnKind.FOREIGN, codes=[])))]
    found = figures(verdicts)
    assert (found.n, found.outright, found.wrong, found.silent, found.said) == (3, 0.5, 0.5, 1.0, None)
    groups = grouped([(LabelledConversation(id="a", style="voice", turns=()), verdicts)])
    assert list(groups) == ["all", "new", "oos", "style: voice"]


class LabelledDesk:
    """Answers with the death record beside the birth record's button; opens a petition for "phản ánh"."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def handle(self, incoming: Incoming) -> list[Reply]:
        self.said.append(incoming.text or incoming.action)
        if incoming.action:
            return [Reply("Lệ phí khai sinh: 8.000 đồng", topic="khai sinh")]
        buttons = ((Button("Khai sinh", f"p:{BIRTH}:phi"),), (Button("Không phải", "o:1"),))
        return [Reply("Khai tử", buttons, topic="khai tử")]


def test_the_right_button_is_pressed_and_the_petition_window_left() -> None:
    desk = LabelledDesk()

    def has_petition(_: ChatId, __: object) -> bool:
        return desk.said[-1] == "phản ánh"

    venue = Venue(desk, lambda *_: Conversation((), DEATH, "phi"), lambda _, action: action, has_petition)
    petition = LabelledTurn(text="phản ánh", kind=TurnKind.PETITION)
    found = list(held(venue, LabelledConversation(id="a", turns=(turn(must_say=["8.000"]), petition))))
    assert desk.said == ["khai sinh", f"p:{BIRTH}:phi", "phản ánh", "/huy"]
    first = judged(found[0])
    assert (first.outright, first.offered, first.wrong, first.said) == (False, True, False, True)
    assert told("a", 1, first)["pressed"] == "Lệ phí khai sinh: 8.000 đồng"
    assert found[1].opens_petition


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "talks.jsonl"
    file.write_text('{"id": "a", "turns": []}\n\n{"id": "b", "turns": [{"text": "x", "kind": "nonsense"}]}\n', encoding="utf-8")
    with pytest.raises(ConversationFileError, match=r"talks\.jsonl:3"):
        list(read_conversations(file))
