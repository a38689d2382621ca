"""knowledge/content/aspects.yaml: which part is asked for in everyday speech, as it is spoken, regional or bare; and what only sounds so."""

from __future__ import annotations

import pytest

from indexer.language import without_marks
from indexer.query.query_parser import QueryParser
from indexer.ranking.search import Index
from knowledge.records.procedure import Part

ASKED = [
    ("nộp ngoài phường hả", Part.METHODS),
    ("làm ở công an phường được không", Part.METHODS),
    ("ở xã nhận không hay phải ra công chứng", Part.METHODS),
    ("phường nào cũng được hay phải đúng phường mình", Part.METHODS),
    ("cũng nộp chỗ đó luôn à", Part.METHODS),
    ("khai báo việc này với ai", Part.METHODS),
    ("có phải viết đơn không", Part.FORMS),
    ("tờ khai mẫu chi rứa", Part.FORMS),
    ("khai mẫu mấy", Part.FORMS),
    ("phải có giấy gì chứng minh", Part.DOCUMENTS),
    ("ảnh mấy nhân mấy", Part.DOCUMENTS),
    ("hình chụp cỡ mấy", Part.DOCUMENTS),
    ("có cần giấy khám sức khỏe không", Part.DOCUMENTS),
    ("cần đơn gì", Part.DOCUMENTS),
    ("xong rồi cầm về cái gì", Part.RESULT),
    ("kết quả họ báo qua đâu", Part.RESULT),
    ("mấy tiền một bản", Part.FEES),
    ("nhiêu một người", Part.FEES),
    ("lệ phí căn cứ vào đâu", Part.FEES),
    ("mất phí không, em nộp qua mạng", Part.FEES),
    ("điều kiện ngoại ngữ thế nào", Part.CONDITIONS),
]
"""Asked, and the part that answers."""

NOT_ASKED = [
    ("xin miễn thuế đất phi nông nghiệp", Part.FEES),
    ("trả tiền hết rồi giờ đòi lại", Part.FEES),
    ("gia hạn nộp ở chỗ nào", Part.TIME_LIMIT),
    ("không có nhà ở đâu hết", Part.METHODS),
    ("nghỉ bán ba tháng có cần báo ai không", Part.METHODS),
]
"""Said, and the part that is not asked for, however much it sounds so."""


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize(("question", "part"), ASKED)
def test_the_part_is_heard_in_everyday_speech(starter_index: Index, spelt: type[str], question: str, part: Part) -> None:
    assert QueryParser(starter_index.lexicon).read(spelt(question)).aspect is part


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize(("said", "part"), NOT_ASKED)
def test_what_only_sounds_like_it_asks_for_no_such_part(starter_index: Index, spelt: type[str], said: str, part: Part) -> None:
    assert QueryParser(starter_index.lexicon).read(spelt(said)).aspect is not part
