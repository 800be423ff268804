"""A share of a target that stands beside the two amounts it is reckoned from: whether the three go together."""

from __future__ import annotations

from fractions import Fraction

from duban.amounts import decimal, near_share
from duban.sheets.findings import Findings


def tell_apart(findings: Findings, where: str, share: Fraction, target: Fraction, done: Fraction) -> None:
    """Tell of a share, in per cent, that is not the one that result and target give; of a target of nothing, none."""
    reckoned = done * 100 / target if target > 0 else share
    if not near_share(share, reckoned):
        what = f"完成率写的是{decimal(share)}%，按目标和完成数算是{decimal(reckoned, 2)}%，对不上"
        findings.add("share-differs", where, what, "按完成数；请核对")
