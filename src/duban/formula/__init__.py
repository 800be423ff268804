"""The one expression language of declarations: lights, scores, flags, gates, guards, filters, derived indicators.

A formula is a small part of Python's expressions: numbers, strings, names, ``+ - * /``, comparisons (chained too),
``and or not``, ``x in ("a", "b")``, ``a if c else b``, and a closed list of functions (``FUNCTIONS``). It is parsed
once, by Python's own ``ast``; every name is checked against those that it is given, and it can reach nothing else.

One walker runs it on Ibis columns or on one item: both come as an :class:`~duban.formula.algebra.Algebra`. Unknown is a
value: a comparison with it is unknown, ``and`` and ``or`` are SQL's, and a condition that is unknown does not hold.
Shares are compared exactly, by multiplying out; see :mod:`duban.formula.ratio`.
"""
