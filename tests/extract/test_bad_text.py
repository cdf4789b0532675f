"""The network reads any text: in time, within memory, and every span's words stand at its offsets."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.extractors import extract_text
from onrecord.extract.listening import by_network
from onrecord.model.evidence import check_span
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Extraction
from onrecord.store.writer import spans_of

SAID = '"We will not renew it," Ana Lopez said.'
"""So plain that every trained model hears it."""
ENDLESS = "the minister said the report was late and the company denied it because "
FRENCH = "Le maire a déclaré lundi que le pont serait fermé à toute circulation jusqu'à la fin de l'année prochaine."
ENGLISH = "The mayor had thought on Monday that the bridge would be closed to all traffic until the end of the year."
LIMIT_MEGABYTES = 400
"""The most memory that reading a text of 400 kB may need, libraries and weights included."""
MEASURED = """
import re, resource, sys
from onrecord.extract.extractors import extract_text
from onrecord.extract.listening import by_network
text = (sys.argv[1] * (int(sys.argv[2]) // len(sys.argv[1]) + 1))[: int(sys.argv[2])]
read = extract_text("d", text, by_network)
try:  # ru_maxrss begins with what the process that started this one held; VmHWM does not
    peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(read.statements), peak)
"""


def read(text: str) -> Extraction:
    """Read a text by the network, and hold every span against it."""
    extraction = extract_text(DocumentId("d"), text, by_network)
    for span in spans_of(extraction):
        check_span(text, span)
    assert [one.start for one in extraction.statements] == sorted(one.start for one in extraction.statements)
    assert len({one.id for one in extraction.statements}) == len(extraction.statements)
    return extraction


def sources(extraction: Extraction) -> list[list[str]]:
    return [[span.text for span in one.source] for one in extraction.statements]


@pytest.mark.parametrize(
    "text", ["", " ", " \n\n\t\n", "word", '"', "”", "😀", "\x00", "\ufeff", "شلوم", "e\u0301", "."]
)
def test_texts_in_which_nothing_is_said(text: str) -> None:
    """Nothing comes of nothing, of spaces, and of one word or mark."""
    extraction = read(text)
    assert (extraction.statements, extraction.problems) == ((), ())


@pytest.mark.parametrize(
    "before",
    [
        "👩‍👩‍👧 😀 ",
        "cafe\u0301 Z\u0351\u036b\u0343\u034a\u0313\u0301 ",
        "İİİ ﬁ ß ",
        "שלום עולם \u202e ",
        "مرحبا بالعالم ",
        "\x00\x01\x02 ",
        "\u200b\u200d\ufeff ",
        "漢字 한국어 ไทย ",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ",
        '" ',
        "“ « ",
        "''''' ",
    ],
)
def test_words_are_found_behind_any_characters(before: str) -> None:
    """A paragraph of odd characters moves the statement behind it by its length in code points, and changes nothing else."""
    (one,) = read(f"{before}\n\n{SAID}").statements
    low = len(before) + 2
    assert [(span.start, span.end) for span in (*one.content, *one.source, *one.cue)] == [
        (low, low + 23),
        (low + 24, low + 33),
        (low + 34, low + 38),
    ]


@pytest.mark.parametrize(
    "name", ["Ana Lope\u0301z", "Ánà Łópez", "ANA LOPEZ", "İpek Öz", "Ana\xa0Lopez", "Ana 😀 Lopez", "אנה לופז"]
)
def test_names_in_any_letters(name: str) -> None:
    """A source is cut at its own letters, the marks over the last one included."""
    extraction = read(f'"We will not renew it," {name} said on Monday.')
    assert [found for source in sources(extraction) for found in source if found not in name] == []
    for one in extraction.statements:
        for span in (*one.source, *one.cue, *one.content):
            assert not span.text.endswith("\u200d")
            assert f'"We will not renew it," {name} said on Monday.'[span.end : span.end + 1] != "\u0301"


PIECES = st.sampled_from(
    [
        *('"', "“", "”", "'", "''", "``", ",", ".", "?", ":", ";", "—", "(", ")", "\n", "\n\n", " ", "…"),
        *("he said", " said ", "according to", "that", "told", "reporters", "and", "Ana Lopez", "the mayor", "no"),
        *("é", "e\u0301", "😀", "👩‍👩‍👧", "שלום", "مرحبا", "\u202e", "\x00", "\xa0", "ﬁ", "İ", "漢字"),
        *(SAID, f"{SAID}\n\n", '"No." ', "He said: ", "“We went,” "),
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join))
def test_any_text(text: str) -> None:
    """`read` holds every span against the text, and order and identity of the statements; twice gives the same."""
    assert read(text) == read(text)


@pytest.mark.parametrize("marks", ['"', "“", "”", '""', '"“', "''", "«", '" " "'])
def test_marks_without_partners(marks: str) -> None:
    """Marks that nothing opens or closes, before or behind, leave a plain statement in another paragraph as it is."""
    for text in (f"It rained. {marks}\n\n{SAID}", f"{SAID}\n\nIt {marks} rained.", f"{marks}\n\n{SAID}\n\n{marks}"):
        extraction = read(text)
        assert ["Ana Lopez"] in sources(extraction)


def test_another_language() -> None:
    """Of a text in another language nothing is taken, and one problem says which."""
    extraction = read(f"{FRENCH}\n\n« Nous ne le renouvellerons pas », a dit Ana Lopez aux journalistes de la ville.")
    assert extraction.statements == ()
    assert [(one.code, "(fr)" in one.message) for one in extraction.problems] == [("other_language", True)]


def test_only_the_english_of_a_mixed_text_is_read() -> None:
    """Statements come from the English paragraphs alone; a problem counts the others."""
    text = f"{ENGLISH}\n\n{SAID}\n\n{FRENCH}\n\n{FRENCH}\n\n{ENGLISH}\n\n{SAID}"
    low, high = text.index(FRENCH), text.rindex(FRENCH) + len(FRENCH)
    extraction = read(text)
    assert [one for one in extraction.statements if one.start < high and low < one.end] == []
    assert sources(extraction).count(["Ana Lopez"]) == 2
    assert [one.message.split(";")[0] for one in extraction.problems] == ["2 paragraphs are not in English"]


def seconds(unit: str, length: int) -> float:
    """Take the time for a text of so many characters."""
    text = (unit * (length // len(unit) + 1))[:length]
    started = time.process_time()
    read(text)
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "length"),
    [
        (ENDLESS, 60_000),
        ("x", 1_000_000),
        ('"', 30_000),
        ('" "', 30_000),
        ("“", 30_000),
        ('"No," he said. ', 40_000),
        ('"No,\n', 40_000),
        ("He said no.\n\n", 40_000),
        ("😀e\u0301 ", 40_000),
        ("שלום ", 100_000),
        ("漢", 20_000),
        ("\u0301", 1_000_000),
    ],
    ids=lambda value: ascii(value[:12]) if isinstance(value, str) else str(value),
)
def test_time_grows_with_the_length(unit: str, length: int) -> None:
    """Twice the text takes about twice as long, far from four times."""
    assert seconds(unit, length) < 0.5 + 3 * seconds(unit, length // 2)


@pytest.mark.slow
def test_a_hundred_thousand_marks() -> None:
    """Marks and nothing else are read to the end, and nobody has said anything."""
    assert read('"' * 100_000).statements == ()


def peak(length: int) -> float:
    """Read a text without a full stop in a process of its own; give its statements and the memory it took, in MB."""
    command = [sys.executable, "-c", MEASURED, ENDLESS, str(length)]
    process = subprocess.run(command, check=True, capture_output=True, text=True, timeout=280)
    statements, kilobytes = map(int, process.stdout.split())
    assert statements > 0
    return kilobytes / (1000 if sys.platform != "darwin" else 1_000_000)


@pytest.mark.slow
def test_memory_grows_little_with_the_text() -> None:
    """What the network says of a text is not held at once: 100 kB more take less than 15 MB more; the scores alone are 40."""
    few, many = peak(100_000), peak(400_000)
    assert many < LIMIT_MEGABYTES
    assert many - few < 3 * 15
