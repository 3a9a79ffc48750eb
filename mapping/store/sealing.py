"""Sealing personal text, so that whoever reads the database alone reads no names.

Sealed text is `k1:<key id>[+<key id>…]:<base64>`: AES-256-GCM under the data key of each thing it
is about, one inside the other, so that destroying any of those keys makes it unreadable. What is
tied to what, care types, dates and areas are not sealed.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from binascii import a2b_base64
from collections.abc import Iterable
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mapping.store.keys import KeyStore, KeyTrouble

_MARK: Final = "k1"
_NONCE: Final = 12


class Sealer:
    """Seals, opens and fingerprints text.

    Parameters
    ----------
    keys
        Where the data keys are.
    master
        The master key, from which the fingerprints' keys are derived.
    """

    def __init__(self, keys: KeyStore, master: bytes) -> None:
        self.keys = keys
        self._master = master
        self._digest_keys: dict[str, bytes] = {}

    def seal(self, text: str, *key_ids: str) -> str:
        """Return the text sealed under each of these keys, which must have been made.

        Raises
        ------
        KeyTrouble
            If a key was destroyed: nothing more may be written about whom it belonged to.
        """
        sealed = text.encode()
        name = "+".join(key_ids)
        for key_id in key_ids:
            key = self.keys.get(key_id)
            if key is None:
                raise KeyTrouble("This was removed for good, so nothing can be written about it.")
            nonce = secrets.token_bytes(_NONCE)
            sealed = nonce + AESGCM(key).encrypt(nonce, sealed, name.encode())
        return f"{_MARK}:{name}:{base64.b64encode(sealed).decode()}"

    def open(self, sealed: str) -> str | None:
        """Return the text, or None if a key it needs was destroyed."""
        return self.open_all([sealed])[0]

    def open_all(self, sealed: Iterable[str]) -> list[str | None]:
        """Return some texts, as `open` does; their keys are fetched together."""
        parts = [_parts(one) for one in sealed]
        found = self.keys.get_all({key_id for key_ids, _, _ in parts for key_id in key_ids})
        openers = {key_id: AESGCM(key) for key_id, key in found.items()}
        return [_opened(*one, openers) for one in parts]

    def is_private(self, id_: str) -> bool:
        """Return whether a thing has, or once had, a key of its own."""
        return self.keys.get(id_) is not None or id_ in self.keys.destroyed()

    def digest(self, text: str, purpose: str) -> str:
        """Return a fingerprint (HMAC-SHA256, hex) that only the holder of the master key can make.

        Equal texts give equal fingerprints within one purpose, and unrelated ones across purposes.
        """
        if purpose not in self._digest_keys:
            derived = HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(self._master)
            self._digest_keys[purpose] = derived
        return hmac.digest(self._digest_keys[purpose], text.encode(), "sha256").hex()


def _parts(sealed: str) -> tuple[list[str], bytes, bytes]:
    """Return the keys that a sealed text needs, the last first, their name in it, and its bytes."""
    mark, name, body = sealed.split(":", 2)
    if mark != _MARK:
        raise KeyTrouble("This text was sealed by a newer version of Care Mapping.")
    return name.split("+")[::-1], name.encode(), a2b_base64(body)


def _opened(key_ids: list[str], name: bytes, text: bytes, openers: dict[str, AESGCM]) -> str | None:
    for key_id in key_ids:
        opener = openers.get(key_id)
        if opener is None:
            return None
        text = opener.decrypt(text[:_NONCE], text[_NONCE:], name)
    return text.decode()
