"""Which language a text is in, and which of its paragraphs are read as English."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract import language
from onrecord.extract.language import Language, language_of, passages_in_english
from onrecord.extract.paragraphs import paragraphs

SHARED = Path(__file__).parents[3] / "shared/data"
NEWS = {
    "de": "Der Stadtrat hat am Dienstagabend beschlossen, den Vertrag mit dem Wasserversorger um fünf Jahre zu verlängern. Die Bürgermeisterin sagte, man habe lange verhandelt und am Ende einen fairen Preis erreicht. Kritiker werfen der Verwaltung vor, andere Angebote nicht geprüft zu haben.",
    "fr": "Le conseil municipal a décidé mardi soir de prolonger de cinq ans le contrat avec la société des eaux. La maire a déclaré que les négociations avaient été longues mais que le prix obtenu était juste. L'opposition reproche à la ville de ne pas avoir examiné d'autres offres.",
    "es": "El ayuntamiento aprobó el martes por la noche la prórroga del contrato con la empresa de aguas durante cinco años más. La alcaldesa afirmó que la negociación había sido larga, pero que el precio era justo. La oposición acusa al gobierno local de no haber estudiado otras ofertas.",
    "pt": "A câmara municipal decidiu na terça-feira à noite prolongar por cinco anos o contrato com a empresa das águas. A presidente disse que as negociações foram longas, mas que o preço é justo. A oposição acusa a autarquia de não ter analisado outras propostas.",
    "it": "Il consiglio comunale ha deciso martedì sera di prorogare per altri cinque anni il contratto con la società dell'acqua. La sindaca ha detto che la trattativa è stata lunga ma che il prezzo è giusto. L'opposizione accusa il comune di non aver valutato altre offerte.",
    "nl": "De gemeenteraad heeft dinsdagavond besloten het contract met het waterbedrijf met vijf jaar te verlengen. De burgemeester zei dat er lang is onderhandeld en dat de prijs eerlijk is. De oppositie verwijt het bestuur dat andere aanbiedingen niet zijn bekeken.",
    "da": "Byrådet besluttede tirsdag aften at forlænge kontrakten med vandselskabet med fem år. Borgmesteren sagde, at forhandlingerne havde været lange, men at prisen var rimelig. Oppositionen beskylder kommunen for ikke at have undersøgt andre tilbud.",
    "sv": "Kommunfullmäktige beslutade på tisdagskvällen att förlänga avtalet med vattenbolaget med fem år. Borgmästaren sade att förhandlingarna hade varit långa men att priset var rimligt. Oppositionen anklagar kommunen för att inte ha prövat andra anbud.",
    "pl": "Rada miasta zdecydowała we wtorek wieczorem o przedłużeniu umowy z wodociągami o pięć lat. Burmistrz powiedziała, że negocjacje były długie, ale cena jest uczciwa. Opozycja zarzuca władzom, że nie zbadały innych ofert.",
    "tr": "Belediye meclisi salı akşamı su şirketiyle yapılan sözleşmeyi beş yıl uzatmaya karar verdi. Belediye başkanı, görüşmelerin uzun sürdüğünü ancak fiyatın adil olduğunu söyledi. Muhalefet, yönetimi diğer teklifleri incelememekle suçluyor.",
    "ru": "Городской совет во вторник вечером решил продлить договор с водоканалом на пять лет. Мэр заявила, что переговоры были долгими, но цена справедлива. Оппозиция обвиняет администрацию в том, что другие предложения не рассматривались.",
    "uk": "Міська рада у вівторок увечері вирішила продовжити договір з водоканалом на п'ять років. Мерка сказала, що перемовини були довгими, але ціна справедлива. Опозиція звинувачує владу в тому, що інші пропозиції не розглядали.",
    "el": "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη το βράδυ να παρατείνει για πέντε χρόνια τη σύμβαση με την εταιρεία ύδρευσης. Η δήμαρχος είπε ότι οι διαπραγματεύσεις ήταν μακρές αλλά η τιμή είναι δίκαιη. Η αντιπολίτευση κατηγορεί τον δήμο ότι δεν εξέτασε άλλες προσφορές.",
    "ar": "قرر مجلس المدينة مساء الثلاثاء تمديد العقد مع شركة المياه لمدة خمس سنوات. وقالت رئيسة البلدية إن المفاوضات كانت طويلة لكن السعر عادل. وتتهم المعارضة الإدارة بعدم دراسة العروض الأخرى.",
    "he": "מועצת העיר החליטה ביום שלישי בערב להאריך את החוזה עם חברת המים בחמש שנים. ראש העירייה אמרה שהמשא ומתן היה ארוך אך המחיר הוגן. האופוזיציה מאשימה את העירייה שלא בדקה הצעות אחרות.",
    "fa": "شورای شهر سه‌شنبه شب تصمیم گرفت قرارداد با شرکت آب را پنج سال تمدید کند. شهردار گفت که مذاکرات طولانی بود اما قیمت منصفانه است. مخالفان می‌گویند پیشنهادهای دیگر بررسی نشده است.",
    "zh": "市议会周二晚上决定将与自来水公司的合同延长五年。市长表示，谈判持续了很长时间，但价格是公平的。反对派指责市政府没有审查其他报价。",
    "ja": "市議会は火曜日の夜、水道会社との契約を五年間延長することを決めた。市長は、交渉は長引いたが価格は公正だと述べた。野党は、市が他の提案を検討しなかったと批判している。",
    "ko": "시의회는 화요일 저녁 수도 회사와의 계약을 5년 연장하기로 결정했다. 시장은 협상이 길었지만 가격은 공정하다고 말했다. 야당은 시가 다른 제안을 검토하지 않았다고 비판한다.",
    "hi": "नगर परिषद ने मंगलवार शाम को जल कंपनी के साथ अनुबंध पाँच साल के लिए बढ़ाने का फैसला किया। महापौर ने कहा कि बातचीत लंबी चली लेकिन कीमत उचित है। विपक्ष का आरोप है कि प्रशासन ने दूसरे प्रस्तावों की जाँच नहीं की।",
}
GERMAN = NEWS["de"]
GERMAN_TOO = "Nach Angaben des Ministeriums wurden im vergangenen Jahr mehr als vierhundert Fahrzeuge bestellt."
ENGLISH = "The city council voted on Tuesday night to extend its contract with the water company by five years."
ENGLISH_TOO = "The mayor said that the talks had been long, but that she was content with the price they had reached."
Place = tuple[int, int]


def laid_out(passages: Sequence[str]) -> tuple[str, list[Place]]:
    """Put passages on lines of their own, and say where each stands."""
    ends = list(accumulate(len(passage) + 1 for passage in passages))
    return "\n".join(passages), [(end - 1 - len(one), end - 1) for one, end in zip(passages, ends, strict=True)]


def english(*passages: str) -> list[bool]:
    return passages_in_english(*laid_out(passages))


def whole(text: str) -> Language | None:
    return language_of(text, [(0, len(text))])


def code(text: str) -> str | None:
    found = whole(text)
    return found and found.code


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the passages that are put to the library."""
    passages: list[str] = []
    rank = language._ranking()

    def counted(passage: str) -> list[tuple[str, float]]:
        passages.append(passage)
        return rank(passage)

    def ranking() -> Callable[[str], list[tuple[str, float]]]:
        return counted

    monkeypatch.setattr(language, "_ranking", ranking)
    return passages


@pytest.mark.parametrize("expected", NEWS)
def test_news_in_other_languages(expected: str) -> None:
    """A paragraph of news is known by its language, with certainty, and is not read as English."""
    found = whole(NEWS[expected])
    assert found is not None
    assert found.code == expected
    assert found.certainty == pytest.approx(1, abs=0.05)
    assert english(NEWS[expected]) == [False]


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        "Ja Morant scored 31 points and Nikola Jokić had 27 rebounds as Denver beat Memphis on Thursday night.",
        "Tlie cily counci1 voled lo exlend lhe conlracl wilh lhe waler cornpany by fivc ycars, lhe rnayor sald on Tuesclay.",
    ],
)
def test_english_that_looks_odd(text: str) -> None:
    """Capitals, foreign names and letters misread by a scanner leave English what it is."""
    assert code(text) == "en"
    assert english(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "Die Opposition verlangt nun mehr.",
        "Photo: Getty Images",
        "Wang Xiaoming, Li Qiang, Zhang Yimou and Xi Jinping attended.",
        "MILAN (AP) — Juventus striker Álvaro Morata and defender Giorgio Chiellini missed training at the Stadio Olimpico.",
        "DWBU YQK LBLJ HWF YMGW YKEX HYNC VIK HSU XVBQ MWGA LFC BHJB EXR FIIL UPT ERSQ ICH XBKR QBXZ JOAN ZWYN PDU BWR",
        "19,400,000.00 2018-06-25 7030 511210 " * 40,
        "😀🔥👩‍👩‍👧🇺🇸 " * 1_000,
        "\u0301\u0323" * 5_000,
        "\ud800\udc00 \udfff" * 100,
        '"' * 10_000,
        "aaaaaaaa" * 1_000,
        '<div class="row"><a href="https://example.org/a?b=c"><img src="/img/logo.png" alt="logo"></a></div>' * 10,
    ],
)
def test_nothing_to_judge(text: str) -> None:
    """Too little text, names (also with a few words), codes, figures, emoji and markup have no language, and are not kept from the English reader."""
    assert whole(text) is None
    assert english(text) == [True]


def test_right_to_left_marks_do_not_matter() -> None:
    """Marks of direction around and inside the words change nothing."""
    assert code("\u202b" + NEWS["he"].replace(" ", " \u200f") + "\u202c") == "he"
    assert code("\u2067" + NEWS["ar"] + "\u2069") == "ar"


def test_close_relatives_are_not_english() -> None:
    """Croatian may be taken for Bosnian, with little certainty, but not for English."""
    croatian = (
        "Gradsko vijeće odlučilo je u utorak navečer produžiti ugovor s vodovodom za pet godina. Gradonačelnica je rekla da "
        "su pregovori bili dugi, ali da je cijena poštena. Oporba optužuje upravu da nije razmotrila druge ponude."
    )
    found = whole(croatian)
    assert found is not None
    assert found.code in {"hr", "bs", "sr"}
    assert found.certainty < language.LEAST_CERTAINTY
    assert english(croatian) == [False]


def test_german_quotations_in_an_english_article() -> None:
    """Two German paragraphs, and the short one between them, are left out; the document stays English."""
    article = (
        ENGLISH,
        ENGLISH_TOO,
        GERMAN,
        "Nein.",
        GERMAN_TOO,
        ENGLISH,
        "Photo: Reuters",
        ENGLISH_TOO,
        ENGLISH,
        ENGLISH,
    )
    assert english(*article) == [True, True, False, False, False, True, True, True, True, True]


def test_short_english_between_foreign_words() -> None:
    """Words that bring in a quotation are kept, however short they are; a short reply in the other language is not."""
    article = (*[ENGLISH] * 6, GERMAN_TOO, "He added:", GERMAN_TOO, "Nein!", GERMAN_TOO, *[ENGLISH_TOO] * 6)
    text, places = laid_out(article)
    assert language_of(text, places) == Language("en", 1.0)
    assert passages_in_english(text, places)[6:11] == [False, True, False, False, False]


def test_english_quotations_in_a_german_article() -> None:
    """German paragraphs between two English ones stay German."""
    assert english(*[GERMAN] * 4, ENGLISH, GERMAN, "dpa", ENGLISH_TOO, *[GERMAN] * 4) == [
        *[False] * 4, True, False, False, True, *[False] * 4
    ]  # fmt: skip


def test_the_rest_of_a_text_does_not_name_its_language() -> None:
    """English in a text of several other languages is not called its language, however often each of them comes."""
    blocks = [NEWS[one] for one in ("de", "fr", "it", "pl", "tr")] * 2 + [f"{ENGLISH} "] * 3
    found = language_of(*laid_out([(block * 9)[: language.PIECE - 1] for block in blocks]))
    assert found is not None
    assert found.code in {"de", "fr", "it", "pl", "tr"}
    assert found.certainty < 0.3


def test_a_language_without_a_code_is_not_guessed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all probability lies with a language that ISO 639-1 does not list, none is named."""
    monkeypatch.setattr(language, "_ranking", lambda: lambda _: [("kab", 1.0), ("de", 0.0), ("en", 0.0)])
    assert whole(GERMAN) is None


def test_english_abstract_of_a_german_article() -> None:
    """In a German article the abstract alone is read; names, figures and headings follow their surroundings."""
    article = ("Wasser", ENGLISH, "Keywords", ENGLISH_TOO, *[GERMAN, "Foto: dpa", GERMAN_TOO] * 5)
    text, places = laid_out(article)
    assert language_of(text, places) == Language("de", pytest.approx(0.8, abs=0.1))
    assert passages_in_english(text, places) == [False, True, True, True, *[False] * 15]


def test_half_and_half() -> None:
    """A text in two languages has none of its own; each paragraph goes by itself, and short ones count as English."""
    article = ("Council", *[ENGLISH, ENGLISH_TOO] * 5, *[GERMAN] * 4, "dpa")
    text, places = laid_out(article)
    assert language_of(text, places) is None
    assert passages_in_english(text, places) == [True] * 11 + [False] * 4 + [True]


def test_only_the_ranges_count() -> None:
    """Menus and footers outside the ranges say nothing of the language."""
    text = GERMAN * 30 + ENGLISH + GERMAN * 30
    start = text.index(ENGLISH)
    assert language_of(text, [(start, start + len(ENGLISH))]) == Language("en", 1.0)
    assert code(text) == "de"


def test_the_sample_spans_the_document() -> None:
    """A long text is judged by its beginning, its middle and its end, ranges of any length counted end to end."""
    assert code(f"{ENGLISH}\n" * 200 + f"{GERMAN}\n" * 5_000) is None
    passages = [ENGLISH_TOO] * 200 + [GERMAN_TOO] * 5_000
    assert language_of(*laid_out(passages)) is None
    assert language_of(*laid_out([GERMAN_TOO] * 5_000)) == Language("de", pytest.approx(1, abs=0.01))


def test_long_texts_cost_a_bounded_number_of_looks(asked: list[str]) -> None:
    """Five megabytes in two languages are put to the library in small pieces, at most so many of them."""
    text, places = laid_out([GERMAN, ENGLISH, ENGLISH_TOO] * 12_000)
    verdicts = passages_in_english(text, places)
    assert len(text) > 5_000_000
    assert verdicts == [False, True, True] * 12_000
    assert len(asked) <= language.ASKED_AT_MOST + 3 * language.WINDOW // language.PIECE + 1
    assert max(map(len, asked)) <= 3 * language.PARAGRAPH_WINDOW + 2


def test_one_paragraph_of_five_megabytes(asked: list[str]) -> None:
    """A text without a line break is judged by a sample, too."""
    assert english((GERMAN + " ") * 20_000) == [False]
    assert english((ENGLISH + " ") * 50_000) == [True]
    assert sum(map(len, asked)) < 5 * language.WINDOW


def test_unasked_paragraphs_follow_where_neighbours_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of too many doubtful paragraphs an even choice is asked; one between two answers that differ counts as English."""
    monkeypatch.setattr(language, "ASKED_AT_MOST", 3)
    names = "Aanensen, Bhattacharya, Castellanos, Dimitrova, Eriksen, Fitzgerald, Goldberg"
    article = [ENGLISH, GERMAN, ENGLISH, GERMAN, ENGLISH, GERMAN, ENGLISH, names, ENGLISH, names, ENGLISH, ENGLISH_TOO]
    assert english(*article) == [one != GERMAN for one in article]


def test_importing_loads_no_library() -> None:
    """The library is loaded by the first passage that function words leave open, not by English text."""
    program = (
        "import sys; from onrecord.extract.language import passages_in_english as p; "
        f"print(p({ENGLISH!r}, [(0, {len(ENGLISH)})]), 'py3langid' in sys.modules); "
        f"print(p({GERMAN!r}, [(0, {len(GERMAN)})]), 'py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["[True] False", "[False] True", ""]


@given(st.lists(st.text(max_size=200) | st.sampled_from([GERMAN, ENGLISH, *NEWS.values()]), max_size=8))
@settings(deadline=None, max_examples=50)
def test_any_text_gets_an_answer(passages: list[str]) -> None:
    """There is one verdict a paragraph, and a language has a code of two letters and a certainty between 0 and 1."""
    text, places = laid_out(passages)
    found = language_of(text, places)
    assert found is None or (len(found.code) == 2 and 0 < found.certainty <= 1 + 1e-6)
    verdicts = passages_in_english(text, places)
    assert len(verdicts) == len(passages)
    assert all(verdicts[number] for number, passage in enumerate(passages) if passage == ENGLISH)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "polnear/dev/text").exists(), reason="../shared is not here")
def test_no_paragraph_of_the_attribution_corpus_is_lost() -> None:
    """All 84 articles are English, and so is each of their paragraphs."""
    texts = [path.read_bytes().decode() for path in sorted((SHARED / "polnear/dev/text").glob("*.txt"))]
    places = [paragraphs(text, [(0, len(text))]) for text in texts]
    both = list(zip(texts, places, strict=True))
    assert Counter(found and found.code for found in (language_of(*one) for one in both)) == {"en": 84}
    verdicts = [passages_in_english(*one) for one in both]
    assert [
        text[start:end]
        for (text, own), said in zip(both, verdicts, strict=True)
        for (start, end), one in zip(own, said, strict=True)
        if not one
    ] == []


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "article-pages").exists(), reason="../shared is not here")
def test_articles_of_the_web() -> None:
    """Of 95 articles, the six in other languages are told apart, and no paragraph of the 89 others is lost."""
    pages = json.loads((SHARED / "article-pages/ground-truth.json").read_bytes()).values()
    found: Counter[tuple[str | None, bool]] = Counter()
    for text in (page["articleBody"] for page in pages):
        places = paragraphs(text, [(0, len(text))])
        known = language_of(text, places)
        read = passages_in_english(text, places)
        found[known and known.code, all(read) if any(read) else False] += 1
    assert found == {
        ("en", True): 89,
        ("pt", False): 2,
        ("id", False): 1,
        ("ja", False): 1,
        ("ko", False): 1,
        ("ru", False): 1,
    }
