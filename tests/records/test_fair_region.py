"""The project's hidden region is fair under every course secret: right answers earn every point there."""

import pytest

from course_admin.hidden import projet
from course_admin.records import secret


@pytest.fixture(params=["c8", "c9", "ca", "cc"])
def key(request, monkeypatch):
    """A course secret; the first and the last draw a region where the reference answer would earn one point less."""
    monkeypatch.setenv(secret.VARIABLE, request.param.rjust(64, "0"))
    cached = (projet.drawn, projet._taught_elsewhere, projet.costs)
    for one in cached:
        one.cache_clear()
    yield request.param
    for one in cached:
        one.cache_clear()


def test_the_reference_answer_has_room_to_spare(key):
    content, trees = projet.drawn("region")
    assert projet._part_of_careful(content, trees) <= projet.FAIR
    projet.drawn.cache_clear()
    assert projet.drawn("region")[0] == content


@pytest.mark.parametrize("key", ["c8", "cc"], indirect=True)
def test_a_region_that_is_a_freak_judges_nobody(key):
    content, trees = projet._forest("region", "region")
    assert projet._part_of_careful(content, trees) > projet.FAIR
    assert projet.drawn("region")[0] != content
