"""One page under many addresses."""

import pytest

from averment.knowledge.addresses import canonical, plain_address

SAME = [
    ("a campaign", "https://karvin.example/news/12?utm_source=mail&utm_medium=x"),
    ("a share", "https://karvin.example/news/12?fbclid=abc"),
    ("another scheme", "http://karvin.example/news/12"),
    ("another door", "https://www.karvin.example/news/12/"),
    ("a telephone", "https://m.karvin.example/news/12/amp"),
    ("a place on the page", "https://karvin.example/news/12#comments"),
    ("capitals and a port", "HTTPS://KARVIN.example:443/news/12"),
]


@pytest.mark.parametrize(("why", "url"), SAME, ids=[case[0] for case in SAME])
def test_what_only_tells_how_one_came_to_a_page_is_no_part_of_its_address(why: str, url: str) -> None:
    assert canonical(url) == "karvin.example/news/12"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://karvin.example/news?id=12", "https://karvin.example/news?id=13"),
        ("https://karvin.example/News/12", "https://karvin.example/news/12"),
        ("https://karvin.example:8080/", "https://karvin.example/"),
    ],
)
def test_two_pages_stay_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_parameters_may_stand_in_any_order() -> None:
    assert canonical("https://karvin.example/?b=2&a=1") == canonical("https://karvin.example/?a=1&b=2")


@pytest.mark.parametrize(
    "words", ["", "javascript:alert(1)", "https://[broken", "https://karvin.example:port/", "a note"]
)
def test_what_is_no_web_address_stays_as_it_is(words: str) -> None:
    assert canonical(words) == words


def test_a_plain_address_still_leads_to_the_page() -> None:
    told = "https://www.karvin.example/news/12/amp?id=4&utm_source=mail#comments"
    assert plain_address(told) == "https://www.karvin.example/news/12/amp?id=4"
