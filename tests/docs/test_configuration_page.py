"""docs/configuration.md says what a configuration can say."""

import re
from pathlib import Path

from pages import blocks
from standfirst.configuration import load_configuration
from standfirst.shape import load_schema


def test_the_example_is_read_and_every_key_is_in_it_and_explained(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "configuration.md").read_text("utf-8")
    (example,) = [block.body for block in blocks(page) if block.info == "toml"]
    path = tmp_path / "standfirst.toml"
    path.write_text(example, "utf-8")
    found = load_configuration(explicit=str(path))
    assert found.profile == "gold"
    assert found.per_file_ignores == {"interviews/**": ("QUO019", "EVT")}
    assert found.max_document_bytes == 10_000_000
    assert found.scheme == str(tmp_path / "scheme.json")
    keys = set(load_schema("config")["properties"])
    explained = set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE))
    assert explained == keys
    assert all(f"{key} =" in example or f"[{key}]" in example or key == "select" for key in keys)
