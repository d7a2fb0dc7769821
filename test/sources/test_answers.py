"""What answers of servers are: text in its encoding, XML, JSON, or a page that should be data; errors of one host together."""

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.public_text import without_secrets
from opgavenkaart.processing.sources.network.content import check_is_data, json_of, text_of, xml_of
from opgavenkaart.processing.sources.network.sentences import NoAnswer, per_host, silent_host
from opgavenkaart.processing.sources.reading.tables import decode_as

XML = "<?xml version='1.0' encoding='iso-8859-2'?>"
WHERE = "https://piet:geheim@example.org/wfs?token=geheim"


@pytest.mark.parametrize(
    ("content", "header", "text"),
    [
        ("é".encode(), "", "é"), ("\ufeffé".encode(), "", "é"), ("é".encode("utf-16"), "", "é"), ("é".encode("latin-1"), "", "é"),
        ("€".encode("cp1252"), "text/plain; charset=utf-8", "€"), ("é".encode("latin-1"), "text/csv; charset=iso-8859-1", "é"),
        ("š".encode("iso-8859-2"), 'text/csv; charset="ISO-8859-2"', "š"), ("é".encode(), "text/csv; charset=nonsense", "é"),
        (f"{XML}š".encode("iso-8859-2"), "charset=utf-8", f"{XML}š"),
    ],
)  # fmt: skip
def test_text_in_the_encoding_that_it_has(content, header, text):
    """By its mark, by what it declares, by the header, as UTF-8, else as Windows wrote it."""
    assert text_of(content, header) == text


@pytest.mark.parametrize("encoding", ["undefined", "idna", "punycode", "unicode_escape", "no-such-thing", "x" * 200])
def test_what_no_text_is_encoded_in_is_left_alone(encoding):
    """As an answer declares it, and as its header and a catalogue say it: Python has codecs for other things than text."""
    declared = f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'
    assert text_of(declared.encode(), f"text/xml; charset={encoding}") == declared
    with pytest.raises(OpgaveError, match="is not text in the encoding"):
        decode_as(b"a;b", "Parken", encoding)


@pytest.mark.parametrize("page", ["<!DOCTYPE html><html>", " <html lang='nl'>", "<?xml version='1.0'?><!-- x --><html>", "<!doctype HTML>"])
def test_a_web_page_is_no_data(page):
    for read in (xml_of, json_of, check_is_data):
        with pytest.raises(OpgaveError, match="web page") as failure:
            read(page.encode(), WHERE)
        assert "geheim" not in str(failure.value)


def test_a_report_of_an_exception_is_told_with_its_reason():
    reason = b"<ExceptionText>Wrong layer; password=geheim</ExceptionText>"
    first = b"<ExceptionReport><Exception exceptionCode='X'>" + reason + b"</Exception></ExceptionReport>"
    for read in (xml_of, json_of, check_is_data):
        with pytest.raises(OpgaveError, match="Wrong layer") as failure:
            read(first, WHERE)
        assert "geheim" not in str(failure.value)
    with pytest.raises(OpgaveError, match=": NoApplicableCode"):
        xml_of(b"<ServiceExceptionReport><ServiceException code='NoApplicableCode'/></ServiceExceptionReport>", WHERE)
    with pytest.raises(OpgaveError, match=r": \?"):
        xml_of(b"<ServiceExceptionReport/>", WHERE)
    long = b"<ServiceExceptionReport><ServiceException>" + b"x" * 400 + b"</ServiceException></ServiceExceptionReport>"
    with pytest.raises(OpgaveError) as failure:
        xml_of(long, "https://e.org")
    assert str(failure.value).count("x") == 300


@pytest.mark.parametrize(
    ("exceptions", "reason"),
    [
        ('<ServiceException code="InvalidFormat"/>', "InvalidFormat"),
        ('<ServiceException code="InvalidFormat"/><ServiceException>No such layer</ServiceException>', "No such layer"),
        ("<ServiceException>one</ServiceException><ServiceException>two</ServiceException>", "one; two"),
        ('<ServiceException code="a"/><ServiceException/><ServiceException code="b"/>', "a; b"),
        ("<ServiceException/>", "?"),
    ],
)
def test_the_reason_of_an_exception_is_its_text_or_else_its_code(exceptions, reason):
    content = f"<ServiceExceptionReport>{exceptions}</ServiceExceptionReport>".encode()
    with pytest.raises(OpgaveError) as found:
        xml_of(content, "https://example.org/wms")
    assert found.value.sentence() == f"https://example.org/wms reports an error of its own: {reason}"


def test_what_is_data_passes():
    assert xml_of(b"<a><b/></a>", WHERE).name == "a"
    assert json_of(b'{"a": "<html>"}', WHERE) == {"a": "<html>"}
    for content in (b"a;b\n1;2", b"<kml/>", b"", b"<gml>ExceptionReportless</gml>"):
        check_is_data(content, WHERE)
    for content, kind in ((b"{", "JSON"), (b"<a>", "XML"), (b"<a/>", "JSON"), (b"", "JSON")):
        with pytest.raises(OpgaveError, match=f"no {kind}"):
            json_of(content, WHERE)


def test_errors_of_one_silent_host_are_one_sentence():
    """What wraps them does not matter; a host with one error keeps its own, and other errors stay each by itself."""
    silent = [NoAnswer("No answer from {url}.", url=f"https://a.org/{layer}") for layer in "xyz"]
    wrapped = OpgaveError("Layer: {reason}", reason=silent[0])
    other, plain = NoAnswer("No answer from {url}.", url="https://b.org"), OpgaveError("Wrong field.")
    assert silent_host(wrapped) == silent_host(silent[0]) == "a.org" and silent_host(plain) == "" == silent_host("text")
    found = per_host([wrapped, plain, *silent[1:], other])
    assert [str(error) for error in found][1:] == ["Wrong field.", "No answer from https://b.org."]
    assert "a.org" in str(found[0]) and "3 layers" in str(found[0])
    assert per_host([wrapped]) == [wrapped]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("host=db user='piet' password='ge\\'heim' dbname=x", "host=db   dbname=x"), ("https://piet:geheim@e.org/a", "https://e.org/a"),
        ("https://e.org/?f=1&token=x&lang=2", "https://e.org/?f=1&lang=2"),
        ("PASSWORD = \"x\" b", "b"), ("authcfg=abc1234 url='x'", "url='x'"),
        ("apikey=x api_key=y secret=z pwd=q", ""), ("mytoken=x tokens=y", "mytoken=x tokens=y"), ("https://e.org/@me", "https://e.org/@me"),
    ],
)  # fmt: skip
def test_texts_without_secrets(text, clean):
    assert " ".join(without_secrets(text).split()) == " ".join(clean.split())
