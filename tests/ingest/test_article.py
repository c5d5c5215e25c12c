"""What is read of an HTML page."""

from averment.ingest.article import read_html

PAGE = """<!doctype html><html><head><title>Shells hit Karvin market | Daily Herald</title>
<meta property="og:site_name" content="Daily Herald"><link rel="canonical" href="https://herald.example/a">
<meta property="article:published_time" content="2023-05-04T10:11:12+02:00"></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Shells hit Karvin market</h1>
<figure><img src="a.jpg"><figcaption>A child near the market. Photo: Norvia Press</figcaption></figure>
<p>At least 12 people were killed when shells hit the market in Old Karvin on Tuesday, the health office said.</p>
<ul><li>The bridge was destroyed</li><li>The school was closed</li></ul>
<h2>World Reactions</h2>
<p>The army denied firing on the town and blamed rebel mortars for the deaths, a spokesman told reporters.</p>
<script>document.write("500 killed")</script></article>
<div class="comments" id="comments"><p>I heard that 500 people were killed there, said my cousin.</p></div>
</body></html>"""


def test_the_article_is_read_and_scripts_navigation_and_comments_are_not() -> None:
    text = read_html(PAGE).layout.text
    assert "At least 12 people" in text
    assert "blamed rebel mortars" in text
    assert "500" not in text
    assert "Home" not in text


def test_headings_items_and_captions_are_told_by_the_markup() -> None:
    layout = read_html(PAGE).layout
    assert [(block.kind.value, block.span.of(layout.text)) for block in layout.marked] == [
        ("headline", "Shells hit Karvin market"),
        ("caption", "A child near the market. Photo: Norvia Press"),
        ("list_item", "• The bridge was destroyed"),
        ("list_item", "• The school was closed"),
        ("headline", "World Reactions"),
    ]


def test_the_page_declares_title_outlet_address_and_date() -> None:
    article = read_html(PAGE)
    assert article.title == "Shells hit Karvin market"
    assert article.outlet == "Daily Herald"
    assert article.url == "https://herald.example/a"
    assert article.published == "2023-05-04T10:11:12+02:00"


def test_a_date_that_stands_in_the_text_alone_is_left_to_the_text() -> None:
    assert read_html("<p>On 4 May 2019 shells hit the market in Old Karvin, the army said.</p>").published is None


def test_a_page_of_scripts_has_no_article() -> None:
    assert read_html("<html><script>alert('12 killed')</script></html>").layout.text == ""


def test_markup_nested_beyond_any_real_page_is_refused() -> None:
    assert read_html("<div>" * 3000 + "12 killed" + "</div>" * 3000).layout.text == ""
