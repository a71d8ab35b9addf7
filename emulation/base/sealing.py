"""Personal numbers at rest: encrypted for reading back, a keyed fingerprint for finding equal ones, a mask for the screen.

The key comes from SECRET_KEY; a key that was replaced stays readable as long as it is in SECRET_KEY_FALLBACKS.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_SHOWN = 3


def seal(text: str) -> str:
    """The text, encrypted; '' stays ''."""
    return _box().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text that was sealed, '' when no key of today opens it."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def fingerprint(text: str) -> str:
    """Equal texts have equal fingerprints, and nobody finds the text by trying all numbers without the key."""
    return (
        hmac.new(_key(settings.SECRET_KEY, b"fingerprint"), text.encode(), hashlib.sha256).hexdigest() if text else ""
    )


def masked(text: str) -> str:
    """The text with only its last figures to be seen."""
    return "•" * max(len(text) - _SHOWN, 0) + text[-_SHOWN:] if len(text) > _SHOWN else "•" * len(text)


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(key, b"seal"))) for key in keys])


def _key(secret: str, purpose: bytes) -> bytes:
    return hmac.new(secret.encode(), b"emulation " + purpose, hashlib.sha256).digest()
