"""A file from outside the house is read whole, or refused before it fills the memory."""

import pytest

from bairn.kernel import catalogue
from bairn.kernel.catalogue import CatalogueError


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "a: &a {x: 1}\nb:\n  <<: *a\n",
        "a: 1\na: 2\n",
        "a: [1, 2\n",
        "a: !!python/object/apply:os.getcwd []\n",
        "a: " + "x" * catalogue.MOST_FOREIGN,
    ],
    ids=["references", "merged", "twin", "malformed", "object", "huge"],
)
def test_what_could_stand_for_more_than_it_says_is_refused(tmp_path, text):
    path = tmp_path / "overlay.yaml"
    path.write_text(text)
    with pytest.raises(CatalogueError):
        catalogue.load_foreign(path)


def test_a_file_that_no_reader_knows_is_refused(tmp_path):
    path = tmp_path / "overlay.yaml"
    path.write_bytes(b"a: \xff\xfe\n")
    with pytest.raises(CatalogueError):
        catalogue.load_foreign(path)


def test_a_plain_file_is_read(tmp_path):
    path = tmp_path / "overlay.yaml"
    path.write_text("overlay: {id: northfield, title: {en: Northfield, zh: 北野}}\n", "utf-8")
    assert catalogue.load_foreign(path)["overlay"]["title"]["zh"] == "北野"
