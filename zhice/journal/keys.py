"""The Ed25519 key that signs checkpoints: keys/journal.pem in ZHICE_HOME, readable by its owner alone.

Its public half lies beside it (journal.pub). Keep a copy of that elsewhere, on paper at best: who may write the folder
can replace both, and only the copy shows it.
"""

from __future__ import annotations

import hashlib
import os
import stat
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words


class KeyRefused(ZhiceError):
    """The signing key is missing where it must exist, unreadable, or readable by others."""


def folder() -> Path:
    return Path(settings.ZHICE_HOME) / "keys"


def signing_key() -> Ed25519PrivateKey:
    """The private key; made at the first call."""
    return _signing_key(folder())


def public_key() -> Ed25519PublicKey:
    """The public key, from journal.pub alone: whoever verifies need not be able to sign."""
    file = folder() / "journal.pub"
    if not file.exists():
        raise KeyRefused(
            Words(
                zh="没有公钥文件 {file}，无法校验检查点签名。请从备份恢复，或用 public_key=… 指定抄存的公钥。",
                en="There is no public key {file}; restore it from a backup or give the copy you kept.",
            ).fill(file=file)
        )
    return read_public(file.read_text("ascii"))


def read_public(text: str) -> Ed25519PublicKey:
    """A public key from its 64 hex digits."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text.strip()))


def fingerprint(key: Ed25519PublicKey) -> str:
    """16 hex digits by which a checkpoint names its key."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


@lru_cache(maxsize=4)
def _signing_key(place: Path) -> Ed25519PrivateKey:
    file = place / "journal.pem"
    if not file.exists():
        _make(file)
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise KeyRefused(
            Words(
                zh="签名密钥 {file} 可被他人读取。请先确认没有泄露，再执行 chmod 600 {file}。",
                en="Others can read the signing key {file}. Make sure it has not leaked, then run: chmod 600 {file}",
            ).fill(file=file)
        )
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(
            Words(zh="{file} 不是 Ed25519 密钥。", en="{file} is not an Ed25519 key.").fill(file=file)
        )
    public = place / "journal.pub"
    if not public.exists():
        public.write_text(key.public_key().public_bytes_raw().hex() + "\n", "ascii")
    return key


def _make(file: Path) -> None:
    """Written beside and linked: of two processes that start at once, the first one's key counts for both."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    draft = file.with_name(f".journal.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(pem)
        os.fsync(stream.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
