"""One way to name inputs: SHA-256 over canonical text, and the visible reference made from it."""

import hashlib
import hmac

from pydantic import BaseModel

from screening.model import Fingerprint, Reference

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def fingerprint(*parts: BaseModel | str) -> Fingerprint:
    """Fingerprint values and texts in their order; equal inputs give equal bytes anywhere."""
    digest = hashlib.sha256()
    for part in parts:
        text = part.model_dump_json() if isinstance(part, BaseModel) else part
        encoded = text.encode()
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return Fingerprint(digest.hexdigest())


def reference(secret: bytes, *parts: str) -> Reference:
    """Make the visible reference that no document can guess: ``SCR-`` and 40 bits."""
    message = "\x1f".join(parts).encode()
    number = int.from_bytes(hmac.digest(secret, message, "sha256")[:5], "big")
    characters = [_CROCKFORD[(number >> shift) & 31] for shift in range(35, -1, -5)]
    return Reference("SCR-" + "".join(characters))


def fence_name(secret: bytes, *parts: str) -> str:
    """Name the fence around untrusted text: unguessable, yet the same for the same inputs."""
    return hmac.digest(secret, "\x1f".join(("fence", *parts)).encode(), "sha256").hex()[:12]
