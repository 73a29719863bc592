"""Which files beside a notebook go with it: names that no disk holds are left out, and cost nobody their work."""

from hypothesis import given
from hypothesis import strategies as st

from course_utils.notebook.beside import MAX_FILES, chosen, name_of

HOME = "notebooks/tp/tp1/petit.ipynb"


def test_a_name_of_three_hundred_letters_is_not_taken():
    assert name_of(f"notebooks/tp/tp1/{'é' * 300}.csv", HOME) == ""
    assert name_of(f"notebooks/tp/tp1/{'d' * 300}/x.csv", HOME) == ""
    assert name_of("notebooks/tp/tp1/données.csv", HOME) == "données.csv"


@given(st.dictionaries(st.text(max_size=260), st.integers(0, 2**30), max_size=80))
def test_what_is_taken_can_be_written_below_the_notebook(sizes):
    found = chosen({f"notebooks/tp/tp1/{path}": size for path, size in sizes.items()}, HOME)
    assert len(found) <= MAX_FILES
    for name in found:
        assert name and not name.startswith("/") and name.isprintable()
        assert all(part and len(part.encode()) <= 255 for part in name.split("/"))
