"""``python -m duban``: the same as the command ``duban``."""

from __future__ import annotations

from duban.cli.main import app

if __name__ == "__main__":
    app(prog_name="duban")
