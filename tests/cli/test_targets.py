"""What a command writes to: nothing is destroyed that was not named to be replaced, nothing is half done."""

import os
import stat
from pathlib import Path

import pytest
import standfirst
from standfirst.cli import run
from standfirst.errors import UsageError
from standfirst.formats.json.write import write, write_line
from standfirst.model import Document


def made(document_id: str, text: str = "Yes.") -> Document:
    return Document.create(text, id=document_id, language="en", license="CC0-1.0")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_bytes(write(made("a")))
    return path


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_pipe_is_not_replaced_by_a_file(
    force: list[str], source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    for command in (["convert", str(source), str(pipe)], ["new", str(source), "-o", str(pipe)]):
        assert run([*command, *force]) == 2
        assert "no ordinary file; write to -" in capsys.readouterr().err
        assert stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(UsageError, match="no ordinary file"):
        standfirst.dump(made("a"), pipe, force=True)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/null"])
def test_a_device_is_not_replaced_by_a_file(name: str, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", str(source), name, "--to", "json"]) == 2
    assert "write - for" in (message := capsys.readouterr().err) or "write to -" in message
