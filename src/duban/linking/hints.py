"""Names that a short word may stand for: 失业率 is the registered one or the surveyed one. Offered, never taken.

Some words are listed (财政收入 is that of the general budget or all of it); of others, a name that begins or ends with
them, or is theirs with more in the middle (高新企业 and 高新技术企业), says more of the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from duban.linking.names import Name
from duban.linking.words import table

MOST = 8  # names that a person looks through
_LISTED, _STEP = 0.78, 0.005  # of names as they are listed: all are questions, and near enough to stay so
_LONGER, _COVERED = 0.69, 0.09


def listed(name: Name) -> list[tuple[float, str]]:
    """The names that a word is listed as standing for, each with how sure it is; none where it is not listed."""
    bare = name.written
    for word in name.dropped:
        bare = bare.removeprefix(word).removesuffix(word)
    return [(_LISTED - _STEP * at, said) for at, said in enumerate(table("names")["vague"].get(bare, ()))]


def longer(name: Name, cores: Iterable[str]) -> list[tuple[float, str]]:
    """The names that say more of the same, the nearest first, each with how sure it is."""
    said = name.core
    bare = said in table("names")["generic"]["words"]
    found = [(_LONGER + _COVERED * len(said) / len(core), core) for core in cores if _says_more(said, core, bare=bare)]
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _says_more(said: str, core: str, *, bare: bool) -> bool:
    """Whether a name is a word and more; a bare word like 项目 must end it."""
    if len(said) < 2 or len(core) <= len(said):
        return False
    if core.endswith(said) or (core.startswith(said) and not bare):
        return True
    # More in the middle; each part is a word, of two characters at least.
    if core[:2] != said[:2] or core[-2:] != said[-2:]:
        return False
    return any(core.startswith(said[:at]) and core.endswith(said[at:]) for at in range(2, len(said) - 1))
