"""What a line must have so that a pattern can match it: with hundreds of patterns, hardly any has to be tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

_parser: Any = import_module("re._parser")  # no public module reads a pattern as a tree
codes: Any = import_module("re._constants")
OPENING = 3  # characters by which lines are told apart before anything else is asked
MOST_OPENINGS = 400  # of one pattern; one that has more may open with anything
MOST_WORDS = 16  # that one run of characters can be, where some of them are one of several
MOST_HOLDS = 3
MOST_REPEATS = 4
DIGIT = re.compile(r"\d")
ZEROS = str.maketrans("123456789", "000000000")

Tree = Sequence[tuple[Any, Any]]  # of operations with their arguments, as the standard library reads a pattern


@dataclass(frozen=True, slots=True)
class Needs:
    """What every line that a pattern matches has, when folded; an empty tuple where that is not known.

    `opens` are beginnings of up to three characters; of each of `holds`, one of the words stands somewhere.
    """

    opens: tuple[str, ...]
    holds: tuple[tuple[str, ...], ...]

    def open_like(self, opening: str) -> bool:
        """Whether a line with these first characters may match."""
        return not self.opens or opening.startswith(self.opens)

    def held_by(self, folded: str) -> bool:
        """Whether the line may match for what it holds."""
        for choice in self.holds:  # loops: asked of every line, and `all` and `any` cost more than what they ask
            for words in choice:
                if words in folded:
                    break
            else:
                return False
        return True


def fold(text: str) -> str:
    """The text in small letters and with 0 for every digit; as long as it was."""
    if text.isascii():
        return text.lower().translate(ZEROS)
    # Where case is ignored, these match i and s, from which `lower` keeps them apart.
    even = text.replace("İ", "i").replace("ı", "i").replace("ſ", "s")
    return DIGIT.sub("0", even.lower())


def needs_of(pattern: re.Pattern[str]) -> Needs:
    """What a line needs to match this pattern from its beginning; for a search, `holds` alone is true."""
    tree: Tree = _parser.parse(pattern.pattern, pattern.flags)
    opens = {opening[:OPENING] for opening, _ in _openings(tree)}
    rare = [words for words in _holds(tree)[:MOST_HOLDS] if not any(one.isalnum() and len(one) == 1 for one in words)]
    holds = tuple(sorted(rare, key=len))  # few questions first; a single letter stands in every line
    return Needs(() if "" in opens else tuple(sorted(opens)), holds)


def _holds(tree: Tree) -> list[tuple[str, ...]]:
    """What a match must hold, the rarest first: the longest words, and few of them."""
    known: list[tuple[str, ...]] = []
    run: tuple[str, ...] = ("",)
    for is_run, words in _steps(tree):
        if is_run and len(words) * len(run) <= MOST_WORDS:
            run = tuple(before + more for before in run for more in words)
            continue
        known += [run, words]
        run = words if is_run else ("",)
    told = {words for words in (*known, run) if words and all(map(str.strip, words))}
    return sorted(told, key=lambda words: (_rarity(words), words), reverse=True)


def _rarity(words: tuple[str, ...]) -> tuple[float, int]:
    """A figure tells half of what a letter tells: figures are few, and stand in every other line."""
    return min(len(one) - one.count("0") / 2 for one in words), -len(words)


def _steps(tree: Tree) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """What every match has one after the other: characters, of which one stands right after what was before,

    and, marked False, words of which one stands further on; () where nothing is known.
    """
    for operation, argument in tree:
        match operation:
            case codes.LITERAL | codes.IN:
                characters = _characters(operation, argument)
                yield bool(characters), characters
            case codes.AT | codes.ASSERT | codes.ASSERT_NOT:  # they take no characters
                continue
            case codes.SUBPATTERN:
                yield from _steps(argument[-1])
            case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
                least, most, repeated = argument
                for _ in range(min(least, MOST_REPEATS)):
                    yield from _steps(repeated)
                if most != least or least > MOST_REPEATS:
                    yield False, ()
            case codes.BRANCH:
                choices = [_holds(choice) for choice in argument[1]]
                yield False, tuple(sorted({words for choice in choices for words in choice[0]})) if all(choices) else ()
            case _:
                yield False, ()


def _openings(tree: Tree) -> set[tuple[str, bool]]:
    """Each way a match can begin, and whether what follows the tree comes right after it; "" may be anything."""
    found = {("", True)}
    for operation, argument in tree:
        ended = {(opening, is_whole) for opening, is_whole in found if not is_whole or len(opening) >= OPENING}
        going_on = found - ended
        if not going_on:
            break
        following = _openings_of(operation, argument)
        found = ended | {(opening + more, whole) for opening, _ in going_on for more, whole in following}
        if len(found) > MOST_OPENINGS:
            return {("", False)}
    return found


def _openings_of(operation: object, argument: Any) -> set[tuple[str, bool]]:
    match operation:
        case codes.LITERAL | codes.IN:
            return {(character, True) for character in _characters(operation, argument)} or {("", False)}
        case codes.AT | codes.ASSERT | codes.ASSERT_NOT:
            return {("", True)}
        case codes.SUBPATTERN:
            return _openings(argument[-1])
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            least, most, repeated = argument
            once = {(opening, whole and (most == 1 or not opening)) for opening, whole in _openings(repeated)}
            return once if least else once | {("", True)}
        case codes.BRANCH:
            return {opening for choice in argument[1] for opening in _openings(choice)}
        case _:
            return {("", False)}


def _characters(operation: object, argument: Any) -> tuple[str, ...]:
    """The folded characters of which one stands here; none where there are too many to name."""
    among: Iterable[tuple[object, Any]] = [(operation, argument)] if operation is codes.LITERAL else argument
    found = set()
    for kind, value in among:
        if kind is codes.LITERAL and _is_plain(chr(value)):
            found.add(fold(chr(value)))
        elif kind is codes.CATEGORY and value is codes.CATEGORY_DIGIT:
            found.add("0")
        else:
            return ()
    return tuple(sorted(found))


def _is_plain(character: str) -> bool:
    """Whether it folds as all do that match it: letters beyond ASCII may have other forms."""
    return character.isascii() or character.lower() == character == character.upper()
