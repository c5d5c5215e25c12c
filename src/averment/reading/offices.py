"""What a person is ("Foreign Ministry spokeswoman") and the institution that this makes them speak for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from averment.knowledge.roles import person_role_pattern, role_words, roles
from averment.knowledge.tables import Tables

_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s(?:of|for|to|in|at|on|with|from)\s", re.IGNORECASE)
_LEADING = re.compile(r"^(?:of|for|to|in|at|on|with|from)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\s?[’'](?:s\b|(?=\s|$))")


@dataclass(frozen=True, slots=True)
class Office:
    """A role in words, and the body spoken for; None when the role speaks for nobody ("a resident")."""

    role: str
    institution: str | None
    gender: str | None


def read_office(words: str, tables: Tables) -> Office | None:
    """The office that these words before or after a name tell; None when they name no role.

    "Norvian Defence Ministry spokesman" speaks for "Norvian Defence Ministry", "Norvia's Foreign Minister" for
    "Norvia's Foreign Ministry", "spokesman for the army" for "army".
    """
    words = _ARTICLE.sub("", " ".join(words.split()).strip(" ,"))
    split = _PREPOSITION.search(words)
    pattern = person_role_pattern(tables)
    found = list(pattern.finditer(words, 0, len(words)))
    if not found:
        return None
    # "spokesman for the president": the head stands before the preposition, unless nothing there is a role
    heads = [match for match in found if split is None or match.start() <= split.start()] or found
    head = heads[-1]
    role = roles(tables)[head.group().lower()]
    before, after = words[: head.start()].strip(), words[head.end() :].strip()
    institution = _institution(words, before, head.group(), after, tables)
    return Office(words, institution, role.gender)


def _institution(words: str, before: str, noun: str, after: str, tables: Tables) -> str | None:
    role, special = roles(tables)[noun.lower()], role_words(tables)
    kept = [word for word in before.split() if word.lower() not in special.drop]
    if not role.speaks_for or any(re.split(r"[-\s]", word.lower())[0] in special.former for word in kept):
        return None
    before = " ".join(special.bodies.get(word.lower(), word) for word in kept)
    if role.body == "self":
        return words
    after = after if _LEADING.match(after) else ""
    owner = _ARTICLE.sub("", _LEADING.sub("", after))
    if role.body and not _names_a_body(before, tables):
        body = role.body.capitalize() if noun[0].isupper() and role.body.islower() and not before else role.body
        return " ".join(part for part in (before, body, after) if part)
    return _body_before(before, tables) or (_body_before(owner, tables) or None)


def _body_before(words: str, tables: Tables) -> str | None:
    """The institution that these words name, a person's own office followed back to its institution."""
    if not words:
        return None
    plain = _POSSESSIVE.sub("", words) if _POSSESSIVE.search(words[-2:]) else words
    person = read_office(plain, tables) if person_role_pattern(tables).search(plain) else None
    if person is not None and person.institution:
        return person.institution
    has_name = any(character.isupper() for character in plain)
    return plain if has_name or _names_a_body(plain, tables) else None


def _names_a_body(words: str, tables: Tables) -> bool:
    """Whether the words end in an institution ("EU Council", "defence ministry")."""
    last = words.split()[-1].lower() if words else ""
    role = roles(tables).get(last)
    return role is not None and role.kind.value == "institution"
