"""Articles of invented papers that repeat, alter and copy each other, and a firm whose position moves: written for tests."""

from pathlib import Path

PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta name="author" content="{author}">
<meta property="og:site_name" content="{paper}"><meta property="article:published_time" content="{day}T08:00:00Z">
</head><body><article><h1>{title}</h1>
{body}</article></body></html>
"""
AGENCY = """\
ALDMOUTH (AP) — Microsoft runs the mail of US Immigration and Customs Enforcement, the company said on Tuesday,
after a week in which its own people had asked for an answer in the halls of the building.

“The contract must be looked at again before the winter, because four of the ten ships are too old to sail,” said
Anna Berg, the chief executive of Microsoft. She spoke to reporters on the steps of the town hall.

“We do not sell facial recognition to Immigration and Customs Enforcement,” Microsoft said in a statement on
Tuesday.

People in the town had waited for the paper since the early morning, and many of them had come with their children
and with dogs. The rain stopped at noon. A bakery on the square sold out of bread before the doors of the hall were
opened, and the band of the fire brigade played three songs that nobody had asked for.

The mayor of the town, who has held her office for eleven years, left by the side door and took the last ferry home.
"""
HERALD = """\
The company’s contract drew a crowd to the square on Wednesday, and the talk went on until the lamps were lit.

“The contract must be looked at again before the winter, because five of the ten ships are too old to sail,” said
Anna Berg, the chief executive of Microsoft, to the few who had stayed.

The Associated Press first reported that the company runs the mail of the agency.

“We do not sell facial recognition to Immigration and Customs Enforcement,” Microsoft said.
"""
POST = """\
Nobody on the quay had read all of it. Some had read the first page, and one had read the last.

“The contract must be looked at again before the winter.” It was a line that people repeated to each other in the
rain.

Tom Lund, the president of Microsoft, was asked about it a day later and took his time before he said a word.

“We do not sell facial recognition to anybody,” Microsoft said in a statement to the Post.
"""
YEAR = """\
A year has gone by and the papers are on the table again, with more pages than there were before.

“We sell facial recognition to Immigration and Customs Enforcement,” Microsoft said on Monday in a statement.

The company declined to comment on facial recognition when it was asked by the agency’s own lawyers in the spring.

“We will stop selling facial recognition to Immigration and Customs Enforcement if the law asks for it,” Microsoft
said.
"""
EVENING = """\
A count of the ships has begun at the western quay, and the harbour master keeps the list in a drawer.

The contract must be looked at again before the winter, because four of the ten ships are too old to sail, Tom Lund,
the president of Microsoft, said on Friday evening to a small room.

“The contract must be looked at again before the winter, because four of the ten ships are too old to sail,” said
Tom Lund, the president of Microsoft, when he was asked to say it once more.
"""
ARTICLES = (
    ("agency", "Contract brings a crowd to Aldmouth", "Ann Reed", "Harbour Ledger", "2019-03-05", AGENCY),
    ("coast", "Crowd in Aldmouth over a contract", "Staff", "Coast Morning", "2019-03-06", AGENCY),
    (
        "north",
        "Contract draws a crowd",
        "Ann Reed",
        "Northern Wire",
        "2019-03-06",
        AGENCY.rpartition("\n\n")[0],
    ),
    ("herald", "Five ships too old, chief says", "Tom Hale", "Aldmouth Herald", "2019-03-07", HERALD),
    ("post", "What was said on the quay", "Ida Moss", "Quay Post", "2019-03-08", POST),
    ("evening", "The ships of the western quay", "Ida Moss", "Evening Lamp", "2019-03-09", EVENING),
    ("year", "A year on, the papers again", "Tom Hale", "Aldmouth Herald", "2020-03-10", YEAR),
)


def write_articles(folder: Path) -> list[Path]:
    """Write the articles as pages into a folder, and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, title, author, paper, day, text in ARTICLES:
        body = "\n".join(f"<p>{one}</p>" for one in text.split("\n\n"))
        path = folder / f"{name}.html"
        path.write_text(PAGE.format(title=title, author=author, paper=paper, day=day, body=body), encoding="utf-8")
        paths.append(path)
    return paths
