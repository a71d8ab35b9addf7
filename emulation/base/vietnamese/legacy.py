"""Text from before Unicode: TCVN3 (ABC fonts) and VNI. Found by looking whether it reads as Vietnamese syllables."""

import re
import unicodedata

from .text import normalise

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)

_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_HAT = dict(zip("âáàåãä", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))
_VNI_BREVE = dict(zip("êéèúüë", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for vowel, letter in {**dict(zip("aeouy", "aeouy", strict=True)), "ô": "ơ", "ö": "ư"}.items():
        table.update({vowel + code: letter + tone for code, tone in _VNI_TONES.items()})
    for vowel in "aeo":
        table.update({vowel + code: vowel + "\u0302" + tone for code, tone in _VNI_HAT.items()})
    table.update({"a" + code: "a\u0306" + tone for code, tone in _VNI_BREVE.items()})
    both = {}
    for key, value in table.items():
        composed = unicodedata.normalize("NFC", value)
        both[key] = composed
        both[key.upper()] = composed.upper()
        both[key[0].upper() + key[1:]] = composed.upper() if len(key) > 1 else both.get(key.upper(), composed.upper())
    for key in _VNI_SINGLE:  # single letters again: upper() above made capitals of the small ones' keys
        both[key] = unicodedata.normalize("NFC", table[key])
    return both


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def convert_legacy(text: str, encoding: str) -> str:
    """Return Unicode for a text of "tcvn3" or "vni"."""
    if encoding == "tcvn3":
        return normalise(text.translate(str.maketrans(_TCVN3)))
    if encoding == "vni":
        return normalise(_VNI_PATTERN.sub(lambda m: _VNI[m[0]], text))
    raise ValueError(f"unknown legacy encoding {encoding!r}")


_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx]"
_OPEN = (
    "oai|oay|oao|oeo|uây|uôi|ươi|ươu|iêu|yêu|uyu|uêu|uya|uyê|oa|oe|uê|uy|uơ|ia|ya|ua|ưa|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi"
    "|ơi|ui|ưi|ưu|[aeêioôơuưy]"
)
_CLOSED = "uyê|oă|oa|oe|oo|uâ|uê|uy|iê|yê|uô|ươ|[aăâeêioôơuưy]"
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:(?:{_OPEN})|(?:{_CLOSED})(?:ch|nh|ng|[cmnpt]))")
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_WORD = re.compile(r"[^\s\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e0-9“”‘’–—…]+")
_BEYOND_LATIN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0303\u0306\u0309\u031b\u0323]")


def looks_vietnamese(word: str) -> bool:
    """Say whether the word has the form of a Vietnamese syllable."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = sum(c in _TONES for c in letters)
    plain = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(plain))


def has_unicode_vietnamese(text: str) -> bool:
    """Say whether the text holds letters that only Unicode Vietnamese has (ư, đ, ệ ...)."""
    return bool(_BEYOND_LATIN.search(text))


def share_of_syllables(words: list[str]) -> float:
    return sum(map(looks_vietnamese, words)) / len(words) if words else 0.0


def detect_legacy(text: str) -> str | None:
    """Return "tcvn3" or "vni" if the text only reads as Vietnamese that way, None for everything else."""
    if has_unicode_vietnamese(text):
        return None
    words = [w for w in _WORD.findall(text) if not w.isascii()]
    if not words:
        return None
    as_is = share_of_syllables(words)
    shares = {code: share_of_syllables([convert_legacy(w, code) for w in words]) for code in ("tcvn3", "vni")}
    best = max(shares, key=shares.get)
    return best if shares[best] >= 0.75 and shares[best] - as_is >= 0.25 else None
