"""Whatever somebody puts into a PDF: it is refused quickly, and costs this process little."""

import random
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.letters import limits, reading
from inspections.letters.child import ANSWERED, READ, REFUSED, answer
from inspections.letters.reading import LetterRefused, known, picture_of, read_letter
from tests.fuzzing import examples
from tests.growth import Growth
from tests.inspections.letters import layouts
from tests.inspections.letters.harmful import HOSTILE, locked, many_pages
from tests.inspections.letters.layouts import Style, pdf

LETTER = layouts.jtai(
    "Calderdale",
    "children at risk",
    "22 to 26 May 2023",
    "14 July 2023",
    ["The timeliness of visits."],
    ["Leaders listen."],
    style=Style(filler=1),
)


def refused(data: bytes) -> str:
    with pytest.raises(LetterRefused) as caught:
        read_letter(data)
    return caught.value.message


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_quickly_and_costs_this_process_little(kind):
    data = HOSTILE[kind]()
    began = time.monotonic()
    with Growth() as growth:
        message = refused(data)
    assert time.monotonic() - began <= 10
    assert growth.bytes <= 64 * limits.MEGABYTE
    assert message.endswith(".")


NOT_LETTERS = {
    "nothing": (b"", "empty"),
    "blanks": (b" \n\n ", "empty"),
    "a web page": (b"<!DOCTYPE html><html></html>", "a web page"),
    "a Word document": (b"PK\x03\x04 word/document.xml", "a Word document"),
    "an old Word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "a picture"),
    "some text": (b"Dear Director,", "not a PDF"),
    "a head without a body": (b"%PDF-1.7\n", "broken"),
    "noise": (b"%PDF-1.7\n" + random.Random(5).randbytes(40_000), "broken"),
    "half a letter": (pdf(LETTER)[:9_000], "broken"),
    "empty pages": (many_pages(3), "a scan"),
    "a locked letter": (locked(pdf(LETTER)), "locked with a password"),
}


@pytest.mark.parametrize(("data", "said"), NOT_LETTERS.values(), ids=NOT_LETTERS)
def test_what_cannot_be_read_is_named_with_what_to_do(data, said):
    message = refused(data)
    assert said in message
    assert message.count(".") >= 2
    assert any(word in message for word in ("Choose", "Download", "choose"))


def test_without_the_limit_on_pages_they_would_be_read(monkeypatch):
    """Negative control: what refuses ten thousand pages is the limit, and nothing else."""
    told = known().to_text().encode()
    assert b"more than 200 pages" in answer(READ, "", told, many_pages(300))
    monkeypatch.setattr("inspections.letters.pdf.MOST_PAGES", 10**6)
    assert b"a scan" in answer(READ, "", told, many_pages(300))


def test_a_reader_that_stops_or_hangs_is_a_refusal(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.001)
    assert "more time or memory" in refused(pdf(LETTER))
    assert limits.LIMITS.patience < 10


def test_a_letter_passes_between_the_processes_whole():
    read = read_letter(pdf(LETTER))
    assert type(read).from_json(read.to_json()) == read
    assert (read.council, read.gss) == ("Calderdale", "E08000033")


def test_a_page_has_a_picture():
    png = picture_of(pdf(LETTER), 1)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert 850 < width < height < 1_400
    with pytest.raises(LetterRefused, match="no page 99"):
        picture_of(pdf(LETTER), 99)


def spoilt(data: bytes, seed: int) -> bytes:
    """A PDF with some of its bytes changed, cut out, doubled or moved."""
    luck, held = random.Random(seed), bytearray(data)
    for _ in range(luck.choice([1, 3, 10, 40])):
        at, length = luck.randrange(len(held)), luck.choice([1, 2, 8, 200])
        match luck.randrange(5):
            case 0:
                held[at : at + length] = luck.randbytes(length)
            case 1:
                del held[at : at + length]
            case 2:
                held[at:at] = held[at : at + length]
            case 3:
                held[at : at + 1] = luck.choice([b"0", b"9999999999", b"<<", b"]", b"/Length"])
            case _:
                other = luck.randrange(len(held))
                held[at : at + length] = held[other : other + length]
    return bytes(held)


@examples(30, 40)
@given(st.integers(0, 2**32))
def test_a_spoilt_letter_is_read_or_refused_and_never_fails(seed):
    said = answer(READ, "", known().to_text().encode(), spoilt(pdf(LETTER), seed))
    assert said[:1] in (ANSWERED, REFUSED)
    if said[:1] == REFUSED:
        assert said.decode().endswith(".")


@examples(40, 60)
@given(st.binary(max_size=3_000), st.booleans())
def test_random_bytes_are_refused(noise, has_head):
    said = answer(READ, "", known().to_text().encode(), b"%PDF-1.4\n" * has_head + noise)
    assert said[:1] == REFUSED
