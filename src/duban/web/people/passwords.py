"""First passwords: random, easy to read aloud, shown once and never stored as they are."""

from __future__ import annotations

import secrets
from typing import Final

# Without signs that look alike: 0 and o, 1 and l.
_SIGNS: Final = "abcdefghijkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Sixteen signs in four groups, 80 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))
