"""The network of supply: three layers, at most a dozen parties each, the rest counted, every party a link."""

from xml.etree import ElementTree as ET

from onrecord.model.ids import AwardId, PartyId
from onrecord.serve.network import NODES_A_LAYER, narrow_picture, network_of, wide_picture
from onrecord.store.supply_network import SupplyEdge

AGENCY, MAKER = PartyId("agency"), PartyId("maker")


def _edge(
    buyer: str, supplier: str, role: str = "RECIPIENT", label: str | None = "DIRECT", awards: int = 1
) -> SupplyEdge:
    return SupplyEdge(
        buyer=PartyId(buyer),
        supplier=PartyId(supplier),
        role=role,  # type: ignore[arg-type]  # one of the roles
        label=label,  # type: ignore[arg-type]  # one of the labels
        awards=awards,
        example=AwardId("a"),
    )


def _links(drawing: object) -> list[str]:
    return [one.get("href", "") for one in ET.fromstring(str(drawing)).iter("a")]  # noqa: S314  # our own drawing


def test_a_product_stands_behind_the_firm_that_receives_the_award() -> None:
    found = network_of(
        [_edge("agency", "reseller"), _edge("reseller", "maker", "PRODUCT_OWNER", "SUPPLIED_VIA")], {MAKER}
    )
    assert found.layers == (("agency",), ("reseller",), ("maker",))
    assert [(left[1], right[1], label) for left, right, label, _ in found.edges] == [
        ("agency", "reseller", "DIRECT"),
        ("reseller", "maker", "SUPPLIED_VIA"),
    ]


def test_the_party_of_the_page_is_drawn_and_the_others_are_counted() -> None:
    edges = [_edge("agency", f"firm {number:02}", awards=100 - number) for number in range(40)]
    found = network_of(edges, {PartyId("firm 39")})
    assert len(found.layers[1]) == NODES_A_LAYER
    assert "firm 39" in found.layers[1]
    assert found.left_out == (0, 28, 0)
    for draw in (wide_picture, narrow_picture):
        picture = draw(found, {AGENCY: "Agency"}, {AGENCY})
        assert "and 28 others" in str(picture)
        assert _links(picture).count("/parties/agency") == 1
        assert len(_links(picture)) == 1 + NODES_A_LAYER


def test_a_line_is_drawn_as_likely_only_where_no_row_says_more() -> None:
    weak = _edge("reseller", "maker", "PRODUCT_OWNER", "LIKELY_VIA")
    sure = _edge("reseller", "maker", "PRODUCT_OWNER", "SUPPLIED_VIA")
    names = {MAKER: "Maker"}
    assert 'class="step likely"' in str(wide_picture(network_of([weak], {MAKER}), names, {MAKER}))
    assert 'class="step likely"' not in str(wide_picture(network_of([weak, sure], {MAKER}), names, {MAKER}))


def test_no_award_draws_nothing() -> None:
    assert wide_picture(network_of([], {MAKER}), {}, {MAKER}) is None
    assert narrow_picture(network_of([], {MAKER}), {}, {MAKER}) is None


def test_markup_in_a_name_is_text_in_the_picture() -> None:
    found = network_of([_edge("agency", "maker")], {MAKER})
    assert "<script>" not in str(wide_picture(found, {AGENCY: "<script>", MAKER: '"><b>'}, {MAKER}))
