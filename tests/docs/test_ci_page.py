"""The how-to for builds, with real clients: each snippet is judged by the schema of its program and then run.

The action's steps run under bash in a git repository of their own, the job of GitLab's template under sh, the hooks by
pre-commit. What they install is a copy of this checkout.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import blocks
from standfirst import Document, dumps
from standfirst.cli.run import CLEAN, FAILED, FINDINGS, INTERRUPTED, TERMINATED
from standfirst.model import Entity, Mention

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ("validator", "schemas", "pyproject.toml", "setup.py", "README.md", "LICENSE")
CLIENTS = ("action.yml", ".pre-commit-hooks.yaml", "ci")
GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is installed, as a git repository."""
    folder = tmp_path_factory.mktemp("standfirst")
    for name in (*INSTALLED, *CLIENTS):
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", ".*cache")
            )
        else:
            shutil.copy(ROOT / name, folder / name)
    commit(folder)
    return folder


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path, message: str = "m") -> None:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)


@pytest.fixture(scope="session")
def installed(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the programs of an environment in which nothing is installed but pip."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    return folder / "bin"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A repository with a corpus of a clean document and a faulty one, and a JSON file that is no document."""
    folder = tmp_path / "a repository"
    (folder / "corpus").mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "x"}\n', "utf-8")
    (folder / "corpus" / "market.json").write_bytes(document("market", "The market opened."))
    (folder / "corpus" / "harbour, 100%.json").write_bytes(faulty())
    commit(folder)
    return folder


def document(name: str, text: str) -> bytes:
    made = Document.create(text, id=name, language="en", license="CC0-1.0")
    if not text.startswith("In Norvik"):
        return dumps(made)
    return dumps(made.add(Entity(id="e1", type="GPE"), Mention(id="m1", entity="e1", span=made.span((3, 9)))))


def faulty() -> bytes:
    return document("harbour", "In Norvik it rained.").replace(b'"end":9', b'"end":8')


def snippets() -> list[dict[str, Any]]:
    import yaml

    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    found = [yaml.safe_load(block.body) for block in blocks(page) if block.info == "yaml"]
    assert len(found) == 5
    return [
        {"on" if key is True else key: value for key, value in one.items()} for one in found
    ]  # YAML 1.1 reads on as true


def workflows() -> list[dict[str, Any]]:
    return [snippet for snippet in snippets() if "jobs" in snippet]


@pytest.fixture
def judged(library: Callable[[str], Any], tmp_path: Path) -> Callable[[Any, str], None]:
    """Has a tree judged by a schema that check-jsonschema ships."""
    library("check_jsonschema")
    library("yaml")

    def judge(tree: Any, schema: str) -> None:
        path = tmp_path / "judged.json"
        path.write_text(json.dumps(tree), "utf-8")
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return judge


def test_everything_is_as_its_program_wants_it(judged: Callable[[Any, str], None]) -> None:
    import yaml

    judged(yaml.safe_load((ROOT / "action.yml").read_text("utf-8")), "vendor.github-actions")
    judged(yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text("utf-8")), "vendor.gitlab-ci")
    for snippet in snippets():
        if "include" in snippet:
            judged(snippet, "vendor.gitlab-ci")
        elif "jobs" in snippet:
            judged(snippet, "vendor.github-workflows")
        else:
            assert "repos" in snippet


# GitHub: the steps of the action, as the runner puts them together.


def steps(
    given: dict[str, str], folder: Path, checkout: Path, temporary: Path
) -> Iterator[subprocess.CompletedProcess[str]]:
    import yaml

    action = yaml.safe_load((checkout / "action.yml").read_text("utf-8"))
    assert set(given) <= set(action["inputs"])
    inputs = {name: given.get(name, about["default"]) for name, about in action["inputs"].items()}
    known = {f"inputs.{name}": value for name, value in inputs.items()} | {"runner.temp": str(temporary)}
    for step in action["runs"]["steps"]:
        values = {
            name: re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda match: known[match[1]], value)
            for name, value in step.get("env", {}).items()
        }
        assert "${{" not in step["run"], "what a workflow hands in must not become part of a script"
        yield subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder, capture_output=True, text=True, check=False,
            env={**runner(folder, temporary), "GITHUB_ACTION_PATH": str(checkout), **values},
        )  # fmt: skip


def runner(folder: Path, temporary: Path) -> dict[str, str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("STANDFIRST", "PYTHON", "GITHUB"))
    }
    return clean | {
        "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(folder), "GITHUB_BASE_REF": "main",
        "RUNNER_TEMP": str(temporary), "GITHUB_STEP_SUMMARY": str(temporary / "summary"),
    }  # fmt: skip


@pytest.fixture(scope="session")
def runner_temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the runner: one for all tests, so that the action is installed once."""
    return tmp_path_factory.mktemp("runner")


def run_workflow(workflow: dict[str, Any], folder: Path, checkout: Path, temporary: Path) -> tuple[int, str]:
    """The exit code and the log of a job."""
    (job,) = workflow["jobs"].values()
    log = ""
    (temporary / "summary").unlink(missing_ok=True)
    for step in job["steps"]:
        if "run" in step:
            assert "${{" not in step["run"]
            done = subprocess.run(
                ["bash", "-eo", "pipefail", "-c", step["run"]], cwd=folder, capture_output=True, text=True, check=False,
                env=runner(folder, temporary),
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        elif step["uses"].startswith("OWNER/standfirst@"):
            for done in steps(step.get("with", {}), folder, checkout, temporary):
                log += done.stdout
                if done.returncode:
                    return done.returncode, log + done.stderr
        else:
            assert step["uses"].startswith(("actions/checkout@", "github/codeql-action/upload-sarif@"))
    return 0, log


def test_the_action_shows_what_is_wrong_beside_the_lines(news: Path, checkout: Path, runner_temp: Path) -> None:
    code, log = run_workflow(workflows()[0], news, checkout, runner_temp)
    assert code == 1, log
    (command,) = [line for line in log.splitlines() if line.startswith("::")]
    assert command.startswith("::error title=surface-mismatch (OFF002),file=corpus/harbour%2C 100%25.json,line=12,")
    summary = (runner_temp / "summary").read_text("utf-8")
    assert "1 error" in summary
    assert "OFF002 surface-mismatch" in summary


def test_only_what_a_pull_request_changes_is_checked(
    news: Path, checkout: Path, runner_temp: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "-q", str(news), "clone")
    clone = tmp_path / "clone"
    git(clone, "switch", "-qc", "change")
    (clone / ".git" / "info" / "exclude").write_text("changed\n", "utf-8")
    code, log = run_workflow(workflows()[1], clone, checkout, runner_temp)
    assert (code, "No findings (0 documents" in log) == (0, True), log
    (clone / "corpus" / "fair.json").write_bytes(document("market", "A fair opened in Norvik."))
    (clone / "corpus" / "market.json").unlink()
    (clone / "package.json").write_text('{"name": "y"}\n', "utf-8")
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "c")
    code, log = run_workflow(workflows()[1], clone, checkout, runner_temp)
    assert (code, "(1 document in 1 file, 1 other file skipped)" in log) == (0, True), log
    (clone / "corpus" / "fair.json").write_bytes(faulty())
    git(clone, "commit", "-qam", "c")
    assert run_workflow(workflows()[1], clone, checkout, runner_temp)[0] == 1


def test_code_scanning_gets_its_file(news: Path, checkout: Path, runner_temp: Path) -> None:
    code, log = run_workflow(workflows()[2], news, checkout, runner_temp)
    assert code == 0, log
    (run,) = json.loads((news / "standfirst.sarif").read_text("utf-8"))["runs"]
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "corpus/harbour,%20100%25.json"


def test_inputs_of_the_action_are_no_commands(news: Path, checkout: Path, runner_temp: Path) -> None:
    given = {"paths": "$(touch taken)\n`touch taken`; touch taken", "options": "--statistics"}
    *_, done = steps(given, news, checkout, runner_temp)
    assert done.returncode == 2
    assert not (news / "taken").exists()


# GitLab.


def test_the_job_of_the_template_writes_its_reports(news: Path, checkout: Path, installed: Path) -> None:
    import yaml

    template = yaml.safe_load((checkout / "ci" / "gitlab.yml").read_text("utf-8"))["standfirst"]
    (snippet,) = [one for one in snippets() if "include" in one]
    variables = template["variables"] | snippet["standfirst"]["variables"] | {"STANDFIRST_SOURCE": str(checkout)}
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("STANDFIRST", "PYTHON", "GITHUB"))
    }
    environment = clean | variables | {
        "CI": "true", "CI_PROJECT_DIR": str(news), "PATH": f"{installed}{os.pathsep}{clean['PATH']}",
    }  # fmt: skip
    for line in template["script"][:-1]:
        subprocess.run(["sh", "-ec", line], cwd=news, env=environment, check=True, capture_output=True)
    last = ["sh", "-ec", template["script"][-1]]
    done = subprocess.run(last, cwd=news, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    reports = template["artifacts"]["reports"]
    (issue,) = json.loads((news / reports["codequality"]).read_text("utf-8"))
    assert issue["location"]["path"] == "corpus/harbour, 100%.json"
    assert 'failures="1"' in (news / reports["junit"]).read_text("utf-8")


# pre-commit.


def test_the_hooks_run_in_pre_commit(
    news: Path, checkout: Path, tmp_path: Path, library: Callable[[str], Any], judged: Callable[[Any, str], None]
) -> None:
    library("pre_commit")
    import yaml

    (snippet,) = [one for one in snippets() if "repos" in one]
    (repository,) = snippet["repos"]
    hooks = {hook["id"] for hook in yaml.safe_load((checkout / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert hooks == {hook["id"] for hook in repository["hooks"]}
    repository |= {"repo": str(checkout), "rev": git(checkout, "rev-parse", "HEAD").strip()}
    (news / ".pre-commit-config.yaml").write_text(json.dumps(snippet), "utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("STANDFIRST", "PYTHON", "GIT"))}
    environment = clean | {"PRE_COMMIT_HOME": str(tmp_path / "home"), "NO_COLOR": "1"}

    def pre_commit(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", *arguments]
        return subprocess.run(command, cwd=news, env=environment, capture_output=True, text=True, check=False)

    assert pre_commit("validate-manifest", str(checkout / ".pre-commit-hooks.yaml")).returncode == 0
    git(news, "add", "-A")
    done = pre_commit("run", "--all-files")
    assert done.returncode == 1, done.stderr
    assert re.search(r"\(canonical form\)\.+Passed", done.stdout), done.stdout
    assert re.search(r"\(documents\)\.+Failed", done.stdout), done.stdout
    assert re.search(r"\(corpus\)\.+Failed", done.stdout), done.stdout
    assert "corpus/harbour, 100%.json:12:38: error OFF002" in done.stdout
    (news / "corpus" / "harbour, 100%.json").write_bytes(document("market", "In Norvik it rained."))
    (news / "corpus" / "corpus.json").write_text(json.dumps(description()), "utf-8")
    done = pre_commit("run", "--all-files")
    assert re.search(r"\(documents\)\.+Passed", done.stdout), done.stdout
    assert re.search(r"\(corpus\)\.+Failed", done.stdout), "two documents have one id, which only the corpus shows"
    assert "error CRP004 duplicate-document" in done.stdout
    market = news / "corpus" / "market.json"
    market.write_bytes(json.dumps(json.loads(market.read_bytes()), indent=1).encode())
    done = pre_commit("run", "standfirst-fmt", "--all-files")
    assert done.returncode == 1, "what a hook has rewritten is to be looked at"
    assert market.read_bytes() == document("market", "The market opened.")


def description() -> dict[str, Any]:
    """The description of the corpus, so that its documents are compared."""
    listed = [{"path": name} for name in ("harbour, 100%.json", "market.json")]
    about = {"id": "news", "title": "News", "version": "1", "languages": ["en"], "license": "CC0-1.0"}
    return {"standfirst_corpus": "1.0", **about, "documents": listed}


# What the page says besides.


def test_the_table_of_exit_codes_is_that_of_the_program() -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    assert codes == [CLEAN, FINDINGS, FAILED, INTERRUPTED, TERMINATED]
