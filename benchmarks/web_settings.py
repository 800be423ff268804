"""The office's settings with one more page: a bare one, to measure the others beside."""

from duban.web.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.web_urls"
