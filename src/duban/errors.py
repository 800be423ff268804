"""What can go wrong, as one tree.

    DubanError
    ├── InputError            what was handed in cannot be used; says what, where and what to do
    │   ├── UnreadableError       no such file, no permission, an empty or binary file
    │   ├── UnknownFormatError    a format that no reader knows
    │   ├── DamagedError          truncated or broken inside
    │   ├── EncryptedError        a password stands before it
    │   ├── NoTextError           pages without a text layer
    │   └── TooLargeError         larger, or unpacking to more, than we read
    ├── DeclarationError      a TOML declaration says what it may not; names file, key and allowed keys
    └── MissingExtraError     a part of duban that is installed apart

Every error carries a stable ``code``; what is wrong *inside* the data is never an error but a finding beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class DubanError(Exception):
    """A refusal: ``what`` is wrong, ``where``, and what to ``do`` about it, each a plain Chinese phrase."""

    code = "duban"

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        way_out = f"。{self.do}" if self.do else ""
        return f"{place}{self.what}{way_out}"


class InputError(DubanError):
    """What was handed in cannot be used."""

    code = "input"


class UnreadableError(InputError):
    """No such file, no permission to read it, or nothing in it that is text."""

    code = "unreadable"


class UnknownFormatError(InputError):
    """No reader knows this format."""

    code = "unknown-format"


class DamagedError(InputError):
    """The file is truncated or broken inside."""

    code = "damaged"


class EncryptedError(InputError):
    """A password stands before the text."""

    code = "encrypted"


class NoTextError(InputError):
    """The pages are pictures: there is no text layer to read."""

    code = "no-text"


class TooLargeError(InputError):
    """Larger than we read, or unpacking to more than we read."""

    code = "too-large"


class DeclarationError(DubanError):
    """A declaration (TOML) says what it may not; ``problems`` are all that were found, the error's own the first."""

    code = "declaration"

    def __init__(self, what: str, *, where: str = "", do: str = "", problems: Sequence[Finding] = ()) -> None:
        self.problems = tuple(problems) or (Finding(self.code, where, what, do, fatal=True),)
        super().__init__(what, where=where, do=do)

    @classmethod
    def of(cls, problems: Sequence[Finding]) -> DeclarationError:
        """One error for several problems, each a line of its message."""
        first = problems[0]
        return cls(first.what, where=first.where, do=first.do, problems=problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class MissingExtraError(DubanError):
    """A part of duban that is installed apart, with the command that installs it."""

    code = "missing-extra"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong inside the data, beside the result: ``where`` it stands, ``what`` it is and what becomes of it.

    ``code`` is stable (``unknown-indicator``); ``fatal`` says that the row or cell was left out.
    """

    code: str
    where: str
    what: str
    do: str = ""
    fatal: bool = False

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        return f"{place}{self.what}" + (f"。{self.do}" if self.do else "")
