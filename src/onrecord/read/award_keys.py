"""The keys of contracts and of the vehicles they hang on, built as USAspending builds them."""

from onrecord.model.ids import AwardId, content_id

NONE = "-NONE-"
NUL = "\0"
NUL_SAID = "a zero character in the award's number; left out"
"""SQLite's JSON ends a text there: no key holds one."""


def award_key(
    piid: str,
    agency: str | None,
    *,
    parent: str | None,
    parent_agency: str | None,
    is_idv: bool,
    named: tuple[str | None, str | None],
) -> AwardId:
    """Build the key of an award.

    Args:
        piid: Its number.
        agency: Code of the agency that stands in the number: for defence the whole department. Without one no key can
            be right, and the award gets a name of its own.
        parent: Number of the vehicle it hangs on.
        parent_agency: Code of the agency in that number.
        is_idv: It is a vehicle itself.
        named: Buyer and department, which tell awards of one number apart where the agency is not known.
    """
    if agency is None:
        return AwardId(content_id("award", piid, *named, parent, parent_agency))
    if is_idv:
        return AwardId(f"CONT_IDV_{piid}_{agency}")
    return AwardId(f"CONT_AWD_{piid}_{agency}_{parent or NONE}_{parent_agency or NONE}")


def holds_nul(*parts: str | None) -> bool:
    """Tell whether anything that a key would be made of holds a zero character."""
    return any(NUL in part for part in parts if part)


def vehicle_key(piid: str, agency: str | None) -> AwardId:
    """Build the key of a vehicle from what an order says of it."""
    return AwardId(f"CONT_IDV_{piid}_{agency or NONE}")
