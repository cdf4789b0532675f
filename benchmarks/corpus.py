"""A corpus that is the same on every machine: made-up news of made-up firms, in the forms onrecord reads."""

import random
from email.message import EmailMessage
from hashlib import sha256
from html import escape
from pathlib import Path

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

FIRMS = (
    "Northvale Systems",
    "Brightwater Cloud",
    "Kestrel Analytics",
    "Oldfield Data",
    "Pinecrest Software",
    "Harrow Networks",
)
BODIES = (
    "the Department of Homeland Security",
    "the Federal Trade Commission",
    "US Customs and Border Protection",
    "the General Services Administration",
)
PEOPLE = ("Maria Lindqvist", "Tom Abara", "Helen Osei", "Daniel Marsh", "Ruth Calloway", "Peter Novak")
OFFICES = ("chief executive", "general counsel", "vice president", "spokesperson")
QUOTES = (
    "We have always said that our services are used for mail and calendars",
    "We are not aware of any other use of our platform by the agency",
    "The contract was awarded in open competition and we stand by it",
    "Our employees are free to say what they think, and we listen",
    "We will publish a full list of our public contracts before the summer",
)
FILLERS = (
    "The order was placed through a reseller and runs for two years.",
    "Records show that the value of the contract rose from $2.4 million to $3.1 million.",
    "The agency did not answer questions about the programme in time.",
    "Several local councils have similar agreements, some of them older.",
    "The work includes support, training and the moving of old mailboxes.",
    "A hearing on the matter is expected in the autumn.",
)


def paragraphs(source: random.Random) -> list[str]:
    """Write the paragraphs of one article."""
    firm, body, person, office = (source.choice(one) for one in (FIRMS, BODIES, PEOPLE, OFFICES))
    surname = person.split()[-1]
    found = [
        f"{firm} has extended its contract with {body}, according to records published on {source.randint(1, 28)} June 2018."
    ]
    for _ in range(source.randint(8, 16)):
        quote, filler = source.choice(QUOTES), source.choice(FILLERS)
        found.append(
            source.choice(
                (
                    f'"{quote}," said {person}, {office} of {firm}. {filler}',
                    f'{filler} "{quote}," {surname} added.',
                    f"{filler} {firm} said it would review the work. {filler}",
                    f"{person} told reporters that {quote[0].lower()}{quote[1:]}. {filler}",
                    f"{filler} {source.choice(FILLERS)} {source.choice(FILLERS)}",
                )
            )
        )
    return found


def _page(title: str, day: str, lines: list[str], *, noisy: bool) -> str:
    menu = "".join(
        f'<li><a href="/{one}">{one.title()}</a></li>' for one in ("home", "world", "business", "technology", "sport")
    )
    side = (
        "".join(f"<div class='teaser'><h4>Story number {one}</h4><p>Read more</p></div>" for one in range(12))
        if noisy
        else ""
    )
    body = "".join(f"<p>{escape(one, quote=False)}</p>" for one in lines)
    return (
        f'<html><head><title>{escape(title)} | Daily Sample</title><meta property="og:title" content="{escape(title)}">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z"><meta property="og:site_name" content="Daily Sample"></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{escape(title)}</h1>{body}</article><aside>{side}</aside><footer>About us</footer></body></html>"
    )


def write_corpus(folder: Path, count: int, seed: int = 2018) -> str:
    """Write documents into a folder and give the sha256 over their names and texts (PDF bytes vary with reportlab's version)."""
    folder.mkdir(parents=True, exist_ok=True)
    source = random.Random(seed)
    digest = sha256()
    for number in range(count):
        lines = paragraphs(source)
        title = f"Sample story {number}: {lines[0].split(' has ')[0]} and its contract"
        day = f"2018-06-{source.randint(1, 28):02}"
        form = number % 20
        name = f"story-{number:05}"
        digest.update("\n".join((name, title, day, *lines)).encode())
        if form < 12:
            (folder / f"{name}.html").write_text(_page(title, day, lines, noisy=form % 2 == 0), encoding="utf-8")
        elif form < 17:
            (folder / f"{name}.txt").write_text("\n\n".join((title, f"Published: {day}", *lines)), encoding="utf-8")
        elif form < 19:
            message = EmailMessage()
            message["Subject"], message["From"] = title, "Desk <desk@example.org>"
            message["Date"] = f"{day[8:]} Jun 2018 08:00:00 +0000"
            message.set_content("\n\n".join(lines))
            (folder / f"{name}.eml").write_bytes(message.as_bytes())
        else:
            style = getSampleStyleSheet()["BodyText"]
            story = [Paragraph(escape(one, quote=False), style) for one in (title, *lines)]
            SimpleDocTemplate(str(folder / f"{name}.pdf"), invariant=1, title=title).build(story)
    return digest.hexdigest()
