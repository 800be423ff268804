"""Which of all figures count: what was known by then, without what a known correction replaces."""

from __future__ import annotations

import ibis.expr.types as ir

from duban.standing.steps import Tables


def current(s: Tables) -> ir.Table:
    """The figures that count: an anti-join, never a window over all facts."""
    known = _known(s, s["facts"])
    corrected = known.filter(_replacing(known)).select(gone=known.replaces)
    return known.anti_join(corrected, known.fact == corrected.gone)


def current_of(s: Tables, few: ir.Table) -> ir.Table:
    """Of a few facts those that count; all others are only asked what they correct, and not where the few are none."""
    known, all_known = _known(s, few), _known(s, s["facts"])
    corrections = all_known.filter(_replacing(all_known))
    corrected = corrections.semi_join(known, corrections.replaces == known.fact).select(gone="replaces")
    return known.anti_join(corrected, known.fact == corrected.gone)


def _known(s: Tables, facts: ir.Table) -> ir.Table:
    facts = facts.cross_join(s["moment"].select("known_at"))
    return facts.filter(facts.known <= facts.known_at).drop("known_at")


def _replacing(facts: ir.Table) -> ir.BooleanValue:
    """Whether a fact is a correction. Keys are words, or numbers where a store numbers its rows."""
    return facts.replaces != "" if facts.replaces.type().is_string() else facts.replaces.notnull()
