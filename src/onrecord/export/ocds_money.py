"""Sums for OCDS: exact numbers in the currencies that its schema allows, and every notion under its own name."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from onrecord.model.award import Action, Money, Notion

Row = dict[str, Any]

CURRENCIES = frozenset(
    """
    ADP AED AFA AFN ALK ALL AMD ANG AOA AOK AON AOR ARA ARP ARS ARY ATS AUD AWG AYM AZM AZN BAD BAM BBD BDT BEC BEF BEL
    BGJ BGK BGL BGN BHD BIF BMD BND BOB BOP BOV BRB BRC BRE BRL BRN BRR BSD BTN BUK BWP BYB BYN BYR BZD CAD CDF CHC CHE
    CHF CHW CLF CLP CNY COP COU CRC CSD CSJ CSK CUC CUP CVE CYP CZK DDM DEM DJF DKK DOP DZD ECS ECV EEK EGP ERN ESA ESB
    ESP ETB EUR FIM FJD FKP FRF GBP GEK GEL GHC GHP GHS GIP GMD GNE GNF GNS GQE GRD GTQ GWE GWP GYD HKD HNL HRD HRK HTG
    HUF IDR IEP ILP ILR ILS INR IQD IRR ISJ ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAJ LAK LBP LKR LRD
    LSL LSM LTL LTT LUC LUF LUL LVL LVR LYD MAD MDL MGA MGF MKD MLF MMK MNT MOP MRO MRU MTL MTP MUR MVQ MVR MWK MXN MXP
    MXV MYR MZE MZM MZN NAD NGN NIC NIO NLG NOK NPR NZD OMR PAB PEH PEI PEN PES PGK PHP PKR PLN PLZ PTE PYG QAR RHD ROK
    ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SDP SEK SGD SHP SIT SKK SLL SOS SRD SRG SSP STD STN SUR SVC SYP SZL THB
    TJR TJS TMM TMT TND TOP TPE TRL TRY TTD TWD TZS UAH UAK UGS UGW UGX USD USN USS UYI UYN UYP UYU UYW UZS VEB VEF VES
    VNC VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XEU XFO XFU XOF XPD XPF XPT XRE XSU XTS XUA XXX YDD YER YUD YUM
    YUN ZAL ZAR ZMK ZMW ZRN ZRZ ZWC ZWD ZWL ZWN ZWR
    """.split()  # noqa: SIM905  # reads better than a list
)
"""The closed list of OCDS 1.1.5: ISO 4217 with codes no longer in use. A test holds it against the schema."""


def number(amount: Decimal) -> msgspec.Raw:
    """Write a sum as a JSON number: digit by digit, without an exponent, never by way of a float."""
    return msgspec.Raw(f"{amount:f}".encode() if amount else b"0")


def value(amount: Decimal | None, currency: str) -> Row | None:
    """Write a value; None without a sum, or in a currency that the schema does not know."""
    if amount is None or currency not in CURRENCIES:
        return None
    return {"amount": number(amount), "currency": currency}


def value_of(money: Iterable[Money], notion: Notion) -> Row | None:
    """Write the sum of one notion, never of another in its place."""
    return next((value(one.amount, one.currency) for one in money if one.notion == notion), None)


def recorded(money: Iterable[Money], action: Action) -> list[Row]:
    """List every sum with its notion, day, basis and place: OCDS has a member for two of the four notions only."""
    return [
        {
            "id": one.notion,
            "amount": number(one.amount),
            "currency": one.currency,
            "asOf": one.as_of,
            "basis": one.basis,
            "stated": one.stated,
            "artefact": action.artefact,
            "pointer": field.pointer if one.stated and (field := action.field(one.notion)) else None,
        }
        for one in money
    ]
