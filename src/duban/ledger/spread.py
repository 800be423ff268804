"""A row of a table as the pledges and facts in it.

One row may hold a target, what was done and how much that grew: that is a pledge, a fact that answers it, and a second
fact, of growth; a column of shares (完成率) is a third. Which of the fields counts as the value is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from duban.amounts import base_unit, known
from duban.ledger.fields import BODY_OR_UNIT, is_body
from duban.ledger.raw import Raw, Unusable, number
from duban.ledger.shares import tell_apart
from duban.sheets.figures import is_nil

Mood = Literal["pledged", "reported"]
_GROWTH = {"pledged": "target_growth", "reported": "growth"}
_LEVEL = {"pledged": "target", "reported": "actual"}
_SIDES = (*_GROWTH.values(), *_LEVEL.values())


def spread(raw: Raw, mood: Mood, unsaid: Mood) -> Iterator[Raw]:
    """The records of one mood in a row; ``unsaid`` is the mood of a row that says none."""
    try:
        body_or_unit(raw)
        said = raw.word("mood")
    except Unusable:
        return
    level, growth = _LEVEL[mood], _GROWTH[mood]
    targets_and_results = not said and any(
        name in raw.fields for name in ("target", "actual", "growth", "target_growth", "share")
    )
    if targets_and_results:
        if level in raw.fields or ("value" in raw.fields and unsaid == mood):
            yield _with_value(raw, level, mood)
        if raw.fields.get(growth) is not None and not is_nil(raw.text(growth)):
            yield _growth(raw, growth, mood)
        if mood == "reported" and _tells_share(raw):
            yield _share(raw)
    elif (said or unsaid) == mood:
        yield _with_value(raw, level, mood)


def _with_value(raw: Raw, name: str, mood: Mood) -> Raw:
    """The record whose value stands under ``name`` or under value itself."""
    fields = raw.fields
    if name in fields and fields.get("value") not in (None, ""):
        what = "同一行有两列都是数，只用了前一列"
        raw.tell("same-column", name, f"{what}（{name}，不用 value）", "请只留一列")
    if name not in fields:
        return raw
    found = {**fields, "value": fields[name]}
    return replace(raw, fields=_answering(raw, found, mood), units=_units(raw, name), column=name)


def _growth(raw: Raw, name: str, mood: Mood) -> Raw:
    """The growth that stands beside a level, as a record of its own."""
    found = {**raw.fields, "value": raw.fields[name], "basis": "growth", "unit": ""}
    for one in ("assessed", "trajectory", "upper", "comparator", "firmness"):
        found.pop(one, None)
    if mood == "pledged":
        found["id"] = f"{raw.text('id') or raw.made_name}/growth"
    else:
        found["key"] = f"{raw.text('key') or raw.made_name}/growth"
        if raw.fields.get("target_growth") is not None:
            found["answers"] = raw.text("answers") or f"{raw.text('id') or raw.made_name}/growth"
    units = dict(raw.units)
    units["value"] = raw.units.get(name, "") or "%"
    return replace(raw, fields=found, units=units, column=name)


def _tells_share(raw: Raw) -> bool:
    """Whether the share of a row is told for itself, and not beside what was done and the target that it is of.

    Of these three a contradiction is told.
    """
    if is_nil(raw.text("share")):
        return False
    target, done, share = (number(raw.fields.get(name)) for name in ("target", "actual", "share"))
    if not (target and done and share):
        return True
    told = (target, "target"), (done, "actual")
    if "%" in (share.unit, raw.units.get("share")):
        amounts = (one.value * base_unit(one.unit or raw.units.get(name, ""))[1] for one, name in told)
        tell_apart(raw.findings, raw.where("share"), share.value, *amounts)
    return False


def _share(raw: Raw) -> Raw:
    """The share of the target that is told, as a record of its own."""
    found = {**raw.fields, "value": raw.fields["share"], "basis": "share", "unit": ""}
    found["key"] = f"{raw.text('key') or raw.made_name}/share"
    for one in ("upper", "comparator"):
        found.pop(one, None)
    units = {**raw.units, "value": raw.units.get("share", "")}
    return replace(raw, fields=_answering(raw, found, "reported"), units=units, column="share")


def _answering(raw: Raw, found: dict[str, object], mood: Mood) -> dict[str, object]:
    """A result beside its target answers it."""
    beside = mood == "reported" and not is_nil(raw.text("target")) and not raw.text("answers")
    return {**found, "answers": raw.text("id") or raw.made_name} if beside else found


def _units(raw: Raw, name: str) -> dict[str, str]:
    units = dict(raw.units)
    units["value"] = raw.units.get(name, units.get("value", ""))
    return units


def body_or_unit(raw: Raw) -> None:
    """What stands under 单位 goes to where it belongs; beside a body, a word that ends like none is a slip (万顿)."""
    text = raw.text(BODY_OR_UNIT)
    if not text:
        return
    name = "unit" if known(text) or (raw.text("org_unit") and not is_body(text)) else "org_unit"
    there = raw.text(name)
    if there and there != text:
        raw.tell("same-column", BODY_OR_UNIT, f"“单位”写的是“{text}”，另一列是“{there}”，按另一列", "请只留一列")
    elif not there:
        raw.fields[name] = text
