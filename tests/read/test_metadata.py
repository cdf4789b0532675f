"""What is known about a document, from the sidecar, the page or its lines, each with its basis."""

import pytest

from onrecord.model.evidence import Meta, Origin
from onrecord.model.ids import ArtefactId
from onrecord.read.html_metadata import as_shown, found_date, page_metadata, without_site
from onrecord.read.html_tokens import tokens
from onrecord.read.labels import label_lines
from onrecord.read.metadata import Metadata, clean_authors, from_lines, from_sidecar, merge

PROSE = "The minister said on Tuesday that the contract would be reviewed before the end of the year."
COLLECTED = "2024-06-01T00:00:00+00:00"


def test_the_first_wins_field_by_field_and_author_lists_are_not_mixed() -> None:
    first = Metadata(title=Meta(value="A", basis="sidecar"), authors=(Meta(value="X", basis="sidecar"),))
    second = Metadata(
        title=Meta(value="B", basis="h1"), authors=(Meta(value="Y", basis="line 2"),), url=Meta(value="u", basis="h")
    )
    assert merge(first, second) == Metadata(title=first.title, authors=first.authors, url=second.url)
    assert merge(Metadata(), second) == second


def test_sidecar_values_carry_their_basis_and_an_ambiguous_date_is_left_out() -> None:
    origin = Origin(
        artefact=ArtefactId("0" * 64),
        path="a.txt",
        collected_at=COLLECTED,
        title="T",
        authors=("Jo Ash", "Kim Lee"),
        published="12 March 2024",
    )
    assert from_sidecar(origin) == Metadata(
        title=Meta(value="T", basis="sidecar"),
        authors=(Meta(value="Jo Ash", basis="sidecar"), Meta(value="Kim Lee", basis="sidecar")),
        published=Meta(value="2024-03-12", basis="sidecar"),
    )


def test_title_byline_and_dates_of_a_plain_text() -> None:
    text = f"Published: Wed, June 20, 2018\r\nUpdated: 22 June 2018\r\nMarkets | By Otis Pena\r\n\r\nA deal is called off\r\n\r\n{PROSE}\r\n"
    assert from_lines(text, label_lines(text)) == Metadata(
        title=Meta(value="A deal is called off", basis="line 5"),
        authors=(Meta(value="Otis Pena", basis="line 3"),),
        published=Meta(value="2018-06-20", basis="line 1"),
        updated=Meta(value="2018-06-22", basis="line 2"),
    )


def test_an_ambiguous_day_and_month_is_not_guessed() -> None:
    text = f"A deal is called off\n03/04/2018\n\n{PROSE}\n\n{PROSE}"
    assert from_lines(text, label_lines(text)).published is None
    page = f'<meta property="article:published_time" content="03/04/2018"><p>{PROSE}'
    assert page_metadata(page, list(tokens(page)), collected=COLLECTED).published is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["By Jane Roe and John Doe"], ["Jane Roe", "John Doe"]),
        (["Jane Roe, John Doe & Ann Poe"], ["Jane Roe", "John Doe", "Ann Poe"]),
        (["Roe, Jane"], ["Jane Roe"]),
        (["Jane Roe, senior reporter"], ["Jane Roe"]),
        (["https://paper.example/jane", "@jane", "admin"], []),
        (["Jane Roe", "jane roe"], ["Jane Roe"]),
        (["The Paper", "Jane Roe"], ["Jane Roe"]),
    ],
)
def test_names_are_taken_out_of_bylines(values: list[str], expected: list[str]) -> None:
    assert clean_authors(values, "The Paper") == expected


def test_what_a_page_declares() -> None:
    page = """<html lang="en-GB"><head><title>Deal off &amp; done - The Paper</title>
    <meta property="og:title" content="Deal off &amp; done | The Paper"><meta property="og:site_name" content="The Paper">
    <meta name="author" content="By Jane Roe"><link rel="canonical" href="https://paper.example/deal">
    <script type="application/ld+json">[{"@type": ["NewsArticle"], "datePublished": "2024-05-01T10:00:00Z",
     "dateModified": "2024-05-02", "headline": "Deal off"}]</script>"""
    found = page_metadata(page, list(tokens(page)), headings=["Deal off & done"], collected=COLLECTED)
    assert found == Metadata(
        title=Meta(value="Deal off & done", basis="h1"),
        publisher=Meta(value="The Paper", basis="meta property=og:site_name"),
        authors=(Meta(value="Jane Roe", basis="meta name=author"),),
        published=Meta(value="2024-05-01T10:00:00+00:00", basis="JSON-LD datePublished"),
        updated=Meta(value="2024-05-02", basis="JSON-LD dateModified"),
        url=Meta(value="https://paper.example/deal", basis="link rel=canonical"),
        language="en",
    )
    assert page_metadata(page, list(tokens(page)), headings=["Another story"], collected=COLLECTED).title == Meta(
        value="Deal off & done", basis="meta property=og:title"
    )


def test_a_page_cannot_be_younger_than_its_collection() -> None:
    page = '<meta property="article:published_time" content="2031-01-01"><p>In 2031'
    assert page_metadata(page, list(tokens(page)), collected=COLLECTED).published is None


def test_a_date_in_the_address_counts_and_one_found_in_the_page_says_so() -> None:
    address = '<link rel="canonical" href="https://paper.example/2024/05/03/deal">'
    found = page_metadata(address, list(tokens(address)), collected=COLLECTED).published
    assert found == Meta(value="2024-05-03", basis="the page's address")
    page = f'<html><body><p>{PROSE}</p><time datetime="2024-04-30">30 April 2024</time></body></html>'
    assert page_metadata(page, list(tokens(page)), collected=COLLECTED).published is None
    assert found_date(page, COLLECTED) == Meta(value="2024-04-30", basis="htmldate: found in the page, not declared")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Posted on 03/04/2018", None),
        ("Posted on 03/04/2018, 2018-04-03", "2018-04-03"),
        ("Posted on 23/04/2018", "2018-04-23"),
    ],
)
def test_a_found_date_with_day_and_month_in_unknown_order_is_not_taken(words: str, expected: str | None) -> None:
    found = found_date(f"<html><body><p>{words}</p><p>{PROSE}</p></body></html>", COLLECTED)
    assert (found.value if found else None) == expected


def test_half_a_character_in_a_description_is_a_question_mark() -> None:
    """JSON can hold an emoji cut in two, which no text of UTF-8 can; a whole one stays."""
    page = (
        '<script type="application/ld+json">{"@type": "Article", "headline": "Deal \\ud83d\\ude00 off \\ud83d", '
        '"author": {"name": "Jane Roe \\ud83d"}, "publisher": ["\\ude00 Paper"]}</script>'
    )
    found = page_metadata(page, list(tokens(page)), collected=COLLECTED)
    assert found.title == Meta(value="Deal 😀 off ?", basis="JSON-LD headline")
    assert found.authors == (Meta(value="Jane Roe ?", basis="JSON-LD author"),)
    assert found.publisher == Meta(value="? Paper", basis="JSON-LD publisher")


@pytest.mark.parametrize(
    "page",
    [
        '<script type="application/ld+json">' + "[" * 50_000,
        '<script type="application/ld+json">{"@type": "Article", "author": [[[]]], "headline": 5}</script>',
        '<link rel=canonical href="https://[broken"><meta name="date" content="99/99/9999">',
        "",
    ],
)
def test_broken_descriptions_say_nothing(page: str) -> None:
    assert page_metadata(page, list(tokens(page)), collected=COLLECTED) == Metadata()


@pytest.mark.parametrize(
    ("title", "publisher", "url", "expected"),
    [
        ("Deal off | The Paper", "", "", "Deal off"),
        ("Deal off - The Paper", "The Paper", "", "Deal off"),
        ("Deal off — paper.example", "", "https://www.paper.example/x", "Deal off"),
        ("Deal off - and then on again", "The Paper", "", "Deal off - and then on again"),
        ("The Paper", "The Paper", "", "The Paper"),
    ],
)
def test_the_name_of_the_site_is_taken_off_a_title(title: str, publisher: str, url: str, expected: str) -> None:
    assert without_site(title, publisher, url) == expected


@pytest.mark.parametrize(
    ("basis", "grade"),
    [
        ("sidecar", "declared"),
        ("meta property=article:published_time", "declared"),
        ("meta property=article:published_time, a moment in UTC, on the day that the page shows", "declared"),
        ("JSON-LD datePublished", "declared"),
        ("time element, published", "declared"),
        ("the page's address", "declared"),
        ("header Date", "declared"),
        ("line 3", "found"),
        ("htmldate: found in the page, not declared", "found"),
        ("h1", "found"),
    ],
)
def test_a_basis_says_its_grade(basis: str, grade: str) -> None:
    assert Meta(value="x", basis=basis).grade == grade


LONG_CAPTION = "The bridge, seen here on 1 March 2024, has been closed since the great flood of the year before last"


@pytest.mark.parametrize(
    ("declared", "line", "expected"),
    [
        ("2024-03-02T02:10:00+00:00", "Published: March 1, 2024 at 9:10 pm", "2024-03-01"),
        ("2024-03-01T22:10:00+00:00", "2 March 2024", "2024-03-02"),
        ("2024-03-02T02:10:00", "1 March 2024", "2024-03-01"),
        ("2024-03-02T02:10:00+00:00", "1 March 2024, updated 2 March 2024", None),
        ("2024-03-02T02:10:00+00:00", "28 February 2024", None),
        ("2024-03-02T15:10:00+00:00", "1 March 2024", None),
        ("2024-03-02T02:10:00-05:00", "1 March 2024", None),
        ("2024-03-02", "1 March 2024", None),
        ("2024-03-02T02:10:00+00:00", LONG_CAPTION, None),
        ("9999-12-31T23:00:00+00:00", "1 March 2024", None),
    ],
)
def test_a_moment_in_utc_is_on_the_day_that_the_page_shows(declared: str, line: str, expected: str | None) -> None:
    """Late in the American evening it is the next day in UTC; other differences are not the time zone's."""
    meta = Meta(value=declared, basis="meta name=date")
    moved = "meta name=date, a moment in UTC, on the day that the page shows"
    assert as_shown(meta, ["By Jane Roe", line]) == (Meta(value=expected, basis=moved) if expected else meta)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<time datetime="2024-04-30" pubdate>', ("2024-04-30", None)),
        ('<time class="entry-date x" datetime="2024-04-30T10:00:00Z">', ("2024-04-30T10:00:00+00:00", None)),
        (
            '<time itemprop="datePublished" datetime="2024-04-30"><time class="updated" datetime="2024-05-01">',
            ("2024-04-30", "2024-05-01"),
        ),
        ('<time datetime="2024-04-30">', (None, None)),
        ('<time class="published" datetime="soon">', (None, None)),
        ('<time class="published" datetime="2025-04-30">', (None, None)),
        ('<meta name="date" content="2024-01-01"><time class="published" datetime="2024-04-30">', ("2024-01-01", None)),
    ],
)
def test_a_time_element_counts_where_it_says_which_time_it_is(
    page: str, expected: tuple[str | None, str | None]
) -> None:
    found = page_metadata(page, list(tokens(page)), collected=COLLECTED)
    assert tuple(one.value if one else None for one in (found.published, found.updated)) == expected
    assert found.published is None or found.published.grade == "declared"
