"""What every change of a campaign begins and ends with: the campaign locked, the piece unchanged since it was opened, the next version.

Tasks, duties, indicators, targets and periods carry no version of their own: it is a print of their content, so that two people
who edit different pieces of one campaign never meet.
"""

import json
import zlib
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from campaigns.models import Campaign, ContentItem
from emulation.base import concurrency
from emulation.base.concurrency import StaleVersion
from emulation.base.workflow import Refused

EDITABLE = ("draft", "launched")


def editable(campaign: Campaign, *, version: int | None = None) -> Campaign:
    """The campaign, locked; refused when it is over."""
    campaign = concurrency.lock(campaign, version=version)
    if campaign.state not in EDITABLE:
        raise Refused("Phong trào đã kết thúc hoặc đã hủy nên không sửa được nữa.")
    return campaign


def touch(campaign: Campaign, *fields: str) -> None:
    """Next version of the locked campaign, saved together with these fields."""
    concurrency.bump(campaign)
    campaign.save(update_fields=["version", *fields])


def version_of(piece: models.Model) -> int:
    """A print of a piece's saved content: the version its form is opened at."""
    content = {f.attname: getattr(piece, f.attname) for f in piece._meta.concrete_fields}
    for relation in piece._meta.many_to_many:
        content[relation.name] = sorted(getattr(piece, relation.name).values_list("pk", flat=True))
    if hasattr(piece, "items"):
        content["items"] = list(ContentItem.objects.filter(task=piece).values_list("text", flat=True))
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True)
    return zlib.crc32(text.encode()) & 0x7FFFFFFF


def unchanged(piece: models.Model, version: int | None) -> models.Model:
    """The piece as it is saved now. Raises StaleVersion when it is not what the form was opened at.

    Call it with the campaign locked: every writer of a piece locks its campaign first.
    """
    fresh = type(piece)._default_manager.filter(pk=piece.pk).first()
    if fresh is None:
        raise Refused("Mục này vừa được người khác bỏ. Hãy tải lại trang phong trào.")
    fresh.version = version_of(fresh)
    if version is not None and fresh.version != version:
        raise StaleVersion(fresh)
    return fresh


def reason_given(reason: str, words: str) -> str:
    """The reason without blanks around it; refused when there is none."""
    if not (reason := reason.strip()):
        raise Refused(f"Hãy ghi lý do {words}.")
    return reason


def set_fields(piece: Any, fields: dict) -> dict:
    """Put values on a piece; returns the values it had before."""
    before = {name: getattr(piece, name) for name in fields} if piece.pk else {}
    for name, value in fields.items():
        setattr(piece, name, value)
    return before
