"""What is fetched from the web, and what is refused with what to do."""

from __future__ import annotations

import gzip
import re

import pytest

from averment.ingest.download import Fetched, Limits, download, is_public
from averment.model.run import Problem
from tests.web_server import Answer, Site

NEWS = b"<p>Shells hit the market in Old Karvin, the army said.</p>"
HERE = Limits(max_bytes=10_000, seconds=5.0, private=True)
TEN_GIGABYTES = 10 * 1024**3


def fetched(url: str, limits: Limits = HERE) -> Fetched:
    found = download(url, limits)
    assert isinstance(found, Fetched), found
    return found


def refused(url: str, limits: Limits = HERE) -> str:
    found = download(url, limits)
    assert isinstance(found, Problem), found
    assert found.file == url
    return found.message


def test_a_page_comes_with_its_headers_and_the_address_it_came_from(site: Site) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    site.answers["/new"] = Answer(NEWS, "text/html; charset=utf-8")
    page = fetched(f"{site.url}/old")
    assert (page.content, page.raw, page.status) == (NEWS, NEWS, 200)
    assert (page.asked, page.url) == (f"{site.url}/old", f"{site.url}/new")
    assert page.header("content-type") == "text/html; charset=utf-8"
    assert site.asked[0][1]["user-agent"].startswith("averment/")


def test_a_packed_page_is_unpacked_and_kept_as_it_came(site: Site) -> None:
    packed = gzip.compress(NEWS)
    site.answers["/"] = Answer(packed, headers={"Content-Encoding": "gzip"})
    page = fetched(site.url)
    assert (page.content, page.raw) == (NEWS, packed)


def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    site.answers["/"] = Answer(NEWS, headers={"ETag": '"v1"'})
    tag = fetched(f"{site.url}/").header("etag")
    assert tag == '"v1"'
    again = download(f"{site.url}/", HERE, {"If-None-Match": tag})
    assert isinstance(again, Fetched)
    assert (again.status, again.content) == (304, b"")


def test_letters_beyond_ascii_in_an_address_are_sent_as_a_server_expects_them(site: Site) -> None:
    site.answers["/r%C3%A9gion/a%20b?q=%C3%A9"] = Answer(NEWS)
    assert fetched(f"{site.url}/région/a b?q=é").content == NEWS


BAD_ANSWERS = (
    (Answer(status=302, headers={"Location": "/"}), "redirects in a circle .*save the page"),
    (
        Answer(gzip.compress(b"0" * 5_000_000), headers={"Content-Encoding": "gzip"}),
        "unpacked it is more than the limit of 10,000 bytes .*AVERMENT_MAX_REPORT_BYTES",
    ),
    (Answer(b"x" * 20_000), "20,000 bytes, more than the limit of 10,000"),
    (Answer(NEWS, headers={"Content-Length": str(TEN_GIGABYTES)}), "10,737,418,240 bytes, more than the limit"),
    (Answer(gzip.compress(NEWS)[:-12], headers={"Content-Encoding": "gzip"}), "breaks off"),
    (Answer(NEWS, headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
    (Answer(NEWS, headers={"Content-Encoding": "br"}), "packed as br"),
    (Answer(status=404), "there is nothing at this address"),
    (Answer(status=403), "save it by hand"),
    (Answer(status=429, headers={"Retry-After": "120"}), "wait 120 seconds"),
    (Answer(status=500), "status 500"),
    (Answer(status=301, headers={"Location": "file:///etc/passwd"}), "only http and https"),
    (Answer(status=301, headers={"Location": "ftp://example.org/"}), "only http and https"),
    (Answer(b"x" * 100, drip=0.1), "no whole answer within 0.5 seconds.*AVERMENT_FETCH_SECONDS"),
    (Answer(NEWS, headers={"Content-Length": "9000"}), "cannot be fetched"),
)


@pytest.mark.parametrize(("answer", "why"), BAD_ANSWERS, ids=[case[1] for case in BAD_ANSWERS])
def test_a_bad_answer_is_a_problem_that_says_what_to_do(site: Site, answer: Answer, why: str) -> None:
    site.answers["/"] = answer
    limits = Limits(10_000, 0.5 if answer.drip else 5.0, private=True)
    assert re.search(why, refused(f"{site.url}/", limits))


def test_redirects_that_lead_on_and_on_end_and_a_circle_is_told(site: Site) -> None:
    for number in range(9):
        site.answers[f"/{number}"] = Answer(status=302, headers={"Location": f"/{number + 1}"})
    assert "more than 5 redirects, the last to" in refused(f"{site.url}/0")
    site.answers["/a"] = Answer(status=302, headers={"Location": "/b"})
    site.answers["/b"] = Answer(status=302, headers={"Location": "/a"})
    assert f"in a circle (back to {site.url}/a)" in refused(f"{site.url}/a")


BAD_ADDRESSES = (
    ("ftp://example.org/report", "only http and https"),
    ("http:///nowhere", "only http and https"),
    ("http://user:secret@example.org/", "leave them out"),
    ("http://[::1", "is no address"),
    ("http://example.org:99999/", "is no address"),
    ("http://nowhere.invalid/", "leads to no address"),
    ("http://127.0.0.1:9/", "cannot be fetched"),
)


@pytest.mark.parametrize(("url", "why"), BAD_ADDRESSES, ids=[case[0] for case in BAD_ADDRESSES])
def test_a_bad_address_is_a_problem_that_says_what_to_do(url: str, why: str) -> None:
    assert why in refused(url)


def test_addresses_inside_a_private_network_are_not_fetched_unless_allowed(site: Site) -> None:
    site.answers["/"] = Answer(NEWS)
    port = site.url.rpartition(":")[2]
    outside = Limits(10_000, 5.0)
    for host in ("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"):
        assert re.search("private network: .*--allow-private", refused(f"http://{host}:{port}/", outside)), host
    assert not site.asked


def test_an_address_is_public_only_when_what_it_wraps_is() -> None:
    public = ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822")
    inside = (
        "10.0.0.1", "172.16.4.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255",
        "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1", "::",
    )  # fmt: skip
    assert [address for address in public if not is_public(address)] == []
    assert [address for address in inside if is_public(address)] == []
