"""What the tests of plans and reports share: files, the fields of the long form as a browser would send them."""

import re
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

PDF = b"%PDF-1.4\n%%EOF\n"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\x00" * 40

_TAG = re.compile(r"<(input|textarea|select|button)\b([^>]*)>", re.S)
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


def url(name: str, paper) -> str:
    return reverse(f"campaigns:{name}", args=[paper.pk])


def pdf(name="minh chứng.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def fields(html: str, marker: str = "data-autosave") -> dict[str, str]:
    """Name and value of each field of the marked form, as a browser sends them without a button."""
    body = html[html.index(marker) :]
    body = body[: body.index("</form>")]
    found: dict[str, str] = {}
    for match in _TAG.finditer(body):
        tag = match[1]
        attributes = {name: unescape(value or "") for name, value in _ATTRIBUTE.findall(match[2])}
        name = attributes.get("name")
        kind = attributes.get("type", "")
        if not name or tag == "button" or kind in ("file", "submit"):
            continue
        if kind == "checkbox":
            if "checked" in attributes:
                found[name] = attributes.get("value", "on")
        elif tag == "textarea":
            text = body[match.end() : body.index("</textarea>", match.end())]
            found[name] = unescape(text).removeprefix("\n")
        elif tag == "select":
            options = body[match.end() : body.index("</select>", match.end())]
            chosen = re.search(r'value="([^"]*)" selected', options)
            found[name] = unescape(chosen[1]) if chosen else ""
        else:
            found[name] = attributes.get("value", "")
    return found


def open_form(client, paper) -> dict[str, str]:
    """The long form as it is shown now."""
    response = client.get(url("submission_edit", paper))
    assert response.status_code == 200
    return fields(response.content.decode())


def text_of(response) -> str:
    """What a person reads: the page without its tags, one line."""
    body = response.content.decode()
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", body[body.index("<main") :], flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def move(client, paper, name, **data):
    return client.post(url("submission", paper), {"move": name, **data})


def post(client, paper, data, **more):
    """The long form sent."""
    return client.post(url("submission_edit", paper), {**data, **more})
