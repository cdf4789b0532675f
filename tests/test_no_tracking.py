"""Nobody is identified by face, voice or device, and nobody is followed around: no dependency, module or address offers it.

Finding that a picture holds a face, to blur it, is no recognition and is allowed; so is the search in one record, its
owner's own, for a name the owner types.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from onrecord.cli import COMMANDS
from onrecord.serve.app import POSTS, ROUTES
from onrecord.serve.site import Site
from onrecord.store import Record

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src" / "onrecord").rglob("*.py"))
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))

FACES = {
    "arcface", "deepface", "dlib", "dlib-bin", "face-recognition", "face-recognition-models", "facenet-pytorch", "facenet",
    "facexlib", "imgbeddings", "insightface", "keras-vggface", "mtcnn", "opencv-contrib-python",
    "opencv-contrib-python-headless", "openface", "retina-face", "retinaface", "uniface",
}  # fmt: skip
"""Recognise faces. The contrib builds of OpenCV do; the plain ones find faces, and can compare them only with weights of
another file."""
VOICES = {"pyannote-audio", "resemblyzer", "speechbrain", "titanet", "wespeaker"}
PLACES = {
    "exifread", "folium", "geocoder", "geoip2", "geopandas", "geopy", "googlemaps", "gpsoauth", "gpxpy", "keplergl", "location-history",
    "maxminddb", "movingpandas", "pyexiv2", "scikit-mobility", "trackintel",
}  # fmt: skip
"""Read, look up or draw where somebody was."""
PEOPLE = {
    "ghunt", "h8mail", "holehe", "ignorant", "instaloader", "maigret", "osintgram", "osrframework", "phoneinfoga", "piplapis-python",
    "sherlock-project", "snscrape", "social-analyzer", "socialscan", "spiderfoot", "theharvester", "toutatis", "twint",
}  # fmt: skip
"""Search for a person over many places."""
DEVICES = {"bleak", "kismet-rest", "openalpr", "pybluez", "scapy", "fast-alpr", "fast-plate-ocr"}
FORBIDDEN = FACES | VOICES | PLACES | PEOPLE | DEVICES
WORDS = re.compile(
    r"face|voice|biometric|identify|identification|recogni[sz]e|geo|location|locate|gps|map|trail|track|follow|whereabouts|movement|profile|lookup|people"
)
"""What an address or option that offers it would be called."""
CALLS = re.compile(
    r"FaceRecogni|face\.create|LBPH|EigenFace|FisherFace|face_encodings|compare_faces|GPSInfo|getGPS|geolocator|navigator\.geoloc|voiceprint",
    re.IGNORECASE,
)
"""What stands in code that does it with a library that is allowed."""


def names(path: Path) -> Iterator[str]:
    """List the packages of a lock file, in one spelling."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9][\w.-]*)==", line):
            yield re.sub(r"[-_.]+", "-", match[1]).lower()


def imports(path: Path) -> Iterator[str]:
    """List the packages a module imports, as registries spell them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        found = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        found += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        yield from (one.replace(".", "-").replace("_", "-").lower() for one in found)


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_no_dependency_recognises_or_follows_anybody(path: Path) -> None:
    found = set(names(path))
    assert len(found) > (0 if path.name == "vectors.txt" else 20)
    assert found & FORBIDDEN == set()


def test_no_module_imports_what_does() -> None:
    found = {(path.name, one) for path in MODULES for one in imports(path)}
    assert len(found) > 500
    assert {one for one in found if one[1] in FORBIDDEN or one[1].partition("-")[0] in FORBIDDEN} == set()


def test_no_module_calls_it_in_a_library_that_is_allowed() -> None:
    assert [path.name for path in MODULES if CALLS.search(path.read_text(encoding="utf-8"))] == []


def test_no_address_offers_it() -> None:
    paths = [path for path, _ in (*ROUTES, *POSTS)]
    assert "/api/search" in paths
    assert [path for path in paths if WORDS.search(path)] == []


def test_no_command_or_option_offers_it() -> None:
    given = [(command.name, one.name) for command in COMMANDS for one in command.params]
    assert ("search", "query") in given
    assert [one for one in given if any(WORDS.search(word or "") for word in one)] == []


def test_nothing_asks_more_than_one_record() -> None:
    """A search over records would follow a person from one collection into the next."""
    for command in COMMANDS:
        records = [
            one for one in command.params if isinstance(one, click.Argument) and one.name and "record" in one.name
        ]
        assert [one.nargs for one in records] in ([], [1])
    assert [one.type for one in fields(Site) if one.name == "record"] == [Record]
