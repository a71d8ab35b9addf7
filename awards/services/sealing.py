"""Sealing of papers: each box has its own key pair; only the box's private key opens, and that key is itself locked.

X25519 with a fresh sender key for each paper, HKDF-SHA256, AES-256-GCM. The key that locks the private key is derived from a
secret of the installation (settings.BALLOT_SECRET), which is not in the database.
"""

import json
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12
_KEY = 32
# Every paper of a box is as long as the longest, so that the length says nothing.
_BLOCK = 1024


class Unreadable(Exception):
    """The key or a paper does not open: another secret, or something was changed from outside."""


def new_keys(box: UUID) -> tuple[bytes, bytes]:
    """(public key, locked private key) of a box."""
    private = X25519PrivateKey.generate()
    nonce = os.urandom(_NONCE)
    locked = nonce + AESGCM(_lock(box)).encrypt(nonce, private.private_bytes_raw(), box.bytes)
    return private.public_key().public_bytes_raw(), locked


def private_key(box: UUID, locked: bytes) -> X25519PrivateKey:
    """The private key of a box, unlocked."""
    locked = bytes(locked)
    try:
        raw = AESGCM(_lock(box)).decrypt(locked[:_NONCE], locked[_NONCE:], box.bytes)
    except (InvalidTag, ValueError):
        raise Unreadable from None
    return X25519PrivateKey.from_private_bytes(raw)


def seal(box: UUID, public: bytes, content: dict) -> bytes:
    """The content for the eyes of the box only."""
    sender = X25519PrivateKey.generate()
    shared = sender.exchange(X25519PublicKey.from_public_bytes(bytes(public)))
    sent, nonce = sender.public_key().public_bytes_raw(), os.urandom(_NONCE)
    text = json.dumps(content).encode()
    text += b" " * (-len(text) % _BLOCK)
    return sent + nonce + AESGCM(_derive(shared, sent, b"ballot paper")).encrypt(nonce, text, box.bytes)


def unseal(box: UUID, private: X25519PrivateKey, sealed: bytes) -> dict:
    """The content again."""
    sealed = bytes(sealed)
    sent, nonce, text = sealed[:_KEY], sealed[_KEY : _KEY + _NONCE], sealed[_KEY + _NONCE :]
    try:
        key = _derive(private.exchange(X25519PublicKey.from_public_bytes(sent)), sent, b"ballot paper")
        return json.loads(AESGCM(key).decrypt(nonce, text, box.bytes))
    except (InvalidTag, ValueError):
        raise Unreadable from None


def _lock(box: UUID) -> bytes:
    return _derive((settings.BALLOT_SECRET or settings.SECRET_KEY).encode(), box.bytes, b"ballot box")


def _derive(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=salt, info=info).derive(secret)
