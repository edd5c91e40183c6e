"""Every example of the documentation is run: files are validated, commands are run, and what is shown is what they print."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from pages import PageError, blocks, run_page
from standfirst import Document, dumps
from standfirst.model import Entity, Mention

ROOT = Path(__file__).resolve().parents[2]


def change_harbour(folder: Path) -> None:
    """What docs/schemes.md tells its reader to change."""
    path = folder / "arrival.json"
    text = path.read_text("utf-8")
    for find, put in (
        ('"role":"ship","kind":"mention","ref":"m1"', '"role":"ship","kind":"mention","ref":"m3"'),
        ('"from":"e3","to":"e1"', '"from":"e1","to":"e3"'),
        ('"tonnage":4200', '"tonnage":"4200"'),
    ):
        assert text.count(find) == 1
        text = text.replace(find, put)
    path.write_text(text, "utf-8")


def make_news(folder: Path) -> None:
    """The corpus of docs/ci.md: two documents, one with a fault."""
    (folder / "news").mkdir()
    for name, text in (("harbour", "In Norvik it rained."), ("market", "The market opened.")):
        document = Document.create(text, id=name, language="en", license="CC0-1.0")
        if name == "harbour":
            mention = Mention(id="m1", entity="e1", span=document.span((3, 9)))
            document = document.add(Entity(id="e1", type="GPE"), mention)
        data = dumps(document).replace(b'"end":9', b'"end":8')
        (folder / "news" / f"{name}.json").write_bytes(data)


def copy_ship(folder: Path) -> None:
    """The document of docs/offsets.md."""
    shutil.copy(ROOT / "samples" / "invalid" / "OFF022-offset-cause.json", folder / "ship.json")
    text = "\U0001f6a2 Ann Lind, Bo Ek, Cy Moe, Di Fry and Eva Ruud met in old Norvik.\n"
    (folder / "revised.txt").write_text(text, "utf-8", newline="\n")


class Page(NamedTuple):
    """What a page needs before its first block: folders and files of the repository, other files, functions for its marks."""

    copies: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    hooks: tuple[tuple[str, Callable[[Path], None]], ...] = ()


TEXTS = (("article.txt", "Harbour workers end strike.\n"), ("revised.txt", "Harbour workers end their strike.\n"))
PAGES = {
    "README.md": Page(("corpus", "samples"), TEXTS),
    "docs/format.md": Page(),
    "docs/descriptions.md": Page(("corpus",)),
    "docs/fix.md": Page(),
    "docs/getting-started.md": Page(),
    "docs/ci.md": Page(hooks=(("corpus", make_news),)),
    "docs/configuration.md": Page(),
    "docs/formats.md": Page(),
    "docs/offsets.md": Page(hooks=(("ship", copy_ship),)),
    "docs/testing.md": Page(),
    "docs/schemes.md": Page(hooks=(("changed", change_harbour),)),
}
"""Every page with examples."""
ELSEWHERE = {
    "corpus/GUIDELINES.md": "tests/golden/test_reference_corpus.py",
}
"""The pages whose blocks another test makes or compares."""
GENERATED = ("docs/rules/",)
"""Pages that are generated, whose examples are run where they come from."""
NOT_OURS = (".", "build", "dist", "node_modules")
"""How folders begin that are not in the repository, or not of it."""


def pages_with_blocks() -> list[str]:
    found = []
    for path in sorted(ROOT.rglob("*.md")):
        way = path.relative_to(ROOT)
        strange = any(part.startswith(NOT_OURS) for part in way.parts[:-1])
        if not strange and not way.as_posix().startswith(GENERATED) and "\n```" in path.read_text("utf-8"):
            found.append(way.as_posix())
    return found


def test_every_page_with_examples_is_run() -> None:
    assert pages_with_blocks() == sorted((*PAGES, *ELSEWHERE))
    for page, test in ELSEWHERE.items():
        assert Path(page).name in (ROOT / test).read_text("utf-8"), page


@pytest.mark.parametrize("name", PAGES)
def test_the_examples_of_a_page_are_as_it_says(name: str, tmp_path: Path) -> None:
    page = PAGES[name]
    folder = tmp_path / "page"
    folder.mkdir()
    for copied in page.copies:
        shutil.copytree(ROOT / copied, folder / copied)
    for path, text in page.files:
        (folder / path).write_text(text, "utf-8")
    assert run_page(ROOT / name, folder, ROOT, dict(page.hooks))


def ran(text: str, folder: Path) -> int:
    page = folder / "page.md"
    page.write_text(text, "utf-8")
    inside = folder / "inside"
    inside.mkdir()
    return run_page(page, inside, ROOT, {"touch": lambda where: (where / "touched").touch()})


GOOD = """
<!-- file: a.txt -->
```text
one
two
```

```console
$ cat a.txt
one
...
$ grep -c o \\
  a.txt
2
```

```python
from pathlib import Path

print(Path("a.txt").read_text())
```

<!-- output -->
```
one
two
```

<!-- run: touch -->
<!-- exit: 1 -->
```sh
test -f touched
test -f missing
```

<!-- part: fragment -->
```json
{"start": 0, "end": 2, "text": "Ja"}
```

<!-- lines of: a.txt -->
```text
two
```

<!-- findings: DEC003 -->
```json
{"standfirst": "1.0" }
```
"""


def test_a_good_page_runs(tmp_path: Path) -> None:
    text = GOOD.replace("<!-- findings: DEC003 -->", "<!-- findings: SCH001 SCH001 SCH001 SCH001 SCH001 -->")
    assert ran(text, tmp_path) == 8


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ("one\n...", "two\n...", "page.md:8: the page shows"),
        ("\n2\n", "\n3\n", "what is printed is\n2"),
        ("print(", "raise ValueError(", "page.md:17"),
        ("<!-- output -->\n```\none", "<!-- output -->\n```\nnone", "page.md:24"),
        ("<!-- exit: 1 -->\n", "", "exits with 1, and not 0"),
        ("<!-- run: touch -->\n", "<!-- run: smell -->\n", "smell"),
        ('"end": 2', '"end": -2', "the findings are"),
        ('"end": 2', '"ende": 2', "'ende' is unknown"),
        ("part: fragment", "part: figment", "does not define figment"),
        ("```text\ntwo", "```text\nthree", "has no line 'three'"),
        ("```sh", "```brat", "nobody knows how to run"),
        ("```sh", "   ```sh", "a fence has no partner"),
        ("<!-- findings: DEC003 -->", "", "the page says []"),
        ("```sh\n", "```sh\nmake tea\n", "the Makefile has no tea"),
        ("<!-- findings: DEC003 -->", "<!-- checked by: tests/nothing.py -->", "there is no tests/nothing.py"),
    ],
)
def test_a_page_that_is_not_as_it_says_is_found(find: str, put: str, said: str, tmp_path: Path) -> None:
    assert GOOD.count(find) >= 1
    with pytest.raises(PageError) as caught:
        ran(GOOD.replace(find, put, 1), tmp_path)
    assert said in str(caught.value)


def test_blocks_know_their_lines_and_marks() -> None:
    first, second = blocks(GOOD)[:2]
    assert (first.line, first.info, first.marks) == (3, "text", {"file": "a.txt"})
    assert (second.line, second.info, second.marks) == (8, "console", {})
