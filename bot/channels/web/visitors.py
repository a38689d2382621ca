"""Who is talking: one random id per visitor, signed, so that nobody can take another's."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from bot.messages import ChatId

CHANNEL = "web"
PURPOSE = b"mot-cua web visitor"  # one SECRET_KEY signs several kinds of things; none may pass for another
ID_BYTES = 18  # 144 bits: nobody guesses one


class Visitors:
    """Gives out tokens `id.signature` and reads them back."""

    def __init__(self, secret_key: str) -> None:
        if not secret_key:
            raise ValueError("SECRET_KEY")
        self._key = hmac.digest(secret_key.encode(), PURPOSE, hashlib.sha256)

    def token(self) -> str:
        """The token of a new visitor."""
        visitor = secrets.token_urlsafe(ID_BYTES)
        return f"{visitor}.{self._signature(visitor)}"

    def chat(self, token: str) -> ChatId | None:
        """Whose token this is; None where we have not signed it."""
        visitor, _, signature = token.partition(".")
        genuine = hmac.compare_digest(signature.encode("utf-8", "replace"), self._signature(visitor).encode())
        return ChatId(CHANNEL, visitor) if genuine else None

    def _signature(self, visitor: str) -> str:
        return hmac.new(self._key, visitor.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
