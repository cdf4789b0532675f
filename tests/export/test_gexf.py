"""The network opens with networkx, and says what the record says."""

from pathlib import Path

import networkx as nx
import pytest

from onrecord.export import gexf
from onrecord.store import Record, View


@pytest.fixture(scope="module")
def network(example_record: Record, tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph:
    folder = tmp_path_factory.mktemp("gexf")
    with View.open(example_record) as view:
        ((path, count),) = gexf.export(view, folder)
    found = nx.read_gexf(path, version="1.3")
    assert found.number_of_edges() == count > 0
    return found


def test_recipients_are_awarded_by_buyers_as_the_links_say(network: nx.MultiDiGraph, example_record: Record) -> None:
    with View.open(example_record) as view:
        links = list(view.links())
    sides = {role: {(one.award, one.party) for one in links if one.role == role} for role in ("RECIPIENT", "BUYER")}
    awarded = {(a, b, one) for one, a in sides["RECIPIENT"] for two, b in sides["BUYER"] if one == two and a != b}
    found = {(a, b): told for a, b, told in network.edges(data=True) if told["relation"] == "awarded"}
    assert {pair[:2] for pair in awarded} == set(found)
    for (a, b), told in found.items():
        assert told["awards"] == sum(1 for pair in awarded if pair[:2] == (a, b))
        assert told["first"] <= told["last"]


def test_a_product_owner_supplies_by_way_of_the_recipient(network: nx.MultiDiGraph) -> None:
    ways = {
        (network.nodes[a]["label"], network.nodes[b]["label"])
        for a, b, told in network.edges(data=True)
        if told["relation"] == "supplied via"
    }
    assert any(owner == "Microsoft" for owner, _ in ways)


def test_hostile_names_are_names(tmp_path: Path, example_record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = '"/><script>alert(1)</script>&\x01\x0b'
    with View.open(example_record) as view:
        names = {party: (hostile, kind) for party, (_, kind) in view.party_names().items()}
        monkeypatch.setattr(type(view), "party_names", lambda _self: names)
        ((path, _),) = gexf.export(view, tmp_path)
    labels = {told["label"] for _, told in nx.read_gexf(path, version="1.3").nodes(data=True)}
    assert labels == {hostile.translate(gexf.CONTROL)}
