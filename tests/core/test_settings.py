"""Settings come from the environment, or keep their defaults."""

from pathlib import Path

from config import Settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()


def test_words_of_the_environment_become_values() -> None:
    given = {"MAX_UPLOAD_MB": "7", "INTRANET_DEMO": "yes", "INTRANET_DATA": "/srv/du-lieu"}
    settings = Settings.from_environment(given)
    assert (settings.max_upload_mb, settings.demo) == (7, True)
    assert settings.uploads == Path("/srv/du-lieu/uploads")


def test_an_empty_word_is_no_word() -> None:
    assert Settings.from_environment({"AGENCY_NAME": ""}).agency_name == "Thanh tra tỉnh"


def test_the_database_is_a_file_unless_an_address_is_given() -> None:
    assert Settings().database.startswith("sqlite:///")
    assert Settings(database_url="postgresql://kho").database == "postgresql://kho"
