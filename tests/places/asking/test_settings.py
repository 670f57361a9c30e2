"""The operator's settings: off by default, checked, and never shown whole."""

from __future__ import annotations

import pytest

from places.asking.errors import SettingsError
from places.asking.settings import GeocoderSettings, is_on_this_machine, read_settings

SET = {
    "DATELINE_GEOCODER_PROVIDER": "Nominatim",
    "DATELINE_GEOCODER_ADDRESS": "https://nominatim.dateline.test/",
    "DATELINE_GEOCODER_CONTACT": "me@dateline.test",
}


def test_without_a_provider_there_is_no_geocoder() -> None:
    assert read_settings({}) is None
    assert read_settings({**SET, "DATELINE_GEOCODER_PROVIDER": ""}) is None


def test_the_environment_wins_over_the_file() -> None:
    settings = read_settings(SET, {"provider": "photon", "user_agent": "Our newsroom", "seconds": 2})
    assert settings is not None
    assert (settings.provider, settings.user_agent, settings.seconds) == ("nominatim", "Our newsroom", 2.0)
    assert settings.address == "https://nominatim.dateline.test"


def test_who_asks_says_how_to_be_reached() -> None:
    assert GeocoderSettings("nominatim", "me@dateline.test").agent == "Dateline (me@dateline.test)"
    told = GeocoderSettings("nominatim", "me@dateline.test", user_agent="Us me@dateline.test")
    assert told.agent == "Us me@dateline.test"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CONTACT", "", "has no contact"),
        ("CONTACT", "somebody", "an e-mail address"),
        ("CONTACT", "me@dateline.test\r\nX-Evil: 1", "an e-mail address"),
        ("ADDRESS", "nominatim.dateline.test", "write it as https://"),
        ("ADDRESS", "file:///etc/passwd", "write it as https://"),
        ("ADDRESS", "https://ann:secret@dateline.test", "without a question mark or a password"),
        ("ADDRESS", "https://dateline.test/?key=1", "without a question mark or a password"),
        ("ADDRESS", "https://[::1", "write it as https://"),
        ("USER_AGENT", "a\nb", "characters that nobody sees"),
        ("USER_AGENT", "Ünser", "in ASCII"),
        ("SECONDS", "0.1", "from 1 to 3600"),
        ("SECONDS", "nan", "from 1 to 3600"),
        ("SECONDS", "soon", "a number of seconds"),
        ("TIMEOUT", "1e9", "from 1 to 60"),
        ("PROVIDER", "arcgis", "under which licence"),
    ],
)
def test_a_setting_that_makes_no_geocoder_is_named_with_its_remedy(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_settings({**SET, f"DATELINE_GEOCODER_{name}": value})


def test_a_setting_that_does_not_exist_is_named() -> None:
    with pytest.raises(SettingsError, match="'adress'"):
        read_settings(SET, {"adress": "https://nominatim.dateline.test"})


def test_a_provider_whose_licence_the_operator_states_can_be_used() -> None:
    settings = GeocoderSettings("arcgis", "me@dateline.test", licence="© Esri, by contract 17")
    assert settings.attribution == "© Esri, by contract 17"


def test_the_key_is_in_no_message() -> None:
    assert "s3cret" not in repr(GeocoderSettings("photon", "me@dateline.test", key="s3cret"))


def test_which_hosts_are_this_machine() -> None:
    assert is_on_this_machine("127.0.0.1:8088")
    assert is_on_this_machine("localhost")
    assert is_on_this_machine("[::1]:80")
    assert not is_on_this_machine("127.0.0.1.dateline.test")
    assert not is_on_this_machine("192.168.1.7")
