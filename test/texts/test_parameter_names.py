"""Parameters in sentences: as the dialog calls them in the window, as a script writes them elsewhere."""

import pytest
from opgavenkaart.processing.algorithms.integrated_maps.export_web_map import ExportWebMapAlgorithm
from opgavenkaart.processing.model.errors import OpgaveError, ParameterName
from opgavenkaart.processing.texts import parameter_names
from opgavenkaart.processing.texts.parameter_names import dialog_names, naming

EMPTY = OpgaveError("OUTPUT_FOLDER is empty: give the folder for the web map.")


@pytest.fixture
def algorithm(qgis_app):
    made = ExportWebMapAlgorithm()
    made.initAlgorithm()
    return made


def test_in_the_window_a_parameter_goes_by_its_words_in_the_dialog(algorithm, monkeypatch):
    monkeypatch.setattr(parameter_names, "DESKTOP", parameter_names.QgsApplication.platform())
    names = dialog_names(algorithm)
    assert EMPTY.sentence(naming(names)) == "'Folder for the web map' is empty: give the folder for the web map."
    unsaid = OpgaveError("Layer '{layer}' in PDF.", layer="BUNDLE")
    assert unsaid.sentence(naming(names)) == "Layer 'BUNDLE' in PDF."  # what a person typed, and what is no parameter, stay


def test_a_name_that_is_filled_in_goes_by_its_words_too(algorithm, monkeypatch):
    monkeypatch.setattr(parameter_names, "DESKTOP", parameter_names.QgsApplication.platform())
    empty = OpgaveError("{name} is empty.", name=ParameterName("OUTPUT_FOLDER"))
    assert empty.sentence(naming(dialog_names(algorithm))) == "'Folder for the web map' is empty."
    assert empty.sentence() == "OUTPUT_FOLDER is empty."


def test_a_script_reads_the_names_that_it_writes(algorithm):
    assert dialog_names(algorithm) == {} and EMPTY.sentence(naming({})).startswith("OUTPUT_FOLDER is empty")


def test_remarks_in_brackets_are_left_out(algorithm, monkeypatch):
    monkeypatch.setattr(parameter_names, "DESKTOP", parameter_names.QgsApplication.platform())
    assert not [words for words in dialog_names(algorithm).values() if words.endswith(")")]
