"""TOML → closed, dated declarations: what may be said is a list, and whatever else is said is told with its place.

toml = read(path)                                  one error for what is no TOML
items = many(toml, "org_unit", OrgUnitDeclared, found)   its tables; every fault in ``found``
"""

from duban.declare.model import Day, Declaration, Exact, ExactFromZero, Id, Listed, MonthOf, Text
from duban.declare.refusals import allowed, nearest
from duban.declare.tables import Item, closed, many, single, whole
from duban.declare.toml import Toml, parse, read

__all__ = [
    "Day",
    "Declaration",
    "Exact",
    "ExactFromZero",
    "Id",
    "Item",
    "Listed",
    "MonthOf",
    "Text",
    "Toml",
    "allowed",
    "closed",
    "many",
    "nearest",
    "parse",
    "read",
    "single",
    "whole",
]
