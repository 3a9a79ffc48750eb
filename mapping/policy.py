"""Who may do what: one table, one check, and the page made from the table.

A reader is who asks: an account with its roles as they are now. `RULES` names every action and who
may do it. What a reader has no role on answers as if it did not exist; with some role, but not
enough, the answer says so. An account that runs the service or works on its figures never has a
role on a care map or in a neighbourhood, whatever the store says.

It knows nothing of HTTP or the store: `people.reader_of_session` loads a reader, and use cases
settle what depends on more than roles (`Rule.sometimes`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

CareMapRole = Literal["owner", "editor", "viewer"]
NeighbourhoodRole = Literal["organiser", "member"]
ServiceRole = Literal["administrator", "analyst"]
Scope = Literal["read", "draw"]
On = Literal["open", "signed_in", "care_map", "neighbourhood", "service"]

CARE_MAP_ROLES: Final = ("owner", "editor", "viewer")
"""Strongest first."""
NEIGHBOURHOOD_ROLES: Final = ("organiser", "member")
"""Strongest first."""
SERVICE_ROLES: Final = ("administrator", "analyst")
DRAWS_THERE: Final = "draws_there"
"""Owners and editors of a care map have this on the map's neighbourhood, and no more."""


class NotSignedIn(Exception):
    """Nobody is signed in, and this needs an account."""


class NotFound(Exception):
    """It does not exist, or the reader has no role on it: the answer is the same."""


class NotAllowed(Exception):
    """The reader has a role on it, but not one that may do this; its text says who may."""


@dataclass(frozen=True)
class Reader:
    """Who asks, with the roles they have now.

    Parameters
    ----------
    account_id, name
        Their account.
    service_roles
        What they do for the service as a whole.
    care_map_roles, neighbourhood_roles
        Their role by the id of the care map or neighbourhood; ended roles are not among them.
    draws_in
        Neighbourhoods of the care maps that they own or edit.
    via, scopes
        How they came in; a token does only what its scopes let it.
    releases
        The releases that a token is limited to; none if it is not.
    session_id
        The session they came in by, so that it can be ended.
    """

    account_id: str
    name: str
    service_roles: frozenset[str] = frozenset()
    care_map_roles: Mapping[str, str] = field(default_factory=dict)
    neighbourhood_roles: Mapping[str, str] = field(default_factory=dict)
    draws_in: frozenset[str] = frozenset()
    via: Literal["session", "token"] = "session"
    scopes: frozenset[str] = frozenset()
    releases: frozenset[str] = frozenset()
    session_id: str | None = None

    def roles_on(self, on: On, thing_id: str | None) -> frozenset[str]:
        """Return their roles on one care map or neighbourhood, or for the service."""
        if on == "service":
            return self.service_roles
        if self.service_roles or thing_id is None:
            return frozenset()
        if on == "care_map":
            role = self.care_map_roles.get(thing_id)
            return frozenset({role}) if role else frozenset()
        role = self.neighbourhood_roles.get(thing_id)
        drawing = {DRAWS_THERE} if thing_id in self.draws_in else set()
        return frozenset({role} if role else set()) | drawing


@dataclass(frozen=True)
class Rule:
    """Who may do one action.

    Parameters
    ----------
    words
        What is done, in plain words, for the page.
    on
        What the roles are roles on; `open` asks for no account, `signed_in` for any.
    roles
        Who may.
    sometimes
        Roles that may in one circumstance, with its words; the use case settles it.
    but_not
        Service roles that may not, where any other account may.
    scope
        What a token needs to do it; None if a program never may.
    of_releases
        Whether it is done to releases: a token that is limited to some does nothing else.
    """

    words: str
    on: On
    roles: frozenset[str] = frozenset()
    sometimes: Mapping[str, str] = field(default_factory=dict)
    but_not: frozenset[str] = frozenset()
    scope: Scope | None = None
    of_releases: bool = False


def _open(words: str) -> Rule:
    return Rule(words, "open")


def _signed_in(words: str, scope: Scope | None = None, but_not: Collection[str] = ()) -> Rule:
    return Rule(words, "signed_in", but_not=frozenset(but_not), scope=scope)


def _care_map(
    words: str, *roles: str, scope: Scope | None = None, sometimes: Mapping[str, str] | None = None
) -> Rule:
    return Rule(words, "care_map", frozenset(roles), sometimes or {}, scope=scope)


def _neighbourhood(words: str, *roles: str, scope: Scope | None = "read") -> Rule:
    return Rule(words, "neighbourhood", frozenset(roles), scope=scope)


def _service(words: str, *roles: str) -> Rule:
    return Rule(words, "service", frozenset(roles))


def _release(words: str, *roles: str) -> Rule:
    return Rule(words, "service", frozenset(roles), scope="read", of_releases=True)


RULES: Final[Mapping[str, Rule]] = {
    "health.read": _open("See whether the service is ready"),
    "worried.read": _open("Read where to turn when worried about someone"),
    "session.start": _open("Sign in"),
    "invitation.read": _open("Open an invitation, with its link"),
    "invitation.accept": _open("Accept an invitation, with its link"),
    "invitation.decline": _open("Say no to an invitation to a team, with its link"),
    "session.end": _signed_in("Sign out"),
    "me.read": _signed_in("See one's own account and what it may open", "read"),
    "me.data": _signed_in("Have all that is kept about oneself", "read"),
    "person.review": _signed_in(
        "See what is kept about a person who asked, as the reviewer who was named for it"
    ),
    "remark.own": _signed_in("See what one said was not right, and the answers", "read"),
    "proposal.own": _signed_in(
        "See what one proposed for a directory, and the answers, or take it back"
    ),
    "me.password": _signed_in("Change one's own password"),
    "token.own": _signed_in("Make, list and end keys for one's own programs"),
    "wording.read": _signed_in("Read the words that consent is given to", "read"),
    "place.own": _signed_in(
        "See and correct how one is drawn oneself on maps whose team one joined, say whether one is"
        " shown, answer about hats, and leave",
        but_not=SERVICE_ROLES,
    ),
    "access.ask": _signed_in(
        "Ask to see a care map, by its address; the answer never says whether there is one",
        but_not=SERVICE_ROLES,
    ),
    "access.own": _signed_in("See what one asked and what was answered, or take it back"),
    "reminder.list": _signed_in("See what waits for one on one's own care maps"),
    "care_map.list": _signed_in("List one's own care maps", "read"),
    "ending.list": _signed_in("List the care maps that one took away", "read"),
    "ending.settle": _signed_in("Bring back a care map that one took away, or erase it now"),
    "care_map.create": _signed_in("Start a care map", "draw", but_not=SERVICE_ROLES),
    "care_map.read": _care_map(
        "See a care map, who can open it and what it shares", *CARE_MAP_ROLES, scope="read"
    ),
    "care_map.copy": _care_map(
        "Print a care map, or take a copy of it: it is written down who did",
        *CARE_MAP_ROLES,
        scope="read",
    ),
    "care_map.follow": _care_map(
        "Be told at once when a care map changes, and be shown as being there", *CARE_MAP_ROLES
    ),
    "care_map.edit": _care_map("Draw on a care map", "owner", "editor", scope="draw"),
    "drawing.keep": _care_map(
        "Keep a dated drawing or a plan of a care map, or bring the map back to one",
        *("owner", "editor"),
        scope="draw",
    ),
    "drawing.read": _care_map(
        "See the drawings kept of a care map, compare them, and ask what if",
        *CARE_MAP_ROLES,
        scope="read",
    ),
    "care_map.close": _care_map(
        "Close a care map, or open it again for drawing",
        "owner",
        scope="draw",
        sometimes={"editor": "while the map has no owner"},
    ),
    "care_map.erase": _care_map(
        "Remove somebody from a care map for good, in its history and in backups too",
        "owner",
        sometimes={"editor": "while the map has no owner"},
    ),
    "care_map.end": _care_map(
        "Take a whole care map away: hidden at once, erased after 30 days",
        "owner",
        sometimes={"editor": "while the map has no owner"},
    ),
    "care_map.keep": _care_map("Choose until when a care map is kept, or put it off", "owner"),
    "care_map.remark": _care_map(
        "Say that something on a care map is not right, or suggest a connection", *CARE_MAP_ROLES
    ),
    "care_map.answer": _care_map(
        "Read what others said of a care map, and agree or say why not",
        "owner",
        sometimes={"editor": "while the map has no owner"},
    ),
    "care_map.told": _care_map(
        "Say whether somebody drawn was told, and what they said", "owner", "editor", scope="draw"
    ),
    "team.read": _care_map("See the team of a care map", *CARE_MAP_ROLES, scope="read"),
    "team.ask": _care_map(
        "Ask somebody drawn to join the team or to wear a hat, or take that back",
        *("owner", "editor"),
    ),
    "team.answer": _care_map(
        "Say yes or no to who joins the team and who wears a hat",
        "owner",
        sometimes={"editor": "to write down what was said in person"},
    ),
    "care_map.history": _care_map("See who saw and changed what", "owner", scope="read"),
    "care_map.consent": _care_map("Share things with the neighbourhood, or stop", "owner"),
    "care_map.propose": _care_map(
        "Propose a body, group, service or place that is drawn for the neighbourhood's directory",
        "owner",
    ),
    "care_map.invite": _care_map(
        "Invite somebody to a care map, or take the invitation back",
        "owner",
        sometimes={"editor": "to invite the owner, while the map has none"},
    ),
    "care_map.act": _care_map(
        "Say on what ground one acts for the person in the middle, look at it again, or end it",
        "owner",
    ),
    "care_map.quiet": _care_map(
        "Stop somebody opening a care map quietly, or hide from another owner what one looks at;"
        " whoever acts for somebody cannot",
        "owner",
    ),
    "care_map.let_in": _care_map(
        "See who asks to see a care map, and let them in or say no", "owner"
    ),
    "care_map.until": _care_map("Say until when somebody can open a care map", "owner"),
    "care_map.people": _care_map(
        "Stop somebody opening a care map",
        "owner",
        sometimes={"editor": "to leave the map", "viewer": "to leave the map"},
    ),
    "neighbourhood.read": _neighbourhood("See a neighbourhood's map", *NEIGHBOURHOOD_ROLES),
    "neighbourhood.follow": _neighbourhood(
        "Be told at once when a neighbourhood's map changes", *NEIGHBOURHOOD_ROLES, scope=None
    ),
    "neighbourhood.at_risk": _neighbourhood(
        "See who on a neighbourhood's map would be left without care", "organiser"
    ),
    "neighbourhood.remark": _neighbourhood(
        "Say that something a neighbourhood's pages show is not right; what a care map shares goes"
        " to its owner",
        *NEIGHBOURHOOD_ROLES,
        scope=None,
    ),
    "neighbourhood.answer": _neighbourhood(
        "Read what was said of a neighbourhood's own things, and agree or say why not",
        "organiser",
        scope=None,
    ),
    "neighbourhood.introduce": _neighbourhood(
        "Introduce two bodies of a neighbourhood to each other, or take that back",
        "organiser",
        scope=None,
    ),
    "neighbourhood.arrange": _neighbourhood(
        "Move figures of a neighbourhood's picture, and save views of its map",
        "organiser",
        scope=None,
    ),
    "neighbourhood.look_after": _neighbourhood(
        "Add, change and merge entries of a neighbourhood's directory, and see their history",
        "organiser",
        scope=None,
    ),
    "neighbourhood.suggest": _neighbourhood(
        "Suggest an entry of a neighbourhood's directory, a change of one, or a connection, for"
        " organisers to decide",
        *NEIGHBOURHOOD_ROLES,
        scope=None,
    ),
    "neighbourhood.directory": _neighbourhood(
        "Look in a neighbourhood's directory", *NEIGHBOURHOOD_ROLES, DRAWS_THERE
    ),
    "release.read": _release(
        "See which releases there are, and what they can be asked", "administrator", "analyst"
    ),
    "release.query": _release("Ask a release a question", "analyst"),
    "release.cypher": _release(
        "Run Cypher of one's own on what may be taken away of a release", "analyst"
    ),
    "person.search": _service(
        "Have a named person looked for who asks what is kept about them; only a count is told",
        "administrator",
    ),
    "account.invite": _service("Invite somebody to the service", "administrator"),
    "audit.read": _service("Read the audit trail, which has no names", "administrator"),
}
"""Every action there is, by name."""


def check(
    reader: Reader | None,
    action: str,
    thing_id: str | None = None,
    *,
    sometimes: bool = False,
    release: str | None = None,
) -> None:
    """Raise unless this reader may do this.

    Parameters
    ----------
    reader
        Who asks; None if nobody is signed in.
    action
        A name in `RULES`.
    thing_id
        The care map or neighbourhood it is done to, where the rule is about one.
    sometimes
        Whether the circumstance of `Rule.sometimes` holds.
    release
        The release it is done to, if it is to one.

    Raises
    ------
    NotSignedIn, NotFound, NotAllowed
        In that order: what one may not see is told from what does not exist only to those with
        some role on it.
    """
    rule = RULES[action]
    if rule.on == "open":
        return
    if reader is None:
        raise NotSignedIn
    if rule.on == "signed_in":
        if reader.service_roles & rule.but_not:
            raise NotAllowed(_who_may(rule))
    else:
        _check_roles(rule, reader.roles_on(rule.on, thing_id), sometimes)
    if reader.via == "token":
        _check_token(reader, rule, release)


def allows(reader: Reader | None, action: str, thing_id: str | None = None) -> bool:
    """Return whether this reader may do this: for an answer that says more to some."""
    try:
        check(reader, action, thing_id)
    except (NotSignedIn, NotFound, NotAllowed):
        return False
    return True


def _check_token(reader: Reader, rule: Rule, release: str | None) -> None:
    if rule.scope not in reader.scopes or (reader.releases and not rule.of_releases):
        raise NotAllowed("The key that this program uses does not let it do this.")
    if reader.releases and release is not None and release not in reader.releases:
        raise NotFound


def _check_roles(rule: Rule, roles: frozenset[str], sometimes: bool) -> None:
    if roles & rule.roles or (sometimes and roles & rule.sometimes.keys()):
        return
    if not roles and rule.on != "service":
        raise NotFound
    raise NotAllowed(_who_may(rule))


_WORDS: Final[Mapping[str, str]] = {
    "owner": "the map's owner",
    "editor": "its editors",
    "viewer": "its viewers",
    "organiser": "its organisers",
    "member": "its members",
    DRAWS_THERE: "people who draw a map there",
    "administrator": "administrators",
    "analyst": "analysts",
}


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _in_order(roles: Collection[str]) -> list[str]:
    return [words for role, words in _WORDS.items() if role in roles]


def _who_may(rule: Rule) -> str:
    if rule.on == "signed_in":
        return f"Accounts of {_listed(_in_order(rule.but_not))} cannot do this. Use your own one."
    return f"Only {_listed(_in_order(rule.roles))} can do this."


_GROUPS: Final[Mapping[On, str]] = {
    "open": "Anyone, without signing in",
    "signed_in": "Anyone who is signed in",
    "care_map": "On a care map",
    "neighbourhood": "In a neighbourhood",
    "service": "For the service as a whole",
}

_PREAMBLE: Final = """\
# Who may do what

This page is made from the table in `mapping/policy.py` by `care-mapping rights`; a test checks that
it is current. Somebody with no role on a care map or neighbourhood is told that it does not
exist. Administrators and analysts never open a care map or a neighbourhood's map with that account,
and cannot be given a role on one. A role that has ended counts for nothing from that moment.

A key made for a program does only what its scope says: `read` sees, `draw` also changes maps where
it is given. Nothing marked "never" can be done by a program: sharing, inviting and passwords are
for people. A key that is limited to some releases opens these and nothing else: any other release
answers as if it did not exist.
"""


def page() -> str:
    """Return `docs/who-may-do-what.md`, made from the table."""
    return "\n".join([_PREAMBLE, *(_section(on, title) for on, title in _GROUPS.items())])


def _section(on: On, title: str) -> str:
    rows = [_row(name, rule) for name, rule in RULES.items() if rule.on == on]
    head = f"## {title}\n\n| what | who | a program's key | action |\n|---|---|---|---|"
    return "\n".join([head, *rows, ""])


def _row(name: str, rule: Rule) -> str:
    return f"| {rule.words} | {_who(rule)} | {rule.scope or 'never'} | `{name}` |"


def _who(rule: Rule) -> str:
    if rule.on == "open":
        return "anyone"
    if rule.on == "signed_in":
        but_not = f", but not {_listed(_in_order(rule.but_not))}" if rule.but_not else ""
        return f"anyone signed in{but_not}"
    often = _listed(_in_order(rule.roles))
    return "; ".join([often, *(f"{_WORDS[r]}, {when}" for r, when in rule.sometimes.items())])
