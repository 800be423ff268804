"""Whatever is done to a pack's files, a look through it says what is wrong and never stumbles."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from duban.errors import DeclarationError
from duban.pack.load import look_through
from duban.pack.new import STARTER
from tests.pack.city import city

FILES = sorted(path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*.toml"))
PIECES = st.one_of(
    st.sampled_from(
        ['"', "[", "]", "{", "}", "=", "\n", "#", "[[pledge]]", "[pack]", "= 1", '= "x"', "= []", "= {}", "= true"]
    ),
    st.text(max_size=4),
)


@settings(max_examples=60)
@given(st.data())
def test_a_spoilt_file_is_told(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    before = (STARTER / file).read_text("utf-8")
    start = data.draw(st.integers(0, len(before)))
    length = data.draw(st.sampled_from([0, 1, 3, 20]))
    after = before[:start] + data.draw(PIECES) + before[start + length :]
    with tempfile.TemporaryDirectory() as folder:
        city(Path(folder))
        (Path(folder) / file).write_bytes(after.encode("utf-8", "surrogatepass"))
        try:
            look = look_through(folder)
        except DeclarationError as error:
            told = error.problems
        else:
            told = look.refusals + look.findings
    assert all(one.what and one.where for one in told)


def test_tables_of_the_wrong_sort_are_told(tmp_path: Path) -> None:
    for file in FILES:
        folder = city(tmp_path / file.replace("/", "-"))
        tables = "\n".join(
            f"{table} = 3"
            for table in ("pack", "org_unit", "post", "portfolio", "provider", "indicator", "alias", "book")
        )
        (folder / file).write_text(tables + "\npledge = [1]\nrules = []\nlight_rule = {}\nlink = ['a']\n", "utf-8")
        assert look_through(folder).refusals
