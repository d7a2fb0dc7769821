"""Texts of catalogues, servers and layers are shown as they are: no widget takes them for HTML."""

import ast

import pytest
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError
from opgavenkaart.processing.model.public_text import plain_text, quoted_text
from opgavenkaart.processing.model.record import Licence, Publisher
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.support.headless import ROOT
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import RecordingFeedback
from opgavenkaart.ui import message_bar
from opgavenkaart.ui.map_tips import map_tip
from opgavenkaart.ui.plain_words import PlainLabel, plain
from qgis.core import Qgis, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QTextBrowser, QTextEdit

EVIL = "<img src='file://host/share/t.png'><a href='http://evil/'>Stad Gent</a> & <b>x</b>"
RLO, ESC, BELL = "\u202e", "\x1b", "\x07"


@pytest.fixture
def bar(qgis_app):
    made = QgsMessageBar()
    yield made
    made.clearWidgets()
    made.deleteLater()


def shown(bar) -> str:
    """Return what the bar's last message shows."""
    return bar.currentItem().findChild((QTextBrowser, QTextEdit)).toPlainText()


def test_the_message_bar_shows_a_sentence_letter_for_letter(bar):
    ways = {
        "succeed": lambda: message_bar.succeed(bar, EVIL),
        "inform": lambda: message_bar.inform(bar, EVIL),
        "caution": lambda: message_bar.caution(bar, EVIL, [EVIL]),
        "warn": lambda: message_bar.caution(bar, EVIL),
        "offer": lambda: message_bar.offer(bar, EVIL, Qgis.MessageLevel.Warning, {"Go": lambda: None}),
        "fail": lambda: message_bar.fail(bar, OpgaveError("'{x}' fails.", x=EVIL)),
        "mistakes": lambda: message_bar.fail(bar, Mistakes([OpgaveError("'{x}' fails.", x=EVIL)] * 2)),
    }
    for name, tell in ways.items():
        tell()
        assert EVIL in shown(bar), name
        assert "<img" not in bar.currentItem().text() and "<a" not in bar.currentItem().text(), name


def test_a_link_of_ours_can_be_followed(bar):
    message_bar.succeed(bar, "Ready <b>: {link}", 0, {"link": ("file:///a%20b/x'.html", "<i>x</i>")})
    assert shown(bar).endswith("Ready <b>: <i>x</i>")
    assert '<a href="file:///a%20b/x&#x27;.html">' in bar.currentItem().text()


@pytest.mark.parametrize("words", [EVIL, "a < b and c > d", "Ouderen (< 65 jaar)", "Regel 1\nRegel 2", "", None])
def test_a_tooltip_shows_words_letter_for_letter(qgis_app, words):
    tip, document = plain(words), QTextDocument()
    if Qt.mightBeRichText(tip):
        document.setHtml(tip)
        assert document.toPlainText() == words and "<img" not in tip and "<a" not in tip
    else:
        assert tip == (words or "")


def test_a_label_shows_words_letter_for_letter(qgis_app):
    label = PlainLabel(EVIL, wordWrap=True)
    assert label.textFormat() == Qt.TextFormat.PlainText and label.text() == EVIL and label.wordWrap()


def test_a_map_tip_shows_values_and_names_letter_for_letter(qgis_app):
    layer = memory_layer("Point", [("POINT (0 0)", EVIL, 1234.5)], "a:string,n:double", name=EVIL)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    tip = QgsExpression.replaceExpressionText(map_tip(layer), context)
    document = QTextDocument()
    document.setHtml(tip)
    assert document.toPlainText().count(EVIL) == 2 and "<img" not in tip and "<a " not in tip
    assert "234" in document.toPlainText()


def test_every_widget_goes_by_the_one_place():
    """A new label, tooltip or message that does not is found here."""
    found = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        if path.name == "plain_words.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found += [f"{path.name}:{node.lineno} {ast.unparse(node)[:90]}" for _ in [0] if is_loose(node, path.name)]
    assert found == []


def is_loose(call: ast.Call, file: str) -> bool:
    """Whether a call may show words of others as HTML."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "QLabel":
        return not ast.unparse(call).startswith("QLabel(f\"<h3>{tr('")
    if name in ("pushMessage", "createMessage"):
        return file != "message_bar.py" or not ast.unparse(call.args[1]).startswith(("text", "as_html("))
    if name == "setToolTip":
        return not ast.unparse(call.args[-1]).startswith(("plain(", "tr(")) and ".accessibleName()" not in ast.unparse(call.args[-1])
    return False


def test_names_and_sentences_hold_nothing_that_steers_or_misleads(qgis_app):
    """Terminal codes, forged lines and marks that turn the direction of reading."""
    title = f"Data{RLO}0.1CC{ESC}[31m{BELL}\r"
    assert Text(title, title).nl == Text(title, title).en == "Data0.1CC[31m"
    assert Publisher(title, "city").name == Licence(title).name == "Data0.1CC[31m"
    assert plain_text("één\ttwee\ndrie €") == "één\ttwee\ndrie €"
    assert quoted_text(f"a\n2026-01-01 WARNING: forged{ESC}[2J") == "a 2026-01-01 WARNING: forged[2J"
    said = OpgaveError("'{path}' fails ({reason}).", path=f"/x/{ESC}]0;x{BELL}\nOK", reason=ValueError(f"{RLO}a")).sentence()
    assert said == "'/x/]0;x OK' fails (a)."


def test_the_log_of_a_run_is_clean(qgis_app):
    from opgavenkaart.processing.qgis_io.feedback import FeedbackProgress

    feedback = RecordingFeedback()
    progress = FeedbackProgress(feedback)
    progress.warn("{server} says {what}.", server=f"x{ESC}[31m", what="no\nERROR: forged")
    progress.note("{url} is read.", url="https://x.be/?key=zeergeheim")
    assert feedback.warnings == ["x[31m says no ERROR: forged."] and feedback.infos == ["https://x.be/ is read."]
