"""A server's answer counts only where its words stand in the text; whatever else it does costs one line."""

import json
import socket
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UserError
from onrecord.extract.endpoint import PROMPT, Answer, Endpoint, listen
from onrecord.extract.endpoint_answers import CONFIDENCE, STATEMENTS_LIMIT
from onrecord.extract.endpoint_exchange import BYTES_LIMIT
from onrecord.extract.endpoint_windows import packed, window
from onrecord.extract.statements import Found

KEY = "sk-secret-4711"
Reply = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    """A server that replies as a test wants it to and remembers what it was asked.

    Attributes:
        replies: Called one after the other, the last again and again.
        asked: Headers and JSON of each request.
        released: Set at the end of a test, so that no reply waits on.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: list[Reply] = []
        self.asked: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.released = Event()

    @property
    def url(self) -> str:
        """Give the base address."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def texts(self) -> list[str]:
        """Give the texts that were sent."""
        return [sent["messages"][-1]["content"] for _, sent in self.asked]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the test's own reply."""

    server: Server

    def do_POST(self) -> None:
        """Remember what was asked, and reply."""
        assert self.path == "/v1/chat/completions"
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((dict(self.headers), sent))
        replies = self.server.replies
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        try:
            reply(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client hung up first, as it should

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send(self, body: bytes, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> None:
        """Send an answer whole."""
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def listening() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join(timeout=30)
        assert not thread.is_alive()


@pytest.fixture
def server(listening: Server) -> Iterator[Server]:
    listening.replies, listening.asked, listening.released = [], [], Event()
    yield listening
    listening.released.set()


def says(content: object, ended: str = "stop") -> Reply:
    """Reply with a chat completion of these words."""
    completion = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": ended}]}
    return lambda handler: handler.send(json.dumps(completion).encode())


def status(number: int, *headers: tuple[str, str]) -> Reply:
    return lambda handler: handler.send(b'{"error": "no"}', number, headers)


def attributes(*items: object) -> Reply:
    return says(json.dumps({"attributions": items}))


def item(source: object, cue: object, *content: object) -> dict[str, object]:
    return {"source": source, "cue": cue, "content": list(content)}


def ask(server: Server, text: str, *replies: Reply, **options: Any) -> Answer:
    server.replies = list(replies)
    chosen = {"model": "m", "seconds": 20, "retries": 0, "pause": 0, **options}
    return listen(Endpoint(url=server.url, **chosen), text, [(0, len(text))] if text else [])


def words(text: str, found: Found) -> tuple[str, str, tuple[str, ...]]:
    def cut(places: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
        return tuple(text[start:end] for start, end in places)

    return " / ".join(cut(found.source)), " / ".join(cut(found.cue)), cut(found.content)


def heard(server: Server, text: str, *items: object) -> list[tuple[str, str, tuple[str, ...]]]:
    """Give the words of what is kept of an answer; nothing may fail or be dropped."""
    answer = ask(server, text, attributes(*items))
    assert (answer.dropped, answer.failures) == (0, ())
    return [words(text, found) for found in answer.found]


def test_a_good_answer_becomes_places(server: Server) -> None:
    """Places are those of the words; the sentence is the cue's; confidence and rule are fixed."""
    text = 'It rained. "We won," said Ana Lopez. "Twice." Then all went home.'
    answer = ask(server, text, attributes(item("Ana Lopez", "said", '"We won,"', '"Twice."')))
    assert answer == Answer(
        found=(
            Found(
                source=((26, 35),),
                cue=((21, 25),),
                content=((11, 20), (37, 45)),
                confidence=CONFIDENCE,
                rule="endpoint",
                sentence=(11, 36),
            ),
        )
    )


def test_what_is_sent(server: Server) -> None:
    """The prompt, the text and fixed settings: the same request for the same text."""
    ask(server, "He said no.", attributes())
    ((headers, sent),) = server.asked
    assert sent == {
        "model": "m",
        "messages": [{"role": "system", "content": PROMPT}, {"role": "user", "content": "He said no."}],
        "temperature": 0,
        "seed": 0,
        "stream": False,
        "response_format": {"type": "json_object"},
    }
    assert "Authorization" not in headers


def test_the_key_goes_into_the_header_only(server: Server) -> None:
    answer = ask(server, "He said no.", status(401), key=KEY)
    ((headers, sent),) = server.asked
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(sent)
    assert answer.failures
    assert KEY not in repr(answer)
    assert KEY not in repr(Endpoint(url=server.url, model="m", key=KEY))


@pytest.mark.parametrize("text", ["", " \n\n\t "])
def test_nothing_is_sent_of_an_empty_text(server: Server, text: str) -> None:
    assert ask(server, text, attributes()) == Answer()
    assert server.asked == []


def test_only_the_body_is_sent(server: Server) -> None:
    """What stands outside the ranges does not leave the machine and is no place for words."""
    text = "MENU secret\n\nHe said no.\n\nFOOTER He said more."
    server.replies = [attributes(item("He", "said", "no"), item("He", "said", "more"))]
    answer = listen(Endpoint(url=server.url, model="m"), text, [(13, 24)])
    assert server.texts() == ["He said no."]
    assert [words(text, found) for found in answer.found] == [("He", "said", ("no",))]
    assert answer.dropped == 1


@pytest.mark.parametrize(
    "bad",
    [
        item("Ana Lopes", "said", "yes"),
        item("Ana Lopez", "asked", "yes"),
        item("Ana Lopez", "said", "yeah"),
        item("Ana Lopez", "said", "yes", "and no"),
        item("ana lopez", "said", "yes"),
        item("Lop", "said", "yes"),
        item("Ana Lopez", "said", "ye"),
        item("Ana Lopez", "said"),
        item("Ana Lopez", "said", ""),
        item("Ana Lopez", "said", None),
        item("Ana Lopez", "said", ["yes"]),
        item(None, None, "yes"),
        item(" ", "", "yes"),
        item(["Ana Lopez"], "said", "yes"),
        item("Ana Lopez", 7, "yes"),
        item(False, "said", "yes"),
        item("Ana Lopez", "said", "said yes"),
        item("Ana Lopez", "Lopez said", "yes"),
        item("Ana Lopez", "said", "yes", "yes"),
        {"source": "Ana Lopez", "cue": "said"},
        "Ana Lopez said yes",
        None,
        [],
    ],
)
def test_what_is_not_verbatim_or_not_whole_is_dropped_and_counted(server: Server, bad: object) -> None:
    """One piece that is not there, cuts a word, overlaps another or is of the wrong type: the statement goes, the rest stays."""
    text = "Ana Lopez said yes. He told no one."
    answer = ask(server, text, attributes(bad, item("He", "told", "no one")))
    assert [words(text, found) for found in answer.found] == [("He", "told", ("no one",))]
    assert (answer.dropped, answer.failures) == (1, ())


def test_a_missing_source_or_cue_is_no_fault(server: Server) -> None:
    text = "It was said that he won. “We lost” — Ana Lopez"
    assert heard(server, text, item(None, "was said", "that he won"), item("Ana Lopez", None, "“We lost”")) == [
        ("", "was said", ("that he won",)),
        ("Ana Lopez", "", ("“We lost”",)),
    ]


@pytest.mark.parametrize(
    ("text", "claimed", "starts"),
    [
        ("He said yes. He said no.", item("He", "said", "no"), (13, 16, 21)),
        ("He said yes. He said no.", item("He", "said", "yes"), (0, 3, 8)),
        ('"No," he said. "No," she said.', item("she", "said", '"No,"'), (21, 25, 15)),
        (
            "The mayor said it was shut. The police later said it was shut.",
            item("The police", "said", "it was shut"),
            (28, 45, 50),
        ),
        ('"I know he said so," he said.', item("he", "said", '"I know he said so,"'), (21, 24, 0)),
        ("he said he said it", item("he", "said", "it"), (8, 11, 16)),
        ("Ana spoke. She said no. Ana, when she had thought, said no.", item("Ana", "said", "no"), (24, 51, 56)),
        ("he said “a”\n\n“b” and he said “a” and much later “b”", item("he", "said", "“a”", "“b”"), (21, 24, 29)),
        ("Others said no.\n\nThe others said no.", item("others", "said", "no"), (21, 28, 33)),
        ("theme the me said me", item("me", "said", "the"), (10, 13, 6)),
        ("Ana, who once or twice threatened to go, who left", item("who", "threatened", "to go"), (5, 23, 34)),
        ("yes he said\n\nhe said yes yes", item("he", "said", "yes"), (4, 7, 0)),
    ],
)
def test_repeated_words_are_placed_where_they_stand_closest(
    server: Server, text: str, claimed: dict[str, object], starts: tuple[int, int, int]
) -> None:
    """In one paragraph before several, in one sentence before two, then by distance, then leftmost; whole words only."""
    (found,) = ask(server, text, attributes(claimed)).found
    assert (found.source[0][0], found.cue[0][0], found.content[0][0]) == starts


def test_an_answer_given_twice_takes_two_places_or_counts_once(server: Server) -> None:
    """A statement repeated in the text may be answered twice; a third time there is nothing left for it."""
    text = '"No," he said. "No," he said.'
    answer = ask(server, text, attributes(*[item("he", "said", '"No,"')] * 3))
    assert [(one.content, one.source, one.cue) for one in answer.found] == [
        (((0, 5),), ((6, 8),), ((9, 13),)),
        (((15, 20),), ((21, 23),), ((24, 28),)),
    ]
    assert answer.dropped == 0
    for text in ("He said no to no one.", "He said no, and said it so."):
        once = ask(server, text, attributes(*[item("He", "said", "no")] * 2))
        assert [(one.cue, one.content) for one in once.found] == [(((3, 7),), ((8, 10),))]
        assert once.dropped == 0
    folded = ask(server, "He said no one.", attributes(item("He", "said", "no one"), item("He", "said", "no  one")))
    assert len(folded.found) == 1


@pytest.mark.parametrize("reply", ['{"attributions": []}', "[]", "```json\n[]\n```", '```\n{"attributions": []}\n```'])
def test_no_attributions_is_an_answer(server: Server, reply: str) -> None:
    assert ask(server, "It rained.", says(reply)) == Answer()


def test_white_space_is_folded_and_the_text_is_kept(server: Server) -> None:
    """A wrapped line, a double or a no-break space is no difference; the place holds the text's own characters."""
    text = "After the match Ana\u00a0Lopez said  that the whole of her\nteam had won."
    assert heard(server, text, item("Ana Lopez", "said", "that the  whole\n of her team had won")) == [
        ("Ana\u00a0Lopez", "said", ("that the whole of her\nteam had won",))
    ]
    assert server.texts() == ["After the match Ana Lopez said that the whole of her team had won."]


def test_places_count_code_points(server: Server) -> None:
    """Emoji and combining characters before a span; a letter without its accent is another letter."""
    text = "😀👩‍👩‍👧 Rene\u0301 a\u0300 la 👍🏽 said “c\u0327a va” 😀."
    answer = ask(
        server,
        text,
        attributes(
            item("Rene\u0301", "said", "“c\u0327a va”"),
            item("Rene", "said", "“c\u0327a va”"),
            item("René", "said", "“c\u0327a va”"),
            item("👍", "said", "“c\u0327a va”"),
            item("👩", "said", "“c\u0327a va”"),
            item("👧", "said", "“c\u0327a va”"),
        ),
    )
    (found,) = answer.found
    assert (found.source, found.cue) == (((7, 12),), ((22, 26),))
    assert words(text, found)[2] == ("“c\u0327a va”",)
    assert answer.dropped == 5


def test_words_need_no_spaces_where_a_script_has_none(server: Server) -> None:
    assert heard(server, "王毅说会议很好。", item("王毅", "说", "会议很好")) == [("王毅", "说", ("会议很好",))]


def test_content_may_go_on_in_the_next_paragraph(server: Server) -> None:
    """Answered in one string or in two, it has a place in each paragraph."""
    text = "“We won,” she said. “First this.\n\n“Then that.”"
    expected = [("she", "said", ("“We won,”", "“First this.", "“Then that.”"))]
    assert heard(server, text, item("she", "said", "“We won,”", "“First this.\n\n“Then that.”")) == expected
    assert heard(server, text, item("she", "said", "“We won,”", "“First this.", "“Then that.”")) == expected
    assert heard(server, text, item("she", "said", "“Then that.”", "“We won,”", "“First this.")) == expected


def test_paragraphs_that_belong_together_by_their_marks(server: Server) -> None:
    """A colon introduces words in the next paragraph; a dash signs those of the one before."""
    text = "Ana Lopez said:\n\n“We won.”\n\n— Tim Hess"
    assert heard(server, text, item("Ana Lopez", "said", "“We won.”"), item("Tim Hess", "—", "“We won.”")) == [
        ("Ana Lopez", "said", ("“We won.”",)),
        ("Tim Hess", "—", ("“We won.”",)),
    ]


@pytest.mark.parametrize(
    "claimed",
    [
        item("Ana Lopez", "said", "one"),
        item("Tim Hess", "said", "one"),
        item("Ana Lopez\n\nHe", "said", "one"),
        item("one and two", "said", "He"),
        item("He", "said", "one", "three"),
        item(None, "spoke", "one"),
        item("Ana Lopez", None, "one"),
    ],
)
def test_pieces_from_far_apart_are_not_glued_together(server: Server, claimed: dict[str, object]) -> None:
    """A source or cue of another paragraph, content that leaves a paragraph out: dropped."""
    text = "Then spoke Ana Lopez\n\nHe said one\n\nand two\n\nand three, Tim Hess"
    answer = ask(server, text, attributes(claimed))
    assert (answer.found, answer.dropped) == ((), 1)


def test_statements_come_in_the_order_of_the_text(server: Server) -> None:
    text = "He said one. She said two."
    assert heard(server, text, item("She", "said", "two"), item("He", "said", "one")) == [
        ("He", "said", ("one",)),
        ("She", "said", ("two",)),
    ]


@pytest.mark.parametrize(
    "reply",
    [
        '```json\n{"attributions": [ITEM]}\n```',
        '```\n{"attributions": [ITEM]}\n```\n',
        'Here it is:\n\n{"attributions": [ITEM]}\n\nAnything else?',
        '<think>Who? {"attributions": 1}</think>\n{"attributions": [ITEM]}',
        "[ITEM]",
        "```json\n[ITEM]\n```",
        '{"attributions": [{"source": "He", "cue": "said", "content": "no"}]}',
    ],
)
def test_json_is_found_in_what_stands_around_it(server: Server, reply: str) -> None:
    text = "He said no."
    answer = ask(server, text, says(reply.replace("ITEM", json.dumps(item("He", "said", "no")))))
    assert [words(text, found) for found in answer.found] == [("He", "said", ("no",))]
    assert answer.failures == ()


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (says("I cannot help with that."), 'no JSON with a list "attributions"'),
        (says('{"attributions": {"source": "He"}}'), 'no JSON with a list "attributions"'),
        (says('{"quotes": []}'), 'no JSON with a list "attributions"'),
        (says('"attributions"'), 'no JSON with a list "attributions"'),
        (says("[" * 200_000), 'no JSON with a list "attributions"'),
        (says("9" * 10_000), 'no JSON with a list "attributions"'),
        (says(""), 'no JSON with a list "attributions"'),
        (says('{"attributions": [{"source": "He", "cu', ended="length"), "cut off at the server's length limit"),
        (says(None), "not a chat completion"),
        (says({"attributions": []}), "not a chat completion"),
        (lambda handler: handler.send(b"<html>"), "not a chat completion"),
        (lambda handler: handler.send(b'{"choices": []}'), "not a chat completion"),
        (lambda handler: handler.send(b'["choices"]'), "not a chat completion"),
        (lambda handler: handler.send(b"[" * 200_000), "not a chat completion"),
        (lambda handler: handler.send(b"\xff\xfe\x00"), "not a chat completion"),
        (lambda handler: handler.send(b""), "not a chat completion"),
        (lambda handler: handler.send(b" " * (BYTES_LIMIT + 1)), "longer than 4,000,000 bytes"),
        (status(500), "500 Internal Server Error"),
        (status(429), "429 Too Many Requests"),
        (status(599), "answers 599"),
        (status(401), "refuses the key"),
        (status(404), "no such address or model"),
        (lambda handler: handler.wfile.write(b"garbage\r\n\r\n"), "the connection failed (BadStatusLine)"),
        (lambda _: None, "the connection failed (RemoteDisconnected)"),
    ],
)
def test_a_bad_answer_costs_one_line_and_the_rest_goes_on(server: Server, reply: Reply, reason: str) -> None:
    """The line names the address and the part; the next window is asked about all the same."""
    first, second = "He said one. " * 16, "She said two."
    answer = ask(server, f"{first}\n\n{second}", reply, attributes(item("She", "said", "two")), characters=220)
    assert len(server.asked) == 2
    assert len(answer.failures) == 1
    assert answer.failures[0].startswith(f"{server.url}/chat/completions: part 1 of 2: ")
    assert reason in answer.failures[0]
    assert "\n" not in answer.failures[0]
    assert [words(f"{first}\n\n{second}", found) for found in answer.found] == [("She", "said", ("two",))]
    assert (answer.dropped, answer.stopped) == (0, False)


@pytest.mark.parametrize("turned_down", [400, 422])
def test_a_server_without_json_mode_is_asked_without_it(server: Server, turned_down: int) -> None:
    """It is asked once more, and from then on at once without, whatever it makes of the question."""
    text = "He said one. " * 16 + "\n\nShe said two."
    assert len(ask(server, text, status(turned_down), says("?"), attributes(), characters=220).failures) == 1
    assert ["response_format" in sent for _, sent in server.asked] == [True, False, False]
    server.asked = []
    answer = ask(
        server, text, status(turned_down), attributes(), attributes(item("She", "said", "two")), characters=220
    )
    assert ["response_format" in sent for _, sent in server.asked] == [True, False, False]
    assert (len(answer.found), answer.failures) == (1, ())


def test_a_400_for_another_reason_is_a_failure(server: Server) -> None:
    answer = ask(server, "He said no.", status(400))
    assert ["response_format" in sent for _, sent in server.asked] == [True, False]
    assert answer.failures == (f"{server.url}/chat/completions: part 1 of 1: the server answers 400 Bad Request",)


def test_a_busy_server_is_asked_again(server: Server) -> None:
    """As often as allowed; a refusal is not asked about twice."""
    good = attributes(item("He", "said", "no"))
    assert len(ask(server, "He said no.", status(503), status(503), good, retries=2).found) == 1
    server.asked = []
    assert len(ask(server, "He said no.", status(503), good, retries=0).failures) == 1
    assert len(ask(server, "He said no.", status(403), good, retries=5).failures) == 1
    assert len(server.asked) == 2


def test_no_redirect_is_followed(server: Server) -> None:
    """Text and key go to the host that the user named and to no other."""
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        other = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/v1/chat/completions"
        for number in (301, 302, 303, 307, 308):
            (failure,) = ask(server, "He said no.", status(number, ("Location", other)), key=KEY).failures
            assert f"sends on to another address ({number})" in failure
        elsewhere.setblocking(False)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


def test_no_proxy_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment would read what is sent to a server on the same machine."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert heard(server, "He said no.", item("He", "said", "no")) == [("He", "said", ("no",))]


def silent(handler: Handler) -> None:
    """Answer nothing until the test ends."""
    handler.server.released.wait(30)


def dripping_head(handler: Handler) -> None:
    """Send a header that grows by a byte at a time and never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.released.wait(0.05):
        handler.wfile.write(b"x")


def dripping_body(handler: Handler) -> None:
    """Send an answer without an end, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not handler.server.released.wait(0.05):
        handler.wfile.write(b" ")


@pytest.mark.parametrize("reply", [silent, dripping_head, dripping_body])
def test_slow_and_endless_answers_end_in_time(server: Server, reply: Reply) -> None:
    """Each byte that comes does not buy more time; a slow server is not asked twice."""
    answer = ask(server, "He said no.", reply, seconds=0.3, retries=3)
    assert answer.failures == (f"{server.url}/chat/completions: part 1 of 1: no whole answer within 0.3 seconds",)
    assert len(server.asked) == 1


def test_an_endless_stream_ends_at_the_limit(server: Server) -> None:
    def flood(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not handler.server.released.is_set():
            handler.wfile.write(b" " * 100_000)

    (failure,) = ask(server, "He said no.", flood).failures
    assert "longer than 4,000,000 bytes" in failure


@pytest.mark.parametrize(
    ("url", "reason"),
    [("http://a..b/v1", "no machine of that name is known"), ("https://127.0.0.1:PORT/v1", "the connection failed")],
)
def test_a_wrong_name_or_protocol_is_a_failure(server: Server, url: str, reason: str) -> None:
    """A name that cannot be one, and TLS where the server speaks none."""
    endpoint = Endpoint(url=url.replace("PORT", str(server.server_address[1])), model="m", retries=0, seconds=5)
    (failure,) = listen(endpoint, "He said no.", [(0, 11)]).failures
    assert reason in failure
    assert server.asked == []


def refused_address() -> str:
    """Give an address where nothing listens any more."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"http://127.0.0.1:{closed.getsockname()[1]}"


def test_asking_ends_when_nothing_answers() -> None:
    """Three parts in a row; the last line says how many were not sent."""
    url = refused_address()
    text = "\n\n".join(["He said one. " * 16] * 5)
    answer = listen(Endpoint(url=url, model="m", retries=0, characters=220), text, [(0, len(text))])
    reason = "nothing listens there (connection refused); is the server running?"
    where = f"{url}/chat/completions"
    assert answer.failures == (
        *(f"{where}: part {number} of 5: {reason}" for number in (1, 2, 3)),
        f"{where}: gave up after 3 parts in a row without an answer; 2 of 5 parts were not sent",
    )
    assert answer.stopped


def test_answers_of_any_kind_keep_asking_alive(server: Server) -> None:
    """Only silence and refusals in a row end it: errors that depend on the text do not."""
    text = "\n\n".join(["He said one. " * 16] * 5)
    answer = ask(server, text, status(500), characters=220)
    assert (len(server.asked), len(answer.failures), answer.stopped) == (5, 5, False)
    server.asked = []
    answer = ask(server, text, status(401), status(401), says("?"), status(401), characters=220)
    assert (len(server.asked), len(answer.failures), answer.stopped) == (5, 5, False)
    server.asked = []
    answer = ask(server, text, status(401), attributes(), status(401), status(401), attributes(), characters=220)
    assert (len(server.asked), len(answer.failures), answer.stopped) == (5, 3, False)
    server.asked = []
    answer = ask(server, text, status(401), characters=220)
    assert (len(server.asked), len(answer.failures), answer.stopped) == (3, 4, True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8080",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "http://",
        "http://127.0.0.1:99999/v1",
        "http://127.0.0.1:0/v1",
        "http://[::1/v1",
        f"http://user:{KEY}@127.0.0.1/v1",
        f"http://127.0.0.1/v1?key={KEY}",
        f"http://127.0.0.1/v1#{KEY}",
        "http://127.0.0.1/v 1",
        "http://127.0.0.1/v1\r\nX: y",
        "http://exämple.org/v1",
    ],
)
def test_an_address_that_cannot_be_used_is_the_users_error(url: str) -> None:
    with pytest.raises(UserError, match=r"endpoint address: .+; give one such as") as raised:
        Endpoint(url=url, model="m")
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ""},
        {"key": f"{KEY}\r\nX: y"},
        {"key": f"{KEY}é"},
        {"seconds": 0},
        {"seconds": float("nan")},
        {"seconds": float("inf")},
        {"pause": -1},
        {"characters": 10},
        {"retries": -1},
    ],
)
def test_settings_out_of_range_are_the_users_error(wrong: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="endpoint") as raised:
        Endpoint(url="http://127.0.0.1/v1", model="m", **wrong)
    assert KEY not in str(raised.value)


def test_an_address_may_end_in_a_slash() -> None:
    assert Endpoint(url="https://example.org/v1/", model="m").address == "https://example.org/v1/chat/completions"


def test_long_answers_are_read_to_a_limit(server: Server) -> None:
    """A server gone astray costs little: what goes beyond the limit is counted and not looked up."""
    answer = ask(server, "He said no.", attributes(*[item("He", "said", "maybe")] * (STATEMENTS_LIMIT + 7)))
    assert (answer.found, answer.dropped) == ((), STATEMENTS_LIMIT + 7)


def test_a_paragraph_too_long_is_cut_at_sentences_then_at_spaces() -> None:
    sentence = "The committee met again and nobody in the room said anything of note at all. "
    text = sentence * 6 + "Word " + "word " * 100 + "x" * 450
    parts = [(one.start, one.end) for pack in packed(text, [(0, len(text))], 200) for one in pack]
    assert all(end - start <= 200 for start, end in parts)
    assert [text[start:end] for start, end in parts[:3]] == [(sentence * 2).strip()] * 3
    assert "".join("".join(text[start:end] for start, end in parts).split()) == "".join(text.split())
    assert all(text[end : end + 1].isspace() for _, end in parts if end < text.rindex(" "))


def test_a_quotation_over_paragraphs_stays_in_one_window() -> None:
    """A window is rather left half empty than a quotation cut in two."""
    text = "x" * 120 + "\n\nHe said: “First " + "a " * 20 + "\n\n“Second " + "b " * 20 + ".”\n\n" + "y" * 150
    assert [len(pack) for pack in packed(text, [(0, len(text))], 200)] == [1, 2, 1]


PIECES = st.sampled_from(
    [
        *('"', "“", "”", ",", ".", ":", "— ", "\n", "\n\n", " ", "  ", "\u00a0", "he", "He said", " said ", "said:"),
        *(
            "no",
            " yes ",
            "the",
            "Ana Lopez",
            "Lopez",
            "é",
            "e\u0301",
            "😀",
            "👩‍👧",
            "שלום",
            "\u202e",
            "\x00",
            "\ud83d",
            "王",
            "İ",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | PIECES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["source", "cue", "content"]), inner),
    max_leaves=8,
)


SOURCES, CUES, CONTENTS = ["he", "Ana", "👩‍👧"], ["said", "said:"], ["no", "“no”", "“no\u0301”"]
SAYINGS = st.lists(st.tuples(*map(st.sampled_from, (SOURCES, CUES, CONTENTS))), min_size=1, max_size=6)
BETWEEN = st.sampled_from([" ", " ", "  ", ", ", ". ", "\n\n"])


@st.composite
def texts_and_answers(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[object]]:
    """Make a text, its body, and an answer of words that it holds, of cuttings of it and of anything at all."""
    sayings = draw(SAYINGS)
    parts = [
        piece for saying in sayings for piece in (*draw(st.permutations(saying)), draw(PIECES | st.text(max_size=3)))
    ]
    text = "".join(piece for part in parts for piece in (part, draw(BETWEEN)))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=2)))
    ranges = [(low, high) for low, high in pairwise((0, *edges, len(text))) if low < high][:: 1 + len(edges) % 2]
    place = st.tuples(st.integers(0, len(text)), st.integers(1, 12)).map(lambda one: text[one[0] : one[0] + one[1]])
    said = st.sampled_from(sayings)
    longer = st.builds(lambda one, more: item(*one, more), said, place | st.sampled_from(CONTENTS))
    cut = st.builds(item, st.none() | place, st.sampled_from(["said", None]), place)
    items = [item(*draw(said)), *draw(st.lists(said.map(lambda one: item(*one)) | longer | cut | JSON, max_size=8))]
    return text, ranges, draw(st.permutations(items))


def claim(answered: object) -> tuple[list[str], list[str], list[str]] | None:
    """Give the words that a well-formed statement claims for source, cue and content, those of content sorted."""
    if not isinstance(answered, dict):
        return None
    source, cue, content = (answered.get(role) for role in ("source", "cue", "content"))
    pieces = content if isinstance(content, list | tuple) else [content]
    if not all(isinstance(piece, str) for piece in (source or "", cue or "", *pieces)):
        return None
    return (source or "").split(), (cue or "").split(), sorted(" ".join(map(str, pieces)).split())


@settings(deadline=None)
@given(texts_and_answers())
def test_whatever_is_answered_every_place_is_verbatim(
    listening: Server, case: tuple[str, list[tuple[int, int]], list[object]]
) -> None:
    """Places are not empty, lie in the body, hold answered words, do not overlap in a statement; none stands twice."""
    text, ranges, items = case
    listening.replies, listening.released = [attributes(*items)], Event()
    answer = listen(Endpoint(url=listening.url, model="m", characters=200), text, ranges)
    assert answer.failures == ()
    answered = [claimed for claimed in map(claim, items) if claimed]
    for found in answer.found:
        places = sorted((*found.source, *found.cue, *found.content))
        assert found.content
        assert found.source or found.cue
        assert all(any(low <= start < end <= high for low, high in ranges) for start, end in places)
        assert all(one[1] <= other[0] for one, other in pairwise(places))
        assert all(text[start:end] == text[start:end].strip() for start, end in places)
        assert claim(dict(zip(("source", "cue", "content"), words(text, found), strict=True))) in answered
        assert found.sentence[0] <= (found.cue or found.source)[0][0] < found.sentence[1]
    assert len({(one.source, one.cue, one.content) for one in answer.found}) == len(answer.found)
    assert [one.rule for one in answer.found] == ["endpoint"] * len(answer.found)
    assert listen(Endpoint(url=listening.url, model="m", characters=200), text, ranges) == answer


@given(TEXTS, st.integers(200, 400))
def test_windows_hold_the_body_and_keep_every_place(text: str, limit: int) -> None:
    """Each character of a window that is no space is the character at its place; no word is lost, none sent twice."""
    parts = [window(text, pack) for pack in packed(text, [(0, len(text))], limit)]
    assert all(len(part.sent) <= limit for part in parts)
    for part in parts:
        assert len(part.words) == len(part.origins)
        kept = [(word, origin) for word, origin in zip(part.words, part.origins, strict=True) if not word.isspace()]
        assert all(text[origin] == word for word, origin in kept)
        assert part.sent.split() == part.words.split()
    assert "".join(part.words.replace(" ", "") for part in parts) == "".join(text.split())


@settings(deadline=None)
@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_bytes_come_nothing_is_raised(listening: Server, body: bytes) -> None:
    listening.replies, listening.released = [lambda handler: handler.send(body)], Event()
    answer = listen(Endpoint(url=listening.url, model="m"), "He said no.", [(0, 11)])
    assert (answer.found, len(answer.failures)) == ((), 1)
