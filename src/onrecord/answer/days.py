"""Days written out for papers; not by strftime, whose language is that of the machine."""

from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_words(value: str | None) -> str:
    """Write an ISO date out: `28 June 2018`, `June 2018`, `2018`; what is no date stays as it is."""
    if not value:
        return "no date known"
    try:
        found = date.fromisoformat(value[:10])
    except ValueError:
        year, _, month = value.partition("-")
        number = int(month) if month.isdecimal() and len(month) == 2 else 0
        return f"{MONTHS[number - 1]} {year}" if 1 <= number <= len(MONTHS) else value
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"
