"""Which kinds of official documents exist: apps register theirs from AppConfig.ready."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from .description import Description

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "documents"


@dataclass(frozen=True)
class Kind:
    """A kind of document of one model. `refuses(obj, user)` says why it cannot be made now, None when it can."""

    key: str
    label: str
    model_label: str
    describe: Callable[[Any], Description]
    sample: Callable[[], Description]
    # The page of the object, where the person comes from.
    page: Callable[[Any], str]
    # The shipped Word template, a file of templates/documents without its ending.
    template: str = "named"
    refuses: Callable[[Any, Any], str | None] = lambda obj, user: None
    # Which text of the object a version prints (the number of a sending), '' where the object has one text only; and the
    # condition on OfficialDocument rows of this kind that this person reads, of objects the person sees.
    edition: Callable[[Any], str] = lambda obj: ""
    reads: Callable[[Any], Q] = lambda user: Q()
    # The book its numbers come from, '' for papers that get none here; and who records number, day and signer.
    book: str = ""
    may_sign: Callable[[Any, Any], bool] = lambda obj, user: False

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.model_label)

    def default_template(self) -> bytes:
        """The Word template as shipped."""
        return (TEMPLATES / f"{self.template}.docx").read_bytes()

    @property
    def two_signatures(self) -> bool:
        return len(self.sample().signatures) == 2


_kinds: dict[str, Kind] = {}


def register_kind(*kinds: Kind) -> None:
    """Add kinds; a key is taken once."""
    for kind in kinds:
        if kind.key in _kinds:
            raise ValueError(f"kind {kind.key} is registered twice")
        _kinds[kind.key] = kind


def get(key: str) -> Kind | None:
    """The kind of a key."""
    return _kinds.get(key)


def all_kinds() -> list[Kind]:
    """In the order of their labels."""
    return sorted(_kinds.values(), key=lambda kind: kind.label)
