"""Plain text: UTF-8, UTF-16, and the encodings from before Unicode."""

import codecs
import re
import unicodedata

from emulation.base import vietnamese

from .errors import UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]|[^\x00-\x7f\s])*")
_SAMPLE = 60_000
_ENOUGH = 0.6


def read(content: bytes) -> tuple[str, str | None]:
    """Return the text and the old encoding it had ("tcvn3", "vni", "windows-1258"), None for Unicode."""
    text = _unicode(content)
    return (text, None) if text is not None else _legacy(content)


def is_text(content: bytes) -> bool:
    """Say whether these bytes can be text at all."""
    sample = content[:_SAMPLE]
    if _bom(sample):
        return True
    if b"\x00" in sample:
        return _utf16_without_bom(sample) is not None
    return len(_CONTROLS.findall(sample.decode("latin-1"))) <= len(sample) / 200


def _bom(content: bytes) -> str | None:
    return next((encoding for bom, encoding in _BOMS if content.startswith(bom)), None)


def _unicode(content: bytes) -> str | None:
    if encoding := _bom(content) or _utf16_without_bom(content[:_SAMPLE]):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
    # A file cut off in the middle of a letter, or with a stray byte, is still UTF-8.
    broken = text.count("\ufffd")
    return text if broken <= 3 and vietnamese.has_unicode_vietnamese(text) else None


def _utf16_without_bom(sample: bytes) -> str | None:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) / 10 or min(even, odd) > len(sample) / 200:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _legacy(content: bytes) -> tuple[str, str]:
    """The reading in which most words are Vietnamese syllables."""
    western = "".join(map(_western, content.decode("latin-1")[:_SAMPLE]))
    readings = {
        "windows-1258": _windows_1258(content[:_SAMPLE]),
        "tcvn3": vietnamese.convert_legacy(western, "tcvn3"),
        "vni": vietnamese.convert_legacy(western, "vni"),
    }
    shares = {encoding: _share(text) for encoding, text in readings.items()}
    best = max(shares, key=shares.get)
    if shares[best] < _ENOUGH:
        raise UnreadableDocument(
            "Không nhận ra bảng mã của tệp văn bản, hãy mở tệp và lưu lại với bảng mã Unicode (UTF-8) rồi chọn lại."
        )
    if best == "windows-1258":
        return _windows_1258(content), best
    return vietnamese.convert_legacy("".join(map(_western, content.decode("latin-1"))), best), best


def _windows_1258(content: bytes) -> str:
    return unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))


def _western(char: str) -> str:
    """Windows-1252 where it has a letter, Latin-1 elsewhere; 0xAD stays, it is a letter in TCVN3."""
    if "\x80" <= char <= "\x9f":
        return char.encode("latin-1").decode("cp1252", errors="ignore") or char
    return char


def _share(text: str) -> float:
    words = [word for word in _WORD.findall(text) if not word.isascii()][:3000]
    return sum(map(vietnamese.looks_vietnamese, words)) / max(len(words), 1)
