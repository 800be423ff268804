"""Figures → charts: ECharts options and sparklines as plain data, with the words that the caller's language has."""

from duban.charts.bars import Bar, BarWords, bars
from duban.charts.palette import PAPER, SCREEN, Palette
from duban.charts.pledge import Ahead, Course, PledgeWords, pledge_chart
from duban.charts.spark import Spark, spark

__all__ = [
    "PAPER",
    "SCREEN",
    "Ahead",
    "Bar",
    "BarWords",
    "Course",
    "Palette",
    "PledgeWords",
    "Spark",
    "bars",
    "pledge_chart",
    "spark",
]
