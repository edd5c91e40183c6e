"""The grammar and the schema of TEI against the reader: whatever the reader takes, both take, and all that is canonical.

The files are written from generated documents; the mutants are small changes to them, of which the reader takes some.
"""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from lxml import etree
from make_odd import NotAtHandError, build, sources
from schematron import stylesheet
from standfirst.finding import ERROR
from standfirst.formats.tei import grammar, table
from standfirst.formats.tei.read import read_strictly
from standfirst.formats.tei.write import write
from standfirst.model import Document
from standfirst.strategies import documents
from tei_mutants import DAMAGES, LIBERTIES, has_one_of_each_id, mutant
from tei_odd import MODULES

ROOT = Path(__file__).resolve().parents[2]
RNG = ROOT / "schemas" / "standfirst.rng"
ODD = ROOT / "schemas" / "standfirst.odd"
RNC = ROOT / "schemas" / "standfirst.rnc"

DOCUMENTS = 150
MUTANTS = 16
LEAST_ACCEPTED = 0.2


class Mutants(NamedTuple):
    """Mutants that the reader takes, with one of each id; how many were made; and how often each change was taken."""

    accepted: tuple[bytes, ...]
    made: int
    taken: Counter[str]
    refused: Counter[str]


@pytest.fixture(scope="module")
def files() -> tuple[bytes, ...]:
    """Canonical files of generated documents, and the documents of the repository."""
    found = [write(document) for document in _repository()]

    @settings(max_examples=DOCUMENTS, phases=[Phase.generate])
    @given(documents(unknown=True))
    def collect(document: Document) -> None:
        found.append(write(document))

    collect()
    return tuple(dict.fromkeys(found))


def _repository() -> Iterator[Document]:
    import standfirst

    for path in sorted((*ROOT.glob("corpus/*.json"), *ROOT.glob("samples/valid/*.json"))):
        if b'"standfirst"' in path.read_bytes() and b'"documents"' not in path.read_bytes():
            yield standfirst.load(path)


@pytest.fixture(scope="module")
def mutants(files: tuple[bytes, ...]) -> Mutants:
    random = Random(20260504)
    accepted: list[bytes] = []
    taken: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    made = 0
    for data in (one for one in files if len(one) < 50_000):
        for _ in range(MUTANTS):
            changed, changes = mutant(data, random)
            made += 1
            is_taken = _is_read(changed)
            for change in changes:
                (taken if is_taken else refused)[change.__name__] += 1
            if is_taken and has_one_of_each_id(changed):
                accepted.append(changed)
    return Mutants(tuple(accepted), made, taken, refused)


def _is_read(data: bytes) -> bool:
    reading = read_strictly(data)
    return reading.document is not None and not any(finding.level == ERROR for finding in reading.findings)


@pytest.fixture(scope="session")
def our_schema() -> Any:
    return etree.RelaxNG(etree.parse(RNG))


def _check(schema: Any, files: Sequence[bytes]) -> None:
    """Every file is valid by libxml2."""
    for data in files:
        valid = schema.validate(etree.fromstring(data, etree.XMLParser(collect_ids=False)).getroottree())
        assert valid, f"{schema.error_log.last_error}\n{data.decode('utf-8')}"


def _jing(schema: Path, files: Sequence[bytes], folder: Path) -> list[str]:
    """What jing has to say of the files."""
    program = shutil.which("jing")
    if program is None:
        pytest.skip("jing is not installed")
    paths = [folder / f"{number}.xml" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    # Paths as they are, not as addresses, or a blank in them would be looked up escaped.
    command = [program, str(schema), *(path.name for path in paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert not done.stderr, done.stderr[:1000]
    assert (done.returncode == 0) == (not done.stdout)
    return done.stdout.splitlines()


def test_canonical_files_are_valid_by_the_grammar(our_schema: Any, files: tuple[bytes, ...]) -> None:
    assert len(files) > DOCUMENTS / 2
    _check(our_schema, files)


def test_canonical_files_are_valid_by_the_grammar_for_jing(files: tuple[bytes, ...], tmp_path: Path) -> None:
    assert _jing(RNG, files, tmp_path) == []


def test_canonical_files_are_tei(tei_schema: Any, files: tuple[bytes, ...]) -> None:
    _check(tei_schema, files)


def test_canonical_files_are_tei_for_jing(tei_all: Path, files: tuple[bytes, ...], tmp_path: Path) -> None:
    assert _jing(tei_all, files, tmp_path) == []


def test_many_mutants_are_read_and_many_are_not(mutants: Mutants) -> None:
    share = len(mutants.accepted) / mutants.made
    print(f"{mutants.made} mutants, {len(mutants.accepted)} ({share:.0%}) of them read")  # noqa: T201 - a figure to look at
    assert mutants.made >= 1000
    assert LEAST_ACCEPTED <= share <= 1 - LEAST_ACCEPTED
    for change in LIBERTIES:
        assert mutants.taken[change.__name__], change
    for change in DAMAGES:
        assert mutants.refused[change.__name__], change


def test_what_the_reader_takes_the_grammar_takes(our_schema: Any, mutants: Mutants) -> None:
    _check(our_schema, mutants.accepted)


def test_what_the_reader_takes_the_grammar_takes_for_jing(mutants: Mutants, tmp_path: Path) -> None:
    assert _jing(RNG, mutants.accepted, tmp_path) == []


def test_what_the_reader_takes_is_tei(tei_schema: Any, mutants: Mutants) -> None:
    _check(tei_schema, mutants.accepted)


def test_what_the_reader_takes_is_tei_for_jing(tei_all: Path, mutants: Mutants, tmp_path: Path) -> None:
    assert _jing(tei_all, mutants.accepted, tmp_path) == []


FAULTS = {
    "a foreign element": (b"<body>", b"<body><p/>"),
    "no header": (b"<teiHeader>", b"<front>"),
    "a word that no list has": (b'unit="utf8"', b'unit="utf-8"'),
    "a layer of its own": (b"<standOff>", b'<standOff><spanGrp type="notes"/>'),
    "text between elements": (b"<body>", b"<body>text"),
    "an attribute of its own": (b"<body>", b'<body n="1">'),
}
"""What the grammar must refuse, or it would take anything."""


@pytest.mark.parametrize("fault", FAULTS)
def test_the_grammar_refuses(our_schema: Any, files: tuple[bytes, ...], tmp_path: Path, fault: str) -> None:
    old, new = FAULTS[fault]
    data = next(one for one in files if b"<standOff>" in one)
    assert data.count(old) == 1
    bad = data.replace(old, new).replace(b"</teiHeader>", b"</front>" if new == b"<front>" else b"</teiHeader>")
    assert not our_schema.validate(etree.fromstring(bad).getroottree())
    assert len(_jing(RNG, [data, bad], tmp_path)) >= 1


def test_both_forms_of_the_grammar_say_the_same(tmp_path: Path) -> None:
    program = shutil.which("trang")
    if program is None:
        pytest.skip("trang is not installed")
    subprocess.run([program, str(RNC), str(tmp_path / "of.rng")], check=True)
    assert _plain(etree.parse(RNG).getroot()) == _plain(etree.parse(tmp_path / "of.rng").getroot())


def _plain(element: Any) -> Any:
    """The patterns in an element of RNG. Where namespaces are declared means nothing."""
    attributes = sorted((name, value) for name, value in element.items() if name not in ("ns", "datatypeLibrary"))
    children = [_plain(child) for child in element if isinstance(child.tag, str)]
    return element.tag, attributes, (element.text or "").strip(), children


def _rules(schema: Path) -> Any:
    """What the Schematron rules in a schema have to say of a file, by Saxon."""
    saxonche = pytest.importorskip("saxonche", reason="saxonche is not installed")
    processor = saxonche.PySaxonProcessor(license=False)
    compiled = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet(schema))

    def messages(data: bytes) -> list[str]:
        # Without the declaration: it is about bytes, and this is a string.
        text = data[data.find(b"<", 1 if data.startswith(b"<?") else 0) :].decode("utf-8")
        return (compiled.transform_to_string(xdm_node=processor.parse_xml(xml_text=text)) or "").splitlines()

    return messages


@pytest.fixture(scope="module")
def tei_rules(tei_all: Path) -> Any:
    return _rules(tei_all)


@pytest.fixture(scope="module")
def odd_rules() -> Any:
    return _rules(ODD)


def _some(mutants: Mutants) -> tuple[bytes, ...]:
    return mutants.accepted[:: max(len(mutants.accepted) // 200, 1)]


def test_the_rules_of_tei_have_nothing_to_say(tei_rules: Any, files: tuple[bytes, ...], mutants: Mutants) -> None:
    for data in (*files[:30], *_some(mutants)):
        assert tei_rules(data) == [], data.decode("utf-8")


def test_the_rules_of_tei_are_looked_at(tei_rules: Any, files: tuple[bytes, ...]) -> None:
    data = next(one for one in files if b"<relation " in one)
    (message,) = tei_rules(data.replace(b" active=", b" n=", 1))
    assert "relation" in message
    spans = next(one for one in files if b'<spanGrp type="quantities">\n<span ' in one)
    assert tei_rules(spans.replace(b" target=", b' from="#x" target=', 1))


def test_the_rules_of_the_customisation_have_nothing_to_say(odd_rules: Any, files: tuple[bytes, ...]) -> None:
    for data in files[:60]:
        assert odd_rules(data) == [], data.decode("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("<body>", '<body n="1">', "body: its attributes are none"),
        ("<body>", "<body><p/>", "body: its children are ab"),
        ("<body>", "<body>x", "body: no text stands here"),
        (' target="#string-index(', ' target="#string-index(-', "span: @target points into the text with"),
        (' target="#string-index(', ' target="#string-index(nowhere', "span: @target points into an ab of this file"),
        (' corresp="#', ' corresp="#nowhere', "span: @corresp points to elements of this file"),
    ],
)
def test_the_rules_of_the_customisation_are_looked_at(
    odd_rules: Any, files: tuple[bytes, ...], old: str, new: str, wanted: str
) -> None:
    data = next(one for one in files if old.encode() in one.partition(b"<standOff>")[2] or (old == "<body>" and one))
    if "corresp" in old or "target" in old:
        head, mark, tail = data.partition(b"<standOff>")
        bad = head + mark + tail.replace(old.encode(), new.encode(), 1)
    else:
        bad = data.replace(old.encode(), new.encode(), 1)
    assert any(wanted in message for message in odd_rules(bad))


def test_the_customisation_is_tei(tei_schema: Any, tei_rules: Any) -> None:
    _check(tei_schema, [ODD.read_bytes()])
    assert tei_rules(ODD.read_bytes().partition(b"-->\n")[2]) == []


def test_the_customisation_has_the_elements_of_the_grammar() -> None:
    names = [name for held in MODULES.values() for name in held.split()]
    assert sorted(names) == sorted(grammar.element_names())
    tree = etree.parse(ODD)
    included = [one.get("include", "").split() for one in tree.iter(f"{{{table.NAMESPACE}}}moduleRef")]
    assert [name for held in included for name in held] == names


def test_what_is_built_of_the_customisation_takes_the_format(
    files: tuple[bytes, ...], mutants: Mutants, tmp_path: Path
) -> None:
    try:
        folder = sources()
    except NotAtHandError as error:
        pytest.skip(str(error))
    built = etree.RelaxNG(etree.parse(build(ODD, folder, tmp_path)))
    _check(built, files)
    _check(built, mutants.accepted)
    data = files[0].replace(b'unit="utf8"', b'unit="utf-8"')
    assert not built.validate(etree.fromstring(data).getroottree())
