"""Red flags and snails (红旗、蜗牛) of projects and bodies' work: proposed by rule, confirmed by people."""
