"""Whom something is done for: 为300名老人和120名残疾人提供服务 counts both, and what is done is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duban.reading.lexicon import Kind, lexicon
from duban.reading.tokens import Mark, Token

_SERVED = ("对", "为", "给", "向")
_DOES = ("进行", "实施", "开展", "提供")
_ACTS = Kind.OBJECT | Kind.NOMINAL | Kind.STATE | Kind.UP | Kind.DOWN | Kind.FLAT | Kind.TO
_JOINTS = Mark.PAUSE | Mark.AND


def is_open(tokens: Sequence[Token]) -> bool:
    """Whether a clause so far tells only whom something is done for, so that 、 and 和 go on with it."""
    front = _front(tokens)
    if front is None or tokens[-1].figure is not None:
        return False
    behind = tokens[front + 1 :]
    counted = [t.figure for t in behind if t.figure is not None]
    return bool(counted) and counted[-1].unit not in lexicon().tails["measure"] and not any(map(_acts, behind))


def each_served(tokens: list[Token]) -> list[list[Token]]:
    """A clause's tokens, once for each that something is done for; without them where a sum is what is stated."""
    front = _front(tokens)
    tokens = tokens if front is None else _acted(tokens, front)
    if front is None or not any(t.mark & _JOINTS for t in tokens):
        return [tokens]
    act = next((at for at in range(front + 1, len(tokens)) if _acts(tokens[at])), len(tokens))
    joints = [at for at in range(front + 1, act) if tokens[at].mark & _JOINTS and any(t.figure for t in tokens[at:act])]
    if not joints or act == len(tokens):
        return [tokens]
    if any(t.figure for t in tokens[act:]):
        return [tokens[act:]]  # 为300名老人和120名残疾人发放补贴50万元
    begins, ends = [front + 1, *(at + 1 for at in joints)], [*joints, act]
    return [tokens[: front + 1] + tokens[a:b] + tokens[act:] for a, b in zip(begins, ends, strict=True)]


def _front(tokens: Sequence[Token]) -> int | None:
    """Where 对 or 为 stands, if a clause begins with it."""
    for at, token in enumerate(tokens):
        if token.word in _SERVED:
            return at
        if not (token.moment or token.kind & Kind.SKIP):
            return None
    return None


def _acts(token: Token) -> bool:
    return token.word in _DOES or token.kind & _ACTS != 0


def _acted(tokens: list[Token], front: int) -> list[Token]:
    """为900户居民|安装|报警器: a verb that is also a noun parts those whom it is done for from what is done."""
    counted = next((at for at in range(front + 1, len(tokens)) if tokens[at].figure is not None), len(tokens))
    verbs = [at for at in range(counted + 2, len(tokens)) if tokens[at].kind & (Kind.OBJECT | Kind.NOMINAL)]
    if len(verbs) != 1 or tokens[verbs[0]].kind & Kind.OBJECT or any(map(_parts, tokens[counted + 1 :])):
        return tokens
    at = verbs[0]
    behind = at + 1 < len(tokens) and not tokens[at + 1].kind & ~Kind.FRIEND
    return [*tokens[:at], replace(tokens[at], kind=Kind.OBJECT), *tokens[at + 1 :]] if behind else tokens


def _parts(token: Token) -> bool:
    """Whether a token is a mark or a figure that counts or measures: 60周岁以上 only says who is meant."""
    return token.mark != 0 or (token.figure is not None and token.figure.unit not in lexicon().tails["qualifier"])
