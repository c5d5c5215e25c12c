"""Who looks at a page, and how: what a page may offer them and how it must spell its links."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What somebody may do; each may do what those before may."""

    NOBODY = 0  # has not signed in
    READER = 1  # looks
    REVIEWER = 2  # decides and adds reports
    ADMIN = 3  # keeps the accounts


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person a page is made for.

    `name` is None for a static page and for somebody who has not signed in. `csrf_token` goes with every form and, as
    the header X-CSRF-Token, with every request of a script that changes something. `base` stands before every link:
    "/" on a server, "../" or "" in a static site. `fragment` is set when htmx asks for a piece of the page: then only
    the piece is wanted, without the frame around it; its value is the id of the element that the piece is for.
    """

    name: str | None = None
    role: Role = Role.READER
    csrf_token: str = ""
    base: str = "/"
    is_static: bool = False
    has_accounts: bool = False
    fragment: str | None = None

    @property
    def can_decide(self) -> bool:
        return self.role >= Role.REVIEWER and not self.is_static

    @property
    def can_add(self) -> bool:
        return self.role >= Role.REVIEWER and not self.is_static

    @property
    def can_administer(self) -> bool:
        return self.role >= Role.ADMIN and not self.is_static
