"""What pydantic found, in plain Chinese: the place, the key, what is wrong, what may be written, and the nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from duban.declare.lines import Path
from duban.errors import Finding

_MOST: Final = 16
_SORTS: Final = {
    "string_type": "要是文字，放在英文引号里",
    "int_type": "要是整数，不带引号",
    "int_from_float": "要是整数，不带小数",
    "bool_type": "要是 true 或 false，不带引号",
    "date_type": "要是日期，写作 2023-06-30，不带引号",
    "tuple_type": "要是一列，放在方括号里",
    "dict_type": "要是一张表",
    "mapping_type": "要是一张表",
    "model_type": "要是一张表",
    "model_attributes_type": "要是一张表",
    "string_too_short": "不能是空的",
    "too_short": "不能是空的",
    "date_from_datetime_inexact": "要是日期，不带钟点",
}


def problems(
    error: ValidationError, model: type[BaseModel], at: Callable[..., str], table: Path = ()
) -> Iterator[Finding]:
    """One finding a fault; ``at`` gives the place of a path within the table that was checked, ``table`` its own."""
    for fault in error.errors(include_url=False):
        path: Path = fault["loc"]
        code, what, do = _told(fault, model, table)
        yield Finding(code, at(*path), what, do, fatal=True)


def nearest(word: str, options: Iterable[str]) -> str:
    """``您是不是想写 …？``; empty where nothing comes near."""
    found = get_close_matches(word, list(options), 1, 0.6)
    return f"您是不是想写 {found[0]}？" if found else ""


def allowed(word: str, options: Iterable[str], what: str = "可以写") -> str:
    """The nearest of the options and then all of them, as far as a line holds them."""
    known = list(dict.fromkeys(options))
    shown = " ".join(known[:_MOST]) + (f" 等{len(known)}个" if len(known) > _MOST else "")
    return f"{nearest(word, known)}{what}：{shown}" if known else "还没有可以写的"


def _told(fault: Any, model: type[BaseModel], table: Path) -> tuple[str, str, str]:
    """The code, what is wrong and the way out of one of pydantic's faults."""
    path: Path = fault["loc"]
    key, sort, given = _named(path), fault["type"], fault["input"]
    if sort == "extra_forbidden":
        return "unknown-key", f"没有 {key} 这个键", allowed(str(path[-1]), _keys(model, path[:-1]))
    if sort == "missing":
        return "missing-key", f"缺少 {key}", _to_add(model, path, table)
    if sort == "literal_error":
        options = _options(fault["ctx"]["expected"])
        return "unknown-value", f"{key} 不能是{_shown(given)}", allowed(str(given), options)
    if sort in {"value_error", "assertion_error"}:
        what, _, do = str(fault["ctx"]["error"]).partition("。")
        return "wrong-value", f"{key} {what}".strip(), do
    if sort in {"greater_than_equal", "less_than_equal"}:
        bound = fault["ctx"].get("ge", fault["ctx"].get("le"))
        word = "不能小于" if sort == "greater_than_equal" else "不能大于"
        return "wrong-value", f"{key} {word} {bound}，写的是{_shown(given)}", ""
    return "wrong-type", f"{key} {_SORTS.get(sort, fault['msg'])}，写的是{_shown(given)}", ""


def _to_add(model: type[BaseModel], path: Path, table: Path) -> str:
    """How a key that is missing is written: as a line, or where it is a list of tables, as their head."""
    field = next((one for name, one in model.model_fields.items() if path == (one.alias or name,)), None)
    if field is None or get_origin(field.annotation) is not tuple or _model_in(field.annotation) is None:
        return f"请加上一行 {path[-1]} = …"
    head = ".".join(part for part in (*table, *path) if isinstance(part, str))
    return f"每一个写成一张表，表头是 [[{head}]]"


def _named(path: Path) -> str:
    """The keys of a path as they are written, elements by their number from 1: ``tier 第2个的 value``."""
    words: list[str] = []
    for part in path:
        words.append(f"第{part + 1}个" if isinstance(part, int) else f"的 {part}" if words else part)
    return " ".join(words).replace("个 的", "个的")


def _shown(value: object) -> str:
    """A value as it was written; a number keeps its distance from the Chinese before it."""
    if isinstance(value, dict):
        return "一张表"
    if isinstance(value, list):
        return "一列"
    if isinstance(value, bool):
        return f" {str(value).lower()}"
    if isinstance(value, str):
        return f"“{value[:40]}”" if value.strip() else "空的"
    return f" {str(value)[:40]}"


def _options(expected: str) -> list[str]:
    """``'a', 'b' or 'c'`` as pydantic writes a closed list."""
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(", ")]


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the table at a path may have."""
    inner: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, str) and inner is not None:
            by_key = {field.alias or name: field.annotation for name, field in inner.model_fields.items()}
            inner = _model_in(by_key.get(part))
    return [field.alias or name for name, field in inner.model_fields.items()] if inner is not None else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field's type holds: in a tuple, an optional, an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {tuple, Annotated, Union, UnionType}:
        return next(filter(None, map(_model_in, get_args(annotation))), None)
    return None
