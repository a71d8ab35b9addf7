"""What the tests of directive pages share: files, readings, addresses."""

import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.models import Directive, DirectiveItem
from campaigns.services import directives
from tests.factories import acting
from tests.pages.campaign_pages import url

CASES = Path(__file__).parents[1] / "cases" / "directives"
REAL = CASES / "00_hanam_2023.txt"
TOKEN = "9d3b2f9e-7f4e-4a52-9a2b-0b8f5f3f1c11"


def sent(content: bytes, name: str = "Chỉ thị 2023.txt", token: str = TOKEN) -> dict:
    return {"file": SimpleUploadedFile(name, content), "token": token}


def take(cast, path: Path = REAL) -> Directive:
    file = io.BytesIO(path.read_bytes())
    file.name = path.name
    return directives.take_directive(file, by=acting(cast.dha))


def piece(directive: Directive, kind: str, order: int) -> DirectiveItem:
    return directive.items.get(kind=kind, order=order)


def changing_pages(directive: Directive) -> list[str]:
    """Every page that changes a directive."""
    item = directive.items.first()
    return [
        *(url(f"directive_{n}", directive.pk) for n in ("head", "number", "discard", "campaign")),
        url("directive_item_add", directive.pk, "nhiem-vu"),
        *(url(f"directive_item_{n}", item.pk) for n in ("edit", "split", "join", "move", "remove")),
    ]


def posts(directive: Directive) -> list[str]:
    """Addresses that are only posted to."""
    item = directive.items.first()
    again, doubt = url("directive_again", directive.pk), url("directive_doubt", directive.pk)
    return [again, doubt, url("directive_item_check", item.pk)]


def head(directive: Directive, **changes) -> dict:
    data = {"document_type": "CHỈ THỊ", "number": "", "issued_on": "", "title": directive.title, "year": "2023"}
    data |= {"province": "Hà Nam", "theme": directive.theme, "motto": directive.motto, "version": directive.version}
    data |= {"recipients": "Như trên\n\nLưu: VT", "on_behalf_of": "", "role": "CHỦ TỊCH", "name": "Trương Quốc Huy"}
    return data | changes
