"""A pledge or a fact on one line, as the case files write it."""

from __future__ import annotations

from duban.ledger.types import WHOLE, Fact, Pledge, Tier


def told(one: Pledge | Fact) -> str:
    """What is said, and then, by name, what is not as usual."""
    parts = [one.id, one.org_unit] if isinstance(one, Pledge) else [one.key, one.org_unit]
    parts += [one.subject, one.kind, one.basis, one.unit]
    usual: dict[str, object]
    if isinstance(one, Pledge):
        parts += [str(one.year), *(f"[{_tier(tier)}]" for tier in one.tiers)]
        if one.assessed:
            parts.append(f"assessed[{_tier(one.assessed)} {one.assessed.document}]")
        if one.trajectory:
            parts.append("steps[" + " ".join(f"{month}={value}" for month, value in one.trajectory) + "]")
        usual = {"due": None, "polarity": "higher", "accumulation": "ytd", "annual_only": False, "status": "in_force"}
        usual |= {"status_document": "", "against": "", "against_indicator": ""}
    else:
        parts += [str(one.period), f"{one.comparator} {'—' if one.value is None else one.value}"]
        usual = {"upper": None, "day": None, "status": "final", "simulated": False, "source": "", "answers": ""}
        usual |= {"replaces": "", "known": 0, "contested": False}
    usual |= {"indicator": "", "scope": WHOLE, "state": "", "part_of": ""}
    parts += [f"{name}={getattr(one, name)}" for name, value in usual.items() if getattr(one, name) != value]
    return " ".join(part or "·" for part in parts)


def _tier(tier: Tier) -> str:
    upper = "" if tier.upper is None else f"—{tier.upper}"
    return f"{tier.firmness} {tier.comparator} {'—' if tier.value is None else tier.value}{upper}"
