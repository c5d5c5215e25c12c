"""Markdown to plain lines."""

from averment.ingest.markdown import read_markdown

TEXT = """---
title: "Market hit"
date: 2023-05-04
---
# Market hit

At least **12** people were *killed*, [the office](https://herald.example) said
on Tuesday.

World Reactions
---------------
- The army denied it
- A doctor counted 19

![A child in Karvin](a.png)

<script>alert("500")</script>
> The mayor left_the_town.
"""


def test_the_marks_go_and_the_words_stay() -> None:
    text = read_markdown(TEXT).layout.text
    assert "At least 12 people were killed, the office said\non Tuesday." in text
    assert "The mayor left_the_town." in text
    assert "500" not in text


def test_headings_items_and_pictures_are_remembered() -> None:
    layout = read_markdown(TEXT).layout
    assert [(block.kind.value, block.span.of(layout.text)) for block in layout.marked] == [
        ("headline", "Market hit"),
        ("headline", "World Reactions"),
        ("list_item", "- The army denied it"),
        ("list_item", "- A doctor counted 19"),
        ("caption", "A child in Karvin"),
    ]


def test_the_fields_above_the_text_are_read() -> None:
    assert read_markdown(TEXT).fields == (("title", "Market hit"), ("date", "2023-05-04"))
