"""Names: divided where script or language say how, and left whole otherwise."""

import pytest

from newsarchive.formats.citations.names import CitedName, cited_name
from newsarchive.records import Author


@pytest.mark.parametrize(
    ("printed", "language", "family", "given"),
    [
        pytest.param("Ada Reed", "en", "Reed", "Ada", id="two words"),
        pytest.param("Ada M. Reed", "en", "Reed", "Ada M.", id="initial"),
        pytest.param("A. Reed", "en", "Reed", "A.", id="initial alone"),
        pytest.param("Reed, Ada", "en", "Reed", "Ada", id="already divided"),
        pytest.param("Ludwig van der Heide", "nl", "van der Heide", "Ludwig", id="particles"),
        pytest.param("Ana de la Cruz", "es", "de la Cruz", "Ana", id="Spanish particles"),
        pytest.param("José Ortega y Gasset", "es", "Ortega y Gasset", "José", id="two family names"),
        pytest.param("Nagy Péter", "hu", "Nagy", "Péter", id="Hungarian"),
        pytest.param("Nguyễn Văn An", "vi", "Nguyễn", "Văn An", id="Vietnamese"),
        pytest.param("Иван Петрович Сидоров", "ru", "Сидоров", "Иван Петрович", id="Russian"),
        pytest.param("高瀬 理央", "ja", "高瀬", "理央", id="Japanese with a space"),
        pytest.param("高瀬\u3000理央", "ja", "高瀬", "理央", id="Japanese with a wide space"),
        pytest.param("김 서연", "ko", "김", "서연", id="Korean with a space"),
        pytest.param("ليلى حداد", "ar", "حداد", "ليلى", id="Arabic"),
        pytest.param("أحمد عبد الله", "ar", "عبد الله", "أحمد", id="Arabic, servant of"),
        pytest.param("محمد بن سلمان", "ar", "بن سلمان", "محمد", id="Arabic, son of"),
    ],
)
def test_a_persons_name_is_divided(printed, language, family, given):
    name = cited_name(Author(printed), language)
    assert (name.family, name.given) == (family, given)
    assert not name.is_organisation


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("佐藤花子", id="Japanese without a space"),
        pytest.param("ジョン・スミス", id="foreign name in kana"),
        pytest.param("Madonna", id="single name"),
        pytest.param("Reed, Lund, Moor", id="several commas"),
        pytest.param("Team of the county desk and its many friends", id="too many words"),
        pytest.param("Reed & Lund", id="two people"),
        pytest.param("Reader 17", id="digits"),
        pytest.param("van", id="particle alone"),
    ],
)
def test_other_names_stay_as_printed(printed):
    assert cited_name(Author(printed), "en") == CitedName(printed)


@pytest.mark.parametrize("kind", ["agency", "desk"])
def test_agencies_and_desks_are_organisations(kind):
    assert cited_name(Author("Northern Wire", kind), "en") == CitedName("Northern Wire", is_organisation=True)


def test_a_suffix_is_kept_apart():
    assert cited_name(Author("Tom Reed Jr."), "en") == CitedName("Tom Reed Jr.", "Reed", "Tom", "Jr.")


def test_a_name_of_particles_alone_is_still_divided():
    assert cited_name(Author("de la"), "es").given == "de"
