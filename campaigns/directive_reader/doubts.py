"""Doubts about the whole: what is said twice, what stands where it is not expected."""

import re

from emulation.base import vietnamese

from .outline import Outline
from .reading import Place, Reading
from .responsible import asks_somebody, responsible_of

_COMPARED = 60  # more paragraphs than any directive has
_SMALL_WORDS = {"cac", "cua", "tinh", "tren", "dia", "ban", "va", "thanh", "pho", "moi", "tung"}


def tell_doubts(outline: Outline, reading: Reading) -> None:
    """Add what only shows when everything has been read."""
    _said_twice(reading)
    _addressed_tasks(reading)
    if not outline.root.children and outline.preamble:
        place = Place(outline.preamble[0].start, outline.preamble[-1].end)
        reading.doubt(
            "tasks", "Văn bản không đánh số mục nên chưa tách được nhiệm vụ và phân công, hãy tách bằng tay.", place
        )


def _said_twice(reading: Reading) -> None:
    """The same people are asked in a general paragraph and in a duty."""
    charged = [
        (duty, [_words(part) for part in (duty.responsible or "").split(";")]) for duty in reading.duties[:_COMPARED]
    ]
    for paragraph in reading.general_requirements[:_COMPARED]:
        asked = re.split("[;,]", responsible_of(paragraph.text, None) or "")
        people = [(part.strip(), words) for part in asked if len(words := _words(part)) >= 3]
        for duty, parts in charged:
            who = next((name for name, words in people if any(words <= other for other in parts)), None)
            if who:
                number = f" {duty.number}" if duty.number is not None else ""
                sentence = f"“{who}” được giao việc ở cả yêu cầu chung này và mục phân công{number}, hãy xem có trùng nhau không."
                reading.doubt("duties", sentence, paragraph.place)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", vietnamese.search_key(text))) - _SMALL_WORDS


def _addressed_tasks(reading: Reading) -> None:
    """Without a section on duties, an item "Giao Sở ..." among the tasks may be one."""
    for task in reading.tasks if not reading.duties else ():
        if task.title is None and asks_somebody(task.text):
            reading.doubt(
                "tasks", "Mục này giống phân công cho một đơn vị hơn là nhiệm vụ thi đua, hãy kiểm tra.", task.place
            )
