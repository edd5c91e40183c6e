"""The recipes of docs/testing.md for libraries by others, run where these libraries are: with the tests of peers."""

from pathlib import Path

import pytest
from pages import blocks, run_page

pytestmark = pytest.mark.peers
LIBRARIES = ("spacy", "cassis")


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_recipe_holds(library: str, root: Path, tmp_path: Path) -> None:
    pytest.importorskip(library)
    page = (root / "docs" / "testing.md").read_text("utf-8")
    (recipe,) = [block for block in blocks(page) if block.marks.get("needs") == library]
    alone = tmp_path / "recipe.md"
    alone.write_text(f"```python\n{recipe.body}```\n", "utf-8")
    folder = tmp_path / "page"
    folder.mkdir()
    assert run_page(alone, folder, root) == 1
