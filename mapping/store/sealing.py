"""Sealing personal text, so that whoever reads the database alone reads no names.

Sealed text is `k1:<key id>[+<key id>…]:<base64>`: AES-256-GCM under the data key of each thing it
is about, one inside the other, so that destroying any of those keys makes it unreadable. What is
tied to what, care types, dates and areas are not sealed.
"""

from __future__ import annotations

import base64
import hmac
import secrets
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
        return self._opened(sealed, {})

    def open_all(self, sealed: Iterable[str]) -> list[str | None]:
        """Return some texts, as `open` does; each key is fetched once for all of them."""
        keys: dict[str, AESGCM | None] = {}
        return [self._opened(one, keys) for one in sealed]

    def _opened(self, sealed: str, keys: dict[str, AESGCM | None]) -> str | None:
        mark, name, body = sealed.split(":", 2)
        if mark != _MARK:
            raise KeyTrouble("This text was sealed by a newer version of Care Mapping.")
        text = base64.b64decode(body)
        for key_id in reversed(name.split("+")):
            if key_id not in keys:
                key = self.keys.get(key_id)
                keys[key_id] = None if key is None else AESGCM(key)
            opener = keys[key_id]
            if opener is None:
                return None
            text = opener.decrypt(text[:_NONCE], text[_NONCE:], name.encode())
        return text.decode()

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
