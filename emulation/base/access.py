"""Who may open a page, in principle: a named permission and the sentence for whoever has it not."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def require(request: HttpRequest, permission: str, sentence: str = "", obj: Any = None) -> None:
    """403 with a sentence for whoever may not, in principle, open the page; with `obj`, for whoever sees it but may not."""
    if not request.user.has_perm(permission, obj):
        raise PermissionDenied(sentence)
